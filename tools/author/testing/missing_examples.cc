// An example written for one thing is looked at for all that come after it.
#include "tools/author/testing/missing_examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/ast/ast.h"
#include "dsl/compile.h"
#include "dsl/format.h"
#include "engine/ask/cone.h"
#include "engine/eval_scalar.h"
#include "tools/author/lint/patient_words.h"
#include "tools/author/testing/aim_search.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

constexpr const char* kMark = "# generated: confirm what it expects\n";

struct Planned {
  const Aim* aim = nullptr;
  EvaluationOptions options;
  Decision decision;
  std::vector<std::string> names;  // that it expects
  std::size_t aims = 1;            // that it shows
};

class ExamplePlanner {
 public:
  ExamplePlanner(const CompiledGuideline& compiled, const ProvedCoverage& proved, Day today)
      : guideline_(compiled.guideline),
        proved_(proved),
        search_(compiled.guideline, *proved.finder, today),
        cones_(compiled.guideline),
        today_(today) {
    for (const ast::Example* example : compiled.text.names.examples) {
      if (example->title) titles_.insert(example->title->text);
    }
  }

  /// `unwritable`: whose own patients no example can state.
  void Plan(const std::set<const Aim*>& unwritable) {
    planned.clear();
    for (const Aim& aim : proved_.aims) {
      if (aim.state != Aim::State::kMissing || !aim.patient || IsPlanned(aim)) continue;
      if (!unwritable.contains(&aim)) Add(aim);
    }
  }

  std::string Written(const Planned& one) {
    const std::string title = FreshTitle(AimText(*one.aim));
    std::string text = PatientAsExample(guideline_, *one.aim->patient, one.decision, today_, title,
                                        NamesOf(one), HangsOnDay(one));
    if (text.empty()) return "";
    for (std::size_t i = 0; i < one.options.readings.size(); ++i) {
      if (!one.options.readings[i]) continue;
      const Ambiguity& ambiguity = guideline_.ambiguities[i];
      text.insert(text.find("\n  expect ") + 1,
                  fmt::format("  reading {} {}\n", ambiguity.name,
                              ambiguity.readings[*one.options.readings[i]].name));
    }
    const FormatResult formatted = Format(SourceFile("generated.mgl", kMark + text));
    return "\n" + formatted.text.value_or(kMark + text);
  }

  std::vector<Planned> planned;

 private:
  static bool HasReading(const Planned& one) {
    return std::ranges::any_of(one.options.readings,
                               [](const auto& reading) { return reading.has_value(); });
  }

  /// What it can expect: no number that is shown with fewer digits than it has.
  std::vector<std::string> NamesOf(const Planned& one) const {
    std::vector<std::string> names = one.names;
    const auto leave_out = [&](const Definition& definition) {
      const bool can_be = CanBeExpected(definition, one.decision.nodes[Index(definition.node)]);
      if (!can_be) std::erase(names, definition.name);
    };
    std::ranges::for_each(guideline_.definitions, leave_out);
    std::ranges::for_each(guideline_.results, leave_out);
    return names;
  }

  /// Whether it expects a status, or what reads the day of the decision.
  bool HangsOnDay(const Planned& one) {
    const auto reads_today = [&](NodeId node) {
      return std::ranges::any_of(cones_.Of(node).nodes, [&](NodeId id) {
        return guideline_.graph.node(id).kind == NodeKind::kToday;
      });
    };
    const auto some_does = [&](const auto& declarations, auto node) {
      return std::ranges::any_of(declarations, [&](const auto& declaration) {
        return std::ranges::find(one.names, declaration.name) != one.names.end() &&
               reads_today(declaration.*node);
      });
    };
    const bool has_status = std::ranges::any_of(guideline_.rechecks, [&](const Recheck& recheck) {
      return std::ranges::find(one.names, recheck.name) != one.names.end();
    });
    return has_status || some_does(guideline_.rules, &Rule::outcome) ||
           some_does(guideline_.results, &ResultColumn::node) ||
           some_does(guideline_.definitions, &Definition::node) ||
           some_does(guideline_.ambiguities, &Ambiguity::node) ||
           some_does(guideline_.thresholds, &Threshold::node);
  }

  bool IsPlanned(const Aim& aim) {
    for (Planned& one : planned) {
      // Of what is not about a reading, by those that the guideline adopts.
      if (!aim.reading && HasReading(one)) continue;
      if (!search_.IsShownBy(aim, one.options, one.decision)) continue;
      AddNames(aim.names, one.names);
      ++one.aims;
      return true;
    }
    return false;
  }

  void Add(const Aim& aim) {
    Planned one;
    one.aim = &aim;
    one.options = {today_, {}, false};
    one.options.readings.resize(guideline_.ambiguities.size());
    if (aim.reading) {
      const auto& [ambiguity, reading] = *aim.reading;
      const bool is_said =
          aim.kind == AimKind::kReading || guideline_.ambiguities[ambiguity].adopted != reading;
      if (is_said) one.options.readings[ambiguity] = reading;
    }
    one.decision = ScalarEvaluator(guideline_, one.options).Decide(*aim.patient);
    AddNames(aim.names, one.names);
    AddNames(DecidedBy(*aim.patient, one.decision), one.names);
    planned.push_back(std::move(one));
  }

  static void AddNames(const std::vector<std::string>& from, std::vector<std::string>& names) {
    for (const std::string& name : from) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }

  /// The rules and results that read what is given of the patient, and are decided.
  std::vector<std::string> DecidedBy(const Case& patient, const Decision& decision) {
    std::vector<std::string> names;
    const auto reads_given = [&](NodeId node) {
      return std::ranges::any_of(cones_.Of(node).facts, [&](FactId fact) {
        return patient.facts[Index(fact)].state == ReportedFact::State::kValue;
      });
    };
    for (std::size_t i = 0; i < decision.rules.size(); ++i) {
      const bool is_decided = decision.rules[i] != Outcome::kUnknown;
      if (!is_decided || !reads_given(guideline_.rules[i].outcome)) continue;
      names.push_back(guideline_.rules[i].name);
    }
    for (const ResultColumn& result : guideline_.results) {
      const bool is_decided =
          decision.HasResults() && decision.nodes[Index(result.node)].IsSettled();
      if (is_decided && reads_given(result.node)) names.push_back(result.name);
    }
    return names;
  }

  std::string FreshTitle(std::string title) {
    for (char& sign : title) {
      if (sign == '"' || sign == '\\') sign = '\'';
    }
    std::string fresh = title;
    for (int i = 2; !titles_.insert(fresh).second; ++i) fresh = fmt::format("{} ({})", title, i);
    return fresh;
  }

  const Guideline& guideline_;
  const ProvedCoverage& proved_;
  AimSearch search_;
  ConeCache cones_;
  Day today_;
  std::set<std::string> titles_;
};

/// Whether the guideline with these examples more has no error, and no more that fail than before.
bool AllPass(const CompiledGuideline& compiled, const std::string& examples, Day today) {
  const SourceFile& source = compiled.text.source;
  const CompileResult with =
      Compile(SourceFile(source.path(), std::string(source.text()) + "\n" + examples));
  if (with.guideline == nullptr) return false;
  const ExampleRunOptions options{today, "", false};
  return RunExamples(*with.guideline, options).Failed() == RunExamples(compiled, options).Failed();
}

}  // namespace

MissingExamples WriteMissingExamples(const CompiledGuideline& compiled,
                                     const ProvedCoverage& proved, Day today) {
  MissingExamples missing;
  std::set<const Aim*> unwritable;
  while (true) {
    ExamplePlanner planner(compiled, proved, today);
    planner.Plan(unwritable);
    const std::size_t known = unwritable.size();
    std::vector<std::string> texts;
    std::string all;
    for (const Planned& planned : planner.planned) {
      texts.push_back(planner.Written(planned));
      all += texts.back();
    }
    const bool all_pass = AllPass(compiled, all, today);
    missing = {};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Planned& planned = planner.planned[i];
      if (texts[i].empty() || (!all_pass && !AllPass(compiled, texts[i], today))) {
        unwritable.insert(planned.aim);
        continue;
      }
      missing.text += texts[i];
      missing.aims += planned.aims;
      ++missing.examples;
    }
    if (unwritable.size() == known) break;  // what others showed is planned anew
  }
  missing.unwritten = proved.Count(Aim::State::kMissing) - missing.aims;
  return missing;
}

}  // namespace mgl

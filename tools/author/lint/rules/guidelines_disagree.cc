// Thresholds, ranges, definitions and results of one name, and rechecks of one fact, which differ
// between guidelines that apply together.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The value of a threshold or definition by its own guideline alone; null: it is a range.
const Value* OwnValue(const JoinedGuidelines& joined, const SharedName& shared, FactOfPart at,
                      const std::vector<OwnDecision>& decided) {
  const Guideline& guideline = joined.parts[at.part]->guideline;
  const std::vector<Value>& nodes = decided[at.part].decision.nodes;
  if (shared.kind == "range") return nullptr;
  if (shared.kind == "threshold") return &nodes[Index(guideline.thresholds[at.fact].node)];
  for (const Definition& one : guideline.definitions) {
    if (one.name == shared.name) return &nodes[Index(one.node)];
  }
  for (const ResultColumn& one : guideline.results) {
    if (one.name == shared.name) return &nodes[Index(one.node)];
  }
  return nullptr;
}

bool DifferAlone(const JoinedGuidelines& joined, const SharedName& shared,
                 const std::vector<OwnDecision>& decided) {
  for (const FactOfPart at : {shared.first, shared.second}) {
    if (decided[at.part].decision.scope != Truth::kYes) return false;
  }
  const Value* const one = OwnValue(joined, shared, shared.first, decided);
  const Value* const other = OwnValue(joined, shared, shared.second, decided);
  if (one == nullptr || other == nullptr) return true;
  if (one->truth == Truth::kUnknown && other->truth == Truth::kUnknown) return true;  // choices
  return one->truth != other->truth;
}

void CheckNames(const LintInput& input, Diagnostics& found) {
  const JoinedGuidelines& joined = *input.joined;
  for (std::size_t i = 0; i < joined.shared.size(); ++i) {
    const SharedName& shared = joined.shared[i];
    const std::vector<Goal> goals = {
        {input.compiled.guideline.properties[i].condition, Truth::kYes}};
    const std::string of =
        JoinedWords({joined.labels[shared.first.part], joined.labels[shared.second.part]}, "and");
    const auto together = FindTogether(
        input, goals, shared.first_place,
        fmt::format("{} {} of {} differ for a patient", shared.kind, Quoted(shared.name), of),
        [&](const std::vector<OwnDecision>& decided) {
          return DifferAlone(joined, shared, decided);
        });
    if (!together) continue;
    Diagnostic finding{DiagnosticKind::kGuidelinesDisagree,
                       shared.first_place,
                       fmt::format("the {} {} is not the same in {}: they differ {}", shared.kind,
                                   Quoted(shared.name), of,
                                   input.proofs.ForWhom(together->goals, together->found)),
                       "let both say the same, or give them two names",
                       {{shared.second_place, "the other"}}};
    const std::vector<std::string> names =
        shared.kind == "range" ? std::vector<std::string>() : std::vector{shared.name};
    finding.example =
        AsExamples(joined, together->decided, input.as_of, fmt::format("{} differs", shared.name),
                   {{shared.first.part, names}, {shared.second.part, names}});
    found.push_back(std::move(finding));
  }
}

/// "in 3 months", "every 6 months": all that is written of the times.
std::string TimesOf(const SourceFile& source, const ast::Recheck& recheck) {
  if (recheck.in) return "in " + TextAsWritten(source, recheck.in->span);
  return recheck.every ? "every " + TextAsWritten(source, recheck.every->span) : "";
}

bool AreAtOneTime(const Recheck& a, const Recheck& b) {
  const auto is_one = [](const Recheck::Duration& one, const Recheck::Duration& other) {
    return one.months == other.months && one.days == other.days;
  };
  return a.repeats == b.repeats && is_one(a.first, b.first) &&
         (a.repeats || is_one(a.last, b.last));
}

class RecheckPairs {
 public:
  RecheckPairs(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), found_(found) {}

  void Check() {
    std::vector<std::size_t> first;
    std::size_t count = 0;
    for (const auto& part : joined_.parts) {
      first.push_back(count);
      count += part->guideline.rechecks.size();
    }
    for (std::uint32_t a = 0; a < joined_.parts.size(); ++a) {
      for (std::uint32_t b = a + 1; b < joined_.parts.size(); ++b) {
        for (std::size_t i = 0; i < RechecksOf(a).size(); ++i) {
          for (std::size_t j = 0; j < RechecksOf(b).size(); ++j) {
            Compare({a, i, first[a] + i}, {b, j, first[b] + j});
          }
        }
      }
    }
  }

 private:
  struct Place {
    std::uint32_t part;
    std::size_t index;
    std::size_t in_all;
  };

  const std::vector<Recheck>& RechecksOf(std::uint32_t part) const {
    return joined_.parts[part]->guideline.rechecks;
  }
  const ast::Recheck& Written(const Place& at) const {
    return *joined_.parts[at.part]->text.names.rechecks[at.index];
  }
  std::string Called(const Place& at) const {
    return fmt::format("{} of {}", Quoted(Written(at).name.text), joined_.labels[at.part]);
  }

  void Compare(const Place& first, const Place& second) {
    const std::vector<Recheck>& all = input_.compiled.guideline.rechecks;
    if (all[first.in_all].fact != all[second.in_all].fact) return;
    const auto times = [&](const Place& at) {
      return TimesOf(joined_.parts[at.part]->text.source, Written(at));
    };
    if (times(first).empty() || AreAtOneTime(all[first.in_all], all[second.in_all])) return;
    const std::vector<Goal> goals = {{all[first.in_all].when, Truth::kYes},
                                     {all[second.in_all].when, Truth::kYes}};
    const Span place = PlaceInAll(joined_, first.part, PlaceOf(Written(first)));
    const auto is_for_alone = [&](const Place& at, const std::vector<OwnDecision>& decided) {
      const Decision& decision = decided[at.part].decision;
      const NodeId when = RechecksOf(at.part)[at.index].when;
      // It may have ended, or count from a date that is never.
      return decision.nodes[Index(when)].truth == Truth::kYes && !decision.rechecks.empty() &&
             decision.rechecks[at.index].status != RecheckStatus::kNo;
    };
    const auto together =
        FindTogether(input_, goals, place,
                     fmt::format("{} and {} are for one patient", Called(first), Called(second)),
                     [&](const std::vector<OwnDecision>& decided) {
                       return is_for_alone(first, decided) && is_for_alone(second, decided);
                     });
    if (!together) return;
    Diagnostic finding{DiagnosticKind::kGuidelinesDisagree,
                       place,
                       fmt::format("one fact is measured again {} by {} and {} by {} {}",
                                   times(first), Called(first), times(second), Called(second),
                                   input_.proofs.ForWhom(together->goals, together->found)),
                       "let both say the same, or say for whom each is",
                       {{PlaceInAll(joined_, second.part, PlaceOf(Written(second))), "the other"}}};
    finding.example = AsExamples(
        joined_, together->decided, input_.as_of, "measured again at two times",
        {{first.part, {Written(first).name.text}}, {second.part, {Written(second).name.text}}});
    found_.push_back(std::move(finding));
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  Diagnostics& found_;
};

}  // namespace

void LintGuidelinesDisagree(const LintInput& input, Diagnostics& found) {
  if (input.joined == nullptr) return;
  CheckNames(input, found);
  RecheckPairs(input, found).Check();
}

}  // namespace mgl

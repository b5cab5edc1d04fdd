// The conditions are those of `mgl explain`; of them only what makes the outcome what it is.
#include "tools/case/examples/example_why.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/ast/ast.h"
#include "engine/ask/cone.h"
#include "tools/case/examples/coverage_lines.h"
#include "tools/case/explain/condition_tree.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

constexpr std::size_t kMaxLines = 24;
constexpr std::size_t kMaxMissing = 8;

class WhyWriter {
 public:
  WhyWriter(const CompiledGuideline& compiled, const ExampleCase& example, const Decision& decision)
      : compiled_(compiled),
        guideline_(compiled.guideline),
        example_(example),
        decision_(decision),
        readings_(example.options.readings),
        tree_(compiled) {
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      if (!readings_[i]) readings_[i] = guideline_.ambiguities[i].adopted;
    }
    tree_.Begin(example.given, decision, readings_);
  }

  void Explain(const ast::Expectation& expectation) {
    if (expectation.kind == ast::Expectation::Kind::kScope) return ExplainScope();
    const Symbol symbol = compiled_.text.names.Find(expectation.target.text);
    if (expectation.kind == ast::Expectation::Kind::kAsk) return ExplainAsk(symbol.index);
    if (NeedsScope(symbol) && decision_.scope != Truth::kYes) ExplainScope();
    if (NeedsScope(symbol) && decision_.scope == Truth::kNo) return;
    switch (symbol.kind) {
      case SymbolKind::kRule:
        ExplainRule(symbol.index);
        break;
      case SymbolKind::kRecheck:
        ExplainRecheck(symbol.index);
        break;
      case SymbolKind::kThreshold:
        ExplainThreshold(symbol.index);
        break;
      case SymbolKind::kAmbiguity:
        ExplainAmbiguity(symbol.index);
        break;
      default:
        ExplainDefinition(symbol);
    }
    if (IsUndecided(symbol)) AddMissing(symbol);
  }

  std::vector<std::string> lines;

 private:
  void Add(std::size_t depth, const std::string& line) {
    if (lines.size() < kMaxLines) lines.push_back(std::string(2 * depth, ' ') + line);
    if (lines.size() == kMaxLines) lines.emplace_back("…");
  }

  std::string FactText(FactId fact) {
    const PatientValue value = ValueOfFact(guideline_, fact, example_.given, decision_);
    return value.fact + " " + value.text;
  }

  static std::string ValuesText(const Condition& condition) {
    std::vector<std::string> texts;
    if (condition.cut) texts = condition.cut->lines;
    for (const PatientValue& value : condition.values) {
      texts.push_back((value.title.starts_with("Date of ") ? "date of " : "") + value.fact + " " +
                      value.text);
    }
    return texts.empty() ? "" : fmt::format(" ({})", fmt::join(texts, "; "));
  }

  void AddAll(const std::vector<Condition>& conditions, std::size_t depth,
              const std::string& before = "") {
    const bool some_decides = std::ranges::any_of(conditions, &Condition::decides);
    for (const Condition& condition : conditions) {
      if (condition.decides || !some_decides) AddCondition(condition, depth, before);
    }
  }

  /// A result in a condition is opened like the others, once.
  void AddCondition(const Condition& condition, std::size_t depth, const std::string& before = "") {
    if (lines.size() > kMaxLines) return;
    const std::string defined = condition.definition.empty() ? "" : " = " + condition.definition;
    Add(depth,
        fmt::format("{}{}{}: {}{}", before, condition.text, defined,
                    condition.is_truth ? std::string(TruthName(condition.truth)) : condition.value,
                    condition.kind == Condition::Kind::kFact ? FactNote(condition)
                                                             : ValuesText(condition)));
    AddAll(condition.conditions, depth + 1);
    const bool is_result = condition.kind == Condition::Kind::kResult ||
                           condition.kind == Condition::Kind::kTable ||
                           condition.kind == Condition::Kind::kScore;
    if (is_result && condition.conditions.empty()) AddResultParts(condition.text, depth + 1);
  }

  /// Its value stands there already; only why there is none is said.
  static std::string FactNote(const Condition& condition) {
    if (condition.values.empty() || condition.values[0].known) return "";
    return condition.is_truth ? " (" + condition.values[0].text + ")" : "";
  }

  void AddResultParts(const std::string& name, std::size_t depth) {
    if (!opened_.insert(name).second) return;
    const auto result = std::ranges::find(guideline_.results, name, &ResultColumn::name);
    if (result != guideline_.results.end()) AddAll(tree_.OfResult(*result).conditions, depth);
  }

  void ExplainScope() {
    const ast::ExprPtr& applies = compiled_.text.names.guideline->applies_when;
    if (!applies) return Add(0, "the guideline is for every patient");
    AddAll(tree_.Roots(applies, ast::ExprKind::kAnd), 0, "applies when ");
  }

  /// Rules, rechecks and results have no answer out of scope.
  bool NeedsScope(const Symbol& symbol) const {
    if (symbol.kind == SymbolKind::kDefine) {
      return compiled_.text.names.defines[symbol.index]->is_result;
    }
    return symbol.kind != SymbolKind::kThreshold && symbol.kind != SymbolKind::kAmbiguity;
  }

  void ExplainAsk(std::uint32_t index) {
    const FactId fact{index};
    Add(0, decision_.facts[index].value.known
               ? "it is known: " + FactText(fact)
               : FactText(fact) + "; nothing that is undecided needs it");
  }

  void ExplainRule(std::uint32_t index) {
    const Rule& rule = guideline_.rules[index];
    const ast::Rule& written = *compiled_.text.names.rules[index];
    AddAll(tree_.Roots(written.when, ast::ExprKind::kAnd), 0, "when ");
    AddAll(tree_.Roots(written.unless, ast::ExprKind::kOr), 0, "unless ");
    if (decision_.nodes[Index(rule.allowed)].truth != Truth::kYes) AddBlockers(rule);
    for (const std::uint32_t overrider : rule.overriders) {
      const Rule& other = guideline_.rules[overrider];
      Add(0, fmt::format("overridden by {}: {}", other.name,
                         TruthName(decision_.nodes[Index(other.outcome)].truth)));
    }
  }

  /// The contraindications of its medications, of their options too, that are not surely no.
  void AddBlockers(const Rule& rule) {
    for (std::size_t i = 0; i < guideline_.contraindications.size(); ++i) {
      const Contraindication& item = guideline_.contraindications[i];
      if (!item.blocks || decision_.nodes[Index(item.when)].truth == Truth::kNo) continue;
      const bool is_of_rule = std::ranges::any_of(item.treatments, [&](const Treatment& treatment) {
        return std::ranges::any_of(rule.actions, [&](const Action& action) {
          const std::optional<Treatment> of = TreatmentOf(action);
          return of && of->medication == treatment.medication;
        });
      });
      if (!is_of_rule) continue;
      AddAll(tree_.Roots(compiled_.text.names.contraindications[i]->when, ast::ExprKind::kOr), 0,
             fmt::format("contraindication \"{}\" when ", item.title));
    }
  }

  void ExplainRecheck(std::uint32_t index) {
    const Recheck& recheck = guideline_.rechecks[index];
    AddAll(tree_.Roots(compiled_.text.names.rechecks[index]->when, ast::ExprKind::kAnd), 0,
           "when ");
    ConeCache cones(guideline_);
    std::set<FactId> dates;
    for (const NodeId anchor : recheck.anchors) {
      dates.insert(cones.Of(anchor).facts.begin(), cones.Of(anchor).facts.end());
    }
    for (const FactId date : dates) Add(0, FactText(date));
    Add(0, FactText(recheck.fact));
    const std::string as_of = "as of " + FormatDay(example_.options.as_of);
    const RecheckState& state = decision_.rechecks[index];
    if (!state.from || !state.to) return Add(0, as_of);
    Add(0, fmt::format("{}; the test is due from {} to {}", as_of, FormatDay(*state.from),
                       FormatDay(*state.to)));
  }

  void ExplainThreshold(std::uint32_t index) {
    const Threshold& threshold = guideline_.thresholds[index];
    std::vector<std::string> bounds;
    for (const CutLine& line : threshold.lines) bounds.push_back(line.text);
    const std::string says = fmt::format("{} {}", threshold.of, fmt::join(bounds, ", "));
    if (threshold.fact) return Add(0, fmt::format("{} ({})", says, FactText(*threshold.fact)));
    Add(0, says);
    AddAll({tree_.Of(*compiled_.text.names.thresholds[index]->of)}, 1);
  }

  void ExplainAmbiguity(std::uint32_t index) {
    const std::vector<ast::Reading>& readings = compiled_.text.names.ambiguities[index]->readings;
    for (std::uint32_t i = 0; i < readings.size(); ++i) {
      if (readings_[index] && *readings_[index] != i) continue;
      AddCondition(tree_.Of(*readings[i].as), 0, "reading " + readings[i].name.text + " = ");
    }
  }

  void ExplainDefinition(const Symbol& symbol) {
    const ast::Define* define =
        symbol.kind == SymbolKind::kDefine ? compiled_.text.names.defines[symbol.index] : nullptr;
    if (define == nullptr || define->is_result) {
      for (const ResultColumn& result : guideline_.results) {
        if (result.name == DeclarationOf(compiled_.text.names, symbol)->name.text) {
          return ExplainResult(result);
        }
      }
      return;
    }
    if (define->as) return AddAll({tree_.Of(*define->as)}, 0);
    for (const ast::ValueLine& line : define->lines) {
      if (line.when) AddCondition(tree_.Of(*line.when), 0, "when ");
    }
  }

  void ExplainResult(const ResultColumn& result) {
    opened_.insert(result.name);
    const Condition condition = tree_.OfResult(result);
    if (condition.conditions.empty()) return AddCondition(condition, 0);
    for (const PatientValue& value : condition.values) Add(0, value.fact + " " + value.text);
    AddAll(condition.conditions, 0);
  }

  NodeId NodeOf(const Symbol& symbol) const {
    switch (symbol.kind) {
      case SymbolKind::kRule:
        return guideline_.rules[symbol.index].outcome;
      case SymbolKind::kRecheck:
        return guideline_.rechecks[symbol.index].when;
      case SymbolKind::kThreshold:
        return guideline_.thresholds[symbol.index].node;
      case SymbolKind::kAmbiguity:
        return guideline_.ambiguities[symbol.index].node;
      default:
        break;
    }
    const std::string& name = DeclarationOf(compiled_.text.names, symbol)->name.text;
    const auto result = std::ranges::find(guideline_.results, name, &ResultColumn::name);
    if (result != guideline_.results.end()) return result->node;
    return std::ranges::find(guideline_.definitions, name, &Definition::name)->node;
  }

  /// What is decided stays so, whatever else is known.
  bool IsUndecided(const Symbol& symbol) const {
    if (symbol.kind == SymbolKind::kRecheck) {
      return decision_.rechecks[symbol.index].status == RecheckStatus::kUnknown;
    }
    const NodeId node = NodeOf(symbol);
    const Value& value = decision_.nodes[Index(node)];
    return guideline_.graph.node(node).type == ValueType::kTruth ? value.truth == Truth::kUnknown
                                                                 : !value.IsSettled();
  }

  void AddMissing(const Symbol& symbol) {
    ConeCache cones(guideline_);
    const std::vector<FactId>& in_cone = cones.Of(NodeOf(symbol)).facts;
    std::set<FactId> facts(in_cone.begin(), in_cone.end());
    if (symbol.kind == SymbolKind::kRecheck) {
      for (const NodeId anchor : guideline_.rechecks[symbol.index].anchors) {
        facts.insert(cones.Of(anchor).facts.begin(), cones.Of(anchor).facts.end());
      }
    }
    std::vector<std::string> missing;
    for (const FactId fact : facts) {
      if (decision_.facts[Index(fact)].value.known) continue;
      missing.push_back(guideline_.facts[Index(fact)].name);
    }
    if (missing.empty()) return;
    const std::size_t more = missing.size() - std::min(missing.size(), kMaxMissing);
    missing.resize(missing.size() - more);
    lines.push_back(fmt::format("missing: {}{}", fmt::join(missing, ", "),
                                more > 0 ? fmt::format(" and {} more", more) : ""));
  }

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  const ExampleCase& example_;
  const Decision& decision_;
  std::vector<std::optional<std::uint32_t>> readings_;  // in use
  ConditionTree tree_;
  std::set<std::string> opened_;  // results
};

}  // namespace

std::string GivenText(const SourceFile& source, const ast::Given& given) {
  std::string text = given.fact.text + " " + TextAsWritten(source, given.value.span);
  if (given.on) text += " on " + FormatDay(given.on->day);
  return text;
}

std::vector<std::string> WhyOtherwise(const CompiledGuideline& compiled, const ExampleCase& example,
                                      const Decision& decision,
                                      const ast::Expectation& expectation) {
  WhyWriter writer(compiled, example, decision);
  writer.Explain(expectation);
  return std::move(writer.lines);
}

}  // namespace mgl

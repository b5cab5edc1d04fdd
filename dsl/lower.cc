// Fills the guideline table by table; expressions become nodes once the tables they name are there.
#include "dsl/lower.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/lower_expressions.h"
#include "dsl/lower_statements.h"

namespace mgl {
namespace {

class GuidelineLowering {
 public:
  GuidelineLowering(const SourceFile& source, const Resolution& resolution, const Checked& checked,
                    Guideline& guideline)
      : source_(source),
        resolution_(resolution),
        checked_(checked),
        guideline_(guideline),
        expressions_(resolution, checked, guideline) {}

  void Run() {
    guideline_.header = LowerHeader(source_, resolution_);
    for (const ast::Reference* reference : resolution_.references) {
      guideline_.references.push_back({reference->name.text, TitleOf(*reference)});
    }
    LowerFactsAndCuts();
    LowerDefinitions();
    const ast::Expr* applies = resolution_.guideline->applies_when.get();
    guideline_.scope =
        applies != nullptr ? expressions_.Lower(*applies) : expressions_.Constant(true);
    LowerTreatments();
    LowerRules();
    for (const ast::Recheck* recheck : resolution_.rechecks) {
      Recheck& lowered = guideline_.rechecks.emplace_back(LowerRecheck(*recheck, resolution_));
      lowered.when = InScope(recheck->when.get());
    }
    for (const ast::Property* property : resolution_.properties) {
      guideline_.properties.push_back(
          {TitleOf(*property), expressions_.Lower(*property->condition), property->always});
    }
    FindConflicts();
  }

 private:
  void LowerFactsAndCuts() {
    const auto fact_index = [&](const ast::Name& name) {
      return resolution_.Find(name.text).index;
    };
    for (std::size_t i = 0; i < resolution_.facts.size(); ++i) {
      guideline_.facts.push_back(
          LowerFact(*resolution_.facts[i], checked_.fact_units[i], checked_.fact_substances[i]));
    }
    for (const ast::Range* range : resolution_.ranges) {
      const std::uint32_t fact = fact_index(range->fact);
      guideline_.ranges.push_back(LowerRange(source_, *range, fact, guideline_.facts[fact]));
    }
    for (const ast::Threshold* threshold : resolution_.thresholds) {
      const std::uint32_t fact = fact_index(threshold->fact);
      guideline_.thresholds.push_back(
          LowerThreshold(source_, *threshold, fact, guideline_.facts[fact]));
    }
    using Values = ExpressionLowering::FactValues;
    std::vector<const ast::Expr*> suspects;
    for (const ast::Fact* fact : resolution_.facts) {
      for (const ast::ExprPtr& suspect : fact->suspect_when) suspects.push_back(suspect.get());
    }
    expressions_.LowerDefinitionsOf(suspects, Values::kBeforeSuspect);
    for (std::uint32_t i = 0; i < resolution_.facts.size(); ++i) {
      for (const ast::ExprPtr& suspect : resolution_.facts[i]->suspect_when) {
        guideline_.facts[i].suspect_when.push_back(
            expressions_.Lower(*suspect, Values::kBeforeSuspect));
      }
      if (!guideline_.facts[i].suspect_when.empty()) guideline_.suspect_order.push_back(FactId{i});
    }
  }

  void LowerDefinitions() {
    for (const Symbol& symbol : resolution_.definition_order) {
      if (symbol.kind == SymbolKind::kDefine) expressions_.DefineNode(symbol.index);
      if (symbol.kind == SymbolKind::kAmbiguity) expressions_.AmbiguityNode(symbol.index);
    }
    for (std::uint32_t i = 0; i < resolution_.defines.size(); ++i) {
      const ast::Define& define = *resolution_.defines[i];
      guideline_.definitions.push_back({define.name.text, TitleOf(define),
                                        expressions_.DefineNode(i),
                                        LowerProvenance(define.provenance)});
    }
    for (std::uint32_t i = 0; i < resolution_.ambiguities.size(); ++i) {
      const ast::Ambiguity& ambiguity = *resolution_.ambiguities[i];
      Ambiguity& lowered = guideline_.ambiguities.emplace_back();
      lowered.name = ambiguity.name.text;
      lowered.title = TitleOf(ambiguity);
      lowered.because = ambiguity.because ? ambiguity.because->text : "";
      lowered.provenance = LowerProvenance(ambiguity.provenance);
      for (std::uint32_t j = 0; j < ambiguity.readings.size(); ++j) {
        const ast::Reading& reading = ambiguity.readings[j];
        lowered.readings.push_back(
            {reading.name.text, reading.title ? reading.title->text : reading.name.text,
             expressions_.ReadingNode(i, j), LowerProvenance(reading.provenance)});
        if (ambiguity.adopted && ambiguity.adopted->text == reading.name.text) lowered.adopted = j;
      }
    }
  }

  void LowerTreatments() {
    for (const ast::Medication* medication : resolution_.medications) {
      Medication& lowered =
          guideline_.medications.emplace_back(LowerMedication(source_, *medication));
      if (medication->until) lowered.until = expressions_.Lower(*medication->until);
    }
    for (const ast::Diet* diet : resolution_.diets) {
      guideline_.diets.push_back(LowerDiet(source_, *diet));
    }
  }

  NodeId InScope(const ast::Expr* when) {
    std::vector<NodeId> operands{guideline_.scope};
    if (when != nullptr) operands.push_back(expressions_.Lower(*when));
    return expressions_.And(std::move(operands));
  }

  void LowerRules() {
    const std::size_t count = resolution_.rules.size();
    for (std::uint32_t i = 0; i < count; ++i) LowerRule(*resolution_.rules[i]);
    for (std::uint32_t i = 0; i < count; ++i) {
      for (const ast::Name& name : resolution_.rules[i]->overrides) {
        guideline_.rules[resolution_.Find(name.text).index].overriders.push_back(i);
      }
    }
    expressions_.rule_outcomes.resize(count);
    outcome_known_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      guideline_.rules[i].outcome = OutcomeNode(i);
    }
  }

  void LowerRule(const ast::Rule& rule) {
    Rule& lowered = guideline_.rules.emplace_back();
    lowered.name = rule.name.text;
    lowered.title = TitleOf(rule);
    lowered.when = expressions_.Lower(*rule.when);
    std::vector<NodeId> due{guideline_.scope, lowered.when};
    if (rule.unless) {
      lowered.unless = expressions_.Lower(*rule.unless);
      due.push_back(expressions_.Not(*lowered.unless));
    }
    lowered.due = expressions_.And(std::move(due));
    lowered.actions = LowerActions(rule, resolution_);
    if (rule.urgency) {
      const std::string& word = rule.urgency->text;
      lowered.urgency = word == "now"     ? Urgency::kNow
                        : word == "today" ? Urgency::kToday
                                          : Urgency::kRoutine;
    }
    lowered.strength = rule.strength ? rule.strength->text : "";
    lowered.certainty = rule.certainty ? rule.certainty->text : "";
    lowered.because = rule.because ? rule.because->text : "";
    lowered.provenance = LowerProvenance(rule.provenance);
  }

  /// Overriders first; `overrides` has no cycles.
  NodeId OutcomeNode(std::uint32_t rule) {
    if (outcome_known_[rule]) return expressions_.rule_outcomes[rule];
    std::vector<NodeId> overriders;
    for (const std::uint32_t overrider : guideline_.rules[rule].overriders) {
      overriders.push_back(OutcomeNode(overrider));
    }
    NodeId node = guideline_.rules[rule].due;
    if (!overriders.empty()) {
      node = expressions_.And({node, expressions_.Not(expressions_.Or(std::move(overriders)))});
    }
    outcome_known_[rule] = true;
    expressions_.rule_outcomes[rule] = node;
    return node;
  }

  /// Pairs of rules of which one gives and the other avoids a whole medication.
  void FindConflicts() {
    const auto has = [&](std::uint32_t rule, ActionVerb verb, std::uint32_t medication) {
      const std::vector<Action>& actions = guideline_.rules[rule].actions;
      return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
        return action.verb == verb && action.target == Action::Target::kMedication &&
               action.index == medication;
      });
    };
    const auto count = static_cast<std::uint32_t>(guideline_.rules.size());
    for (std::uint32_t medication = 0; medication < guideline_.medications.size(); ++medication) {
      std::vector<std::uint32_t> give;
      std::vector<std::uint32_t> avoid;
      for (std::uint32_t rule = 0; rule < count; ++rule) {
        if (has(rule, ActionVerb::kGive, medication)) give.push_back(rule);
        if (has(rule, ActionVerb::kAvoid, medication)) avoid.push_back(rule);
      }
      for (const std::uint32_t a : give) {
        for (const std::uint32_t b : avoid) {
          if (a != b) guideline_.conflicts.push_back({std::min(a, b), std::max(a, b)});
        }
      }
    }
  }

  const SourceFile& source_;
  const Resolution& resolution_;
  const Checked& checked_;
  Guideline& guideline_;
  ExpressionLowering expressions_;
  std::vector<bool> outcome_known_;
};

}  // namespace

LowerResult Lower(const SourceFile& source, const ast::File& /*file*/, const Resolution& resolution,
                  const Checked& checked) {
  LowerResult result;
  result.guideline = std::make_unique<Guideline>();
  GuidelineLowering(source, resolution, checked, *result.guideline).Run();
  if (result.guideline->graph.size() > kMaxGraphNodes) {
    result.diagnostics.push_back(
        {DiagnosticKind::kTooManyNodes,
         resolution.guideline->name.span,
         fmt::format("the evaluation graph has {} nodes; at most {} are allowed",
                     result.guideline->graph.size(), kMaxGraphNodes),
         "remove or split parts of the guideline",
         {}});
  }
  return result;
}

}  // namespace mgl

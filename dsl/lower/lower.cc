// Fills the guideline table by table; expressions become nodes once the tables they name are there.
#include "dsl/lower/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/check/text_values.h"
#include "dsl/lower/lower_doses.h"
#include "dsl/lower/lower_expressions.h"
#include "dsl/lower/lower_statements.h"
#include "dsl/lower/lower_treatments.h"

namespace mgl {
namespace {

class GuidelineLowering {
 public:
  GuidelineLowering(const SourceFile& source, const ast::File& file, const Resolution& resolution,
                    const Checked& checked, Guideline& guideline)
      : source_(source),
        file_(file),
        resolution_(resolution),
        checked_(checked),
        guideline_(guideline),
        expressions_(resolution, checked, guideline) {}

  void Run() {
    guideline_.header = LowerHeader(file_, resolution_);
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
      for (const ast::ExprPtr& anchor : recheck->anchors) {
        lowered.anchors.push_back(expressions_.Lower(*anchor));
      }
    }
    for (const ast::Property* property : resolution_.properties) {
      guideline_.properties.push_back(
          {TitleOf(*property), expressions_.Lower(*property->condition), property->always});
    }
    guideline_.conflicts = FindConflicts(guideline_, resolution_);
  }

  std::vector<std::optional<NodeId>> TakeExpressionNodes() {
    return std::move(expressions_.expression_nodes);
  }

 private:
  void LowerFactsAndCuts() {
    for (std::size_t i = 0; i < resolution_.facts.size(); ++i) {
      guideline_.facts.push_back(
          LowerFact(*resolution_.facts[i], checked_.fact_units[i], checked_.fact_substances[i]));
    }
    for (const ast::Range* range : resolution_.ranges) {
      const ExprType& of = checked_.types[range->of->id];
      SetCut(*range, guideline_.ranges.emplace_back(LowerRange(source_, *range, of)));
    }
    for (const ast::Threshold* threshold : resolution_.thresholds) {
      const ExprType& of = checked_.types[threshold->of->id];
      SetCut(*threshold,
             guideline_.thresholds.emplace_back(LowerThreshold(source_, *threshold, of)));
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

  /// What it cuts.
  void SetCut(const auto& cut, auto& lowered) {
    lowered.of = cut.of->name.text;
    const Symbol symbol = resolution_.Find(lowered.of);
    if (symbol.kind == SymbolKind::kFact) lowered.fact = FactId{symbol.index};
  }

  void LowerDefinitions() {
    for (const Symbol& symbol : resolution_.definition_order) {
      expressions_.LowerInOrder(symbol);
    }
    LowerValues();
    for (std::uint32_t i = 0; i < resolution_.thresholds.size(); ++i) {
      guideline_.thresholds[i].node = expressions_.ThresholdNode(i);
    }
    for (std::uint32_t i = 0; i < resolution_.ambiguities.size(); ++i) {
      const ast::Ambiguity& ambiguity = *resolution_.ambiguities[i];
      Ambiguity& lowered = guideline_.ambiguities.emplace_back();
      SetDefinition(ambiguity, {SymbolKind::kAmbiguity, i, 0}, lowered);
      SetType(checked_.ambiguity_types[i], {}, lowered);
      lowered.because = ambiguity.because ? ambiguity.because->text : "";
      for (std::uint32_t j = 0; j < ambiguity.readings.size(); ++j) {
        const ast::Reading& reading = ambiguity.readings[j];
        lowered.readings.push_back(
            {reading.name.text, reading.title ? reading.title->text : reading.name.text,
             expressions_.ReadingNode(i, j), LowerProvenance(reading.provenance)});
        if (ambiguity.adopted && ambiguity.adopted->text == reading.name.text) lowered.adopted = j;
      }
    }
  }

  void SetDefinition(const ast::DeclarationBase& declaration, Symbol symbol,
                     Definition& definition) {
    definition.name = declaration.name.text;
    definition.title = TitleOf(declaration);
    definition.node = expressions_.DefinitionNode(symbol);
    definition.provenance = LowerProvenance(declaration.provenance);
  }

  /// Where a text of the result shows other results.
  void LowerTexts(ResultColumn& result) const {
    if (!result.is_text) return;
    std::vector<ShownText> texts;
    bool shows_results = false;
    for (const ChoiceOption& choice : result.choices) {
      TextValues read = ReadTextValues(choice.name);
      ShownText& text = texts.emplace_back();
      text.words = std::move(read.words);
      for (const std::string& name : read.names) {
        const auto found = std::ranges::find(guideline_.results, name, &Definition::name);
        text.results.push_back(static_cast<std::uint32_t>(found - guideline_.results.begin()));
        shows_results = true;
      }
    }
    if (shows_results) result.texts = std::move(texts);
  }

  /// Defines and items, and the results, tables and scores in the order of the text.
  void LowerValues() {
    std::vector<std::pair<std::uint32_t, ResultColumn>> columns;  // with where they stand
    const auto add = [&](ResultColumn::Kind kind, const ast::DeclarationBase& declaration,
                         Symbol symbol) -> Definition& {
      ResultColumn& column = columns.emplace_back(declaration.span.begin, ResultColumn()).second;
      column.kind = kind;
      SetDefinition(declaration, symbol, column);
      return column;
    };
    for (std::uint32_t i = 0; i < resolution_.defines.size(); ++i) {
      const ast::Define& define = *resolution_.defines[i];
      const Symbol symbol{SymbolKind::kDefine, i, 0};
      Definition* lowered = nullptr;
      if (define.is_result) {
        lowered = &add(ResultColumn::Kind::kResult, define, symbol);
        columns.back().second.has_lines = !define.lines.empty();
      } else {
        lowered = &guideline_.definitions.emplace_back();
        SetDefinition(define, symbol, *lowered);
      }
      SetType(checked_.define_types[i], TextsOf(define), *lowered);
    }
    for (std::uint32_t i = 0; i < resolution_.tables.size(); ++i) {
      const ast::Table& table = *resolution_.tables[i];
      Definition& lowered = add(ResultColumn::Kind::kTable, table, {SymbolKind::kTable, i, 0});
      columns.back().second.has_lines = true;
      SetType(checked_.table_types[i], TextsOf(table), lowered);
    }
    for (std::uint32_t i = 0; i < resolution_.scores.size(); ++i) {
      const Symbol symbol{SymbolKind::kScore, i, 0};
      Definition& lowered = add(ResultColumn::Kind::kScore, *resolution_.scores[i], symbol);
      lowered.type = FactType::kNumber;
      lowered.unit = UnityUnit();
    }
    for (std::uint32_t i = 0; i < resolution_.items.size(); ++i) {
      Definition& lowered = guideline_.definitions.emplace_back();
      SetDefinition(*resolution_.items[i], {SymbolKind::kItem, i, 0}, lowered);
      lowered.type = FactType::kNumber;
      lowered.unit = UnityUnit();
    }
    std::stable_sort(columns.begin(), columns.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, column] : columns) guideline_.results.push_back(std::move(column));
    for (ResultColumn& result : guideline_.results) LowerTexts(result);
  }

  void LowerTreatments() {
    for (const ast::Medication* medication : resolution_.medications) {
      Medication& lowered =
          guideline_.medications.emplace_back(LowerMedication(source_, *medication));
      if (medication->until) lowered.until = expressions_.Lower(*medication->until);
      for (std::size_t i = 0; i < medication->doses.size(); ++i) {
        const ast::Dose& dose = medication->doses[i];
        if (dose.by) lowered.doses[i].amount = AmountOf(dose);
        if (dose.when) lowered.doses[i].when = expressions_.Lower(*dose.when);
      }
    }
    for (const ast::Contraindication* contraindication : resolution_.contraindications) {
      Contraindication& lowered = guideline_.contraindications.emplace_back(
          LowerContraindication(*contraindication, resolution_));
      lowered.when = expressions_.Lower(*contraindication->when);
    }
    for (const ast::Apart* apart : resolution_.aparts) {
      guideline_.separations.push_back(LowerApart(*apart, resolution_));
    }
    for (const ast::Diet* diet : resolution_.diets) {
      guideline_.diets.push_back(LowerDiet(source_, *diet));
    }
  }

  Medication::Amount AmountOf(const ast::Dose& dose) {
    const DosePlan& plan = checked_.dose_plans.at(dose.by->id);
    Medication::Amount amount = LowerAmount(plan, expressions_.Lower(*dose.by), guideline_.graph);
    amount.size_name = dose.by->name.text;
    amount.size_unit = checked_.types[dose.by->id].unit;
    const std::vector<const ast::QuantitySpan*> amounts = AmountsOf(dose);
    const Span last = amounts.back()->span;
    const Span said{last.end, dose.often   ? dose.often->span.end
                              : dose.every ? dose.every->span.end
                              : dose.over  ? dose.over->span.end
                                           : last.end};
    if (said.begin < said.end) amount.how = DoseText(source_, said);
    amount.of = OfWhat(*amounts[plan.amount]);
    amount.parts_before = plan.amount;
    for (const PlannedPart& part : plan.parts) {
      const ast::QuantitySpan& written = *amounts[part.amount];
      amount.parts.push_back(
          {part.share.value_or(0), part.unit, OfWhat(written), DoseText(source_, written.span)});
    }
    return amount;
  }

  static std::string OfWhat(const ast::QuantitySpan& amount) {
    const ast::Quantity& bound = amount.high ? *amount.high : *amount.low;
    return bound.unit->substance ? bound.unit->substance->text : "";
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
    for (std::uint32_t i = 0; i < guideline_.medications.size(); ++i) {
      std::vector<MedicationOption>& options = guideline_.medications[i].options;
      for (std::uint32_t option = 0; option < options.size(); ++option) {
        std::vector<NodeId> blockers = Blockers({i, option});
        if (!blockers.empty()) options[option].blocked = expressions_.Or(std::move(blockers));
      }
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

  /// What blocks a treatment by itself: its contraindications, and the outcomes of the rules that
  /// avoid this option.
  std::vector<NodeId> Blockers(const Treatment& treatment) {
    std::vector<NodeId> blockers;
    for (const Contraindication& contraindication : guideline_.contraindications) {
      const std::vector<Treatment>& of = contraindication.treatments;
      if (!contraindication.blocks || std::find(of.begin(), of.end(), treatment) == of.end())
        continue;
      blockers.push_back(contraindication.when);
    }
    if (!treatment.option) return blockers;  // `avoid` of a whole medication is a conflict
    for (std::uint32_t i = 0; i < guideline_.rules.size(); ++i) {
      for (const Action& action : guideline_.rules[i].actions) {
        if (action.verb != ActionVerb::kAvoid || TreatmentOf(action) != treatment) continue;
        blockers.push_back(OutcomeNode(i));
      }
    }
    return blockers;
  }

  /// What the rule gives or considers is not contraindicated. A medication is also out when each of
  /// its options is.
  NodeId AllowedNode(const Rule& rule) {
    std::vector<NodeId> blocked;
    for (const Action& action : rule.actions) {
      const std::optional<Treatment> given = TreatmentGiven(action);
      if (!given) continue;
      const Treatment& treatment = *given;
      const auto add = [&](std::vector<NodeId> blockers) {
        blocked.insert(blocked.end(), blockers.begin(), blockers.end());
      };
      add(Blockers({treatment.medication, std::nullopt}));
      if (treatment.option) {
        add(Blockers(treatment));
        continue;
      }
      std::vector<NodeId> options_out;
      const Medication& medication = guideline_.medications[treatment.medication];
      for (std::uint32_t option = 0; option < medication.options.size(); ++option) {
        options_out.push_back(expressions_.Or(Blockers({treatment.medication, option})));
      }
      if (!options_out.empty()) blocked.push_back(expressions_.And(std::move(options_out)));
    }
    std::erase(blocked, expressions_.Constant(false));
    if (blocked.empty()) return expressions_.Constant(true);
    return expressions_.Not(expressions_.Or(std::move(blocked)));
  }

  /// Overriders and the rules that avoid an option first; together they have no cycles.
  NodeId OutcomeNode(std::uint32_t rule) {
    if (outcome_known_[rule]) return expressions_.rule_outcomes[rule];
    guideline_.rules[rule].allowed = AllowedNode(guideline_.rules[rule]);
    std::vector<NodeId> overriders;
    for (const std::uint32_t overrider : guideline_.rules[rule].overriders) {
      overriders.push_back(OutcomeNode(overrider));
    }
    std::vector<NodeId> operands{guideline_.rules[rule].due, guideline_.rules[rule].allowed};
    if (!overriders.empty()) {
      operands.push_back(expressions_.Not(expressions_.Or(std::move(overriders))));
    }
    const NodeId node = expressions_.And(std::move(operands));
    outcome_known_[rule] = true;
    expressions_.rule_outcomes[rule] = node;
    return node;
  }

  const SourceFile& source_;
  const ast::File& file_;
  const Resolution& resolution_;
  const Checked& checked_;
  Guideline& guideline_;
  ExpressionLowering expressions_;
  std::vector<bool> outcome_known_;
};

}  // namespace

LowerResult Lower(const SourceFile& source, const ast::File& file, const Resolution& resolution,
                  const Checked& checked) {
  LowerResult result;
  GuidelineLowering lowering(source, file, resolution, checked, result.guideline);
  lowering.Run();
  result.expression_nodes = lowering.TakeExpressionNodes();
  if (result.guideline.graph.size() > kMaxGraphNodes) {
    result.diagnostics.push_back(
        {DiagnosticKind::kTooManyNodes,
         resolution.guideline->name.span,
         fmt::format("the evaluation graph has {} nodes; at most {} are allowed",
                     result.guideline.graph.size(), kMaxGraphNodes),
         "remove or split parts of the guideline",
         {}});
  }
  return result;
}

}  // namespace mgl

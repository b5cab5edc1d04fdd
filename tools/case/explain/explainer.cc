// Rules in the order in which people read them: what applies first, then what is open, the rest
// last.
#include "tools/case/explain/explainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "dsl/ast/ast.h"
#include "engine/ask/cone.h"
#include "engine/meaning/action_for_case.h"
#include "engine/meaning/lines.h"
#include "engine/meaning/result_cell.h"
#include "engine/model/node_family.h"
#include "tools/words/action_words.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

int Place(Outcome outcome) {
  switch (outcome) {
    case Outcome::kYes:
      return 0;
    case Outcome::kBlocked:
      return 1;
    case Outcome::kOverridden:
      return 2;
    case Outcome::kUnknown:
      return 3;
    case Outcome::kNo:
      break;
  }
  return 4;
}

std::string Dates(const RecheckState& state) {
  if (!state.from) return "";
  if (!state.to || *state.from == *state.to) return FormatDay(*state.from);
  return fmt::format("{} to {}", FormatDay(*state.from), FormatDay(*state.to));
}

bool IsNamed(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

/// The results that have a place of their own, by name.
std::set<std::string> ExplainedResults(const Guideline& guideline, const ExplainedPart& part) {
  std::set<std::string> names;
  for (const ResultColumn& result : guideline.results) {
    if (IsNamed(part.of, result.name)) names.insert(result.name);
  }
  return names;
}

}  // namespace

std::string_view OutcomeInWords(Outcome outcome) {
  switch (outcome) {
    case Outcome::kYes:
      return "applies";
    case Outcome::kNo:
      return "does not apply";
    case Outcome::kUnknown:
      return "cannot be decided yet";
    case Outcome::kBlocked:
      return "blocked";
    case Outcome::kOverridden:
      return "replaced";
  }
  return "";
}

Explainer::Explainer(const CompiledGuideline& compiled, EvaluationOptions options,
                     ExplainedPart part)
    : compiled_(compiled),
      guideline_(compiled.guideline),
      part_(std::move(part)),
      options_(WithReadings(guideline_, std::move(options))),
      evaluator_(guideline_, options_),
      sufficient_(guideline_, options_),
      conditions_(compiled, ExplainedResults(guideline_, part_)),
      answers_(guideline_, options_),
      is_used_(guideline_.facts.size(), false) {
  for (std::uint32_t i = 0; i < guideline_.ambiguities.size(); ++i) {
    for (std::uint32_t j = 0; j < guideline_.ambiguities[i].readings.size(); ++j) {
      if (options_.readings[i] == j) continue;
      EvaluationOptions other = options_;
      other.readings[i] = j;
      reading_evaluators_.push_back({i, j, std::make_unique<ScalarEvaluator>(guideline_, other)});
    }
  }
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    const Node& node = guideline_.graph.node(static_cast<NodeId>(i));
    if (IsFactLeaf(node.kind)) is_used_[node.payload] = true;
  }
}

Explanation Explainer::Explain(const Case& reported) {
  reported_ = &reported;
  evaluator_.DecideInto(reported, decision_);
  conditions_.Begin(reported, decision_, options_.readings);
  answers_.Begin(reported, decision_);
  is_needed_.assign(guideline_.facts.size(), false);
  is_put_aside_.assign(guideline_.facts.size(), false);
  for (const FactId id : guideline_.suspect_order) {
    is_put_aside_[Index(id)] = IsPutAside(guideline_, decision_, id);
  }
  Explanation explanation;
  explanation.id = reported.id;
  explanation.of = part_.of;
  explanation.scope = decision_.scope;
  explanation.scope_when =
      conditions_.Roots(compiled_.text.names.guideline->applies_when, ast::ExprKind::kAnd);
  if (decision_.scope == Truth::kUnknown) {
    explanation.scope_undecided = WhatDecides(guideline_.scope, [](const Decision& decision) {
      return decision.scope == Truth::kYes  ? "would be for this patient"
             : decision.scope == Truth::kNo ? "would not be for this patient"
                                            : "would still be undecided";
    });
  }
  explanation.warnings = WarningsInWords(guideline_, decision_);
  AddFacts(explanation);
  if (decision_.scope == Truth::kNo) return explanation;
  ExplainOutcomes(explanation);
  AddAsk(explanation);
  explanation.readings = OtherReadings();
  return explanation;
}

bool Explainer::IsMeant(const std::string& name) const { return IsNamed(part_.of, name); }

void Explainer::BeginOutcome() {
  if (part_.each_alone) conditions_.CloseAll();
}

void Explainer::ExplainOutcomes(Explanation& explanation) {
  for (std::uint32_t i = 0; i < guideline_.results.size(); ++i) {
    if (!IsMeant(guideline_.results[i].name)) continue;
    BeginOutcome();
    explanation.results.push_back(ExplainResult(i));
  }
  std::vector<std::uint32_t> order(guideline_.rules.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [this](std::uint32_t a, std::uint32_t b) {
    return std::tuple(Place(decision_.rules[a]), guideline_.rules[a].urgency) <
           std::tuple(Place(decision_.rules[b]), guideline_.rules[b].urgency);
  });
  for (const std::uint32_t rule : order) {
    if (!IsMeant(guideline_.rules[rule].name)) continue;
    BeginOutcome();
    explanation.rules.push_back(ExplainRule(rule));
  }
  for (std::uint32_t i = 0; i < guideline_.rechecks.size(); ++i) {
    if (!IsMeant(guideline_.rechecks[i].name)) continue;
    BeginOutcome();
    explanation.rechecks.push_back(ExplainRecheck(i));
  }
}

RuleExplanation Explainer::ExplainRule(std::uint32_t index) {
  const Rule& rule = guideline_.rules[index];
  RuleExplanation explained;
  explained.name = rule.name;
  explained.title = rule.title;
  explained.outcome = decision_.rules[index];
  explained.words = RuleWords(index, decision_, false);
  explained.urgency = rule.urgency;
  explained.strength = rule.strength;
  explained.certainty = rule.certainty;
  explained.because = rule.because;
  explained.source = rule.provenance;
  for (const Action& action : rule.actions) {
    explained.actions.push_back(explained.outcome == Outcome::kYes
                                    ? ActionInFull(compiled_, decision_, action)
                                    : ActionInWords{ActionInShort(guideline_, action), {}});
  }
  AddReasons(index, explained);
  if (explained.outcome == Outcome::kUnknown) {
    explained.undecided = WhatDecides(rule.outcome, [this, index](const Decision& decision) {
      return RuleWords(index, decision, true);
    });
  }
  if (explained.outcome != Outcome::kYes) return explained;
  for (const NodeId node : OpenNodesOf(guideline_, decision_, rule)) {
    WhatDecides(node, [](const Decision&) { return ""; });  // only to know what is needed
  }
  return explained;
}

/// What makes the outcome what it is; a rule that is not due has no need of the rest.
void Explainer::AddReasons(std::uint32_t index, RuleExplanation& explained) {
  const Rule& rule = guideline_.rules[index];
  const ast::Rule& written = *compiled_.text.names.rules[index];
  const auto truth = [this](NodeId node) { return decision_.nodes[Index(node)].truth; };
  const bool is_excepted = rule.unless && truth(*rule.unless) == Truth::kYes;
  const bool when_fails = truth(rule.when) == Truth::kNo;
  explained.when = conditions_.Roots(written.when, ast::ExprKind::kAnd, when_fails || !is_excepted);
  explained.unless = conditions_.Roots(written.unless, ast::ExprKind::kOr, !when_fails);
  if (truth(rule.due) == Truth::kNo) return;
  for (const std::uint32_t i : ContraindicationsOf(guideline_, rule)) {
    Condition& condition = explained.contraindications.emplace_back();
    condition.kind = Condition::Kind::kAny;
    condition.text = guideline_.contraindications[i].title;
    condition.truth = truth(guideline_.contraindications[i].when);
    condition.source = guideline_.contraindications[i].provenance;
    condition.conditions =
        conditions_.Roots(compiled_.text.names.contraindications[i]->when, ast::ExprKind::kOr);
  }
  for (const std::uint32_t i : rule.overriders) {
    Condition& condition = explained.overriders.emplace_back();
    condition.text = guideline_.rules[i].name;
    condition.title = guideline_.rules[i].title;
    condition.truth = truth(guideline_.rules[i].outcome);
  }
}

ResultExplanation Explainer::ExplainResult(std::uint32_t index) {
  const ResultColumn& result = guideline_.results[index];
  const ShownDefinition shown(guideline_, result, decision_.nodes);
  ResultExplanation explained;
  explained.kind = result.kind;
  explained.name = result.name;
  explained.title = result.title;
  explained.cell = decision_.HasResults() ? ResultCell(shown.definition(), shown.value()) : "";
  explained.words = ResultWords(index, decision_, false);
  explained.settled = decision_.HasResults() && shown.value().IsSettled();
  explained.source = result.provenance;
  explained.why = conditions_.OfResult(result);
  if (!shown.value().IsSettled()) {
    explained.undecided = WhatDecides(result.node, [this, index](const Decision& decision) {
      return ResultWords(index, decision, true);
    });
  }
  return explained;
}

RecheckExplanation Explainer::ExplainRecheck(std::uint32_t index) {
  const Recheck& recheck = guideline_.rechecks[index];
  const ast::Recheck& written = *compiled_.text.names.rechecks[index];
  RecheckExplanation explained;
  explained.name = recheck.name;
  explained.title = recheck.title;
  explained.state = decision_.rechecks[index];
  explained.words = RecheckWords(index, decision_, false);
  explained.source = recheck.provenance;
  std::vector<std::string> anchors;
  for (const ast::ExprPtr& anchor : written.anchors) anchors.push_back(anchor->name.text);
  const std::string anchor =
      (anchors.size() > 1 ? "latest of " : "") + fmt::format("{}", fmt::join(anchors, ", "));
  explained.schedule =
      written.every ? fmt::format("every {} from {}",
                                  TextAsWritten(compiled_.text.source, written.every->span), anchor)
                    : fmt::format("in {} after {}",
                                  TextAsWritten(compiled_.text.source, written.in->span), anchor);
  if (written.within) {
    explained.schedule += " within " + TextAsWritten(compiled_.text.source, written.within->span);
  }
  if (written.lasts) {
    explained.schedule += " for " + TextAsWritten(compiled_.text.source, written.lasts->span);
  }
  explained.when = conditions_.Roots(written.when, ast::ExprKind::kAnd);
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    explained.dates.push_back(
        NamedValueInWords(guideline_, anchors[i], recheck.anchors[i], *reported_, decision_));
  }
  explained.dates.push_back(DateOfFact(guideline_, recheck.fact, decision_));
  if (explained.state.status != RecheckStatus::kUnknown) return explained;
  // Of a test that was not done no date is asked.
  if (decision_.facts[Index(recheck.fact)].value.known) is_needed_[Index(recheck.fact)] = true;
  ConeCache cones(guideline_);
  for (const NodeId date : recheck.anchors) {
    for (const FactId fact : cones.Of(date).facts) is_needed_[Index(fact)] = true;
  }
  explained.undecided = WhatDecides(recheck.when, [this, index](const Decision& decision) {
    return RecheckWords(index, decision, true);
  });
  std::vector<PatientValue>& missing = explained.undecided.missing;
  for (const NodeId date : recheck.anchors) {
    if (decision_.nodes[Index(date)].IsSettled()) continue;
    for (const FactId fact : sufficient_.FindOpen(decision_, date, is_put_aside_)) {
      PatientValue value = ValueOfFact(guideline_, fact, *reported_, decision_);
      const auto found = std::ranges::find(missing, value.fact, &PatientValue::fact);
      if (found == missing.end()) missing.push_back(std::move(value));
    }
    explained.undecided.answers.clear();  // more than one fact, or a date
  }
  return explained;
}

std::string Explainer::RuleWords(std::uint32_t index, const Decision& decision, bool would) const {
  const Rule& rule = guideline_.rules[index];
  if (decision.scope == Truth::kNo) return would ? "would not be applicable" : "not applicable";
  const Outcome outcome = decision.rules[index];
  switch (outcome) {
    case Outcome::kYes:
      return would ? "would apply" : "applies";
    case Outcome::kNo:
      return would ? "would not apply" : "does not apply";
    case Outcome::kUnknown:
      return would ? "would still be undecided" : "cannot be decided yet";
    case Outcome::kBlocked: {
      const std::string by = Alternatives(BlockersOf(guideline_, decision, rule));
      return (would ? "would be blocked by " : "blocked by ") + by;
    }
    case Outcome::kOverridden:
      break;
  }
  std::vector<std::string> by;
  for (const std::uint32_t overrider : rule.overriders) {
    const bool is_yes = decision.rules[overrider] == Outcome::kYes;
    if (is_yes) by.push_back(guideline_.rules[overrider].title);
  }
  return (would ? "would be replaced by " : "replaced by ") + Alternatives(by);
}

std::string Explainer::ResultWords(std::uint32_t index, const Decision& decision,
                                   bool would) const {
  if (decision.scope == Truth::kNo) return would ? "would not be applicable" : "not applicable";
  const ResultColumn& result = guideline_.results[index];
  const ShownDefinition shown(guideline_, result, decision.nodes);
  const Value& value = shown.value();
  const std::string words = ValueInWords(shown.definition(), value);
  if (decision.scope == Truth::kUnknown) {
    std::string lead = would ? "would still be undecided" : "cannot be decided yet";
    if (!value.known) return lead;
    return fmt::format("{}; if the guideline is for this patient: {}{}", lead,
                       value.IsSettled() ? "" : "could be ", words);
  }
  if (result.type == FactType::kTruth) {
    if (!value.known) return would ? "would still be undecided" : "cannot be decided yet";
  }
  if (value.IsSettled()) return (would ? "would be " : "") + words;
  if (!value.known) {
    const bool is_table = result.kind == ResultColumn::Kind::kTable;
    const std::string_view why =
        result.has_lines ? WhyNoValue(guideline_, result.node, is_table, decision) : "";
    if (would)
      return why.empty() ? "would be missing" : fmt::format("would have no value ({})", why);
    return fmt::format("no value: {}", why.empty() ? "something that it needs is missing" : why);
  }
  return "could be " + words;
}

std::string Explainer::RecheckWords(std::uint32_t index, const Decision& decision,
                                    bool would) const {
  if (decision.scope == Truth::kNo) return would ? "would not be applicable" : "not applicable";
  const RecheckState& state = decision.rechecks[index];
  const std::string be = would ? "would be " : "";
  const std::string dates = Dates(state);
  switch (state.status) {
    case RecheckStatus::kNo:
      return would ? "would not apply" : "does not apply";
    case RecheckStatus::kUnknown:
      return would ? "would still be undecided" : "cannot be decided yet";
    case RecheckStatus::kUpcoming:
      return fmt::format("{}upcoming: {}", be, dates);
    case RecheckStatus::kDue:
      return fmt::format("{}due: {}", be, dates);
    case RecheckStatus::kOverdue:
      return fmt::format("{}overdue: {}", be, dates);
    case RecheckStatus::kDone:
      return dates.empty() ? be + "done" : fmt::format("{}done (was for {})", be, dates);
  }
  return "";
}

Undecided Explainer::WhatDecides(NodeId node, const Words& words) {
  Undecided undecided;
  if (decision_.nodes[Index(node)].IsSettled()) return undecided;
  const std::vector<FactId> facts = sufficient_.FindOpen(decision_, node, is_put_aside_);
  for (const FactId fact : facts) {
    is_needed_[Index(fact)] = true;
    undecided.missing.push_back(ValueOfFact(guideline_, fact, *reported_, decision_));
  }
  if (facts.size() == 1) undecided.answers = answers_.Find(node, facts[0], words);
  return undecided;
}

std::vector<OtherReading> Explainer::OtherReadings() {
  std::vector<OtherReading> readings;
  for (const ReadingEvaluator& other : reading_evaluators_) {
    const Ambiguity& ambiguity = guideline_.ambiguities[other.ambiguity];
    OtherReading& reading = readings.emplace_back();
    reading.ambiguity = ambiguity.name;
    reading.ambiguity_title = ambiguity.title;
    reading.reading = ambiguity.readings[other.reading].name;
    AddChanges(other.evaluator->Decide(*reported_), reading);
  }
  return readings;
}

void Explainer::AddChanges(const Decision& other, OtherReading& reading) const {
  const auto compare = [&](const auto& items, auto words) {
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      if (!IsMeant(items[i].name)) continue;
      std::string now = (this->*words)(i, decision_, false);
      if (now == (this->*words)(i, other, false)) continue;
      reading.changes.push_back(
          {items[i].name, items[i].title, std::move(now), (this->*words)(i, other, true)});
    }
  };
  compare(guideline_.results, &Explainer::ResultWords);
  compare(guideline_.rules, &Explainer::RuleWords);
  compare(guideline_.rechecks, &Explainer::RecheckWords);
}

void Explainer::AddAsk(Explanation& explanation) const {
  for (const FactId id : decision_.ask) {
    if (!part_.of.empty() && !is_needed_[Index(id)]) continue;
    const Fact& fact = guideline_.facts[Index(id)];
    const std::string& text = fact.ask.empty() ? fact.title : fact.ask;
    explanation.ask.push_back({fact.name, text, AnswerInWords(fact)});
  }
}

void Explainer::AddFacts(Explanation& explanation) const {
  for (std::uint32_t i = 0; i < guideline_.facts.size(); ++i) {
    const FactId id{i};
    const EffectiveFact& effective = decision_.facts[i];
    if (effective.state == FactState::kDefault) {
      explanation.defaults.push_back(ValueOfFact(guideline_, id, *reported_, decision_));
    }
    const bool is_asked = std::ranges::find(decision_.ask, id) != decision_.ask.end();
    if (!effective.value.known && is_used_[i] && !is_asked && part_.of.empty()) {
      explanation.missing_unneeded.push_back(ValueOfFact(guideline_, id, *reported_, decision_));
    }
  }
}

}  // namespace mgl

// Numbers: one value of each region (answer_regions), in the unit in which the fact was reported.
#include "tools/case/explain/possible_answers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tools/case/explain/answer_regions.h"
#include "tools/words/fact_words.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

constexpr std::size_t kMaxRegions = 400;  // each is a decision
constexpr std::size_t kMaxAnswers = 12;   // more are no help to a reader

/// Adds an answer: to those with the same outcome, if there are.
void Add(std::string outcome, const std::string& when, std::vector<PossibleAnswer>& answers) {
  const auto same = std::ranges::find(answers, outcome, &PossibleAnswer::outcome);
  if (same == answers.end()) {
    answers.push_back({std::move(outcome), when});
  } else {
    same->when += " or " + when;
  }
}

/// The node's cone, and what can make the facts in it suspect.
std::vector<NodeId> NodesBehind(const Guideline& guideline, ConeCache& cones, NodeId node) {
  const Cone& cone = cones.Of(node);
  std::set<NodeId> nodes(cone.nodes.begin(), cone.nodes.end());
  for (const FactId fact : cone.facts) {
    for (const NodeId suspect : guideline.facts[Index(fact)].suspect_when) {
      const Cone& behind = cones.Of(suspect);
      nodes.insert(behind.nodes.begin(), behind.nodes.end());
    }
  }
  return {nodes.begin(), nodes.end()};
}

}  // namespace

PossibleAnswers::PossibleAnswers(const Guideline& guideline, const EvaluationOptions& options)
    : guideline_(guideline), evaluator_(guideline, options), cones_(guideline) {}

void PossibleAnswers::Begin(const Case& reported, const Decision& decision) {
  case_ = reported;
  decision_ = &decision;
}

const Decision& PossibleAnswers::DecideWith(FactId fact, const ReportedFact& answer) {
  ReportedFact& place = case_.facts[Index(fact)];
  const ReportedFact kept = std::exchange(place, answer);
  evaluator_.DecideInto(case_, decided_);
  place = kept;
  return decided_;
}

std::vector<PossibleAnswer> PossibleAnswers::Find(
    NodeId node, FactId id, const std::function<std::string(const Decision&)>& outcome) {
  const Fact& fact = guideline_.facts[Index(id)];
  if (fact.type == FactType::kNumber) return ForNumber(node, id, outcome);
  std::vector<PossibleAnswer> answers;
  if (fact.type == FactType::kDate) return answers;
  const std::size_t count = fact.type == FactType::kTruth ? 2 : fact.choices.size();
  for (std::size_t i = 0; i < count; ++i) {
    ReportedFact answer;
    answer.state = ReportedFact::State::kValue;
    const bool is_truth = fact.type == FactType::kTruth;
    answer.choice = static_cast<std::uint32_t>(is_truth ? 1 - i : i);  // yes before no
    const std::string word = is_truth ? (i == 0 ? "yes" : "no") : fact.choices[i].name;
    Add(outcome(DecideWith(id, answer)), word, answers);
  }
  return answers;
}

std::vector<PossibleAnswer> PossibleAnswers::ForNumber(
    NodeId node, FactId id, const std::function<std::string(const Decision&)>& outcome) {
  const Fact& fact = guideline_.facts[Index(id)];
  const auto cuts =
      FindCuts(guideline_, *decision_, NodesBehind(guideline_, cones_, node), node, id);
  if (!cuts || 2 * cuts->size() + 3 > kMaxRegions) return {};
  Interval domain = fact.plausible.value_or(Interval{Bound::Infinite(), Bound::Infinite()});
  // An uncertain value (`<1.8 mmol/L`) stays within what is known, and in its unit.
  const Value& known = decision_->facts[Index(id)].value;
  const Unit* unit = nullptr;
  Conversion to_reported;
  if (known.known) {
    domain = Intersect(known.number, domain).value_or(known.number);
    unit = case_.facts[Index(id)].unit;
  }
  if (unit != nullptr) {
    to_reported = *FindConversion(fact.unit, *unit, fact.substance ? &*fact.substance : nullptr);
  }
  const std::optional<Rational>& step = fact.whole_step ? fact.whole_step : fact.step;
  std::vector<std::pair<Interval, std::string>> merged;
  for (const Interval& region : Regions(*cuts, domain)) {
    const std::optional<Rational> value = ValueIn(region, step);
    if (!value) continue;
    ReportedFact answer;
    answer.state = ReportedFact::State::kValue;
    answer.unit = unit;
    answer.number = Interval::Point(to_reported.Apply(*value));
    std::string words = outcome(DecideWith(id, answer));
    if (!merged.empty() && merged.back().second == words) {
      merged.back().first.high = region.high;
    } else {
      merged.emplace_back(region, std::move(words));
    }
  }
  if (merged.size() > kMaxAnswers) return {};
  const std::string_view unit_code = unit != nullptr ? unit->code : UnitOf(fact);
  const Interval shown_domain = Scale(domain, to_reported.factor, to_reported.offset);
  std::vector<PossibleAnswer> answers;
  for (auto& [region, words] : merged) {
    const Interval shown = Scale(region, to_reported.factor, to_reported.offset);
    Add(std::move(words), RegionInWords(shown, shown_domain, unit_code), answers);
  }
  return answers;
}

}  // namespace mgl

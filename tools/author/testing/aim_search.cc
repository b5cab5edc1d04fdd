#include "tools/author/testing/aim_search.h"

#include <algorithm>

#include "engine/model/node_family.h"
#include "engine/prove/every_patient.h"
#include "tools/author/testing/answer_search.h"

namespace mgl {
namespace {

constexpr int kMostDigits = 6;  // behind the point, of a number beside a bound

bool AreGoalsMet(const std::vector<Goal>& goals, const Decision& decision) {
  return std::ranges::all_of(goals, [&](const Goal& goal) {
    return goal.wanted.Has(decision.nodes[Index(goal.node)].truth);
  });
}

}  // namespace

PatientSearch AimSearch::FindWay(const std::vector<Goal>& way, const PatientSet& among) {
  if (guideline_.graph.node(guideline_.scope).kind != NodeKind::kTruthConstant) {
    std::vector<Goal> in_scope = way;
    in_scope.push_back({guideline_.scope, Truth::kYes});
    PatientSearch search = finder_.Find(in_scope, among, kAimBudget);
    if (search.answer == PatientSearch::Answer::kFound) return search;
  }
  return finder_.Find(way, among, kAimBudget);
}

PatientSearch AimSearch::Find(const std::vector<std::vector<Goal>>& ways, const PatientSet& among) {
  PatientSearch result;
  result.answer = PatientSearch::Answer::kNone;
  for (const std::vector<Goal>& way : ways) {
    PatientSearch search = FindWay(way, among);
    found_way_ = &way;
    if (search.answer == PatientSearch::Answer::kFound) return search;
    if (search.answer == PatientSearch::Answer::kNotDecided) result = std::move(search);
  }
  return result;
}

void AimSearch::Decide(Aim& aim) {
  aim.state = aim.shown > 0 ? Aim::State::kShown : Aim::State::kNotDecided;
  if (aim.shown > 0) return;
  if (aim.kind == AimKind::kStatus) return DecideStatus(guideline_, finder_, today_, aim);
  if (aim.kind == AimKind::kValue && aim.ways.empty()) {
    return DecideValue(guideline_, finder_, aim);
  }
  if (aim.ways.empty() && !aim.has_more_ways) {
    aim.reason = "no search is made for such a line or reading";
    return;
  }
  PatientSet among = finder_.Everybody();
  if (aim.at) among.SetOnly(finder_.values().Of(aim.at->variable), aim.at->value);
  PatientSearch search = Find(aim.preferred, among);
  if (search.answer != PatientSearch::Answer::kFound) search = Find(aim.ways, among);
  if (search.answer == PatientSearch::Answer::kNotDecided && !aim.at) {
    const PatientSearch every = LookAtEveryPatient(guideline_, finder_, aim.ways);
    if (every.answer != PatientSearch::Answer::kNotDecided) search = every;
  }
  switch (search.answer) {
    case PatientSearch::Answer::kFound:
      aim.state = Aim::State::kMissing;
      aim.patient = std::move(search.found->patient);
      if (aim.at) MoveToBound(aim, *found_way_, *aim.patient);
      if (aim.kind == AimKind::kLine && !IsShownBy(aim, {}, finder_.Decide(*aim.patient))) {
        aim.state = Aim::State::kNotDecided;
        aim.reason = "no search is made behind rows of several cells";
        aim.patient.reset();
      }
      return;
    case PatientSearch::Answer::kNone:
      if (!aim.has_more_ways) {
        aim.state = Aim::State::kImpossible;
        aim.reason = WhyImpossible(aim);
        return;
      }
      aim.reason = "it could decide in too many ways";
      return;
    case PatientSearch::Answer::kNotDecided:
      aim.reason = SearchReasonText(search.reason);
  }
}

std::string AimSearch::WhyImpossible(const Aim& aim) {
  switch (aim.kind) {
    case AimKind::kOutcome:
    case AimKind::kUnknown:
    case AimKind::kStatus:
    case AimKind::kValue:
      return "proved: it is so for no patient";
    case AimKind::kReading:
      return "proved: no patient is decided by it";
    case AimKind::kLine:
      return "proved: it counts for no patient";
    case AimKind::kBound:
      return "proved: no patient is on this side";
    case AimKind::kPart:
      break;
  }
  std::vector<std::vector<Goal>> others = aim.ways;
  for (std::vector<Goal>& way : others) way.pop_back();
  const bool never_decides =
      Find(others, finder_.Everybody()).answer == PatientSearch::Answer::kNone;
  return never_decides ? "proved: the other parts are never so that it decides"
                       : "proved: where it decides it is never " + aim.side;
}

/// The number at the bound, or with as few digits beside it, where the rest stays as it is.
void AimSearch::MoveToBound(const Aim& aim, const std::vector<Goal>& way, Case& patient) {
  const Variable& variable = finder_.values().Of(aim.at->variable);
  const std::size_t fact = Index(variable.fact);
  const Interval& stretch = variable.StretchOf(aim.at->value);
  const bool is_below = !stretch.high.infinite && stretch.high.value == aim.at->bound;
  const bool is_reported_so = patient.facts[fact].unit != nullptr || aim.at->reported == 1;
  if (!is_reported_so) return;
  const Rational bound = aim.at->bound * aim.at->reported;
  const auto try_number = [&](const Rational& number) {
    Case moved = patient;
    moved.facts[fact].number = Interval::Point(number);
    if (!finder_.Meets(moved, way) || !IsAt(*aim.at, finder_.Decide(moved))) return false;
    patient = std::move(moved);
    return true;
  };
  if (try_number(bound)) return;
  const Fact& of = guideline_.facts[fact];
  if (const std::optional<Rational>& recorded = of.whole_step ? of.whole_step : of.step) {
    if (try_number(is_below ? Rational(bound - *recorded) : Rational(bound + *recorded))) return;
  }
  for (int digits = 0; digits <= kMostDigits; ++digits) {
    const Rational step = PowerOfTen(-digits);
    if (Floor(bound / step) * step != bound) continue;  // fewer digits than the bound has
    if (try_number(is_below ? Rational(bound - step) : Rational(bound + step))) return;
  }
}

bool AimSearch::IsAt(const Aim::Side& side, const Decision& decision) const {
  const Variable& variable = finder_.values().Of(side.variable);
  const Value& value = decision.facts[Index(variable.fact)].value;
  if (!value.known || !value.number.IsPoint()) return false;
  if (!Contains(variable.StretchOf(side.value), value.number.low.value)) return false;
  const auto is_of = [&](const Unit& unit) { return unit.dimension == value.kind; };
  const auto unit = std::ranges::find_if(variable.units, is_of);
  const Unit& reported = unit == variable.units.end() ? variable.units.front() : *unit;
  return &reported == &variable.UnitOf(side.value);
}

bool AimSearch::IsByReading(const Aim& aim, const EvaluationOptions& options) const {
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    const std::optional<std::uint32_t>& adopted = guideline_.ambiguities[i].adopted;
    const std::optional<std::uint32_t> in_use = options.readings[i] ? options.readings[i] : adopted;
    const bool is_of_aim = aim.reading && aim.reading->first == i;
    if (is_of_aim && in_use != aim.reading->second) return false;
  }
  return true;
}

bool AimSearch::IsShownBy(const Aim& aim, const EvaluationOptions& options,
                          const Decision& decision) const {
  if (!IsByReading(aim, options)) return false;
  switch (aim.kind) {
    case AimKind::kOutcome:
    case AimKind::kUnknown:
      return decision.scope != Truth::kNo && decision.rules.size() > aim.answer &&
             OutcomeName(decision.rules[aim.answer]) == aim.side;
    case AimKind::kStatus:
    case AimKind::kValue:
      return IsAnswer(guideline_, aim, decision);
    case AimKind::kReading:
      return decision.nodes[Index(guideline_.ambiguities[aim.reading->first].node)].truth !=
             Truth::kUnknown;
    case AimKind::kBound:
      if (aim.at) return IsAt(*aim.at, decision);
      break;
    case AimKind::kLine: {
      CoveredLines lines = *aim.lines;
      lines.Count(decision);
      return lines.lines[aim.line].counted > 0;
    }
    case AimKind::kPart:
      break;
  }
  return std::ranges::any_of(
      aim.ways, [&](const std::vector<Goal>& way) { return AreGoalsMet(way, decision); });
}

}  // namespace mgl

#include "engine/prove/guideline_pair.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/prove/pair_builder.h"

namespace mgl {

GuidelinePair::GuidelinePair(const Guideline& before, const EvaluationOptions& before_readings,
                             const Guideline& after, const EvaluationOptions& after_readings,
                             const std::vector<FactMatch>& matches) {
  sides_[0].version = &before;
  sides_[0].readings = WithReadings(before, before_readings);
  sides_[1].version = &after;
  sides_[1].readings = WithReadings(after, after_readings);
  PairBuilder(*this, matches).Build();
}

bool GuidelinePair::IsOfOneCase() const {
  return std::ranges::all_of(
      facts_, [](const FactInBoth& fact) { return fact.taken == FactInBoth::Taken::kAlike; });
}

namespace {

/// Near the ends of the calendar sums of dates and times have no day: what differs there differs
/// for nobody.
bool IsNearEndOfCalendar(const Interval& days) {
  constexpr Day kFirst = -646'479;    // 0200-01-01
  constexpr Day kBeyond = 2'859'849;  // 9800-01-01
  const bool is_late = !days.low.infinite && days.low.value >= kBeyond;
  const bool is_early = !days.high.infinite && days.high.value < kFirst && days.high.value > kNever;
  return is_late || is_early;
}

}  // namespace

PatientSet GuidelinePair::Everybody(const PatientFinder& finder) const {
  PatientSet everybody = finder.Everybody();
  for (const Variable& variable : finder.values().variables()) {
    if (variable.type != FactType::kDate || variable.computed) continue;
    for (std::uint32_t value = 0; value < variable.known_count; ++value) {
      if (IsNearEndOfCalendar(variable.StretchOf(value))) everybody.Remove(variable, value);
    }
  }
  for (const FactInBoth& fact : facts_) {
    if (!fact.not_stated) continue;
    const Variable& variable = finder.values().Of(finder.values().OfFact(*fact.not_stated));
    everybody.Remove(variable, variable.missing());
  }
  return everybody;
}

Case GuidelinePair::CaseFor(const Case& patient, std::size_t side) const {
  const Side& of = sides_[side];
  Case own;
  own.id = patient.id;
  own.facts.resize(of.version->facts.size());
  for (std::size_t i = 0; i < own.facts.size(); ++i) {
    const std::size_t joint = Index(of.where.facts[i]);
    ReportedFact& reported = own.facts[i];
    reported = patient.facts[joint];
    const FactInBoth& in_both = facts_[joint];
    if (in_both.taken != FactInBoth::Taken::kOtherwise) continue;
    if (in_both.not_stated) {
      const ReportedFact& not_stated = patient.facts[Index(*in_both.not_stated)];
      const bool is_absent =
          not_stated.state == ReportedFact::State::kValue && not_stated.choice != 0;
      if (is_absent) reported.Clear();
      const bool is_unknown = !is_absent && reported.state == ReportedFact::State::kAbsent;
      if (is_unknown) reported.state = ReportedFact::State::kUnknown;
    }
    if (reported.state != ReportedFact::State::kValue) continue;
    const Fact& fact = joint_.facts[joint];
    const Fact& version = of.version->facts[i];
    if (fact.type == FactType::kChoice) {
      const std::optional<std::uint32_t> choice = of.choices[joint][reported.choice];
      reported.choice = choice.value_or(0);
      if (choice) continue;
      reported.state = ReportedFact::State::kUnreadable;
      reported.reason = "`" + fact.choices[patient.facts[joint].choice].name + "` is none";
    }
    const bool is_in_other = fact.type == FactType::kNumber && fact.has_unit &&
                             reported.unit == nullptr && IsOtherUnit(version, fact.unit);
    if (is_in_other) reported.unit = &fact.unit;
  }
  return own;
}

}  // namespace mgl

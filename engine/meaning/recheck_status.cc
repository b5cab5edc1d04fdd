// Partial dates need no loop over days. Adding months and days never turns a later day into an
// earlier one, so a later anchor (or, for `every`, a later test) moves the status only along
// done, overdue, due, upcoming; for `in … after` a later test only moves it back to done. The
// status is therefore the same for all days when it is the same at the ends of both spans. The end
// of a recheck leaves that so: it comes later with the anchor, so a later anchor moves the status
// only along no, done, overdue and so on; whether it has ended does not hang on the test, and a
// later test only makes it done.
#include "engine/meaning/recheck_status.h"

#include <algorithm>

#include "engine/value/day_interval.h"

namespace mgl {
namespace {

/// Empty beyond the calendar.
std::optional<Day> After(Day day, const Recheck::Duration& duration) {
  const std::optional<Day> later = AddMonths(day, duration.months);
  if (!later || !IsInCalendar(std::int64_t{*later} + duration.days)) return std::nullopt;
  return *later + duration.days;
}

RecheckState StatusOnDays(const Recheck& recheck, Day anchor, std::optional<Day> test, Day as_of) {
  RecheckState state;
  if (recheck.repeats) {
    state.from = After(test ? std::max(anchor, *test) : anchor, recheck.first);
    state.to = state.from;
    if (state.from && recheck.has_tolerance) state.to = After(*state.from, recheck.last);
  } else {
    state.from = After(anchor, recheck.first);
    state.to = After(anchor, recheck.last);
  }
  if (!state.from || !state.to) return {RecheckStatus::kUnknown, {}, {}};
  std::optional<Day> end = recheck.lasts ? After(anchor, *recheck.lasts) : as_of;
  if (end && recheck.lasts && recheck.has_tolerance) end = After(*end, recheck.last);
  if (!end) return {RecheckStatus::kUnknown, {}, {}};
  if (as_of > *end) return {RecheckStatus::kNo, {}, {}};
  const bool is_last_done = recheck.lasts && recheck.repeats && test && *test > anchor;
  if (is_last_done && *state.from > *end) return {RecheckStatus::kDone, {}, {}};
  if (!recheck.repeats && test && *test >= *state.from) {
    state.status = RecheckStatus::kDone;
  } else if (as_of < *state.from) {
    state.status = RecheckStatus::kUpcoming;
  } else {
    state.status = as_of <= *state.to ? RecheckStatus::kDue : RecheckStatus::kOverdue;
  }
  return state;
}

}  // namespace

std::optional<DaySpan> AnchorDays(const Recheck& recheck, const std::vector<Value>& nodes) {
  return LatestOf(recheck.anchors, [&nodes](NodeId id) -> std::optional<DaySpan> {
    const Value& value = nodes[Index(id)];
    if (!value.known) return std::nullopt;
    return SpanOfDays(value.number);
  });
}

std::optional<DaySpan> TestDays(const Recheck& recheck, const std::vector<EffectiveFact>& facts) {
  return facts[Index(recheck.fact)].date;
}

RecheckState StatusForDays(const Recheck& recheck, const DaySpan& anchor,
                           const std::optional<DaySpan>& test, Day as_of) {
  if (anchor.first == kNever) return {RecheckStatus::kUnknown, {}, {}};  // or some day
  using OptionalDay = std::optional<Day>;
  const OptionalDay first_test = test ? OptionalDay(test->first) : std::nullopt;
  const OptionalDay last_test = test ? OptionalDay(test->last) : std::nullopt;
  RecheckState state = StatusOnDays(recheck, anchor.first, first_test, as_of);
  const bool is_one_day = anchor.first == anchor.last && first_test == last_test;
  if (is_one_day || state.status == RecheckStatus::kUnknown) return state;
  for (const Day anchor_day : {anchor.first, anchor.last}) {
    for (const OptionalDay test_day : {first_test, last_test}) {
      const RecheckState other = StatusOnDays(recheck, anchor_day, test_day, as_of);
      if (other.status != state.status) return {RecheckStatus::kUnknown, {}, {}};
      if (!state.from) continue;
      state.from = std::min(*state.from, *other.from);
      state.to = std::max(*state.to, *other.to);
    }
  }
  return state;
}

RecheckState DecideRecheck(const Recheck& recheck, Truth when, const std::optional<DaySpan>& anchor,
                           const std::optional<DaySpan>& test, Day as_of) {
  if (when == Truth::kNo) return {RecheckStatus::kNo, {}, {}};
  if (!anchor) return {RecheckStatus::kUnknown, {}, {}};
  if (anchor->last == kNever) return {RecheckStatus::kNo, {}, {}};  // nothing to count from
  const RecheckState state = StatusForDays(recheck, *anchor, test, as_of);
  // One that has ended is *no* whatever the condition is.
  const bool is_said = when == Truth::kYes || state.status == RecheckStatus::kNo;
  return is_said ? state : RecheckState{RecheckStatus::kUnknown, {}, {}};
}

RecheckState DecideRecheck(const Recheck& recheck, const Decision& decision, Day as_of) {
  return DecideRecheck(recheck, decision.nodes[Index(recheck.when)].truth,
                       AnchorDays(recheck, decision.nodes), TestDays(recheck, decision.facts),
                       as_of);
}

}  // namespace mgl

// A recheck's status on the as-of date, also where the dates it hangs on are partial.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// The latest of the recheck's anchor dates: all the days it may be. Empty where one is missing.
std::optional<DaySpan> AnchorDays(const Recheck& recheck, const std::vector<Value>& nodes);
/// The same, where `days_of(node)` is the days that a date may be, or nothing.
template <typename DaysOf>
std::optional<DaySpan> LatestOf(const std::vector<NodeId>& anchors, DaysOf days_of) {
  std::optional<DaySpan> latest;
  for (const NodeId id : anchors) {
    const std::optional<DaySpan> days = days_of(id);
    if (!days) return std::nullopt;
    latest = latest
                 ? DaySpan{std::max(latest->first, days->first), std::max(latest->last, days->last)}
                 : *days;
  }
  return latest;
}

/// The days on which the recheck's test may have been done last. Empty: no usable test, or no date.
std::optional<DaySpan> TestDays(const Recheck& recheck, const std::vector<EffectiveFact>& facts);

/// The status where `when` is yes. kUnknown (without dates) where it is not the same for all
/// combinations of days; else `from` is the earliest day and `to` the latest, where there are any:
/// not where it is `done` since the next day would lie behind its end, nor where it has ended
/// (`no`).
RecheckState StatusForDays(const Recheck& recheck, const DaySpan& anchor,
                           const std::optional<DaySpan>& test, Day as_of);

/// The status of a recheck whose `when` (with scope) is `when`, from its anchor and test days.
RecheckState DecideRecheck(const Recheck& recheck, Truth when, const std::optional<DaySpan>& anchor,
                           const std::optional<DaySpan>& test, Day as_of);
RecheckState DecideRecheck(const Recheck& recheck, const Decision& decision, Day as_of);

}  // namespace mgl

// Dates as intervals of day numbers with closed ends.
#pragma once

#include "engine/value/calendar.h"
#include "engine/value/interval.h"

namespace mgl {

/// All the days of a span, as a value of the graph.
Interval DayInterval(const DaySpan& span);
/// The same in memory that is used again.
void SetDays(const DaySpan& span, Interval& days);

/// The days of a date's interval; infinite ends become the calendar's first or last day.
DaySpan SpanOfDays(const Interval& days);

/// The first and the last day of the calendar: years 1 to 9999.
DaySpan CalendarSpan();

}  // namespace mgl

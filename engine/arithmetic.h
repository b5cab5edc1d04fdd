// The operators of the graph that make numbers and dates, on intervals. Dates are intervals of day
// numbers with closed ends.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/calendar.h"
#include "engine/graph.h"
#include "engine/interval.h"
#include "engine/node_family.h"

namespace mgl {

/// The value of an arithmetic node whose operands are all known. Empty where it is missing:
/// division by what may be zero, a root, logarithm or power outside its domain, or a number of more
/// than some 2,400 digits (products of products grow without limit).
std::optional<Interval> EvaluateArithmetic(NodeKind kind, std::uint32_t payload,
                                           std::span<const Interval* const> operands);

/// A comparison of two numbers or dates that are known.
Truth CompareIntervals(ComparisonKind kind, const Interval& a, const Interval& b);

/// All the days of a span, as a value of the graph.
Interval DayInterval(const DaySpan& span);

/// The days of a date's interval; ends beyond the calendar (or infinite) become its first or last
/// day.
DaySpan SpanOfDays(const Interval& days);

/// The first and the last day of the calendar: years 1 to 9999.
DaySpan CalendarSpan();

}  // namespace mgl

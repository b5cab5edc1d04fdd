// The operators of the graph that make numbers and dates, on intervals. Dates are intervals of day
// numbers with closed ends.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/model/graph.h"
#include "engine/model/node_family.h"
#include "engine/value/interval.h"

namespace mgl {

/// The value of an arithmetic node whose operands are all known. Empty where it is missing:
/// division by what may be zero, a root, logarithm or power outside its domain (0 ^ 0 too), a date
/// beyond years 1 to 9999 or by a fraction of a day, or a number of more than some 2,400 digits
/// (products of products grow without limit).
std::optional<Interval> EvaluateArithmetic(NodeKind kind, std::uint32_t payload,
                                           std::span<const Interval* const> operands);

/// A comparison of two numbers or dates that are known.
Truth CompareIntervals(ComparisonKind kind, const Interval& a, const Interval& b);

}  // namespace mgl

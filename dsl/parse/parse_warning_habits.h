// Messages about what must not be given, written in one line, with other words or under other
// declarations. Each help is a line that blocks or warns as the author meant.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `contraindication a when x`, `contraindication "X" a`, `caution a in x "X"`.
std::optional<Diagnostic> WarningHead(const Place& place);
/// Under a contraindication or a caution: `egfr < 30`, `then order x`, `dose 5 mg`, `unless x`.
std::optional<Diagnostic> WarningLine(const Place& place);
/// `interaction a b`, `avoid a when x`, `exclusive a b`, `exclusive a with b`.
std::optional<Diagnostic> TogetherByHabit(const Place& place);
/// `apart a from b by at least 4 hours`.
std::optional<Diagnostic> ApartByHabit(const Place& place);
/// `when taking a`, `when a given`, of a medication.
std::optional<Diagnostic> TakesByProse(const Place& place);
/// `when low and no contraindication`.
std::optional<Diagnostic> ContraindicationDenied(const Place& place);

}  // namespace mgl

// Messages about conditions and sides of numbers as prose writes them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A condition may stand here.
bool InCondition(const Place& place);
/// `5.5 <= x < 6.5 mmol/L`, from the second sign on: `write x is 5.5 to below 6.5 mmol/L`, or empty
/// where the signs do not point in one direction. `low`: what stands before the first sign.
std::string IntervalOfChain(std::string_view text, Span low, Span first_sign, Span second_sign);
/// The difference `5.5-6.4` behind `is`, which is meant as an interval; `dash` is its sign.
std::optional<Diagnostic> DifferenceAsInterval(std::string_view text, Span dash);
/// `ecg-changes` at the sign `dash`, where the text declares `ecg_changes` and not `ecg`.
std::optional<Diagnostic> NameWithHyphen(std::string_view text, Span dash);
/// `>= 0` as a line of a score, at its sign in what is read as one condition with the line before.
std::optional<Diagnostic> SumBySign(std::string_view text, Span sign);

/// The same where the grammar stopped at the hyphen.
std::optional<Diagnostic> HyphenInName(const Place& place);
/// `38 degrees C`, `90 mm Hg`.
std::optional<Diagnostic> UnitOfTwoWords(const Place& place);
/// `x 5.5–6.4 mmol/L`, `x 18 years or more`.
std::optional<Diagnostic> NumberBehindName(const Place& place);
/// `patient has a`, `poor control`.
std::optional<Diagnostic> ConditionByProse(const Place& place);
/// `threshold … age 18 years or more`.
std::optional<Diagnostic> SideByProse(const Place& place);

}  // namespace mgl

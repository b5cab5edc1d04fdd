// Exact numbers: every number a guideline or a patient states is a rational, never a binary float.
#pragma once

#include <gmpxx.h>

#include <optional>
#include <string>
#include <string_view>

namespace mgl {

/// Kept canonical: lowest terms, positive denominator. All functions here expect and return that;
/// mpq_class(2, 4) must be canonicalized by the one who makes it.
using Rational = mpq_class;

/// Limits of a decimal text, so that no input can make numbers of unbounded size.
inline constexpr int kMaxDecimalDigits = 400;
inline constexpr int kMaxDecimalExponent = 400;

/// Reads `12`, `-0.5`, `.5`, `1e-7`, `1E3`, `+3`; not `5.`, blanks, other scripts' digits, `inf`.
/// Nothing before or after. Empty when the text is no decimal or exceeds the limits above (all
/// digits before the exponent count; the exponent is the one written).
std::optional<Rational> ParseDecimal(std::string_view text);
/// The same in memory that is used again; false: no decimal, and `value` may have changed.
bool ParseDecimalInto(std::string_view text, Rational& value);

/// The shortest decimal that equals `value` where one with at most `max_digits` significant digits
/// exists; else `value` rounded to `max_digits` significant digits (halves away from zero).
/// Plain notation (no exponent): `100`, `0.0063`, `-2.5`. Fewer than one digit means one.
std::string FormatDecimal(const Rational& value, int max_digits = 24);

/// As values are shown: in full where it is a finite decimal, else rounded to kShownDigits
/// significant digits. Plain notation, too.
std::string FormatShown(const Rational& value);
inline constexpr int kShownDigits = 15;

/// The rational that a double is.
Rational RationalOf(double value);

/// Largest integer not above, smallest integer not below.
Rational Floor(const Rational& value);
Rational Ceiling(const Rational& value);

/// Rounds to a multiple of `step` (> 0), halves away from zero.
Rational RoundToStep(const Rational& value, const Rational& step);

/// Rounds to so many significant digits (at least one), halves away from zero.
Rational RoundToDigits(const Rational& value, int digits);

/// 10^exponent, exponent of either sign.
Rational PowerOfTen(int exponent);

}  // namespace mgl

// What a block of cases says, fact by fact: decoded, judged and in the facts' own units.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/batch/bit_plane.h"
#include "engine/value/calendar.h"
#include "engine/value/rational.h"

namespace mgl {

/// Numbers are multiples of 1e-9, so that a decimal is compared as a decimal.
inline constexpr int kFixedPointDigits = 9;
using FixedPoint = std::int64_t;
/// Of numbers that columns hold: below 1e9.
inline constexpr FixedPoint kLargestFixedPoint = 999'999'999'999'999'999;
constexpr bool IsFixedPoint(std::int64_t number) {
  return number >= -kLargestFixedPoint && number <= kLargestFixedPoint;
}
/// Empty where it is no multiple of 1e-9, or too large.
std::optional<FixedPoint> ToFixedPoint(const Rational& value);

/// What a double of a column says.
enum class FloatMeaning : std::uint8_t {
  kAsWritten,  // the shortest decimal that it is nearest to
  kExact,      // its binary value
};

/// A number that is known to lie between two.
struct HeldInterval {
  FixedPoint low = 0;
  FixedPoint high = 0;
};

/// One whose low end stands in the column.
struct UncertainNumber {
  std::uint32_t row = 0;
  FixedPoint high = 0;
};

/// One fact of the cases of a block. What a case's bit or entry does not say is missing: entries of
/// cases whose `known` bit is clear mean nothing.
struct FactColumn {
  Plane known{};
  Plane reported{};                        // known, and no default; the reader's
  Plane yes{};                             // yes/no facts
  Plane stated_unknown{};                  // no default applies
  Plane dated{};                           // the value has a date
  Plane unit_said{};                       // its cell says the unit of a known number
  Plane unit_blank{};                      // a column for the unit says nothing of a known number
  Plane unit_other{};                      // it names another unit than the fact's own
  std::vector<FixedPoint> numbers;         // numbers, as reported
  std::vector<UncertainNumber> uncertain;  // of known ones, by row
  const Word* below = nullptr;             // or their cuts: see DoubleCuts
  std::size_t below_step = 0;              // from one to the next
  std::vector<std::uint8_t> choices;       // choices: index
  std::vector<Day> days;                   // dates
  std::vector<Day> dates;                  // when the value was measured

  /// Nothing is said of any case; `reported` and the values stay, for their memory.
  void Clear() {
    for (Plane* plane :
         {&known, &yes, &stated_unknown, &dated, &unit_said, &unit_blank, &unit_other}) {
      *plane = {};
    }
    uncertain.clear();
  }
};

/// Cases that need the scalar evaluator are marked: a value that is uncertain (but see
/// HoldUncertain of batch_plan.h), unreadable, implausible or dated after the as-of date; a partial
/// date; more digits than FixedPoint holds.
struct CaseColumns {
  std::size_t size = 0;
  Plane exceptional{};
  Plane uncertain{};  // some number is; all that they are not compared with is exceptional
  std::vector<FactColumn> facts;  // in the guideline's order
};

}  // namespace mgl

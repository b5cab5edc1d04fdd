// Numbers with their units, and intervals, in words for people.
#pragma once

#include <string>
#include <string_view>

#include "engine/model/guideline.h"

namespace mgl {

/// The code of the unit that stands behind a fact's numbers: "mg/dL"; empty where it has none.
std::string_view UnitOf(const Fact& fact);
/// Likewise of a define or result; empty for plain numbers.
std::string_view UnitOf(const Definition& definition);

/// "1.2 mg/dL", "1.8 to 2.5 mg/dL"; without a unit (empty) only the number.
std::string WithUnit(std::string number, std::string_view unit);

/// A number of the fact, in full: "1.2 mg/dL", "3".
std::string NumberWithUnit(const Fact& fact, const Rational& number);

/// A number that could be several, with few signs: "3", "2 to 9", "<0.3", ">=10", "any number".
/// Whether both ends belong to "2 to 9" is not said.
std::string NumberInWords(const Interval& number);

/// The ends of an interval as texts; empty: there is no end on this side.
struct IntervalEnds {
  std::string low;
  bool low_closed = true;
  std::string high;
  bool high_closed = true;
};
/// Numbers as FormatDecimal has them.
IntervalEnds EndsOf(const Interval& interval, int max_digits = 24);
/// As FormatShown has them.
IntervalEnds EndsShown(const Interval& interval);

/// As the language writes an interval: "1.8 to 2.5", "above 1.8 to below 2.5", "at least 3", "above
/// 3", "at most 3", "below 3"; empty without ends.
std::string IntervalAsWritten(const IntervalEnds& ends);

/// As a sentence says one: "from 1.8 to 2.5", "above 1.8 to below 2.5", "from 3", "above 3", "up to
/// 3", "below 3"; empty without ends.
std::string IntervalInWords(const IntervalEnds& ends);

/// Likewise, or the point alone, with few digits: "from about 265.2 to 300", where an end has more.
std::string AboutInWords(const Interval& interval);

}  // namespace mgl

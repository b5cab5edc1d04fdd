// Every form in which numbers and intervals are told.
#include "tools/words/quantity_words.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace mgl {
namespace {

struct TestedInterval {
  Interval interval;
  std::string number;
  std::string as_written;
  std::string in_words;
};

std::vector<TestedInterval> TestedIntervals() {
  const Bound none = Bound::Infinite();
  const auto at = [](int value) { return Bound::At(value); };
  const auto beyond = [](int value) { return Bound::At(value, false); };
  return {
      {{at(2), at(2)}, "2", "2 to 2", "from 2 to 2"},
      {{at(2), at(9)}, "2 to 9", "2 to 9", "from 2 to 9"},
      {{beyond(2), at(9)}, "2 to 9", "above 2 to 9", "above 2 to 9"},
      {{at(2), beyond(9)}, "2 to 9", "2 to below 9", "from 2 to below 9"},
      {{beyond(2), beyond(9)}, "2 to 9", "above 2 to below 9", "above 2 to below 9"},
      {{none, at(9)}, "<=9", "at most 9", "up to 9"},
      {{none, beyond(9)}, "<9", "below 9", "below 9"},
      {{at(2), none}, ">=2", "at least 2", "from 2"},
      {{beyond(2), none}, ">2", "above 2", "above 2"},
      {{none, none}, "any number", "", ""},
  };
}

}  // namespace

TEST_CASE("quantity words: intervals") {
  for (const TestedInterval& tested : TestedIntervals()) {
    CAPTURE(tested.as_written);
    CHECK(NumberInWords(tested.interval) == tested.number);
    CHECK(IntervalAsWritten(EndsOf(tested.interval)) == tested.as_written);
    CHECK(IntervalInWords(EndsShown(tested.interval)) == tested.in_words);
  }
}

TEST_CASE("quantity words: digits") {
  const Interval third = Interval::Point(Rational(1) / 3);
  CHECK(EndsOf(third, 3).low == "0.333");
  CHECK(EndsShown(third).high == NumberInWords(third));
}

TEST_CASE("quantity words: units stand behind numbers that have one") {
  Fact fact;
  CHECK(NumberWithUnit(fact, Rational(3)) == "3");
  fact.has_unit = true;
  fact.unit = *ParseUnit("mg/dL");
  CHECK(UnitOf(fact) == "mg/dL");
  CHECK(NumberWithUnit(fact, Rational(6) / 5) == "1.2 mg/dL");
  Definition definition;
  CHECK(UnitOf(definition).empty());
  definition.unit = UnityUnit();
  CHECK(UnitOf(definition).empty());
  definition.unit = fact.unit;
  CHECK(WithUnit("2 to 9", UnitOf(definition)) == "2 to 9 mg/dL");
}

}  // namespace mgl

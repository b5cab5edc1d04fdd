// A fixed-point number lies below FirstBeyond exactly where the exact comparison holds.
#include "engine/batch/fixed_cut.h"

#include <doctest/doctest.h>

#include <limits>

#include "engine/arithmetic.h"
#include "engine/effective_fact.h"

namespace mgl {
namespace {

Rational AsRational(FixedPoint number) {
  return Rational(static_cast<long>(number)) / PowerOfTen(kFixedPointDigits);
}

bool Holds(const NumberCut& cut, const Rational& value) {
  return cut.inclusive ? value <= cut.value : value < cut.value;
}

/// Compares on the cut's number, its neighbours and every 0.05 from -4 to 4.
void CheckFact(const Fact& fact) {
  std::vector<FixedPoint> numbers;
  for (FixedPoint steps = -80; steps <= 80; ++steps) {
    for (const FixedPoint near : {-1, 0, 1}) numbers.push_back(steps * 50'000'000 + near);
  }
  for (int sixths = -20; sixths <= 20; ++sixths) {
    for (const bool inclusive : {false, true}) {
      const NumberCut cut{Rational(sixths) / 6, inclusive};
      const FixedPoint first_beyond = FirstBeyond(BeforeRecordedPrecision(fact, cut));
      for (const FixedPoint number : numbers) {
        const Interval recorded = ApplyRecordedPrecision(fact, Interval::Point(AsRational(number)));
        CAPTURE(sixths);
        CAPTURE(inclusive);
        CAPTURE(number);
        CHECK((number < first_beyond) == Holds(cut, recorded.low.value));
      }
    }
  }
}

}  // namespace

TEST_CASE("a cut of a fixed-point column is exact") { CheckFact(Fact()); }

TEST_CASE("a cut sees the number as it is recorded") {
  Fact whole;
  whole.whole_step = Rational(1);
  CheckFact(whole);
  Fact halves;
  halves.step = Rational(1, 2);
  CheckFact(halves);
  Fact thirds;
  thirds.step = Rational(1, 3);
  CheckFact(thirds);
  Fact both;
  both.whole_step = Rational(1, 4);
  both.step = Rational(1, 2);
  CheckFact(both);
}

TEST_CASE("a cut beyond what fixed-point numbers hold is always or never met") {
  CHECK(FirstBeyond({PowerOfTen(40), false}) == std::numeric_limits<FixedPoint>::max());
  CHECK(FirstBeyond({-PowerOfTen(40), true}) == std::numeric_limits<FixedPoint>::min());
}

}  // namespace mgl

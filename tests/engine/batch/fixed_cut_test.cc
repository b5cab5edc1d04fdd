// A fixed-point number lies below FirstBeyond exactly where the exact comparison holds.
#include "engine/batch/fixed_cut.h"

#include <doctest/doctest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

#include "engine/batch/double_cut.h"
#include "engine/meaning/effective_fact.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

Rational AsRational(FixedPoint number) {
  return Rational(WholeNumber(number)) / PowerOfTen(kFixedPointDigits);
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

TEST_SUITE_BEGIN("kernels");

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

TEST_CASE("a cut of doubles is exact, whatever a double is taken for") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 4000; ++i) {
    const auto digits = static_cast<int>(random() % 2'000'000'000) - 1'000'000'000;
    const NumberCut cut{
        Rational(digits) /
            (random() % 2 == 0 ? PowerOfTen(static_cast<int>(random() % 12)) : Rational(3)),
        random() % 2 == 0};
    double near = cut.value.get_d();
    for (int step = 0; step < 3; ++step) near = std::nextafter(near, -1e300);
    for (int step = 0; step < 7; ++step, near = std::nextafter(near, 1e300)) {
      std::array<char, 40> text;
      const char* const end = std::to_chars(text.begin(), text.end(), near).ptr;
      const Rational written = *ParseDecimal({text.begin(), end});
      CAPTURE(text.data());
      CAPTURE(cut.value.get_str());
      CHECK((near < FirstDoubleBeyond(cut, FloatMeaning::kExact)) == Holds(cut, RationalOf(near)));
      CHECK((near < FirstDoubleBeyond(cut, FloatMeaning::kAsWritten)) == Holds(cut, written));
    }
  }
}

TEST_CASE("cuts beyond all doubles that are compared") {
  for (const FloatMeaning meaning : {FloatMeaning::kAsWritten, FloatMeaning::kExact}) {
    CHECK(FirstDoubleBeyond({PowerOfTen(30), false}, meaning) ==
          std::numeric_limits<double>::infinity());
    CHECK(FirstDoubleBeyond({-PowerOfTen(30), false}, meaning) ==
          -std::numeric_limits<double>::infinity());
    CHECK(FirstDoubleBeyond({Rational(0), false}, meaning) == 0);
  }
}

TEST_SUITE_END();

}  // namespace mgl

// Interval operations against a brute-force oracle: every interval with ends in a small set,
// sampled at and very near its ends. All samples, ends and results are dyadic, or their rounding to
// double keeps their order to the ends, so the oracle may use double.
#include "engine/value/interval.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace mgl {
namespace {

constexpr double kNear = 1.0 / (1 << 20);   // the distance of a sample that is near an end
constexpr double kFar = 1 << 20;            // the sample that stands for infinity
constexpr double kCloseEnough = 1.0 / 256;  // how near an open end the image must come
constexpr double kUnbounded = 1 << 15;      // how far the image must reach on an infinite side

struct Sampled {
  Interval interval;
  std::vector<double> values;
};

bool Contains(const Interval& interval, double value) {
  const Bound& low = interval.low;
  const Bound& high = interval.high;
  const double low_value = low.value.get_d();
  const double high_value = high.value.get_d();
  return (low.infinite || low_value < value || (low.closed && low_value == value)) &&
         (high.infinite || value < high_value || (high.closed && value == high_value));
}

std::vector<double> SamplePoints(const std::vector<double>& ends) {
  std::vector<double> points = {-kFar, kFar};
  for (const double end : ends) {
    for (const double point : {end - kNear, end, end + kNear}) points.push_back(point);
  }
  points.push_back(ends.front() - 1);
  points.push_back(ends.back() + 1);
  for (std::size_t i = 1; i < ends.size(); ++i) points.push_back((ends[i - 1] + ends[i]) / 2);
  std::sort(points.begin(), points.end());
  return points;
}

/// Every non-empty interval whose ends are infinite or in `ends`, open or closed.
std::vector<Sampled> AllIntervals(const std::vector<double>& ends) {
  std::vector<Bound> bounds = {Bound::Infinite()};
  for (const double end : ends) {
    for (const bool closed : {false, true}) bounds.push_back(Bound::At(Rational(end), closed));
  }
  const std::vector<double> points = SamplePoints(ends);
  std::vector<Sampled> all;
  for (const Bound& low : bounds) {
    for (const Bound& high : bounds) {
      Sampled sampled{{low, high}, {}};
      for (const double point : points) {
        if (Contains(sampled.interval, point)) sampled.values.push_back(point);
      }
      if (!sampled.values.empty()) all.push_back(std::move(sampled));
    }
  }
  return all;
}

const std::vector<Sampled>& Intervals() {
  static const std::vector<Sampled> all = AllIntervals({-2, -1, -0.5, 0, 0.5, 1, 2});
  return all;
}

std::string Show(const Interval& interval) {
  const std::string low = interval.low.infinite ? "-inf" : FormatDecimal(interval.low.value);
  const std::string high = interval.high.infinite ? "inf" : FormatDecimal(interval.high.value);
  return (interval.low.closed ? "[" : "(") + low + ", " + high + (interval.high.closed ? "]" : ")");
}

/// The extremes of the sampled image, and what the result must be for them.
class ImageOracle {
 public:
  explicit ImageOracle(const Interval& result)
      : result_(result), low_(result.low.value.get_d()), high_(result.high.value.get_d()) {}

  void Add(double value) {
    const bool above =
        result_.low.infinite || low_ < value || (result_.low.closed && low_ == value);
    const bool below =
        result_.high.infinite || value < high_ || (result_.high.closed && value == high_);
    sound_ = sound_ && above && below;
    lowest_ = std::min(lowest_, value);
    highest_ = std::max(highest_, value);
  }

  bool Sound() const { return sound_; }

  /// A closed end is attained; an open one is approached; an infinite side is unbounded.
  bool Tight() const {
    const bool low_tight = result_.low.infinite ? lowest_ < -kUnbounded
                           : result_.low.closed ? lowest_ == low_
                                                : lowest_ < low_ + kCloseEnough;
    const bool high_tight = result_.high.infinite ? highest_ > kUnbounded
                            : result_.high.closed ? highest_ == high_
                                                  : highest_ > high_ - kCloseEnough;
    return low_tight && high_tight;
  }

 private:
  Interval result_;
  double low_;
  double high_;
  bool sound_ = true;
  double lowest_ = std::numeric_limits<double>::infinity();
  double highest_ = -std::numeric_limits<double>::infinity();
};

using UnaryOperation = std::function<std::optional<Interval>(const Interval&)>;
using BinaryOperation = std::function<std::optional<Interval>(const Interval&, const Interval&)>;

template <typename OnValue>
void CheckUnary(const std::vector<Sampled>& intervals, const UnaryOperation& operation,
                OnValue on_value) {
  for (const Sampled& a : intervals) {
    const std::optional<Interval> result = operation(a.interval);
    if (!result) continue;
    ImageOracle oracle(*result);
    for (const double x : a.values) oracle.Add(on_value(x));
    CAPTURE(Show(a.interval));
    CAPTURE(Show(*result));
    CHECK(oracle.Sound());
    CHECK(oracle.Tight());
  }
}

template <typename OnValues>
void CheckBinary(const BinaryOperation& operation, OnValues on_values) {
  for (const Sampled& a : Intervals()) {
    for (const Sampled& b : Intervals()) {
      const std::optional<Interval> result = operation(a.interval, b.interval);
      if (!result) continue;
      ImageOracle oracle(*result);
      for (const double x : a.values) {
        for (const double y : b.values) oracle.Add(on_values(x, y));
      }
      if (oracle.Sound() && oracle.Tight()) continue;
      CAPTURE(Show(a.interval));
      CAPTURE(Show(b.interval));
      CAPTURE(Show(*result));
      CHECK(oracle.Sound());
      CHECK(oracle.Tight());
    }
  }
}

template <typename OnValues>
void CheckComparison(Truth (*comparison)(const Interval&, const Interval&), OnValues on_values) {
  for (const Sampled& a : Intervals()) {
    for (const Sampled& b : Intervals()) {
      bool may_hold = false;
      bool may_fail = false;
      for (const double x : a.values) {
        for (const double y : b.values) (on_values(x, y) ? may_hold : may_fail) = true;
      }
      const Truth expected = may_hold && may_fail ? Truth::kUnknown : ToTruth(may_hold);
      if (comparison(a.interval, b.interval) == expected) continue;
      CAPTURE(Show(a.interval));
      CAPTURE(Show(b.interval));
      CHECK(TruthName(comparison(a.interval, b.interval)) == TruthName(expected));
    }
  }
}

TEST_CASE("the set of test intervals is what it should be") {
  // 7 points; 21 pairs of ends in 4 ways; 14 with one end on each side; the whole line.
  CHECK(Intervals().size() == 7 + 21 * 4 + 14 + 14 + 1);
}

TEST_CASE("comparisons are decided exactly when all pairs agree") {
  CheckComparison(Less, std::less<>());
  CheckComparison(LessEqual, std::less_equal<>());
  CheckComparison(Equal, std::equal_to<>());
}

TEST_CASE("arithmetic gives the exact image") {
  CheckBinary(Add, std::plus<>());
  CheckBinary(Subtract, std::minus<>());
  CheckBinary(Multiply, std::multiplies<>());
  CheckBinary(Divide, std::divides<>());
  CheckBinary(Minimum, [](double x, double y) { return std::min(x, y); });
  CheckBinary(Maximum, [](double x, double y) { return std::max(x, y); });
  CheckUnary(Intervals(), Negate, std::negate<>());
  CheckUnary(Intervals(), Absolute, [](double x) { return std::abs(x); });
}

TEST_CASE("division is empty exactly where the divisor may be zero") {
  for (const Sampled& b : Intervals()) {
    CAPTURE(Show(b.interval));
    CHECK(Divide(Interval::Point(1), b.interval).has_value() != Contains(b.interval, 0));
  }
}

TEST_CASE("powers give the exact image") {
  for (int exponent = -4; exponent <= 5; ++exponent) {
    CAPTURE(exponent);
    CheckUnary(
        Intervals(), [exponent](const Interval& a) { return Power(a, exponent); },
        [exponent](double x) {
          double power = 1;
          for (int i = 0; i < std::abs(exponent); ++i) power *= x;
          return exponent < 0 ? 1 / power : power;
        });
    for (const Sampled& a : Intervals()) {
      const bool expected = exponent > 0 || !Contains(a.interval, 0);
      CHECK(Power(a.interval, exponent).has_value() == expected);
    }
  }
}

TEST_CASE("powers have a limit") {
  const Interval two = Interval::Point(2);
  const Interval two_to_64 = Interval::Point(Rational("18446744073709551616"));
  REQUIRE(Power(two, 64).has_value());
  CHECK(*Power(two, 64) == two_to_64);
  CHECK(*Power(two, -64) == *Divide(Interval::Point(1), two_to_64));
  CHECK_FALSE(Power(two, 65).has_value());
  CHECK_FALSE(Power(two, -65).has_value());
  CHECK_FALSE(Power(two, std::numeric_limits<int>::min()).has_value());
}

TEST_CASE("intersection and hull hold the right points and are tight") {
  const std::vector<double> points = SamplePoints({-2, -1, -0.5, 0, 0.5, 1, 2});
  for (const Sampled& a : Intervals()) {
    for (const Sampled& b : Intervals()) {
      const std::optional<Interval> common = Intersect(a.interval, b.interval);
      const Interval hull = Hull(a.interval, b.interval);
      ImageOracle hull_oracle(hull);
      for (const double x : a.values) hull_oracle.Add(x);
      for (const double x : b.values) hull_oracle.Add(x);
      bool right = hull_oracle.Sound() && hull_oracle.Tight();
      bool meet = false;
      for (const double x : points) {
        const bool in_both = Contains(a.interval, x) && Contains(b.interval, x);
        meet = meet || in_both;
        right = right && (common && Contains(*common, x)) == in_both;
      }
      Interval narrowed = a.interval;
      const bool narrows = NarrowTo(b.interval, narrowed);
      right = right && narrows == meet && narrowed == common.value_or(a.interval);
      if (right && common.has_value() == meet) continue;
      CAPTURE(Show(a.interval));
      CAPTURE(Show(b.interval));
      CHECK(right);
      CHECK(common.has_value() == meet);
    }
  }
}

TEST_CASE("step functions give the hull of their image, with closed ends") {
  std::vector<double> ends;
  for (int quarter = -10; quarter <= 10; ++quarter) ends.push_back(quarter / 4.0);
  const std::vector<Sampled> intervals = AllIntervals(ends);
  CheckUnary(intervals, FloorInterval, [](double x) { return std::floor(x); });
  CheckUnary(intervals, CeilingInterval, [](double x) { return std::ceil(x); });
  for (const double step : {0.5, 1.0, 1.5, 2.0}) {  // std::round, too, takes halves away from zero
    CAPTURE(step);
    CheckUnary(
        intervals, [step](const Interval& a) { return RoundInterval(a, Rational(step)); },
        [step](double x) { return std::round(x / step) * step; });
  }
  for (const Sampled& a : intervals) {
    for (const Interval& image :
         {FloorInterval(a.interval), CeilingInterval(a.interval), RoundInterval(a.interval, 1)}) {
      CHECK(image.low.infinite == a.interval.low.infinite);
      CHECK(image.high.infinite == a.interval.high.infinite);
      CHECK((image.low.infinite || image.low.closed));
      CHECK((image.high.infinite || image.high.closed));
    }
  }
}

TEST_CASE("step functions at an open end") {
  const Interval below_60 = {Bound::Infinite(), Bound::At(60, false)};
  CHECK(FloorInterval(below_60) == Interval{Bound::Infinite(), Bound::At(59)});
  const Interval above_60 = {Bound::At(60, false), Bound::Infinite()};
  CHECK(CeilingInterval(above_60) == Interval{Bound::At(61), Bound::Infinite()});
  CHECK(FloorInterval(above_60) == Interval{Bound::At(60), Bound::Infinite()});
  const Rational tenth(1, 10);
  const Rational quarter(1, 4);
  CHECK(RoundInterval(Interval::Point(quarter), tenth) == Interval::Point(Rational(3, 10)));
  CHECK(RoundInterval({Bound::At(0), Bound::At(quarter, false)}, tenth) ==
        Interval{Bound::At(0), Bound::At(Rational(1, 5))});
}

TEST_CASE("scaling keeps the kinds of ends") {
  const Interval a = {Bound::At(0, false), Bound::At(10)};
  CHECK(Scale(a, Rational(9, 5), 32) == Interval{Bound::At(32, false), Bound::At(50)});
  const Interval b = {Bound::Infinite(), Bound::At(1, false)};
  CHECK(Scale(b, 2, -1) == Interval{Bound::Infinite(), Bound::At(1, false)});
}

TEST_CASE("points and equality") {
  CHECK(Interval::Point(3).IsPoint());
  CHECK_FALSE(Interval{Bound::At(3), Bound::At(4)}.IsPoint());
  CHECK_FALSE(Interval{Bound::Infinite(), Bound::Infinite()}.IsPoint());
  const Interval open = {Bound::At(3, false), Bound::At(4)};
  const Interval closed = {Bound::At(3), Bound::At(4)};
  CHECK_FALSE(open == closed);
  Bound infinite = Bound::Infinite();
  infinite.value = 7;  // means nothing
  CHECK(Interval{infinite, Bound::At(4)} == Interval{Bound::Infinite(), Bound::At(4)});
  CHECK_FALSE(Interval{infinite, Bound::At(4)} == Interval{Bound::At(7), Bound::At(4)});
}

TEST_CASE("intervals as text") {
  const Rational low(6, 5);
  const Rational high(9, 5);
  CHECK(FormatInterval(Interval::Point(low)) == "1.2");
  CHECK(FormatInterval({Bound::At(low), Bound::At(high)}) == "1.2..1.8");
  CHECK(FormatInterval({Bound::At(low, false), Bound::At(high, false)}) == "1.2..1.8");
  CHECK(FormatInterval({Bound::Infinite(), Bound::At(Rational(3, 10), false)}) == "..0.3");
  CHECK(FormatInterval({Bound::At(10), Bound::Infinite()}) == "10..");
  CHECK(FormatInterval({Bound::Infinite(), Bound::Infinite()}) == "..");
}

}  // namespace
}  // namespace mgl

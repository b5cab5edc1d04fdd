#include "engine/value/whole_number.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_conversion.h"
#include "engine/batch/fixed_cut.h"

using mgl::Rational;
using mgl::ToInt64;
using mgl::WholeNumber;

namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::optional<std::int64_t> FromText(const char* digits) { return ToInt64(mpz_class(digits)); }

}  // namespace

TEST_CASE("whole numbers: every 64 bits become the number that they are") {
  CHECK(WholeNumber(kLeast).get_str() == "-9223372036854775808");
  CHECK(WholeNumber(kMost).get_str() == "9223372036854775807");
  for (int bit = 0; bit < 63; ++bit) {
    const std::int64_t power = std::int64_t{1} << bit;
    for (const std::int64_t value : {power - 1, power, power + 1, -power, -power - 1, 1 - power}) {
      CHECK(WholeNumber(value).get_str() == std::to_string(value));
      CHECK(ToInt64(WholeNumber(value)) == value);
      CHECK(ToInt64(Rational(WholeNumber(value))) == value);
    }
  }
}

TEST_CASE("whole numbers: 64 bits of a number only where it fits and is whole") {
  CHECK(FromText("9223372036854775807") == kMost);
  CHECK(FromText("-9223372036854775808") == kLeast);
  CHECK(FromText("0") == 0);
  for (const char* digits : {"9223372036854775808", "-9223372036854775809", "18446744073709551615",
                             "18446744073709551616", "-18446744073709551616",
                             "36893488147419103232", "340282366920938463463374607431768211456"}) {
    CAPTURE(digits);
    CHECK_FALSE(FromText(digits));
    CHECK_FALSE(ToInt64(Rational(digits)));
  }
  CHECK_FALSE(ToInt64(Rational(1, 2)));
  CHECK(ToInt64(Rational(-7)) == -7);
}

TEST_CASE("whole numbers: decimals and fixed-point numbers beyond 32 bits") {
  CHECK(*mgl::ParseDecimal("11.50000000000") == Rational(23, 2));
  CHECK(mgl::ParseDecimal("4294967296.25")->get_str() == "17179869185/4");
  CHECK(mgl::ParseDecimal("-999999999999999999")->get_str() == "-999999999999999999");
  CHECK(mgl::ToFixedPoint(Rational(5)) == 5'000'000'000);
  CHECK(mgl::ToFixedPoint(*mgl::ParseDecimal("999999999.999999999")) == mgl::kLargestFixedPoint);
  CHECK_FALSE(mgl::ToFixedPoint(Rational(1'000'000'000)));
  CHECK(mgl::FirstBeyond({Rational(3), false}) == 3'000'000'000);
  CHECK(mgl::FirstBeyond({Rational(3), true}) == 3'000'000'001);
  CHECK(mgl::FirstBeyond({mgl::PowerOfTen(10), false}) == kMost);
  CHECK(mgl::FirstBeyond({-mgl::PowerOfTen(10), true}) == kLeast);
}

TEST_CASE("whole numbers: conversions whose own numbers are beyond 32 bits") {
  const auto conversion = mgl::FixedConversion::Make({Rational(5'000'000), Rational(3)}, {});
  REQUIRE(conversion);
  mgl::FixedPoint number = 7;  // 7e-9
  REQUIRE(conversion->Apply(number));
  CHECK(number == 3'035'000'000);
  CHECK_FALSE(mgl::FixedConversion::Make({mgl::PowerOfTen(18), 0}, {}));
}

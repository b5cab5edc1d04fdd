// Decimal texts, their limits, and exact rounding.
#include "engine/value/rational.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace mgl {
namespace {

std::string Fraction(std::string_view text) {
  const std::optional<Rational> value = ParseDecimal(text);
  return value ? value->get_str() : "none";
}

TEST_CASE("decimal texts are read exactly") {
  struct Row {
    std::string text;
    std::string fraction;
  };
  const std::vector<Row> rows = {
      {"12", "12"},
      {"-0.5", "-1/2"},
      {".5", "1/2"},
      {"1e-7", "1/10000000"},
      {"+3", "3"},
      {"0", "0"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"0.10", "1/10"},
      {"1.2", "6/5"},
      {"1E3", "1000"},
      {"1e+3", "1000"},
      {"2.50e2", "250"},
      {"007", "7"},
      {"0e400", "0"},
      {"-.25", "-1/4"},
      {"1e007", "10000000"},
      {"123456789012345678901234567890.5", "246913578024691357802469135781/2"},
      {"999999999999999999", "999999999999999999"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(Fraction(row.text) == row.fraction);
  }
}

TEST_CASE("what is no decimal is not read") {
  for (const std::string text :
       {"",     "+",     "-",   ".",   "5.",    "-.",    "e5",  "1e",
        "1e+",  "1e1.5", " 1",  "1 ",  "1,5",   "1_000", "--1", "+-1",
        "0x10", "inf",   "nan", "1/2", "1.2.3", "1e5e5", "1\n", "\xEF\xBC\x91"}) {
    CAPTURE(text);
    CHECK(Fraction(text) == "none");
  }
  CHECK(Fraction(std::string_view("1\0", 2)) == "none");
}

TEST_CASE("decimal texts have limits") {
  const std::string longest(kMaxDecimalDigits, '9');
  CHECK(ParseDecimal(longest).has_value());
  CHECK_FALSE(ParseDecimal(longest + "9").has_value());
  CHECK(ParseDecimal("0." + std::string(kMaxDecimalDigits - 1, '1')).has_value());
  CHECK_FALSE(ParseDecimal("0." + std::string(kMaxDecimalDigits, '1')).has_value());
  CHECK(*ParseDecimal("1e400") == PowerOfTen(400));
  CHECK(*ParseDecimal("1e-400") == PowerOfTen(-400));
  CHECK_FALSE(ParseDecimal("1e401").has_value());
  CHECK_FALSE(ParseDecimal("1e-401").has_value());
  CHECK_FALSE(ParseDecimal("1e99999999999999999999").has_value());
}

TEST_CASE("decimals are written shortest, without exponent") {
  struct Row {
    Rational value;
    int max_digits;
    std::string text;
  };
  const std::vector<Row> rows = {
      {0, 24, "0"},
      {100, 24, "100"},
      {Rational(63, 10000), 24, "0.0063"},
      {Rational(-5, 2), 24, "-2.5"},
      {Rational(1, 3), 4, "0.3333"},
      {Rational(2, 3), 4, "0.6667"},
      {Rational(-2, 3), 1, "-0.7"},
      {Rational(1, 8), 2, "0.13"},    // a half goes away from zero
      {Rational(-1, 8), 2, "-0.13"},  // on either side
      {Rational(1, 8), 3, "0.125"},
      {Rational(9999, 1000), 3, "10"},  // the carry makes one digit more
      {Rational(999, 1000), 2, "1"},
      {1234567, 3, "1230000"},
      {Rational(1, 1024), 24, "0.0009765625"},
      {Rational(29999, 100000), 2, "0.3"},
      {Rational(10, 1), 1, "10"},
      {Rational(1, 10), 1, "0.1"},
      {95, 0, "100"},  // fewer than one digit means one
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(FormatDecimal(row.value, row.max_digits) == row.text);
  }
  CHECK(FormatDecimal(Rational(1, 3)) == "0." + std::string(24, '3'));
}

TEST_CASE("a decimal written and read again is the same number") {
  for (int numerator = -1300; numerator <= 1300; ++numerator) {
    for (int exponent = -6; exponent <= 6; ++exponent) {
      const Rational value = numerator * PowerOfTen(exponent);
      const std::string text = FormatDecimal(value);
      CAPTURE(text);
      REQUIRE(ParseDecimal(text).has_value());
      CHECK(*ParseDecimal(text) == value);
      CHECK(text.find('e') == std::string::npos);
    }
  }
}

TEST_CASE("numbers of few digits and of many are read and written alike") {
  // Those of few go their own way, in 64 bits.
  for (const std::string sign : {"", "-"}) {
    for (const std::string digit : {"1", "5", "9"}) {
      for (int count = 1; count <= 22; ++count) {
        for (int decimals = 1; decimals <= 22; ++decimals) {
          std::string digits;
          while (digits.size() < static_cast<std::size_t>(count)) digits += digit;
          const mpz_class whole(sign + digits);
          const std::size_t places = static_cast<std::size_t>(decimals);
          if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
          std::string text = sign + digits;
          text.insert(text.size() - places, 1, '.');
          CAPTURE(text);
          const std::optional<Rational> value = ParseDecimal(text);
          REQUIRE(value.has_value());
          CHECK(*value == whole * PowerOfTen(-decimals));
          CHECK(FormatDecimal(*value) == text);
          CHECK(FormatShown(*value) == text);
          CHECK(FormatDecimal(*value, count) == text);
          CHECK(*ParseDecimal(sign + std::string(20, '0') + text.substr(sign.size())) == *value);
        }
      }
    }
  }
}

TEST_CASE("a number is read into memory that held another") {
  Rational value;
  for (const std::string text : {"12.5", "-3", "123456789012345678901234567890.5", "0", "0.01"}) {
    REQUIRE(ParseDecimalInto(text, value));
    CHECK(value == *ParseDecimal(text));
  }
  CHECK_FALSE(ParseDecimalInto("1.2.3", value));
}

TEST_CASE("floor, ceiling and rounding to a step") {
  struct Row {
    Rational value;
    Rational floor;
    Rational ceiling;
    Rational rounded;
  };
  const std::vector<Row> rows = {
      {0, 0, 0, 0},
      {2, 2, 2, 2},
      {-2, -2, -2, -2},
      {Rational(1, 2), 0, 1, 1},
      {Rational(-1, 2), -1, 0, -1},
      {Rational(3, 2), 1, 2, 2},
      {Rational(5, 2), 2, 3, 3},
      {Rational(-5, 2), -3, -2, -3},
      {Rational(49, 100), 0, 1, 0},
      {Rational(-49, 100), -1, 0, 0},
      {Rational(-51, 100), -1, 0, -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(Floor(row.value) == row.floor);
    CHECK(Ceiling(row.value) == row.ceiling);
    CHECK(RoundToStep(row.value, 1) == row.rounded);
  }
  const Rational tenth(1, 10);
  CHECK(RoundToStep(Rational(1, 8), tenth) == tenth);
  CHECK(RoundToStep(Rational(3, 20), tenth) == Rational(1, 5));
  CHECK(RoundToStep(Rational(-3, 20), tenth) == Rational(-1, 5));
  CHECK(RoundToStep(130, 50) == 150);
  CHECK(RoundToStep(125, 50) == 150);
  CHECK(RoundToStep(124, 50) == 100);
  CHECK(RoundToStep(Rational(7, 6), Rational(1, 3)) == Rational(4, 3));
}

TEST_CASE("numbers are shown in full where they are finite decimals") {
  const auto shown = [](const char* decimal) { return FormatShown(*ParseDecimal(decimal)); };
  for (const char* decimal :
       {"0", "1", "-1", "12345678901234567890.123", "9007199254740993", "0.1", "-0.000000000001",
        "999999999.999999999", "1000000000000000000000", "0.00123456789012345678901234567890123"}) {
    CHECK(shown(decimal) == decimal);
  }
  CHECK(shown("1e400") == "1" + std::string(400, '0'));
  CHECK(shown("-1e-400") == "-0." + std::string(399, '0') + "1");
  CHECK(FormatShown(Rational(1, 3)) == "0.333333333333333");
  CHECK(FormatShown(Rational(-200, 3)) == "-66.6666666666667");
  CHECK(FormatShown(Rational(1, 8)) == "0.125");
  CHECK(FormatShown(1 / (PowerOfTen(0) * 1048576)) == "0.00000095367431640625");
  CHECK(FormatShown(Rational(7, 625)) == "0.0112");
}

TEST_CASE("powers of ten") {
  CHECK(PowerOfTen(0) == 1);
  CHECK(PowerOfTen(3) == 1000);
  CHECK(PowerOfTen(-3) == Rational(1, 1000));
}

TEST_CASE("results are in lowest terms") {
  CHECK(ParseDecimal("2.50")->get_den() == 2);
  CHECK(ParseDecimal("-0.0")->get_den() == 1);
  CHECK(RoundToStep(Rational(5, 3), Rational(1, 2)).get_den() == 2);
}

}  // namespace
}  // namespace mgl

// Square roots, logarithms, exponentials and powers. The expected digits are those of Python's
// `decimal` with 100 digits, rounded half up to 12.
#include "engine/value/inexact.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/meaning/arithmetic.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

std::string Text(const std::optional<Interval>& value) {
  return value ? FormatInterval(*value) : "missing";
}
Interval At(const std::string& text) { return Interval::Point(Decimal(text)); }
Interval At(const Rational& value) { return Interval::Point(value); }

struct Row {
  const char* argument;
  const char* value;
};

TEST_CASE("inexact: square roots to 12 digits") {
  const Row rows[] = {{"2", "1.41421356237"},
                      {"0.5", "0.707106781187"},
                      {"10", "3.16227766017"},
                      {"1234567.89", "1111.11110606"},
                      {"2e-10", "0.0000141421356237"},
                      {"0.01", "0.1"},
                      {"1.21", "1.1"},
                      {"3600", "60"},
                      {"0", "0"},
                      {"-0.001", "missing"}};
  for (const Row& row : rows) CHECK(Text(SquareRoot(At(row.argument))) == row.value);
  CHECK(Text(SquareRoot(At(Rational(1, 9)))) == "0.333333333333");
}

TEST_CASE("inexact: logarithms to 12 digits") {
  const Row rows[] = {{"2", "0.69314718056"},
                      {"10", "2.30258509299"},
                      {"0.5", "-0.69314718056"},
                      {"1.000001", "0.0000009999995"},
                      {"140", "4.94164242261"},
                      {"0.00001", "-11.512925465"},
                      {"1", "0"},
                      {"0", "missing"},
                      {"-3", "missing"}};
  for (const Row& row : rows) CHECK(Text(Logarithm(At(row.argument))) == row.value);
  // So close to 1 that 1,300 bits are needed: ln(1 + x) is x.
  const Rational tiny = PowerOfTen(-390);
  CHECK(Logarithm(At(Rational(1 + tiny))) == At(tiny));
}

TEST_CASE("inexact: exponentials to 12 digits") {
  const Row rows[] = {{"1", "2.71828182846"},
                      {"-1", "0.367879441171"},
                      {"0.5", "1.6487212707"},
                      {"10", "22026.4657948"},
                      {"-20", "0.00000000206115362244"},
                      {"100", "26881171418200000000000000000000000000000000"},
                      {"0", "1"},
                      {"1e-13", "1"},
                      {"1e-11", "1.00000000001"},
                      {"-1e-300", "1"}};
  for (const Row& row : rows) CHECK(Text(Exponential(At(row.argument))) == row.value);
}

TEST_CASE("inexact: powers to 12 digits") {
  struct PowerRow {
    const char* base;
    const char* exponent;
    const char* value;
  };
  const PowerRow rows[] = {{"2", "0.5", "1.41421356237"},
                           {"0.7", "-1.2", "1.53420131969"},
                           {"70", "0.425", "6.08368426973"},
                           {"170", "0.725", "41.4071622411"},
                           {"1.5", "2.5", "2.75567596063"},
                           {"0.9938", "45", "0.755883139882"},
                           {"10", "-3.3", "0.000501187233627"},
                           {"4", "0.5", "2"},
                           {"0.0016", "0.75", "0.008"},
                           {"4", "-1.5", "0.125"},
                           {"7", "0", "1"},
                           {"1", "1e300", "1"},
                           {"0", "0.5", "0"},
                           {"0", "0", "missing"},
                           {"0", "-1", "missing"},
                           {"-8", "3", "missing"}};
  for (const PowerRow& row : rows) {
    CAPTURE(row.base);
    CHECK(Text(RealPower(At(row.base), At(row.exponent))) == row.value);
  }
  CHECK(Text(RealPower(At("8"), At(Rational(1, 3)))) == "2");
}

TEST_CASE("inexact: ties are rounded away from zero, what is beside them is told apart") {
  const Rational root = Decimal("1.000000000005");
  const Rational square = root * root;
  const Rational cube = square * root;
  const Rational third = Rational(1, 3);
  const Rational half = Rational(1, 2);
  const Rational tiny = PowerOfTen(-390);
  CHECK(Text(SquareRoot(At(square))) == "1.00000000001");
  CHECK(Text(SquareRoot(At(Rational(square - tiny)))) == "1");
  CHECK(Text(RealPower(At(square), At(half))) == "1.00000000001");
  CHECK(Text(RealPower(At(cube), At(third))) == "1.00000000001");
  CHECK(Text(RealPower(At(Rational(cube + tiny)), At(third))) == "1.00000000001");
  CHECK(Text(RealPower(At(Rational(cube - tiny)), At(third))) == "1");
  CHECK(Text(RealPower(At(root), At("1"))) == "1.00000000001");
  // Rounding up to the next power of ten.
  CHECK(Text(RealPower(At("0.9999999999995"), At("1"))) == "1");
  CHECK(Text(RealPower(At("0.9999999999994"), At("1"))) == "0.999999999999");
}

TEST_CASE("inexact: results of too many digits are missing, soon") {
  const auto evaluate = [](NodeKind kind, const std::vector<Interval>& operands) {
    std::vector<const Interval*> pointers;
    for (const Interval& operand : operands) pointers.push_back(&operand);
    return Text(EvaluateArithmetic(kind, 0, pointers));
  };
  CHECK(evaluate(NodeKind::kExponential, {At("5600")}) != "missing");
  CHECK(evaluate(NodeKind::kExponential, {At("5700")}) == "missing");
  CHECK(evaluate(NodeKind::kExponential, {At("1e400")}) == "missing");
  CHECK(evaluate(NodeKind::kExponential, {At("-1e400")}) == "missing");
  CHECK(evaluate(NodeKind::kRealPower, {At("1e300"), At("1e300")}) == "missing");
  CHECK(evaluate(NodeKind::kRealPower, {At("1.0000001"), At("1e400")}) == "missing");
  CHECK(evaluate(NodeKind::kRealPower, {At("1e400"), At("-1e400")}) == "missing");
  // (1 + 10^-300) ^ (10^300) is almost e.
  CHECK(evaluate(NodeKind::kRealPower, {At(Rational(1 + PowerOfTen(-300))), At("1e300")}) ==
        "2.71828182846");
  CHECK(evaluate(NodeKind::kSum, {At("1"), At("2.5"), Closed("1", "3")}) == "4.5..6.5");
  CHECK(evaluate(NodeKind::kSum, {At("1")}) == "1");
}

TEST_CASE("inexact: intervals") {
  CHECK(Text(SquareRoot(Closed("2", "4"))) == "1.41421356237..2");
  CHECK(Text(SquareRoot(Over("4"))) == "2..");
  CHECK(SquareRoot(Over("4"))->low.closed);  // just above 4 the root rounds to 2
  CHECK(!SquareRoot(Over("0"))->low.closed);
  CHECK(Text(SquareRoot(Under("4"))) == "missing");
  CHECK(Text(SquareRoot(Closed("-1", "4"))) == "missing");
  CHECK(Text(Logarithm(Closed("1", "2"))) == "0..0.69314718056");
  CHECK(Text(Logarithm({Bound::At(0, false), Bound::At(2)})) == "..0.69314718056");
  CHECK(Text(Logarithm({Bound::At(0), Bound::At(2)})) == "missing");
  CHECK(Text(Exponential(Closed("-1", "1"))) == "0.367879441171..2.71828182846");
  CHECK(Text(Exponential(Under("0"))) == "0..1");
  CHECK(!Exponential(Under("0"))->low.closed);
  CHECK(Text(Exponential({Bound::Infinite(), Bound::Infinite()})) == "0..");
  CHECK(Text(RealPower(Closed("2", "4"), Closed("-1", "0.5"))) == "0.25..2");
  CHECK(Text(RealPower(Closed("0.25", "4"), Closed("-0.5", "0.5"))) == "0.5..2");
  CHECK(Text(RealPower(Over("4", true), At("0.5"))) == "2..");
  CHECK(Text(RealPower(Over("4", true), At("-0.5"))) == "0..0.5");
  CHECK(Text(RealPower({Bound::At(0, false), Bound::At(4)}, At("-0.5"))) == "0.5..");
  CHECK(Text(RealPower(Closed("2", "4"), Over("2", true))) == "4..");
  CHECK(Text(RealPower(At("0.5"), Over("2", true))) == "0..0.25");
  CHECK(Text(RealPower(Closed("0", "4"), At("0.5"))) == "missing");
  CHECK(Text(RealPower(At("0"), Over("0"))) == "0");
}

}  // namespace
}  // namespace mgl

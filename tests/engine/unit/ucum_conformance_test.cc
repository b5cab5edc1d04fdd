// Runs the UCUM functional tests (Grahame Grieve and others, EPL-1.0) against the strict dialect.
// The file is no part of the project: it is read where it lies, and its absence is said loudly.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

std::filesystem::path FunctionalTestsPath() {
  const char* shared = std::getenv("MGL_SHARED");
  const std::filesystem::path base = shared != nullptr
                                         ? std::filesystem::path(shared)
                                         : std::filesystem::path(MGL_SOURCE_DIR) / "../shared";
  return base / "data/ucum/UcumFunctionalTests.xml";
}

// False, after saying so, where there is no file.
bool LoadFunctionalTests(pugi::xml_document& document) {
  const std::filesystem::path path = FunctionalTestsPath();
  if (!std::filesystem::exists(path)) {
    fmt::print(stderr, "SKIPPED: UCUM conformance, no file {} (set MGL_SHARED)\n", path.string());
    return false;
  }
  REQUIRE(document.load_file(path.c_str()));
  return true;
}

// Digits of a decimal text that count: `0.160` has 3, `1e-7` has 1.
int SignificantDigits(std::string_view text) {
  const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
  int digits = 0;
  for (const char c : mantissa) {
    if (c < '0' || c > '9') continue;
    if (digits > 0 || c != '0') ++digits;
  }
  return digits;
}

std::optional<Rational> ConvertStrictly(std::string_view value, std::string_view from,
                                        std::string_view to) {
  const Result<Unit> source = ParseUnit(from, UnitDialect::kUcum);
  const Result<Unit> target = ParseUnit(to, UnitDialect::kUcum);
  const std::optional<Rational> number = ParseDecimal(value);
  if (!source || !target || !number) return std::nullopt;
  const std::optional<Conversion> conversion = FindConversion(*source, *target);
  if (!conversion) return std::nullopt;
  return conversion->Apply(*number);
}

// `value` rounded as the outcome is written.
Rational RoundLike(const Rational& value, std::string_view outcome) {
  return ParseDecimal(FormatDecimal(value, SignificantDigits(outcome))).value_or(0);
}

TEST_CASE("UCUM functional tests: all 529 validations") {
  pugi::xml_document document;
  if (!LoadFunctionalTests(document)) return;
  int cases = 0;
  int passed = 0;
  for (const pugi::xml_node node : document.child("ucumTests").child("validation")) {
    if (node.type() != pugi::node_element) continue;
    const std::string unit = node.attribute("unit").value();
    const bool expected = node.attribute("valid").as_bool();
    const bool valid = static_cast<bool>(ParseUnit(unit, UnitDialect::kUcum));
    CHECK_MESSAGE(valid == expected, node.attribute("id").value(), " ", unit);
    ++cases;
    if (valid == expected) ++passed;
  }
  CHECK(cases == 529);
  CHECK(passed == 529);
}

TEST_CASE("UCUM functional tests: all 30 conversions") {
  pugi::xml_document document;
  if (!LoadFunctionalTests(document)) return;
  // These four give their outcome rounded further than the exact result needs.
  const std::string_view rounded[] = {"3-113", "3-115", "3-118", "3-119"};
  int cases = 0;
  int exact = 0;
  for (const pugi::xml_node node : document.child("ucumTests").child("conversion")) {
    if (node.type() != pugi::node_element) continue;
    ++cases;
    const std::string id = node.attribute("id").value();
    const std::string outcome = node.attribute("outcome").value();
    CAPTURE(id);
    const auto value =
        ConvertStrictly(node.attribute("value").value(), node.attribute("srcUnit").value(),
                        node.attribute("dstUnit").value());
    const auto expected = ParseDecimal(outcome);
    REQUIRE(value);
    REQUIRE(expected);
    if (*value == *expected) ++exact;
    CHECK(RoundLike(*value, outcome) == *expected);
    const bool may_round =
        std::find(std::begin(rounded), std::end(rounded), id) != std::end(rounded);
    if (!may_round && *value != *expected) {
      CHECK(SignificantDigits(outcome) == 24);  // the digits that are printed by default
      CHECK(FormatDecimal(*value) == FormatDecimal(*expected));
    }
  }
  CHECK(cases == 30);
  CHECK(exact == 22);
}

// `a` times or divided by `b` must be a number of the result's unit.
std::optional<Rational> Combine(const pugi::xml_node& node, char operation) {
  const std::string code = fmt::format("({}){}({})", node.attribute("u1").value(), operation,
                                       node.attribute("u2").value());
  const auto first = ParseDecimal(node.attribute("v1").value());
  const auto second = ParseDecimal(node.attribute("v2").value());
  const std::string result_unit = node.attribute("uRes").value();
  const auto factor = ConvertStrictly("1", code, result_unit.empty() ? "1" : result_unit);
  if (!first || !second || !factor) return std::nullopt;
  const Rational value = operation == '.' ? Rational(*first * *second) : Rational(*first / *second);
  return Rational(value * *factor);
}

TEST_CASE("UCUM functional tests: multiplications and divisions") {
  pugi::xml_document document;
  if (!LoadFunctionalTests(document)) return;
  int cases = 0;
  for (const auto& [section, operation] : {std::pair("multiplication", '.'), {"division", '/'}}) {
    for (const pugi::xml_node node : document.child("ucumTests").child(section)) {
      if (node.type() != pugi::node_element) continue;
      ++cases;
      const std::string outcome = node.attribute("vRes").value();
      CAPTURE(node.attribute("id").value());
      const auto value = Combine(node, operation);
      REQUIRE(value);
      CHECK(RoundLike(*value, outcome) == ParseDecimal(outcome));
    }
  }
  CHECK(cases == 5);
}

}  // namespace
}  // namespace mgl

// Where an outcome can change with one number: within a region it never does.
#include "tools/case/explain/answer_regions.h"

#include <doctest/doctest.h>

#include "engine/eval_scalar.h"
#include "tests/dsl/compiled.h"

namespace mgl {
namespace {

Interval Between(const Bound& low, const Bound& high) { return {low, high}; }
const Interval kEverything{Bound::Infinite(), Bound::Infinite()};

const char* const kText = R"(guideline g "G"
  language mgl 1
  version 1.0.0
  status draft
fact x "X" in kg of magnesium
fact y "Y" in kg
fact age "Age" in whole years
range usual "Usual" of x
  line 2 to 3 kg
  line 5000 to 7000 mol
threshold big "Big" x at least 10 kg
define score_of_x "S" is number
  value 2 when x > 4 kg
  value 1 otherwise
rule cut "Cut" when x is within usual or big then note "n"
rule linear "Linear" when 3 * x - 1 kg > y / 2 then note "n"
rule twice "Twice" when 2 * x >= x + 5 kg then note "n"
rule steps "Steps" when score_of_x + 1 >= 3 then note "n"
rule squared "Squared" when x / 1 kg * x > 4 kg then note "n"
rule rounded "Rounded" when round(x / 1 kg, 0) > 4 then note "n"
rule alone "Alone" when y > 4 kg then note "n"
rule old "Old" when age > 64.5 years then note "n"
)";

std::optional<std::vector<Rational>> CutsOf(const Guideline& guideline, const std::string& rule,
                                            FactId fact, Case& reported) {
  ScalarEvaluator evaluator(guideline, {});
  const Decision decision = evaluator.Decide(reported);
  ConeCache cones(guideline);
  for (const Rule& item : guideline.rules) {
    if (item.name != rule) continue;
    return FindCuts(guideline, decision, cones.Of(item.outcome).nodes, item.outcome, fact);
  }
  return std::nullopt;
}

ReportedFact Number(const Rational& value) {
  ReportedFact reported;
  reported.state = ReportedFact::State::kValue;
  reported.number = Interval::Point(value);
  return reported;
}

}  // namespace

TEST_CASE("regions are the cuts and what lies between them, within the domain") {
  const auto words = [](const std::vector<Interval>& regions, const Interval& domain) {
    std::string all;
    for (const Interval& region : regions) all += RegionInWords(region, domain, "kg") + "; ";
    return all;
  };
  CHECK(words(Regions({2, 1, 2}, kEverything), kEverything) ==
        "below 1 kg; 1 kg; above 1 to below 2 kg; 2 kg; above 2 kg; ");
  const Interval domain = Between(Bound::At(0), Bound::At(2));
  CHECK(words(Regions({1, 5}, domain), domain) ==
        "0 kg; above 0 to below 1 kg; 1 kg; above 1 to below 2 kg; 2 kg; ");
  CHECK(words(Regions({}, kEverything), kEverything) == "any value; ");
}

TEST_CASE("regions in words") {
  const auto words = [](const Interval& region) {
    return RegionInWords(region, kEverything, "mg/dL");
  };
  CHECK(words(Between(Bound::Infinite(), Bound::At(Rational(6, 5), false))) == "below 1.2 mg/dL");
  CHECK(words(Between(Bound::Infinite(), Bound::At(1))) == "up to 1 mg/dL");
  CHECK(words(Between(Bound::At(1), Bound::Infinite())) == "from 1 mg/dL");
  CHECK(words(Between(Bound::At(1, false), Bound::Infinite())) == "above 1 mg/dL");
  CHECK(words(Between(Bound::At(1), Bound::At(2, false))) == "from 1 to below 2 mg/dL");
  CHECK(words(Between(Bound::At(1, false), Bound::At(2))) == "above 1 to 2 mg/dL");
}

TEST_CASE("a region has a value on the grid, or none") {
  CHECK(*ValueIn(Between(Bound::At(1, false), Bound::At(2, false)), std::nullopt) ==
        Rational(3, 2));
  CHECK(*ValueIn(Between(Bound::At(1, false), Bound::Infinite()), std::nullopt) == 2);
  CHECK(*ValueIn(Between(Bound::Infinite(), Bound::At(1)), std::nullopt) == 1);
  CHECK(*ValueIn(Between(Bound::At(1, false), Bound::At(4, false)), Rational(1)) == 2);
  CHECK_FALSE(ValueIn(Between(Bound::At(1, false), Bound::At(2, false)), Rational(1)));
  CHECK(*ValueIn(Between(Bound::At(1), Bound::At(2, false)), Rational(1)) == 1);
}

TEST_CASE("cuts are found through ranges, arithmetic and lines, or not at all") {
  const auto compiled = Compiled(SourceFile("g.mgl", kText));
  const Guideline& guideline = compiled->guideline;
  Case reported;
  reported.facts.resize(3);
  reported.facts[1] = Number(10);
  const FactId x{0};
  CHECK(CutsOf(guideline, "cut", x, reported)->size() ==
        5);  // two lines of the range, the threshold
  CHECK(CutsOf(guideline, "linear", x, reported) == std::vector<Rational>{2});
  CHECK(CutsOf(guideline, "twice", x, reported) == std::vector<Rational>{5});
  CHECK(CutsOf(guideline, "steps", x, reported) == std::vector<Rational>{4});
  CHECK(CutsOf(guideline, "alone", x, reported)->empty());
  CHECK_FALSE(CutsOf(guideline, "squared", x, reported));
  CHECK_FALSE(CutsOf(guideline, "rounded", x, reported));
}

TEST_CASE("within a region no outcome changes") {
  const auto compiled = Compiled(SourceFile("g.mgl", kText));
  const Guideline& guideline = compiled->guideline;
  ScalarEvaluator evaluator(guideline, {});
  Case reported;
  reported.facts.resize(3);
  reported.facts[1] = Number(10);
  for (std::size_t rule = 0; rule < 4; ++rule) {
    const auto cuts = CutsOf(guideline, guideline.rules[rule].name, FactId{0}, reported);
    REQUIRE(cuts);
    for (const Interval& region : Regions(*cuts, Between(Bound::At(0), Bound::At(20)))) {
      std::optional<Outcome> outcome;
      for (const Rational& share : {Rational(1, 1000), Rational(1, 2), Rational(999, 1000)}) {
        const Rational width = region.high.value - region.low.value;
        reported.facts[0] = Number(region.low.value + share * width);
        const Outcome now = evaluator.Decide(reported).rules[rule];
        CHECK(now != Outcome::kUnknown);
        if (outcome) CHECK(*outcome == now);
        outcome = now;
      }
    }
    reported.facts[0] = ReportedFact();
  }
}

}  // namespace mgl

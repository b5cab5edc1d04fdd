// The patient of a set who is as plain as can be, and others of it.
#include "engine/prove/sample_patient.h"

#include <doctest/doctest.h>

#include "engine/meaning/effective_fact.h"
#include "engine/value/day_interval.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

struct Samples {
  explicit Samples(const GuidelineBuilder& of)
      : builder(of),
        values(builder.guideline, DecideCase(builder, builder.EmptyCase().facts)),
        sampler(builder.guideline, values, kAsOf),
        set(values) {}

  const Variable& Of(std::size_t place) const { return values.variables()[place]; }
  /// With this value alone.
  void Only(std::size_t place, std::uint32_t value) { set.SetOnly(Of(place), value); }
  const ReportedFact& Reported(std::size_t place, std::uint32_t variant = 0) {
    patient = sampler.Sample(set, variant);
    REQUIRE(patient);
    return patient->facts[place];
  }
  std::string NumberOf(std::size_t place, std::uint32_t variant = 0) {
    const ReportedFact& reported = Reported(place, variant);
    REQUIRE(reported.state == ReportedFact::State::kValue);
    REQUIRE(reported.number.IsPoint());
    return FormatDecimal(reported.number.low.value);
  }

  const GuidelineBuilder& builder;
  FactValues values;
  PatientSampler sampler;
  PatientSet set;
  std::optional<Case> patient;
};

/// What is reported of a number that is in the stretch between its two bounds.
std::string NumberIn(const std::optional<Interval>& plausible, const Interval& stretch) {
  GuidelineBuilder builder;
  const FactId x = builder.AddNumber("x", "1");
  builder.Of(x).plausible = plausible;
  builder.AddThreshold("t", x, {builder.Line("1", stretch)});
  Samples samples(builder);
  for (std::uint32_t i = 0; i < samples.Of(0).stretches.size(); ++i) {
    const Interval& own = samples.Of(0).stretches[i];
    if (!Intersect(own, stretch)) continue;
    samples.Only(0, i);
    return samples.NumberOf(0);
  }
  return "none";
}

TEST_SUITE("prove") {
  TEST_CASE("the plainest patient says as little as can be") {
    GuidelineBuilder builder;
    builder.AddTruth("t");
    builder.AddChoice("c", {"a", "b", "c"});
    const FactId u = builder.AddFact("u", FactType::kTruth);
    builder.Of(u).default_value.emplace();
    const FactId x = builder.AddNumber("x", "1");
    builder.AddRange("r", x, {builder.Line("1", Over("9")), builder.Line("1", Closed("3", "5"))});
    Samples samples(builder);
    CHECK(samples.sampler.PlainestValue(samples.set, samples.Of(0)) == samples.Of(0).missing());
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == 0);
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(1)) == 0);
    CHECK(samples.Reported(0).state == ReportedFact::State::kAbsent);
    CHECK(samples.Reported(2).state == ReportedFact::State::kUnknown);
    CHECK(samples.Reported(3).state == ReportedFact::State::kAbsent);
    samples.set.Remove(samples.Of(1), 3);
    samples.set.Remove(samples.Of(1), 0);
    CHECK(samples.Reported(1).state == ReportedFact::State::kValue);
    CHECK(samples.Reported(1).choice == 1);
    samples.Only(0, 1);
    CHECK(samples.Reported(0).choice == 1);
    samples.Only(0, samples.Of(0).missing());
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == samples.Of(0).missing());
  }

  TEST_CASE("a number is what is usual where that is told apart") {
    GuidelineBuilder builder;
    const FactId x = builder.AddNumber("x", "1");
    const NodeId node = builder.Node(x);
    const std::uint32_t range = builder.AddRange(
        "r", x, {builder.Line("1", Over("9")), builder.Line("1", Closed("1.8", "2.5"))});
    builder.Truth(NodeKind::kWithinRange, {node}, range);
    Samples samples(builder);
    REQUIRE(samples.Of(0).stretches.size() == 4);
    samples.set.Remove(samples.Of(0), samples.Of(0).missing());
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == 1);
    CHECK(samples.NumberOf(0) == "2.2");
    samples.set.Remove(samples.Of(0), 1);
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == 0);
    CHECK(samples.NumberOf(0) == "1");
  }

  TEST_CASE("what is usual is no value where the set does not have it") {
    GuidelineBuilder builder;
    const FactId x = builder.AddNumber("x", "1");
    builder.AddRange("r", x, {builder.Line("1", Closed("1", "3"))});
    builder.Truth(NodeKind::kLess, {builder.Node(x), builder.NumberConstant("5")});
    Samples samples(builder);
    samples.set.Remove(samples.Of(0), 0);
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == 1);
  }

  TEST_CASE("a number beside a bound, where the other end is what is plausible") {
    CHECK(NumberIn(Closed("0", "120"), Over("14")) == "15");
    CHECK(NumberIn(Closed("0", "120"), Over("14", true)) == "14");
    CHECK(NumberIn(Closed("0", "120"), Under("14")) == "13");
    CHECK(NumberIn(Closed("0", "120"), Under("14", true)) == "14");
    CHECK(NumberIn(Closed("0", "120"), Over("14.5")) == "15");
    CHECK(NumberIn(Closed("0", "1"), Over("0.3")) == "0.31");
    CHECK(NumberIn(Closed("0", "1"), Under("0.3")) == "0.29");
    CHECK(NumberIn(Closed("0", "11"), Over("1")) == "1.1");  // not more than ten steps of 1
    CHECK(NumberIn(Closed("0", "11.1"), Over("1")) == "2");
    // So narrow that it has no room: what is plain.
    CHECK(NumberIn(Closed("0", "0.000004"), Over("0.000001")) == "0.000004");
    CHECK(NumberIn(Closed("0", "0.0000111"), Over("0.000001")) == "0.000002");
    CHECK(NumberIn(Under("0.000001", true), Over("0")) == "0.000001");
    CHECK(NumberIn(Over("-0.000001", true), Under("0")) == "-0.000001");
    const Interval to_14{Bound::At(0, false), Bound::At(14, false)};
    CHECK(NumberIn(Under("20", true), to_14) == "7");
    CHECK(NumberIn(std::nullopt, Over("14")) == "15");
    CHECK(NumberIn(Over("0", true), Over("14")) == "15");
    CHECK(NumberIn(Under("20", true), Over("14")) == "14.1");
    CHECK(NumberIn(Closed("0", "20"), {Bound::At(3, false), Bound::At(9, false)}) == "6");
  }

  TEST_CASE("a number in the middle of what is plausible, where no bound is") {
    const auto middle = [](const std::optional<Interval>& plausible) {
      GuidelineBuilder builder;
      const FactId x = builder.AddNumber("x", "1");
      builder.Of(x).plausible = plausible;
      Samples samples(builder);
      samples.Only(0, 0);
      return samples.NumberOf(0);
    };
    CHECK(middle(Closed("0", "10")) == "5");
    CHECK(middle(Closed("3", "8")) == "5.5");
    CHECK(middle(Closed("0", "95")) == "48");
    CHECK(middle(Closed("7", "7")) == "7");
    CHECK(middle(Over("4", true)) == "4");
    CHECK(middle(Under("4", true)) == "4");
    CHECK(middle(std::nullopt) == "1");
    // Of a part of it alone there is none.
    CHECK(NumberIn(Closed("0", "10"), Closed("2", "4")) == "2");
  }

  TEST_CASE("other patients of a set have numbers at its ends and within") {
    const auto numbers = [](const Interval& stretch) {
      GuidelineBuilder builder;
      const FactId x = builder.AddNumber("x", "1");
      builder.Of(x).plausible = stretch;
      Samples samples(builder);
      samples.Only(0, 0);
      std::vector<std::string> found;
      for (std::uint32_t variant = 1; variant <= 4; ++variant) {
        found.push_back(samples.NumberOf(0, variant));
      }
      return found;
    };
    using Texts = std::vector<std::string>;
    CHECK(numbers(Closed("0", "4096")) == Texts{"0", "4096", "1024", "3072"});
    CHECK(numbers(Closed("-4096", "4096")) == Texts{"-4096", "4096", "-2048", "2048"});
    const Interval open{Bound::At(0, false), Bound::At(1024, false)};
    CHECK(numbers(open) == Texts{"1", "1023", "256", "768"});
    CHECK(numbers(Over("24", true)) == Texts{"24", "999047.4375", "250024", "750024"});
    CHECK(numbers(Under("24", true)) == Texts{"-998999.4375", "24", "-749976", "-249976"});
    CHECK(numbers({Bound::Infinite(), Bound::Infinite()}) ==
          Texts{"-998046.875", "998046.875", "-500000", "500000"});
  }

  TEST_CASE("each number of another patient is at a place of its own") {
    GuidelineBuilder builder;
    for (const char* name : {"x", "y"})
      builder.Of(builder.AddNumber(name, "1")).plausible = Closed("0", "4");
    builder.AddTruth("t");
    Samples samples(builder);
    samples.Only(0, 0);
    samples.Only(1, 0);
    samples.Only(2, 1);
    CHECK(samples.NumberOf(0, 2 + 5 * 3) == "4");
    CHECK(samples.NumberOf(1, 2 + 5 * 3) == "1");
    CHECK(samples.NumberOf(0, 5 * 2) == "2");
    CHECK(samples.NumberOf(1, 5 * 2) == "4");
    CHECK(samples.Reported(2, 7).choice == 1);
  }

  TEST_CASE("a part of a stretch is where the number is") {
    GuidelineBuilder builder;
    builder.AddNumber("x", "1");
    Samples samples(builder);
    samples.Only(0, 0);
    samples.set.SetPart(samples.Of(0), Closed("7", "8"));
    CHECK(samples.NumberOf(0) == "7");
    CHECK(samples.NumberOf(0, 2) == "8");
  }

  TEST_CASE("a number is reported in the unit of its value, rounded as it is recorded") {
    GuidelineBuilder builder;
    const FactId x = builder.AddNumber("x", "g");
    builder.Of(x).unit = UnitOf("mg/dL");
    builder.Of(x).substance = *FindBuiltinSubstance("magnesium");
    builder.AddThreshold("t", x,
                         {builder.Line("mg/dL", Under("4")), builder.Line("mmol/L", Under("4"))});
    Samples samples(builder);
    REQUIRE(samples.Of(0).units.size() == 2);
    samples.Only(0, 1);
    CHECK(samples.NumberOf(0) == "4");
    CHECK(samples.Reported(0).unit == nullptr);
    samples.Only(0, 3);
    const ReportedFact& reported = samples.Reported(0);
    REQUIRE(reported.unit != nullptr);
    CHECK(reported.unit->code == "mmol/L");
    const Decision decision = DecideCase(builder, samples.patient->facts);
    // 4 mg/dL has no end in decimals of mmol/L: another number is taken that has.
    CHECK(IsDecimal(reported.number.low.value));
    CHECK(decision.facts[0].value.number.low.value > 4);
    builder.Of(x).step = Rational(3);
    Samples threes(builder);
    threes.Only(0, 1);
    CHECK(threes.NumberOf(0) == "6");
  }

  TEST_CASE("a number that cannot be recorded is reported by nobody") {
    GuidelineBuilder builder;
    const FactId x = builder.AddNumber("x", "1");
    builder.Of(x).step = Rational(3);
    builder.Of(x).whole_step = Rational(4);  // 3 is 0
    builder.AddThreshold("t", x, {builder.Line("1", Closed("3", "3.5"))});
    Samples samples(builder);
    samples.Only(0, 1);
    REQUIRE(samples.Of(0).stretches[1] == Closed("3", "3.5"));
    CHECK_FALSE(samples.sampler.Sample(samples.set, 0));
  }

  TEST_CASE("dates are today where they can be, and nothing is measured after it") {
    GuidelineBuilder builder;
    const FactId date = builder.AddFact("d", FactType::kDate);
    const FactId x = builder.AddNumber("x", "1");
    const auto day = [&](Day of) {
      return builder.Date(NodeKind::kDate, {}, static_cast<std::uint32_t>(of));
    };
    for (const NodeId node : {builder.Node(date), builder.DateOf(x)}) {
      builder.Truth(NodeKind::kLess, {node, day(kAsOf - 9)});
      builder.Truth(NodeKind::kLess, {node, day(kAsOf + 1)});
    }
    Samples samples(builder);
    // never, before, today and before it, after
    REQUIRE(samples.Of(0).stretches.size() == 4);
    REQUIRE(samples.Of(2).is_date_of);
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(0)) == 2);
    CHECK(samples.sampler.PlainestKnown(samples.set, samples.Of(2)) == 1);
    samples.Only(0, 2);
    CHECK(samples.Reported(0).day.first == kAsOf);
    CHECK(samples.Reported(0).day.last == kAsOf);
    samples.Only(0, 1);
    CHECK(samples.Reported(0).day.first < kAsOf - 9);
    samples.Only(0, 3);
    CHECK(samples.Reported(0).day.first == kAsOf + 1);
    samples.Only(0, 0);
    CHECK(samples.Reported(0).day.first == kNever);
    samples.Only(1, 0);
    samples.Only(2, 1);
    CHECK(samples.Reported(1).date == DaySpan{kAsOf, kAsOf});
    CHECK(samples.Reported(1).state == ReportedFact::State::kValue);
    samples.Only(2, 2);
    CHECK_FALSE(samples.sampler.Sample(samples.set, 0));
  }
}

}  // namespace
}  // namespace mgl

// Every step that makes a fact effective, with the warning that a user sees.
#include "engine/meaning/effective_fact.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Texts = std::vector<std::string>;
using State = ReportedFact::State;

/// Serum magnesium in mg/dL, plausible 0.1 to 20, one decision a call.
struct Magnesium {
  GuidelineBuilder builder;
  FactId id = builder.AddNumber("serum_magnesium", "mg/dL");
  NodeId node = builder.Node(id);
  Texts warnings;

  Magnesium() {
    builder.Of(id).plausible = Closed("0.1", "20");
    builder.Of(id).substance = Substance{"magnesium", Decimal("24.305"), 2};
  }
  EffectiveFact Decide(const ReportedFact& reported) {
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
    Case one = builder.EmptyCase();
    one.facts[0] = reported;
    const Decision decision = evaluator.Decide(one);
    warnings = WarningTexts(decision);
    CHECK(decision.nodes[Index(node)].known == decision.facts[0].value.known);
    return decision.facts[0];
  }
};

ReportedFact InState(State state) {
  ReportedFact reported;
  reported.state = state;
  return reported;
}

TEST_CASE("effective fact: known") {
  Magnesium magnesium;
  const EffectiveFact fact = magnesium.Decide(Dated(ReportedNumber("1.1"), "2026-04-01"));
  CHECK(fact.state == FactState::kKnown);
  CHECK(fact.value.number == Interval::Point(Decimal("1.1")));
  CHECK(fact.value.kind == UnitOf("mg/dL").dimension);
  CHECK(fact.date == DaySpan{kAsOf, kAsOf});
  CHECK(magnesium.warnings.empty());
}

TEST_CASE("effective fact: a value without a date is fresh") {
  Magnesium magnesium;
  const EffectiveFact fact = magnesium.Decide(ReportedNumber("1.1"));
  CHECK(fact.state == FactState::kKnown);
  CHECK(!fact.date);
  CHECK(magnesium.warnings.empty());
}

TEST_CASE("effective fact: not reported, and the default") {
  Magnesium magnesium;
  CHECK(magnesium.Decide(InState(State::kAbsent)).state == FactState::kNotReported);
  CHECK(magnesium.warnings.empty());
  magnesium.builder.Of(magnesium.id).default_value = DefaultValue{Closed("2", "2"), {}, 0};
  const EffectiveFact fact = magnesium.Decide(InState(State::kAbsent));
  CHECK(fact.state == FactState::kDefault);
  CHECK(fact.value.known);
  CHECK(fact.value.number == Interval::Point(2));
  CHECK(fact.value.kind == UnitOf("mg/dL").dimension);
  CHECK(magnesium.warnings.empty());
}

TEST_CASE("effective fact: stated to be unknown takes no default and no warning") {
  Magnesium magnesium;
  magnesium.builder.Of(magnesium.id).default_value = DefaultValue{Closed("2", "2"), {}, 0};
  const EffectiveFact fact = magnesium.Decide(InState(State::kUnknown));
  CHECK(fact.state == FactState::kStatedUnknown);
  CHECK(!fact.value.known);
  CHECK(magnesium.warnings.empty());
}

TEST_CASE("effective fact: a result after the as-of date does not exist") {
  Magnesium magnesium;
  const ReportedFact future = Dated(ReportedNumber("1.1"), "2026-05-01");
  CHECK(magnesium.Decide(future).state == FactState::kFutureDated);
  CHECK(magnesium.warnings == Texts{"serum_magnesium is dated 2026-05-01, after the as-of date"});
  magnesium.builder.Of(magnesium.id).default_value = DefaultValue{Closed("2", "2"), {}, 0};
  const EffectiveFact fact = magnesium.Decide(future);
  CHECK(fact.state == FactState::kDefault);
  CHECK(fact.value.number == Interval::Point(2));
  CHECK(!fact.date);
  CHECK(magnesium.warnings.size() == 1);
}

TEST_CASE(
    "effective fact: a partial date exists from its first day on, and ends at the as-of date") {
  Magnesium magnesium;
  CHECK(magnesium.Decide(Dated(ReportedNumber("1.1"), "2026-04")).date == DaySpan{kAsOf, kAsOf});
  CHECK(magnesium.Decide(Dated(ReportedNumber("1.1"), "2026")).date ==
        DaySpan{DayOf("2026-01-01"), kAsOf});
  CHECK(magnesium.Decide(Dated(ReportedNumber("1.1"), "2026-03")).date ==
        DaySpan{DayOf("2026-03-01"), DayOf("2026-03-31")});
  CHECK(magnesium.warnings.empty());
  CHECK(magnesium.Decide(Dated(ReportedNumber("1.1"), "2026-05")).state == FactState::kFutureDated);
  CHECK(magnesium.warnings ==
        Texts{"serum_magnesium is dated 2026-05-01..2026-05-31, after the as-of date"});
}

TEST_CASE("effective fact: an unreadable value takes no default") {
  Magnesium magnesium;
  magnesium.builder.Of(magnesium.id).default_value = DefaultValue{Closed("2", "2"), {}, 0};
  ReportedFact reported = InState(State::kUnreadable);
  reported.reason = "\"abc\" is not a number";
  const EffectiveFact fact = magnesium.Decide(reported);
  CHECK(fact.state == FactState::kUnreadable);
  CHECK(fact.detail == "\"abc\" is not a number");
  CHECK(!fact.value.known);
  CHECK(magnesium.warnings == Texts{"serum_magnesium \"abc\" is not a number"});
}

TEST_CASE("effective fact: an unreadable date leaves the value") {
  Magnesium magnesium;
  ReportedFact reported = ReportedNumber("1.1");
  reported.date_problem = "\"2026-13\" is not a date";
  const EffectiveFact fact = magnesium.Decide(reported);
  CHECK(fact.state == FactState::kKnown);
  CHECK(!fact.date);
  CHECK(magnesium.warnings == Texts{"date of serum_magnesium \"2026-13\" is not a date"});
}

TEST_CASE("effective fact: a unit of another dimension") {
  Magnesium magnesium;
  const Unit kilogram = UnitOf("kg");
  CHECK(magnesium.Decide(ReportedNumber("2", &kilogram)).state == FactState::kWrongUnit);
  CHECK(magnesium.warnings == Texts{"serum_magnesium 2 kg cannot be used: kg does not convert into "
                                    "mg/dL, in which it is measured"});
}

TEST_CASE("effective fact: a plain number takes no unit") {
  GuidelineBuilder builder;
  builder.AddFact("pain_score", FactType::kNumber);
  const Unit kilogram = UnitOf("kg");
  const Unit percent = UnitOf("%");
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  Case one = builder.EmptyCase();
  for (const Unit* unit : {&kilogram, &percent}) {
    one.facts[0] = ReportedNumber("2", unit);
    CHECK(evaluator.Decide(one).facts[0].state == FactState::kWrongUnit);
  }
  CHECK(WarningTexts(evaluator.Decide(one)) ==
        Texts{"pain_score 2 % cannot be used: it is a plain number, without a unit"});
  one.facts[0] = ReportedNumber("2");
  CHECK(evaluator.Decide(one).facts[0].value.number == Interval::Point(2));
}

TEST_CASE("effective fact: units convert exactly, through the substance where needed") {
  Magnesium magnesium;
  const Unit mg_per_litre = UnitOf("mg/L");
  const Unit mmol_per_litre = UnitOf("mmol/L");
  const Unit meq_per_litre = UnitOf("mEq/L");
  EffectiveFact fact = magnesium.Decide(ReportedNumber("12", &mg_per_litre));
  CHECK(fact.value.number == Interval::Point(Decimal("1.2")));
  CHECK(fact.value.kind == UnitOf("g/L").dimension);
  fact = magnesium.Decide(ReportedNumber("1", &mmol_per_litre));
  CHECK(fact.value.number == Interval::Point(Decimal("2.4305")));
  CHECK(fact.value.kind == UnitOf("mol/L").dimension);
  fact = magnesium.Decide(ReportedNumber("2", &meq_per_litre));
  CHECK(fact.value.number == Interval::Point(Decimal("2.4305")));
  CHECK(fact.value.kind == UnitOf("mEq/L").dimension);
  CHECK(magnesium.warnings.empty());
}

TEST_CASE("effective fact: plausibility is judged on the value as reported") {
  Magnesium magnesium;
  CHECK(magnesium.Decide(ReportedNumber("25")).state == FactState::kImplausible);
  CHECK(magnesium.warnings == Texts{"serum_magnesium 25 mg/dL is outside 0.1..20 mg/dL"});
  CHECK(magnesium.Decide(ReportedNumber("20")).state == FactState::kKnown);
  CHECK(magnesium.Decide(ReportedNumber("0.1")).state == FactState::kKnown);
  const Unit mmol_per_litre = UnitOf("mmol/L");
  CHECK(magnesium.Decide(ReportedNumber("9", &mmol_per_litre)).state == FactState::kImplausible);
  CHECK(magnesium.warnings == Texts{"serum_magnesium 9 mmol/L is outside 0.1..20 mg/dL"});
}

TEST_CASE("effective fact: uncertain values are cut by plausible") {
  Magnesium magnesium;
  EffectiveFact fact = magnesium.Decide(ReportedNumber(Under("0.3")));
  CHECK(fact.value.number == Interval{Bound::At(Decimal("0.1")), Bound::At(Decimal("0.3"), false)});
  fact = magnesium.Decide(ReportedNumber(Over("10", true)));
  CHECK(fact.value.number == Closed("10", "20"));
  CHECK(magnesium.Decide(ReportedNumber(Under("0.1"))).state == FactState::kImplausible);
  CHECK(magnesium.warnings == Texts{"serum_magnesium <0.1 mg/dL is outside 0.1..20 mg/dL"});
  CHECK(magnesium.Decide(ReportedNumber(Over("30", true))).state == FactState::kImplausible);
  CHECK(magnesium.warnings == Texts{"serum_magnesium >=30 mg/dL is outside 0.1..20 mg/dL"});
}

TEST_CASE("effective fact: recorded precision, after plausibility") {
  GuidelineBuilder builder;
  const FactId age = builder.AddNumber("age", "a");
  builder.Of(age).whole_step = 1;
  builder.Of(age).plausible = Closed("0", "130");
  const FactId potassium = builder.AddNumber("potassium", "mmol/L");
  builder.Of(potassium).step = Decimal("0.1");
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  Case one = builder.EmptyCase();
  one.facts[0] = ReportedNumber("17.99");
  one.facts[1] = ReportedNumber("3.45");
  Decision decision = evaluator.Decide(one);
  CHECK(decision.facts[0].value.number == Interval::Point(17));
  CHECK(decision.facts[1].value.number == Interval::Point(Decimal("3.5")));
  one.facts[0] = ReportedNumber(Under("60"));
  one.facts[1] = ReportedNumber("-3.45");
  decision = evaluator.Decide(one);
  CHECK(decision.facts[0].value.number == Closed("0", "59"));
  CHECK(decision.facts[1].value.number == Interval::Point(Decimal("-3.5")));
  one.facts[0] = ReportedNumber("130.5");  // on the grid it would be 130
  CHECK(evaluator.Decide(one).facts[0].state == FactState::kImplausible);
}

TEST_CASE("effective fact: suspect only when surely so, judged on what was stated") {
  GuidelineBuilder builder;
  const FactId potassium = builder.AddNumber("potassium", "mmol/L");
  const FactId hemolysis = builder.AddNumber("hemolysis", "mg/dL");
  const NodeId effective = builder.Truth(NodeKind::kIsKnown, {builder.Node(potassium)});
  const NodeId stated = builder.Truth(NodeKind::kIsKnown, {builder.Stated(potassium)});
  const auto above = [&](FactId id, const char* limit) {
    return builder.Truth(NodeKind::kLess, {builder.NumberConstant(limit), builder.Stated(id)});
  };
  // Each makes the other suspect: both are judged before either is.
  builder.Of(potassium).suspect_when = {above(hemolysis, "50"), above(potassium, "9")};
  builder.Of(hemolysis).suspect_when = {above(potassium, "6")};
  builder.guideline.suspect_order = {hemolysis, potassium};
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  Case one = builder.EmptyCase();
  one.facts[0] = Dated(ReportedNumber("7"), "2026-03-01");
  one.facts[1] = ReportedNumber("60");
  Decision decision = evaluator.Decide(one);
  CHECK(decision.facts[0].state == FactState::kSuspect);
  CHECK(decision.facts[1].state == FactState::kSuspect);
  CHECK(!decision.facts[0].date);
  CHECK(TruthAt(decision, effective) == Truth::kNo);
  CHECK(TruthAt(decision, stated) == Truth::kYes);
  CHECK(WarningTexts(decision) == Texts{"potassium is suspect", "potassium: a new sample is needed",
                                        "hemolysis is suspect",
                                        "hemolysis: a new sample is needed"});

  one.facts[1] = ReportedNumber(Closed("40", "60"));  // not surely
  decision = evaluator.Decide(one);
  CHECK(decision.facts[0].state == FactState::kKnown);
  CHECK(decision.facts[1].state == FactState::kSuspect);
  one.facts[1] = ReportedFact();
  CHECK(evaluator.Decide(one).facts[0].state == FactState::kKnown);
}

TEST_CASE("effective fact: a date's own value may lie after the as-of date") {
  GuidelineBuilder builder;
  builder.AddFact("surgery", FactType::kDate);
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  Case one = builder.EmptyCase();
  one.facts[0] = ReportedDate("2026-12");
  const Decision decision = evaluator.Decide(one);
  CHECK(decision.facts[0].state == FactState::kKnown);
  CHECK(decision.facts[0].value.number ==
        Interval{Bound::At(DayOf("2026-12-01")), Bound::At(DayOf("2026-12-31"))});
  CHECK(decision.warnings.empty());
}

TEST_CASE("effective fact: defaults of yes/no, choices and dates") {
  GuidelineBuilder builder;
  const FactId smoker = builder.AddFact("smoker", FactType::kTruth);
  const FactId sex = builder.AddChoice("sex", {"female", "male"});
  const FactId born = builder.AddFact("born", FactType::kDate);
  builder.Of(smoker).default_value = DefaultValue{};
  builder.Of(sex).default_value = DefaultValue{{}, {}, 1};
  builder.Of(born).default_value = DefaultValue{{}, {10, 20}, 0};
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  const Decision decision = evaluator.Decide(builder.EmptyCase());
  CHECK(decision.facts[0].value.truth == Truth::kNo);
  CHECK(decision.facts[1].value.choices == ChoiceSet::Of(1));
  CHECK(decision.facts[2].value.number == Closed("10", "20"));
  for (const EffectiveFact& fact : decision.facts) CHECK(fact.state == FactState::kDefault);
}

TEST_CASE("effective fact: the names of the states") {
  CHECK(FactStateName(FactState::kKnown) == "known");
  CHECK(FactStateName(FactState::kFutureDated) == "future-dated");
  CHECK(FactStateName(FactState::kWrongUnit) == "wrong unit");
}

}  // namespace
}  // namespace mgl

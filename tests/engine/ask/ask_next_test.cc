// What to ask next: sets that are enough and have nothing to spare, in the promised order.
#include "engine/ask/ask_next.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Names = std::vector<std::string>;

Names Asked(const GuidelineBuilder& builder, const std::vector<ReportedFact>& facts) {
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  return AskedNames(builder.guideline, evaluator.Decide({"", facts}));
}

ReportedFact Yes() { return ReportedTruth(Truth::kYes); }
ReportedFact No() { return ReportedTruth(Truth::kNo); }

TEST_CASE("ask: nothing where nothing is unknown") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  builder.AddTruth("b");
  builder.AddRule("r", a);
  CHECK(Asked(builder, {Yes(), {}}).empty());
  CHECK(Asked(builder, {{}, {}}) == Names{"a"});
}

TEST_CASE("ask: only what is missing on the way") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  builder.AddRule("r", builder.Truth(NodeKind::kOr, {a, builder.Truth(NodeKind::kAnd, {b, c})}));
  CHECK(Asked(builder, {{}, {}, {}}) == Names{"a", "b", "c"});
  CHECK(Asked(builder, {{}, No(), {}}) == Names{"a"});
  CHECK(Asked(builder, {No(), Yes(), {}}) == Names{"c"});
  CHECK(Asked(builder, {Yes(), {}, {}}).empty());
}

TEST_CASE("ask: a fact is spared where the rest decides whatever it is") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  SUBCASE("any of them is enough") {
    builder.AddRule("r", builder.Truth(NodeKind::kAnyKnown, {b, a, c}));
    CHECK(Asked(builder, {{}, {}, {}}) == Names{"a"});
  }
  SUBCASE("the first in order is enough") {
    builder.AddRule("r", builder.Truth(NodeKind::kFirstKnown, {b, c}));
    CHECK(Asked(builder, {{}, {}, {}}) == Names{"b"});
  }
  SUBCASE("a or (a and b)") {
    builder.AddRule("r", builder.Truth(NodeKind::kOr, {a, builder.Truth(NodeKind::kAnd, {a, b})}));
    CHECK(Asked(builder, {{}, {}, {}}) == Names{"a"});
  }
  SUBCASE("(a or b) and (a or not b): splits on both") {
    const NodeId not_b = builder.Truth(NodeKind::kNot, {b});
    builder.AddRule("r", builder.Truth(NodeKind::kAnd, {builder.Truth(NodeKind::kOr, {a, b}),
                                                        builder.Truth(NodeKind::kOr, {a, not_b})}));
    CHECK(Asked(builder, {{}, {}, {}}) == Names{"a", "b"});
  }
}

TEST_CASE("ask: a choice that selects a line") {
  GuidelineBuilder builder;
  const FactId hemoglobin = builder.AddNumber("hemoglobin", "g/dL");
  const FactId sex = builder.AddChoice("sex", {"female", "male"});
  CutLine female = builder.Line("g/dL", Over("12", true));
  female.when_operand = 1;
  CutLine male = builder.Line("g/dL", Over("13", true));
  male.when_operand = 2;
  const std::uint32_t range = builder.AddRange("normal", hemoglobin, {female, male});
  const NodeId is_female = builder.Truth(NodeKind::kIsChoice, {builder.Node(sex)}, 0);
  const NodeId is_male = builder.Truth(NodeKind::kIsChoice, {builder.Node(sex)}, 1);
  builder.AddRule("r", builder.Truth(NodeKind::kBelowRange,
                                     {builder.Node(hemoglobin), is_female, is_male}, range));
  CHECK(Asked(builder, {{}, {}}) == Names{"hemoglobin", "sex"});
  CHECK(Asked(builder, {ReportedNumber("12.5"), {}}) == Names{"sex"});
  CHECK(Asked(builder, {{}, ReportedChoice(1)}) == Names{"hemoglobin"});
  // None of the lines surely applies, so the choice is asked although both lines say yes.
  CHECK(Asked(builder, {ReportedNumber("10"), {}}) == Names{"sex"});
}

TEST_CASE("ask: a line that may apply before the one that does") {
  GuidelineBuilder builder;
  const FactId hemoglobin = builder.AddNumber("hemoglobin", "g/dL");
  const NodeId pregnant = builder.AddTruth("pregnant");
  CutLine first = builder.Line("g/dL", Over("11", true));
  first.when_operand = 1;
  const CutLine last = builder.Line("g/dL", Over("12", true));
  const std::uint32_t range = builder.AddRange("normal", hemoglobin, {first, last});
  builder.AddRule(
      "r", builder.Truth(NodeKind::kBelowRange, {builder.Node(hemoglobin), pregnant}, range));
  CHECK(Asked(builder, {{}, {}}) == Names{"hemoglobin", "pregnant"});
  CHECK(Asked(builder, {ReportedNumber("11.5"), {}}) == Names{"pregnant"});
  CHECK(Asked(builder, {ReportedNumber("10.5"), {}}).empty());
}

TEST_CASE("ask: only the reading in use") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  builder.AddRule("r", builder.AddAmbiguity("adopted", 1, {a, b}));
  CHECK(Asked(builder, {{}, {}}) == Names{"b"});
  ScalarEvaluator other(builder.guideline, {kAsOf, {0}});
  CHECK(AskedNames(builder.guideline, other.Decide(builder.EmptyCase())) == Names{"a"});
}

TEST_CASE("ask: readings that must agree") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  builder.AddRule("r", builder.AddAmbiguity("open", std::nullopt, {a, b, c}));
  CHECK(Asked(builder, {{}, {}, {}}) == Names{"a", "b", "c"});
  CHECK(Asked(builder, {Yes(), {}, Yes()}) == Names{"b"});
  CHECK(Asked(builder, {Yes(), {}, No()}).empty());  // they disagree, whatever b is
  CHECK(Asked(builder, {Yes(), No(), No()}).empty());
}

TEST_CASE("ask: a value that could not be used is asked again; one that does not matter is not") {
  GuidelineBuilder builder;
  const FactId magnesium = builder.AddNumber("serum_magnesium", "mg/dL");
  builder.Of(magnesium).plausible = Closed("0.1", "20");
  builder.AddNumber("sodium", "mmol/L");
  builder.AddRule("r",
                  builder.AddThreshold("severe", magnesium, {builder.Line("mg/dL", Under("1.2"))}));
  const Unit kilogram = UnitOf("kg");
  ReportedFact unreadable;
  unreadable.state = ReportedFact::State::kUnreadable;
  ReportedFact stated_unknown;
  stated_unknown.state = ReportedFact::State::kUnknown;
  for (const ReportedFact& reported :
       {ReportedFact(), unreadable, stated_unknown, ReportedNumber("99"),
        ReportedNumber("1", &kilogram), Dated(ReportedNumber("1"), "2026-05-01")}) {
    CHECK(Asked(builder, {reported, {}}) == Names{"serum_magnesium"});
  }
  CHECK(Asked(builder, {ReportedNumber("1"), {}}).empty());
}

TEST_CASE("ask: an uncertain value that does not decide") {
  GuidelineBuilder builder;
  const FactId a = builder.AddNumber("a", "mmol/L");
  const FactId b = builder.AddNumber("b", "mmol/L");
  const NodeId sum = builder.Number(NodeKind::kAdd, {builder.Node(a), builder.Node(b)});
  builder.AddRule("r", builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant("10")}));
  CHECK(Asked(builder, {ReportedNumber(Under("5")), ReportedNumber("5")}).empty());
  CHECK(Asked(builder, {ReportedNumber(Under("5")), ReportedNumber("6")}) == Names{"a"});
  CHECK(Asked(builder, {ReportedNumber(Under("5")), {}}) == Names{"b"});  // the missing one first
  CHECK(Asked(builder, {{}, {}}) == Names{"a", "b"});
}

TEST_CASE("ask: plausible values decide what cannot be zero") {
  GuidelineBuilder builder;
  const FactId weight = builder.AddNumber("weight", "kg");
  const FactId height = builder.AddNumber("height", "m");
  const FactId index = builder.AddNumber("reported_index", "kg/m2");
  builder.Of(height).plausible = Closed("0.5", "2.5");
  const NodeId square = builder.Number(NodeKind::kPower, {builder.Node(height)}, 2);
  const NodeId ratio = builder.Number(NodeKind::kDivide, {builder.Node(weight), square});
  const NodeId first = builder.Number(NodeKind::kFirstKnown, {ratio, builder.Node(index)});
  builder.AddRule("r", builder.Truth(NodeKind::kLess, {builder.NumberConstant("30"), first}));
  CHECK(Asked(builder, {{}, {}, {}}) == Names{"weight", "height"});
  // Were the height possibly zero, weight and height would not be surely enough.
  builder.Of(height).plausible.reset();
  CHECK(Asked(builder, {{}, {}, {}}) == Names{"reported_index"});
}

TEST_CASE("ask: the date of a result") {
  GuidelineBuilder builder;
  const FactId magnesium = builder.AddNumber("serum_magnesium", "mg/dL");
  const NodeId today = builder.Date(NodeKind::kToday, {});
  const NodeId age = builder.Number(NodeKind::kDaysBetween, {builder.DateOf(magnesium), today});
  builder.AddRule("r", builder.Truth(NodeKind::kLess, {age, builder.NumberConstant("30")}));
  CHECK(Asked(builder, {{}}) == Names{"serum_magnesium"});
  CHECK(Asked(builder, {ReportedNumber("2")}) == Names{"serum_magnesium"});
  CHECK(Asked(builder, {Dated(ReportedNumber("2"), "2026-03")}) == Names{"serum_magnesium"});
  CHECK(Asked(builder, {Dated(ReportedNumber("2"), "2026-03-10")}).empty());
}

TEST_CASE("ask: scope, then urgency, then how many need it, then the guideline's order") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  const NodeId d = builder.AddTruth("d");
  const NodeId e = builder.AddTruth("e");
  const NodeId adult = builder.AddTruth("adult");
  builder.guideline.scope = adult;
  builder.AddRule("none", a);
  builder.AddRule("routine", builder.Truth(NodeKind::kAnd, {b, c}), Urgency::kRoutine);
  builder.AddRule("routine_too", c, Urgency::kRoutine);
  builder.AddRule("today", e, Urgency::kToday);
  builder.AddRule("now", d, Urgency::kNow);
  CHECK(Asked(builder, {{}, {}, {}, {}, {}, Yes()}) == Names{"d", "e", "c", "b", "a"});
  CHECK(Asked(builder, {{}, {}, {}, {}, {}, {}}) == Names{"adult", "d", "e", "c", "b", "a"});
  CHECK(Asked(builder, {{}, {}, {}, No(), {}, Yes()}) == Names{"e", "c", "b", "a"});
  CHECK(Asked(builder, {{}, {}, {}, {}, {}, No()}).empty());
}

TEST_CASE("ask: a fact is as urgent as the most urgent outcome that needs it") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  builder.AddRule("routine", a, Urgency::kRoutine);
  builder.AddRule("now", b, Urgency::kNow);
  builder.AddRule("none", b);
  CHECK(Asked(builder, {{}, {}}) == Names{"b", "a"});
}

TEST_CASE("ask: an unknown overrider") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const std::uint32_t strong = builder.AddRule("strong", a, Urgency::kRoutine);
  builder.AddRule("weak", b, Urgency::kNow, {strong});
  CHECK(Asked(builder, {{}, Yes()}) == Names{"a"});
  CHECK(Asked(builder, {{}, No()}) == Names{"a"});
  CHECK(Asked(builder, {No(), {}}) == Names{"b"});
  CHECK(Asked(builder, {Yes(), {}}).empty());
}

TEST_CASE("ask: a contraindication's facts before those of the rule's `when`") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId allergic = builder.AddTruth("allergic");
  const NodeId c = builder.AddTruth("c");
  const NodeId allowed = builder.Truth(NodeKind::kNot, {allergic});
  builder.AddRule("r", builder.Truth(NodeKind::kAnd, {a, c}), Urgency::kNone, {}, allowed);
  CHECK(Asked(builder, {{}, {}, {}}) == Names{"allergic", "a", "c"});
  CHECK(Asked(builder, {{}, No(), {}}) == Names{"a", "c"});
  CHECK(Asked(builder, {{}, Yes(), {}}).empty());  // blocked or no, whatever they are
}

TEST_CASE("ask: results that are not settled, after rules and before rechecks") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  const NodeId d = builder.AddTruth("d");
  const FactId x = builder.AddFact("x", FactType::kNumber);
  const NodeId two = builder.NumberConstant("2");
  const NodeId none = builder.NumberConstant("0");
  const NodeId first = builder.Number(NodeKind::kFirstLine, {a, two, none});
  const NodeId second = builder.Number(NodeKind::kFirstLine, {b, two, none});
  const NodeId sum = builder.Number(NodeKind::kSum, {first, second});
  SUBCASE("a score") {
    builder.AddResult("score", sum, 0, ResultColumn::Kind::kScore);
    builder.AddRule("r", c);
    Recheck recheck;
    recheck.when = d;
    recheck.fact = x;
    builder.guideline.rechecks.push_back(recheck);
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}) == Names{"c", "a", "b", "d"});
    CHECK(Asked(builder, {{}, Yes(), {}, {}, {}}) == Names{"c", "a", "d"});
    CHECK(Asked(builder, {No(), Yes(), No(), No(), {}}).empty());
    builder.guideline.scope = c;
    CHECK(Asked(builder, {{}, {}, No(), {}, {}}).empty());  // out of scope
  }
  SUBCASE("a comparison of a score asks only while it is open") {
    builder.AddRule("r", builder.Truth(NodeKind::kLessEqual, {two, sum}));
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}) == Names{"a", "b"});
    CHECK(Asked(builder, {{}, Yes(), {}, {}, {}}).empty());
    CHECK(Asked(builder, {{}, No(), {}, {}, {}}) == Names{"a"});
  }
  SUBCASE("`is known` of a score") {
    builder.AddRule("r", builder.Truth(NodeKind::kIsKnown, {sum}));
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}).empty());
  }
  SUBCASE("lines that agree do not ask") {
    builder.AddResult("r", builder.Number(NodeKind::kFirstLine, {a, two, b, two, none}));
    CHECK(Asked(builder, {{}, Yes(), {}, {}, {}}).empty());
    CHECK(Asked(builder, {{}, No(), {}, {}, {}}) == Names{"a"});
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}) == Names{"a", "b"});
  }
  SUBCASE("a value is asked where its line may count") {
    builder.AddResult("r", builder.Number(NodeKind::kFirstLine, {a, builder.Node(x), none}));
    CHECK(Asked(builder, {Yes(), {}, {}, {}, {}}) == Names{"x"});
    CHECK(Asked(builder, {No(), {}, {}, {}, {}}).empty());
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}) == Names{"a", "x"});
    CHECK(Asked(builder, {{}, {}, {}, {}, ReportedNumber("0")}).empty());
    CHECK(Asked(builder, {Yes(), {}, {}, {}, ReportedNumber(Under("3"))}).empty());
  }
  SUBCASE("what is stated to be missing cannot be asked") {
    const NodeId missing = builder.Number(NodeKind::kMissing, {});
    builder.AddResult("r", builder.Number(NodeKind::kFirstLine, {a, two, missing}));
    CHECK(Asked(builder, {{}, {}, {}, {}, {}}) == Names{"a"});
    CHECK(Asked(builder, {No(), {}, {}, {}, {}}).empty());
  }
}

TEST_CASE("ask: a table of two numbers") {
  GuidelineBuilder builder;
  const FactId egfr = builder.AddFact("egfr", FactType::kNumber);
  const FactId acr = builder.AddFact("acr", FactType::kNumber);
  const auto below = [&](FactId fact, const char* cut) {
    return builder.Truth(NodeKind::kLess, {builder.Node(fact), builder.NumberConstant(cut)});
  };
  const auto from = [&](FactId fact, const char* cut) {
    return builder.Truth(NodeKind::kLessEqual, {builder.NumberConstant(cut), builder.Node(fact)});
  };
  const auto both = [&](NodeId a, NodeId b) { return builder.Truth(NodeKind::kAnd, {a, b}); };
  const auto choice = [&](std::uint32_t index) {
    return builder.Choice(NodeKind::kChoice, {}, index);
  };
  // At least 60: low below 30, moderate from there; below 60 high, whatever the other is.
  builder.AddResult(
      "risk",
      builder.Choice(NodeKind::kOnlyLine, {both(from(egfr, "60"), below(acr, "30")), choice(0),
                                           both(from(egfr, "60"), from(acr, "30")), choice(1),
                                           below(egfr, "60"), choice(2)}),
      3, ResultColumn::Kind::kTable);
  CHECK(Asked(builder, {{}, {}}) == Names{"egfr", "acr"});
  CHECK(Asked(builder, {ReportedNumber("50"), {}}).empty());
  CHECK(Asked(builder, {ReportedNumber("70"), {}}) == Names{"acr"});
  CHECK(Asked(builder, {{}, ReportedNumber("20")}) == Names{"egfr"});
  CHECK(Asked(builder, {ReportedNumber(Over("55")), ReportedNumber("20")}) == Names{"egfr"});
}

/// A recheck of serum magnesium, when on treatment, after the latest of two dates.
struct Treatment {
  GuidelineBuilder builder;
  FactId started = builder.AddFact("started", FactType::kDate);
  FactId changed = builder.AddFact("changed", FactType::kDate);
  FactId test = builder.AddNumber("serum_magnesium", "mg/dL");
  NodeId treated = builder.AddTruth("treated");
  Recheck recheck;

  Treatment() {
    recheck.fact = test;
    recheck.when = treated;
    recheck.anchors = {builder.Node(started), builder.Node(changed)};
    recheck.first.days = 7;
    recheck.last.days = 14;
    builder.guideline.rechecks.push_back(recheck);
  }
};

TEST_CASE("ask: a recheck's `when`, then its dates") {
  Treatment treatment;
  const auto asked = [&](const ReportedFact& started, const ReportedFact& changed,
                         const ReportedFact& treated) {
    return Asked(treatment.builder, {started, changed, {}, treated});
  };
  CHECK(asked({}, {}, {}) == Names{"treated", "started", "changed"});
  CHECK(asked({}, {}, Yes()) == Names{"started", "changed"});
  CHECK(asked({}, {}, No()).empty());
  CHECK(asked(ReportedDate("2026-03-20"), {}, Yes()) == Names{"changed"});
  CHECK(asked(ReportedDate("2026-03-20"), ReportedDate("2026-03-19"), {}) == Names{"treated"});
  CHECK(asked(ReportedDate("2026-03-20"), ReportedDate("2026-03-19"), Yes()).empty());
}

TEST_CASE("ask: partial dates that leave a recheck undecided") {
  Treatment treatment;
  const auto asked = [&](const char* started, const char* changed, const char* test) {
    ReportedFact reported;
    if (*test != 0) reported = Dated(ReportedNumber("2"), test);
    return Asked(treatment.builder,
                 {ReportedDate(started), ReportedDate(changed), reported, Yes()});
  };
  CHECK(asked("2026-03", "2025", "") == Names{"started"});
  CHECK(asked("2026-03", "2026", "") == Names{"started", "changed"});
  CHECK(asked("2025-03", "2025", "").empty());  // overdue on every day
  // The test's month decides nothing where it may lie on either side of the window's start.
  CHECK(asked("2026-03-10", "2025", "2026-03") == Names{"serum_magnesium"});
  CHECK(asked("2026-03-10", "2025", "2026-03-17").empty());
  CHECK(asked("2026-02", "2025", "2026-02") == Names{"started", "serum_magnesium"});
}

TEST_CASE("ask: no date of a recheck that has nothing to count from") {
  Treatment treatment;
  treatment.builder.guideline.rechecks[0].repeats = true;
  ReportedFact never = ReportedDate("2026");
  never.day = {kNever, kNever};
  const ReportedFact test = Dated(ReportedNumber("2"), "2026-03");
  CHECK(Asked(treatment.builder, {never, never, test, {}}).empty());
}

}  // namespace
}  // namespace mgl

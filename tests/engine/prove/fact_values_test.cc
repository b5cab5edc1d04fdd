// The values of facts that a guideline tells apart, and numbers and days in stretches of them.
#include "engine/prove/fact_values.h"

#include <doctest/doctest.h>

#include "engine/value/day_interval.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Stretches = std::vector<Interval>;

Interval Open(const std::string& low, const std::string& high) {
  return {Bound::At(Decimal(low), false), Bound::At(Decimal(high), false)};
}
const Interval kAll{Bound::Infinite(), Bound::Infinite()};

Fact NumberFact() {
  Fact fact;
  fact.type = FactType::kNumber;
  return fact;
}
Fact Stepped(const std::string& step) {
  Fact fact = NumberFact();
  fact.step = Decimal(step);
  return fact;
}

/// Of the variables of a guideline.
struct Values {
  explicit Values(const GuidelineBuilder& builder)
      : values(builder.guideline, DecideCase(builder, builder.EmptyCase().facts)) {}

  const Variable& Of(std::size_t place) const { return values.variables()[place]; }
  Stretches StretchesOf(std::size_t place) const { return Of(place).stretches; }

  FactValues values;
};

/// A number x and what is asked of it.
struct OfOneNumber {
  OfOneNumber() { x = builder.Node(builder.AddNumber("x", "1")); }

  NodeId Constant(const std::string& text) { return builder.NumberConstant(text); }
  Fact& fact() { return builder.Of(FactId{0}); }
  void Compare(NodeKind kind, const std::string& bound) {
    builder.Truth(kind, {x, Constant(bound)});
  }
  Stretches StretchesOf(std::size_t place = 0) const { return Values(builder).StretchesOf(place); }

  GuidelineBuilder builder;
  NodeId x;
};

TEST_SUITE("prove") {
  TEST_CASE("a plain number of a stretch has few digits, and is in its middle where it has one") {
    const std::pair<Interval, const char*> expected[] = {
        {Interval::Point(3), "3"},
        {kAll, "1"},
        {Closed("2", "5"), "2"},
        {Over("2", true), "2"},
        {Over("2"), "3"},
        {Over("2.3"), "3"},
        {Over("2.6"), "4"},
        {Under("5", true), "5"},
        {Under("5"), "4"},
        {{Bound::At(2, false), Bound::At(5)}, "5"},
        {Open("2", "3"), "2.5"},
        {Open("2", "6"), "4"},
        {Open("0.1", "0.2"), "0.15"},
        {Open("0", "3e-12"), "2e-12"},
        {Open("0", "3e-13"), "1.5e-13"},
        // What an infinite end says is nothing.
        {{Bound{7, true, true}, Bound::At(5, false)}, "4"},
        {{Bound::At(5, false), Bound{3, true, true}}, "6"},
        {{Bound{5, true, true}, Bound::At(5)}, "5"},
        {{Bound{4, true, true}, Bound::At(4, false)}, "3"},
    };
    for (const auto& each : expected) {
      CAPTURE(FormatInterval(each.first));
      CHECK(PlainNumberIn(each.first) == Decimal(each.second));
    }
  }

  TEST_CASE("a stretch in two: each number is in one of them") {
    const auto halves = [](const Fact& fact, const Interval& stretch) {
      return Halves(fact, stretch);
    };
    const auto pair = [](const Interval& low, const Interval& high) {
      return std::optional(std::pair(low, high));
    };
    const auto under = [](const std::string& high) { return Under(high, true); };
    const auto above = [](const std::string& low, const std::string& high) {
      return Interval{Bound::At(Decimal(low), false), Bound::At(Decimal(high))};
    };
    const Fact any = NumberFact();
    CHECK(halves(any, Closed("0", "10")) == pair(Closed("0", "5"), above("5", "10")));
    CHECK(halves(any, Over("2", true)) == pair(Closed("2", "4"), Over("4")));
    CHECK(halves(any, Over("1", true)) == pair(Closed("1", "2"), Over("2")));
    CHECK(halves(any, Over("0.5", true)) == pair(Closed("0.5", "1.5"), Over("1.5")));
    CHECK(halves(any, Over("-3", true)) == pair(Closed("-3", "-2"), Over("-2")));
    CHECK(halves(any, under("-3")) == pair(under("-6"), above("-6", "-3")));
    CHECK(halves(any, under("-1")) == pair(under("-2"), above("-2", "-1")));
    CHECK(halves(any, under("3")) == pair(under("2"), above("2", "3")));
    CHECK(halves(any, kAll) == pair(under("0"), Over("0")));
    CHECK_FALSE(halves(any, Interval::Point(3)));
    const Fact whole = Stepped("1");
    CHECK(halves(whole, Closed("0", "10")) == pair(Closed("0", "5"), Closed("6", "10")));
    CHECK(halves(whole, Closed("3", "4")) == pair(Interval::Point(3), Interval::Point(4)));
    CHECK(halves(whole, above("3", "4")) == pair(Interval::Point(4), Interval::Point(4)));
    CHECK(halves(whole, {Bound::At(3), Bound::At(4, false)}) ==
          pair(Interval::Point(3), Interval::Point(3)));
    CHECK_FALSE(halves(whole, Open("3", "4")));
    // All are in one half, which is halved.
    CHECK(halves(whole, {Bound::At(0), Bound::At(2, false)}) ==
          pair(Interval::Point(0), Interval::Point(1)));
    Fact date;
    date.type = FactType::kDate;
    CHECK(halves(date, Closed("7", "8")) == pair(Interval::Point(7), Interval::Point(8)));
  }

  TEST_CASE("a number that is reported so that the fact is in a stretch") {
    const auto reported = [](const Fact& fact, const Interval& stretch, const char* wanted) {
      const auto near = wanted != nullptr ? std::optional(Decimal(wanted)) : std::nullopt;
      const auto value = ReportedValueIn(fact, stretch, near);
      return value ? FormatDecimal(*value) : "none";
    };
    const Fact any = NumberFact();
    CHECK(reported(any, Closed("2", "5"), "3.25") == "3.25");
    CHECK(reported(any, Closed("2", "5"), "6") == "2");
    CHECK(reported(any, Closed("2", "5"), nullptr) == "2");
    const Fact whole = Stepped("1");
    CHECK(reported(whole, Closed("2.5", "7.2"), nullptr) == "3");
    CHECK(reported(whole, Closed("2.5", "7.2"), "5.4") == "5");
    CHECK(reported(whole, Closed("2.5", "7.2"), "7.1") == "7");
    CHECK(reported(whole, Closed("2.2", "2.8"), nullptr) == "none");
    const Fact fives = Stepped("5");
    CHECK(reported(fives, Closed("6", "21"), "7") == "10");
    CHECK(reported(fives, Closed("6", "22.9"), "22.8") == "20");
    CHECK(reported(fives, Under("22.9"), "22.8") == "20");
    CHECK(reported(fives, Over("6"), "7") == "10");
    CHECK(reported(fives, Under("-6"), "-6.5") == "-10");
    // Rounded down: 18.5 is 18, which is reported by no one, for it is not plausible.
    Fact years = NumberFact();
    years.whole_step = 1;
    years.plausible = Closed("18.5", "90");
    CHECK(reported(years, Closed("18", "18.9"), nullptr) == "18.5");
    CHECK(reported(years, Closed("19", "20"), nullptr) == "19");
    CHECK(reported(years, Closed("3", "4"), nullptr) == "none");
    years.plausible->low.closed = false;
    CHECK(reported(years, Closed("18", "18.9"), nullptr) == "none");
    Fact score = Stepped("1");
    score.plausible = Closed("0", "9.5");
    CHECK(reported(score, Closed("9.6", "10"), nullptr) == "9.5");
    score.plausible->high = Bound::Infinite();
    score.plausible->low = Bound::At(Decimal("9.5"));
    CHECK(reported(score, Closed("9.4", "9.5"), nullptr) == "none");
    // Rounded down to fours, then to threes: 3 is 0.
    Fact twice = Stepped("3");
    twice.whole_step = 4;
    CHECK(reported(twice, Closed("3", "3.5"), nullptr) == "none");
  }

  TEST_CASE("a number changes where it is compared") {
    const std::pair<NodeKind, Stretches> expected[] = {
        {NodeKind::kLess, {Under("5"), Over("5", true)}},
        {NodeKind::kLessEqual, {Under("5", true), Over("5")}},
        {NodeKind::kEqual, {Under("5"), Interval::Point(5), Over("5")}},
    };
    for (const auto& [kind, stretches] : expected) {
      OfOneNumber of;
      of.Compare(kind, "5");
      CHECK(of.StretchesOf() == stretches);
    }
    OfOneNumber behind;
    behind.builder.Truth(NodeKind::kLess, {behind.Constant("5"), behind.x});
    CHECK(behind.StretchesOf() == Stretches{Under("5", true), Over("5")});
    OfOneNumber behind_equal;
    behind_equal.builder.Truth(NodeKind::kLessEqual, {behind_equal.Constant("5"), behind_equal.x});
    CHECK(behind_equal.StretchesOf() == Stretches{Under("5"), Over("5", true)});
    OfOneNumber nowhere;
    CHECK(nowhere.StretchesOf() == Stretches{kAll});
    // One or two, not said which.
    const NodeId open = nowhere.builder.Number(
        NodeKind::kFirstLine, {nowhere.builder.Truth(NodeKind::kMissing, {}), nowhere.Constant("1"),
                               nowhere.Constant("2")});
    nowhere.builder.Truth(NodeKind::kLess, {nowhere.x, open});
    CHECK(nowhere.StretchesOf() == Stretches{kAll});
    nowhere.builder.Truth(NodeKind::kLess,
                          {nowhere.x, nowhere.builder.Number(NodeKind::kMissing, {})});
    CHECK(nowhere.StretchesOf() == Stretches{kAll});
  }

  TEST_CASE("only stretches that hold a value that can be are told apart") {
    OfOneNumber of;
    of.Compare(NodeKind::kLess, "5.2");
    of.Compare(NodeKind::kLess, "5.5");
    of.Compare(NodeKind::kLess, "-1");
    of.Compare(NodeKind::kLess, "20");
    of.fact().plausible = Closed("0", "10");
    const Stretches plain = {{Bound::At(0), Bound::At(Decimal("5.2"), false)},
                             {Bound::At(Decimal("5.2")), Bound::At(Decimal("5.5"), false)},
                             Closed("5.5", "10")};
    CHECK(of.StretchesOf() == plain);
    of.fact().whole_step = 1;
    CHECK(of.StretchesOf() == Stretches{plain[0], plain[2]});
    // A default is what it is.
    of.fact().default_value.emplace();
    of.fact().default_value->number = Interval::Point(30);
    CHECK(of.StretchesOf().size() == 3);
    CHECK(of.StretchesOf().back() == Closed("20", "30"));
  }

  TEST_CASE("a number changes where a line of a threshold or range begins or ends") {
    OfOneNumber of;
    CutLine line = of.builder.Line("1", {Bound::At(1), Bound::At(3, false)});
    CutLine other = of.builder.Line("1", Over("4"));
    of.builder.AddThreshold("t", FactId{0}, {line, other});
    CHECK(of.StretchesOf() ==
          Stretches{Under("1"), {Bound::At(1), Bound::At(3, false)}, Closed("3", "4"), Over("4")});
  }

  TEST_CASE("a number in another dimension has the stretches again") {
    OfOneNumber of;
    of.fact().unit = UnitOf("mg/dL");
    of.fact().substance = *FindBuiltinSubstance("magnesium");
    of.builder.AddThreshold(
        "t", FactId{0},
        {of.builder.Line("mg/dL", Under("1")), of.builder.Line("mmol/L", Under("2")),
         of.builder.Line("umol/L", Under("2"))});
    const Values values(of.builder);
    const Variable& x = values.Of(0);
    REQUIRE(x.units.size() == 2);
    CHECK(x.units[1].code == "mmol/L");
    CHECK(x.stretches.size() == 3);
    CHECK(x.known_count == 6);
    CHECK(x.missing() == 6);
    CHECK(x.count() == 7);
    CHECK(&x.UnitOf(2) == &x.units[0]);
    CHECK(&x.UnitOf(3) == &x.units[1]);
    CHECK(x.StretchOf(4) == x.stretches[1]);
    CHECK(x.Hull(0, 2) == kAll);
    CHECK(x.Hull(1, 1) == x.stretches[1]);
  }

  TEST_CASE("the dimensions of a number are those of lines that cut it, not a multiple of it") {
    OfOneNumber of;
    of.fact().unit = UnitOf("kg");
    const NodeId twice = of.builder.Number(NodeKind::kMultiply, {of.x, of.Constant("2")});
    of.builder.AddThresholdOf(twice, {of.builder.Line("mmol/L", Under("3"))});
    CHECK(Values(of.builder).Of(0).units.size() == 1);
    of.builder.AddThresholdOf(of.builder.Stated(FactId{0}),
                              {of.builder.Line("mmol/L", Under("3"))});
    CHECK(Values(of.builder).Of(0).units.size() == 2);
  }

  TEST_CASE("a choice that is computed has all choices that are asked for") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const NodeId c = builder.Node(builder.AddChoice("c", {"a", "b"}));
    const NodeId chosen =
        builder.Choice(NodeKind::kFirstLine, {t, c, builder.Choice(NodeKind::kChoice, {}, 1)});
    builder.Truth(NodeKind::kIsChoice, {chosen}, 4);
    const Values values(builder);
    REQUIRE(values.values.ComputedOf(chosen));
    CHECK(values.values.Of(*values.values.ComputedOf(chosen)).known_count == 5);
  }

  TEST_CASE("a hull of stretches begins and ends with values that can be") {
    OfOneNumber of;
    of.Compare(NodeKind::kLess, "1.5");
    of.Compare(NodeKind::kLess, "4.5");
    of.fact().step = Rational(1);
    const Values values(of.builder);
    CHECK(values.Of(0).Hull(1, 1) == Closed("2", "4"));
    CHECK(values.Of(0).Hull(1, 2) == Over("2", true));
  }

  TEST_CASE("days are told apart within the calendar, and from never") {
    GuidelineBuilder builder;
    const FactId date = builder.AddFact("date", FactType::kDate);
    const FactId number = builder.AddNumber("x", "1");
    const NodeId today = builder.Date(NodeKind::kToday, {});
    builder.Truth(NodeKind::kLess, {builder.Node(date), today});
    builder.Truth(NodeKind::kLess, {builder.DateOf(number), today});
    builder.Truth(NodeKind::kLessEqual, {builder.DateOf(number), today});
    const Values values(builder);
    const DaySpan calendar = CalendarSpan();
    const Interval before{Bound::At(calendar.first), Bound::At(kAsOf, false)};
    const Interval since{Bound::At(kAsOf), Bound::At(calendar.last)};
    CHECK(values.StretchesOf(0) == Stretches{Interval::Point(kNever), before, since});
    CHECK(values.Of(0).step == Rational(1));
    REQUIRE(values.values.DateOf(number));
    CHECK_FALSE(values.values.DateOf(date));
    const Variable& measured = values.values.Of(*values.values.DateOf(number));
    CHECK(measured.is_date_of);
    CHECK(measured.type == FactType::kDate);
    CHECK(measured.fact == number);
    CHECK(measured.step == Rational(1));
    CHECK(measured.stretches ==
          Stretches{before, Interval::Point(kAsOf), {Bound::At(kAsOf, false), since.high}});
    // One variable for both places that read it.
    CHECK(values.values.variables().size() == 3);
  }

  TEST_CASE("yes or no, choices and words of the sets of patients") {
    GuidelineBuilder builder;
    builder.AddTruth("t");
    const FactId choice = builder.AddChoice("c", {});
    for (int i = 0; i < 64; ++i) builder.Of(choice).choices.push_back({"c", "", ""});
    builder.AddTruth("u");
    const Values values(builder);
    CHECK(values.Of(0).known_count == 2);
    CHECK(values.Of(1).known_count == 64);
    CHECK(values.Of(0).word_count == 1);
    CHECK(values.Of(1).word_count == 2);
    CHECK(values.Of(1).first_word == 1);
    CHECK(values.Of(2).first_word == 3);
    CHECK(values.values.word_count() == 4);
    builder.Of(choice).choices.pop_back();
    CHECK(Values(builder).Of(1).word_count == 1);
  }

  TEST_CASE("the first node of a graph counts as all others do") {
    for (const bool of_date : {false, true}) {
      GuidelineBuilder builder;
      builder.guideline.graph = Graph();
      const FactId x = builder.AddNumber("x", "1");
      const NodeId first = of_date ? builder.DateOf(x) : builder.Node(x);
      REQUIRE(Index(first) == 0);
      const NodeId bound =
          of_date ? builder.Date(NodeKind::kToday, {}) : builder.NumberConstant("5");
      builder.guideline.scope = builder.Truth(NodeKind::kLess, {first, bound});
      const Values values(builder);
      CHECK(values.values.DependenceOf(first).on ==
            (of_date ? Dependence::On::kSeveral : Dependence::On::kOne));
      CHECK(values.values.DateOf(x).has_value() == of_date);
      CHECK(values.StretchesOf(of_date ? 1 : 0).size() == 2);
    }
  }

  TEST_CASE("a node depends on no fact, on one or on several") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const FactId x = builder.AddNumber("x", "1");
    builder.Of(x).suspect_when = {builder.Stated(FactId{0})};
    builder.guideline.suspect_order = {x};
    const NodeId five = builder.NumberConstant("5");
    const NodeId is_low = builder.Truth(NodeKind::kLess, {builder.Node(x), five});
    const NodeId stated = builder.Truth(NodeKind::kLess, {builder.Stated(x), five});
    const NodeId aside =
        builder.Truth(NodeKind::kFactIsSuspect, {}, static_cast<std::uint32_t>(Index(x)));
    const NodeId measured = builder.Truth(NodeKind::kIsKnown, {builder.DateOf(x)});
    const NodeId twice = builder.Truth(NodeKind::kAnd, {t, builder.Truth(NodeKind::kNot, {t})});
    const NodeId both = builder.Truth(NodeKind::kOr, {stated, t});
    const Values values(builder);
    using On = Dependence::On;
    const auto on = [&](NodeId node) { return values.values.DependenceOf(node).on; };
    CHECK(on(five) == On::kNothing);
    CHECK(on(t) == On::kOne);
    CHECK(on(stated) == On::kOne);
    CHECK(values.values.DependenceOf(stated).variable == values.values.OfFact(x));
    CHECK(on(twice) == On::kOne);
    CHECK(on(is_low) == On::kSeveral);
    CHECK(on(aside) == On::kSeveral);
    CHECK(on(measured) == On::kSeveral);
    CHECK(on(both) == On::kSeveral);
  }

  TEST_CASE("a multiple of a number, and what is between, changes where the number does") {
    OfOneNumber of;
    const NodeId twice = of.builder.Number(NodeKind::kMultiply, {of.x, of.Constant("-2")});
    of.builder.Truth(NodeKind::kLess, {twice, of.Constant("6")});
    CHECK(of.StretchesOf() == Stretches{Under("-3", true), Over("-3")});
    const Values values(of.builder);
    CHECK(values.values.variables().size() == 1);
  }

  TEST_CASE("what is computed from several numbers has values of its own") {
    GuidelineBuilder builder;
    const NodeId x = builder.Node(builder.AddNumber("x", "1"));
    const NodeId y = builder.Node(builder.AddNumber("y", "1"));
    builder.Of(FactId{0}).whole_step = 1;
    builder.Of(FactId{1}).whole_step = 1;
    const NodeId sum = builder.Number(NodeKind::kAdd, {x, y});
    const NodeId product = builder.Number(NodeKind::kMultiply, {x, y});
    builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant("4.5")});
    builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant("4.7")});
    builder.AddThresholdOf(product, {builder.Line("1", Under("2"))});
    const Values values(builder);
    REQUIRE(values.values.variables().size() == 4);
    CHECK(values.values.ComputedOf(sum) == VariableId{2});
    CHECK(values.values.ComputedOf(product) == VariableId{3});
    CHECK_FALSE(values.values.ComputedOf(x));
    CHECK(values.Of(2).computed == sum);
    CHECK(values.Of(2).type == FactType::kNumber);
    CHECK(values.StretchesOf(2) == Stretches{Under("4", true), Over("5", true)});
    CHECK(values.StretchesOf(3) == Stretches{Under("1", true), Over("2", true)});
    CHECK(values.StretchesOf(0) == Stretches{kAll});
  }

  TEST_CASE("a number that is chosen among several changes where they do") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const NodeId x = builder.Node(builder.AddNumber("x", "1"));
    const NodeId y = builder.Node(builder.AddNumber("y", "1"));
    const NodeId one = builder.NumberConstant("1");
    const NodeId plus = builder.Number(NodeKind::kAdd, {y, one});
    const NodeId inner = builder.Number(NodeKind::kFirstLine, {t, x, plus});
    const NodeId chosen = builder.Number(NodeKind::kFirstKnown, {inner, one, x});
    builder.Truth(NodeKind::kLess, {chosen, builder.NumberConstant("5")});
    const Values values(builder);
    CHECK(values.StretchesOf(1) == Stretches{Under("5"), Over("5", true)});
    CHECK(values.StretchesOf(2) == Stretches{Under("4"), Over("4", true)});
  }
}

}  // namespace
}  // namespace mgl

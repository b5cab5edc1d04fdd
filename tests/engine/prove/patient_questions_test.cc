// Questions about patients one by one: who is found, why nobody is, what an answer hangs on.
#include <doctest/doctest.h>

#include "engine/prove/find_patient.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Answer = PatientSearch::Answer;
using Reason = PatientSearch::Reason;
using Goals = std::vector<Goal>;

/// Two numbers, two facts of yes or no, a date.
struct Asked {
  Asked() {
    t = builder.AddTruth("t");
    u = builder.AddTruth("u");
    x = builder.Node(builder.AddNumber("x", "1"));
    y = builder.Node(builder.AddNumber("y", "1"));
    date = builder.Node(builder.AddFact("d", FactType::kDate));
    for (const FactId id : {kX, kY}) builder.Of(id).plausible = Closed("0", "10");
  }

  NodeId Constant(const std::string& text) { return builder.NumberConstant(text); }
  NodeId Less(NodeId a, NodeId b) { return builder.Truth(NodeKind::kLess, {a, b}); }
  NodeId Below(NodeId a, const std::string& bound) { return Less(a, Constant(bound)); }
  NodeId Above(NodeId a, const std::string& bound) { return Less(Constant(bound), a); }
  NodeId Equal(NodeId a, const std::string& bound) {
    return builder.Truth(NodeKind::kEqual, {a, Constant(bound)});
  }
  NodeId Number(NodeKind kind, NodeId a, NodeId b) { return builder.Number(kind, {a, b}); }
  NodeId And(NodeId a, NodeId b) { return builder.Truth(NodeKind::kAnd, {a, b}); }
  NodeId Or(NodeId a, NodeId b) { return builder.Truth(NodeKind::kOr, {a, b}); }

  /// A new one where there are new nodes.
  PatientFinder& Finder() {
    const std::size_t nodes = builder.guideline.graph.size();
    if (nodes != of_nodes) finder.emplace(builder.guideline, EvaluationOptions{kAsOf, {}});
    of_nodes = nodes;
    return *finder;
  }
  PatientSearch Find(const Goals& goals, std::uint64_t budget = 5000) {
    const PatientSearch search = Finder().Find(goals, Finder().Everybody(), budget);
    if (search.found) CHECK(Finder().Meets(search.found->patient, goals));
    return search;
  }

  static constexpr FactId kX{2};
  static constexpr FactId kY{3};
  GuidelineBuilder builder;
  NodeId t, u, x, y, date;
  std::optional<PatientFinder> finder;
  std::size_t of_nodes = 0;
};

TEST_SUITE("prove") {
  TEST_CASE("whether an answer hangs on the day") {
    Asked asked;
    const NodeId today = asked.builder.Date(NodeKind::kToday, {});
    const NodeId past = asked.Less(asked.date, today);
    const NodeId other = asked.Above(asked.y, "3");
    const NodeId joined = asked.Or(other, past);
    const NodeId low = asked.Below(asked.x, "3");
    asked.builder.Of(Asked::kX).suspect_when = {past};
    asked.builder.guideline.suspect_order = {Asked::kX};
    PatientFinder& finder = asked.Finder();
    CHECK(finder.HangsOnToday(Goals{{past, Truth::kYes}}));
    CHECK(finder.HangsOnToday(Goals{{other, Truth::kYes}, {joined, Truth::kYes}}));
    CHECK(finder.HangsOnToday(Goals{{low, Truth::kYes}}));
    CHECK_FALSE(finder.HangsOnToday(Goals{{other, Truth::kYes}}));
    CHECK_FALSE(finder.HangsOnToday(Goals{}));
  }

  TEST_CASE("whether conditions ask for a fact at several places") {
    Asked asked;
    const NodeId low = asked.Below(asked.x, "3");
    const NodeId high = asked.Above(asked.x, "7");
    const NodeId sum = asked.Above(asked.Number(NodeKind::kAdd, asked.x, asked.y), "9");
    const NodeId one = asked.Or(low, asked.t);
    const NodeId two = asked.Or(high, asked.u);
    const NodeId both = asked.And(one, two);
    const NodeId alone = asked.Or(low, high);  // one condition on x
    const NodeId shared = asked.And(one, asked.Or(one, asked.u));
    const NodeId first = asked.builder.Truth(NodeKind::kFirstKnown, {one, two});
    const NodeId with_sum = asked.And(one, sum);
    const NodeId not_joined = asked.builder.Truth(NodeKind::kIsKnown, {both});
    PatientFinder& finder = asked.Finder();
    const VariableId x = finder.values().OfFact(Asked::kX);
    const VariableId y = finder.values().OfFact(Asked::kY);
    const auto twice = [&](const Goals& goals, VariableId of) {
      return finder.AsksTwice(goals, of);
    };
    CHECK_FALSE(twice({{low, Truth::kYes}}, x));
    CHECK(twice({{low, Truth::kYes}, {high, Truth::kNo}}, x));
    CHECK_FALSE(twice({{low, Truth::kYes}, {asked.t, Truth::kYes}}, x));
    CHECK(twice({{both, Truth::kYes}}, x));
    CHECK_FALSE(twice({{both, Truth::kYes}}, y));
    CHECK_FALSE(twice({{both, Truth::kYes}}, finder.values().OfFact(FactId{0})));
    CHECK_FALSE(twice({{alone, Truth::kYes}}, x));
    CHECK_FALSE(twice({{shared, Truth::kYes}}, x));
    CHECK(twice({{shared, Truth::kYes}}, finder.values().OfFact(FactId{1})) == false);
    CHECK(twice({{first, Truth::kYes}}, x));
    CHECK(twice({{with_sum, Truth::kYes}}, x));
    CHECK_FALSE(twice({{with_sum, Truth::kYes}}, y));
    CHECK_FALSE(twice({{not_joined, Truth::kYes}}, x));
    CHECK(twice({{one, Truth::kYes}, {asked.t, Truth::kYes}}, finder.values().OfFact(FactId{0})));
  }

  TEST_CASE("the facts that an answer hangs on, and those of whom all are known") {
    Asked asked;
    const NodeId sum = asked.Above(asked.Number(NodeKind::kAdd, asked.x, asked.y), "9");
    const NodeId measured = asked.Less(asked.builder.DateOf(Asked::kX), asked.date);
    const NodeId constant = asked.And(asked.t, asked.builder.TruthConstant(true));
    PatientFinder& finder = asked.Finder();
    const VariableId date_of = *finder.values().DateOf(Asked::kX);
    using Ids = std::vector<VariableId>;
    CHECK(finder.VariablesOf(Goals{{sum, Truth::kYes}}) == Ids{VariableId{2}, VariableId{3}});
    CHECK(finder.VariablesOf(Goals{{measured, Truth::kYes}, {constant, Truth::kYes}}) ==
          Ids{VariableId{0}, VariableId{2}, VariableId{4}, date_of});
    const PatientSet known = finder.WithAllKnown(Goals{{sum, Truth::kYes}}, finder.Everybody());
    for (const VariableId id : {VariableId{0}, VariableId{2}, VariableId{3}, VariableId{4}}) {
      const Variable& variable = finder.values().Of(id);
      const bool is_asked = id == VariableId{2} || id == VariableId{3};
      CHECK(known.Has(variable, variable.missing()) != is_asked);
      CHECK(known.CountOf(variable) == variable.count() - (is_asked ? 1 : 0));
    }
  }

  TEST_CASE("a search ends where its budget does, and says so") {
    Asked asked;
    const Goals goals = {
        {asked.And(asked.Or(asked.t, asked.u), asked.Below(asked.x, "3")), Truth::kYes},
        {asked.Or(asked.Above(asked.y, "2"), asked.Above(asked.x, "1")), Truth::kNo}};
    const PatientSearch enough = asked.Find(goals);
    REQUIRE(enough.answer == Answer::kFound);
    CHECK(enough.reason == Reason::kNothing);
    CHECK(enough.found->is_exact);
    for (std::uint64_t budget = 0; budget <= enough.sets_looked_at; ++budget) {
      const PatientSearch search = asked.Find(goals, budget);
      const bool is_enough = budget == enough.sets_looked_at;
      CHECK(search.answer == (is_enough ? Answer::kFound : Answer::kNotDecided));
      CHECK(search.reason == (is_enough ? Reason::kNothing : Reason::kBudget));
      CHECK(search.sets_looked_at == budget);
      CHECK(search.found.has_value() == is_enough);
    }
    const PatientSearch look = asked.Finder().LookFor(goals, asked.Finder().Everybody(), 5000);
    CHECK(look.answer == Answer::kFound);
    CHECK_FALSE(look.found);
  }

  TEST_CASE("a computed number is wanted in some of its stretches, and said so") {
    Asked asked;
    asked.builder.Of(Asked::kX).plausible = Closed("20", "300");
    asked.builder.Of(Asked::kY).plausible = Closed("1", "2.5");
    const NodeId square = asked.builder.Number(NodeKind::kPower, {asked.y}, 2);
    const NodeId bmi = asked.Number(NodeKind::kDivide, asked.x, square);
    const NodeId obese = asked.builder.Truth(NodeKind::kLessEqual, {asked.Constant("30"), bmi});
    const NodeId severe = asked.builder.Truth(NodeKind::kLessEqual, {asked.Constant("40"), bmi});
    const PatientSearch found = asked.Find({{obese, Truth::kYes}, {severe, Truth::kNo}});
    REQUIRE(found.answer == Answer::kFound);
    CHECK_FALSE(found.found->is_exact);
    REQUIRE(found.found->computed.size() == 1);
    CHECK(found.found->computed[0].node == bmi);
    const Interval between{Bound::At(30), Bound::At(40, false)};
    CHECK(found.found->computed[0].stretches == std::vector<Interval>{between});
    const std::vector<PatientSet> regions = asked.Finder().Regions(
        Goals{{obese, Truth::kYes}}, *found.found, asked.Finder().Everybody(), 5, 100);
    CHECK(regions == std::vector<PatientSet>{found.found->set});
    CHECK(asked.Find({{obese, Truth::kNo}, {severe, Truth::kYes}}).answer == Answer::kNone);
    CHECK(asked.Find({{obese, Truth::kNo}, {severe, Truth::kUnknown}}).answer == Answer::kNone);
  }

  TEST_CASE("a patient is solved for whom what is computed is one number") {
    const auto solved = [](NodeKind kind, const std::string& target, const std::string& least) {
      Asked asked;
      const NodeId computed = asked.Number(kind, asked.x, asked.y);
      const Goals goals = {{asked.Equal(computed, target), Truth::kYes},
                           {asked.Above(asked.x, least), Truth::kYes},
                           {asked.Above(asked.y, "1"), Truth::kYes}};
      const PatientSearch search = asked.Find(goals);
      return search.answer == Answer::kFound;
    };
    CHECK(solved(NodeKind::kAdd, "17.3", "2"));
    CHECK(solved(NodeKind::kSubtract, "-3.7", "2"));
    CHECK(solved(NodeKind::kMultiply, "37.1", "2"));
    CHECK(solved(NodeKind::kDivide, "0.37", "2"));
    CHECK(solved(NodeKind::kDivide, "3.7", "2"));
    CHECK_FALSE(solved(NodeKind::kAdd, "20.1", "2"));
    CHECK_FALSE(solved(NodeKind::kMultiply, "0.37", "2"));
  }

  TEST_CASE("that nobody is there is shown by halves of numbers where sets are too wide") {
    Asked asked;
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    const NodeId difference = asked.Number(NodeKind::kSubtract, asked.x, asked.y);
    const Goals none = {{asked.Below(sum, "5"), Truth::kYes},
                        {asked.Above(difference, "6"), Truth::kYes}};
    const PatientSearch search = asked.Find(none);
    CHECK(search.answer == Answer::kNone);
    CHECK(search.sets_looked_at > 1);
    // What is settled is not halved.
    Goals more = none;
    more.push_back({asked.Above(asked.builder.Stated(Asked::kX), "1"), Truth::kYes});
    more.push_back({asked.Less(asked.date, asked.builder.Date(NodeKind::kToday, {})), Truth::kYes});
    const PatientSearch again = asked.Find(more);
    CHECK(again.answer == Answer::kNone);
    CHECK(search.sets_looked_at == 7);
    CHECK(again.sets_looked_at == 5);
    const Goals some = {{asked.Below(sum, "7"), Truth::kYes},
                        {asked.Above(difference, "6"), Truth::kYes}};
    CHECK(asked.Find(some).answer == Answer::kFound);
    // Nobody, but halves of both do not show it.
    const NodeId product = asked.Number(NodeKind::kMultiply, asked.x, asked.y);
    const NodeId twin = asked.Number(NodeKind::kMultiply, asked.y, asked.x);
    const PatientSearch open = asked.Find({{asked.Less(product, twin), Truth::kYes}});
    CHECK(open.answer == Answer::kNotDecided);
    CHECK(open.reason == Reason::kBudget);
    CHECK(open.sets_looked_at > 100);
  }

  TEST_CASE("values by default are found one by one and together") {
    Asked asked;
    for (const FactId id : {Asked::kX, Asked::kY}) {
      asked.builder.Of(id).default_value.emplace();
      asked.builder.Of(id).default_value->number = Interval::Point(4);
      asked.builder.Of(id).suspect_when = {asked.builder.Stated(FactId{0})};
      asked.builder.guideline.suspect_order.push_back(id);
    }
    const NodeId low_x = asked.Below(asked.x, "5");
    const NodeId low_y = asked.Below(asked.y, "5");
    const NodeId high_y = asked.Above(asked.y, "5");
    const PatientSearch one = asked.Find({{asked.t, Truth::kYes}, {low_x, Truth::kYes}});
    REQUIRE(one.answer == Answer::kFound);
    CHECK(one.found->patient.facts[2].state == ReportedFact::State::kAbsent);
    const PatientSearch both =
        asked.Find({{asked.t, Truth::kYes}, {low_x, Truth::kYes}, {low_y, Truth::kYes}});
    REQUIRE(both.answer == Answer::kFound);
    CHECK(both.found->patient.facts[2].state == ReportedFact::State::kAbsent);
    CHECK(both.found->patient.facts[3].state == ReportedFact::State::kAbsent);
    CHECK(asked.Find({{asked.t, Truth::kYes}, {high_y, Truth::kYes}}).answer != Answer::kFound);
    CHECK(asked.Find({{asked.t, Truth::kNo}, {high_y, Truth::kYes}}).answer == Answer::kFound);
    const NodeId stated_high = asked.Above(asked.builder.Stated(Asked::kY), "5");
    const PatientSearch beside =
        asked.Find({{asked.t, Truth::kYes}, {low_x, Truth::kYes}, {stated_high, Truth::kYes}});
    REQUIRE(beside.answer == Answer::kFound);
    CHECK(beside.found->patient.facts[2].state == ReportedFact::State::kAbsent);
    CHECK(beside.found->patient.facts[3].state == ReportedFact::State::kValue);
    const PatientSearch none =
        asked.Find({{asked.t, Truth::kYes}, {low_x, Truth::kYes}, {low_y, Truth::kUnknown}});
    REQUIRE(none.answer == Answer::kFound);
    CHECK(none.found->patient.facts[3].state != ReportedFact::State::kAbsent);
  }

  TEST_CASE("a date by default, a choice and a number are found where they are wanted") {
    Asked asked;
    const FactId date{4};
    asked.builder.Of(date).default_value.emplace();
    asked.builder.Of(date).default_value->date = {kAsOf - 30, kAsOf - 30};
    asked.builder.Of(Asked::kX).default_value.emplace();
    asked.builder.Of(Asked::kX).default_value->number = Interval::Point(7);
    asked.builder.Of(FactId{1}).default_value.emplace();
    asked.builder.Of(FactId{1}).default_value->choice = 1;
    for (const FactId id : {date, FactId{1}, Asked::kX}) {
      asked.builder.Of(id).suspect_when = {asked.builder.Stated(FactId{0})};
      asked.builder.guideline.suspect_order.push_back(id);
    }
    const auto day = static_cast<std::uint32_t>(kAsOf - 20);
    const NodeId past = asked.Less(asked.date, asked.builder.Date(NodeKind::kDate, {}, day));
    const NodeId high = asked.Above(asked.x, "5");
    CHECK(asked.Find({{asked.t, Truth::kYes}, {high, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked.Find({{asked.t, Truth::kYes}, {past, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked.Find({{asked.t, Truth::kYes}, {past, Truth::kNo}}).answer != Answer::kFound);
    CHECK(asked.Find({{asked.t, Truth::kYes}, {asked.u, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked.Find({{asked.t, Truth::kYes}, {asked.u, Truth::kNo}}).answer == Answer::kNone);
  }

  TEST_CASE("a fact that is put aside when measured on some days") {
    Asked asked;
    const auto day = static_cast<std::uint32_t>(kAsOf - 20);
    const NodeId fresh =
        asked.Less(asked.builder.Date(NodeKind::kDate, {}, day), asked.builder.DateOf(Asked::kX));
    const NodeId low = asked.Below(asked.x, "5");
    const PatientSearch found = asked.Find({{fresh, Truth::kYes}, {low, Truth::kYes}});
    REQUIRE(found.answer == Answer::kFound);
    REQUIRE(found.found->patient.facts[2].date);
    CHECK(found.found->patient.facts[2].date->first > kAsOf - 20);
    const PatientSearch stale = asked.Find({{fresh, Truth::kNo}, {low, Truth::kYes}});
    REQUIRE(stale.answer == Answer::kFound);
    CHECK(stale.found->patient.facts[2].date->first <= kAsOf - 20);
    const PatientSearch undated = asked.Find({{fresh, Truth::kUnknown}, {low, Truth::kYes}});
    REQUIRE(undated.answer == Answer::kFound);
    CHECK_FALSE(undated.found->patient.facts[2].date);
    // What is not known has no day either.
    const NodeId known = asked.builder.Truth(NodeKind::kIsKnown, {asked.x});
    CHECK(asked.Find({{fresh, Truth::kNo}, {known, Truth::kNo}}).answer == Answer::kNone);
  }

  TEST_CASE("more values by default than are tried leave a question open, not answered") {
    Asked asked;
    Goals goals = {{asked.t, Truth::kYes}};
    for (int i = 0; i < 7; ++i) {
      const FactId id = asked.builder.AddFact("f", FactType::kTruth);
      asked.builder.Of(id).default_value.emplace();
      asked.builder.Of(id).default_value->choice = 1;
      asked.builder.Of(id).suspect_when = {asked.builder.Stated(FactId{0})};
      asked.builder.guideline.suspect_order.push_back(id);
      goals.push_back({asked.builder.Node(id), Truth::kYes});
      const PatientSearch search = asked.Find(goals);
      CHECK(search.answer == (i < 6 ? Answer::kFound : Answer::kNotDecided));
      CHECK(search.reason == (i < 6 ? Reason::kNothing : Reason::kComputedNumbers));
    }
  }

  TEST_CASE("a whole number by default that would be put aside is no other number") {
    Asked asked;
    asked.builder.Of(Asked::kY).whole_step = 1;
    asked.builder.Of(Asked::kY).default_value.emplace();
    asked.builder.Of(Asked::kY).default_value->number = Interval::Point(4);
    asked.builder.Of(Asked::kY).suspect_when = {asked.builder.Stated(FactId{0})};
    asked.builder.guideline.suspect_order = {Asked::kY};
    const NodeId first = asked.builder.Number(NodeKind::kFirstKnown, {asked.x, asked.y});
    const NodeId high = asked.Above(first, "5");
    const NodeId known = asked.builder.Truth(NodeKind::kIsKnown, {asked.x});
    const Goals goals = {{asked.t, Truth::kYes}, {high, Truth::kYes}, {known, Truth::kNo}};
    CHECK(asked.Find(goals).answer == Answer::kNone);
  }

  TEST_CASE("who could not have been measured yet is not found") {
    Asked asked;
    const NodeId today = asked.builder.Date(NodeKind::kToday, {});
    const NodeId later = asked.Less(today, asked.builder.DateOf(Asked::kX));
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    const NodeId seventeen = asked.Equal(sum, "17.3");
    CHECK(asked.Find({{later, Truth::kYes}, {seventeen, Truth::kYes}}).answer != Answer::kFound);
    CHECK(asked.Find({{later, Truth::kYes}}).answer != Answer::kFound);
    CHECK(asked.Find({{later, Truth::kNo}, {seventeen, Truth::kYes}}).answer == Answer::kFound);
  }

  TEST_CASE("what is computed may be wanted in one of many stretches") {
    Asked asked;
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    std::vector<NodeId> below;
    for (int i = 0; i < 80; ++i) below.push_back(asked.Below(sum, std::to_string(i) + "e-1"));
    for (const int tenths : {51, 62, 63, 64, 70}) {
      const auto i = static_cast<std::size_t>(tenths);
      const PatientSearch search =
          asked.Find({{below[i], Truth::kNo}, {below[i + 1], Truth::kYes}});
      REQUIRE(search.answer == Answer::kFound);
      REQUIRE(search.found->computed.size() == 1);
      const Interval stretch{Bound::At(Rational(tenths) / 10),
                             Bound::At(Rational(tenths + 1) / 10, false)};
      CHECK(search.found->computed[0].stretches == std::vector<Interval>{stretch});
    }
  }

  TEST_CASE("a number by the dimension in which it is reported, within what is computed") {
    Asked asked;
    Fact& fact = asked.builder.Of(Asked::kX);
    fact.plausible.reset();
    fact.unit = UnitOf("mg/dL");
    fact.substance = *FindBuiltinSubstance("magnesium");
    const auto threshold = [&](const char* mass, const char* amount) {
      std::vector<CutLine> lines = {asked.builder.Line("mg/dL", Under(mass)),
                                    asked.builder.Line("mmol/L", Under(amount))};
      for (CutLine& line : lines) line.when_operand = 1;
      return asked.builder.AddThresholdOf(asked.x, lines, {asked.t});
    };
    const NodeId by_mass = threshold("1.8", "1.6");
    const NodeId by_amount = threshold("1.6", "1.8");
    const NodeId between =
        asked.And(asked.builder.Truth(NodeKind::kLessEqual, {asked.Constant("1.6"), asked.x}),
                  asked.Below(asked.x, "1.8"));
    CHECK(asked.Find({{between, Truth::kYes}, {by_mass, Truth::kYes}, {by_amount, Truth::kNo}})
              .answer == Answer::kFound);
    CHECK(asked.Find({{between, Truth::kYes}, {by_mass, Truth::kYes}, {by_amount, Truth::kYes}})
              .answer == Answer::kNone);
  }

  TEST_CASE("a number by the dimension in which it is reported") {
    Asked asked;
    Fact& fact = asked.builder.Of(Asked::kX);
    fact.plausible.reset();
    fact.unit = UnitOf("mg/dL");
    fact.substance = *FindBuiltinSubstance("magnesium");
    const NodeId low = asked.builder.AddThreshold(
        "low", Asked::kX,
        {asked.builder.Line("mg/dL", Under("1.8")), asked.builder.Line("mmol/L", Under("1.6"))});
    const NodeId between =
        asked.And(asked.builder.Truth(NodeKind::kLessEqual, {asked.Constant("1.6"), asked.x}),
                  asked.Below(asked.x, "1.8"));
    const PatientSearch by_mass = asked.Find({{low, Truth::kYes}, {between, Truth::kYes}});
    REQUIRE(by_mass.answer == Answer::kFound);
    CHECK(by_mass.found->patient.facts[2].unit == nullptr);
    const PatientSearch by_amount = asked.Find({{low, Truth::kNo}, {between, Truth::kYes}});
    REQUIRE(by_amount.answer == Answer::kFound);
    REQUIRE(by_amount.found->patient.facts[2].unit != nullptr);
    CHECK(by_amount.found->patient.facts[2].unit->code == "mmol/L");
    CHECK(asked.Find({{low, Truth::kYes}, {asked.Above(asked.x, "1.8"), Truth::kYes}}).answer ==
          Answer::kNone);
  }

  TEST_CASE(
      "around a patient who is found among halves are all who meet the goals, and no others") {
    Asked asked;
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    const Goals goals = {{asked.Below(sum, "7"), Truth::kYes}};
    PatientFinder& finder = asked.Finder();
    const PatientSet all = finder.Everybody();
    const Variable& x = finder.values().Of(VariableId{2});
    const Variable& y = finder.values().Of(VariableId{3});
    PatientFound found;
    found.set = finder.WithAllKnown(goals, all);
    found.set.SetPart(x, Closed("0", "1"));
    found.set.SetPart(y, Closed("0", "5"));
    const PatientSet wide = finder.Widened(goals, found.set, all);
    REQUIRE(wide.PartOf(x) != nullptr);
    REQUIRE(wide.PartOf(y) != nullptr);
    CHECK(*wide.PartOf(x) == Closed("0", "1"));
    CHECK(*wide.PartOf(y) == Closed("0", "5"));
    CHECK_FALSE(wide.Has(x, x.missing()));
    CHECK(wide.CountOf(finder.values().Of(VariableId{0})) == 3);
    CHECK(finder.Regions(goals, found, all, 9, 100) == std::vector<PatientSet>{wide});
    // Where all of the stretch will do there is no part.
    const Goals wider = {{asked.Below(sum, "30"), Truth::kYes}};
    PatientFinder& other = asked.Finder();
    const PatientSet everybody = other.WithAllKnown(wider, other.Everybody());
    PatientSet part = everybody;
    part.SetPart(other.values().Of(VariableId{2}), Closed("0", "1"));
    CHECK(other.Widened(wider, part, everybody).PartOf(other.values().Of(VariableId{2})) ==
          nullptr);
  }

  TEST_CASE("the sets around a patient who is found") {
    Asked asked;
    const NodeId low = asked.Below(asked.x, "3");
    const NodeId high = asked.Above(asked.x, "7");
    const Goals goals = {{asked.Or(low, asked.And(high, asked.t)), Truth::kYes}};
    const PatientSearch found = asked.Find(goals);
    REQUIRE(found.answer == Answer::kFound);
    PatientFinder& finder = asked.Finder();
    const PatientSet all = finder.Everybody();
    const std::vector<PatientSet> regions = finder.Regions(goals, *found.found, all, 9, 100);
    REQUIRE(regions.size() == 2);
    const Variable& x = finder.values().Of(VariableId{2});
    const Variable& t = finder.values().Of(VariableId{0});
    const auto of_low = std::ranges::find_if(
        regions, [&](const PatientSet& region) { return region.CountOf(t) == 3; });
    const auto of_both = std::ranges::find_if(
        regions, [&](const PatientSet& region) { return region.CountOf(t) == 1; });
    REQUIRE(of_low != regions.end());
    REQUIRE(of_both != regions.end());
    CHECK(of_low->CountOf(x) == 1);
    CHECK(of_low->Has(x, 0));
    CHECK(of_both->Has(t, 1));
    CHECK(of_both->CountOf(x) == 1);
    CHECK(of_both->Has(x, 2));
    CHECK(of_low->CountOf(finder.values().Of(VariableId{3})) == 2);
    CHECK(finder.Regions(goals, *found.found, all, 1, 100).size() == 1);
    PatientFound open = *found.found;
    open.is_exact = false;
    open.set.SetOnly(finder.values().Of(VariableId{1}), 1);
    CHECK(finder.Regions(goals, open, all, 9, 100) == std::vector<PatientSet>{open.set});
    PatientSet among = all;
    among.SetPart(finder.values().Of(VariableId{3}), Closed("0", "1"));
    CHECK(finder.Regions(goals, *found.found, among, 9, 100).size() == 1);
  }
}

}  // namespace
}  // namespace mgl

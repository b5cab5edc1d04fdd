// Questions about patients one by one: who is found, and what an answer hangs on.
#include <doctest/doctest.h>

#include "tests/engine/prove/asked.h"

namespace mgl {
namespace {

using Answer = PatientSearch::Answer;
using Reason = PatientSearch::Reason;

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

  TEST_CASE("nobody is proved not to be there where a date by default does not say the day") {
    Asked asked;
    const FactId date{4};
    asked.builder.Of(date).default_value.emplace();
    asked.builder.Of(date).default_value->date = {kAsOf - 30, kAsOf};
    const auto day = static_cast<std::uint32_t>(kAsOf - 20);
    const NodeId past = asked.Less(asked.date, asked.builder.Date(NodeKind::kDate, {}, day));
    const NodeId known = asked.builder.Truth(NodeKind::kIsKnown, {asked.date});
    // Of a patient of whom nothing is reported.
    CHECK(asked.Finder().Meets(asked.builder.EmptyCase(),
                               Goals{{known, Truth::kYes}, {past, Truth::kUnknown}}));
    const PatientSearch open = asked.Find({{known, Truth::kYes}, {past, Truth::kUnknown}});
    CHECK(open.answer == Answer::kNotDecided);
    CHECK(open.reason == Reason::kOpenDefault);
    CHECK(asked.Find({{past, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked
              .Find({{asked.t, Truth::kYes},
                     {asked.builder.Truth(NodeKind::kNot, {asked.t}), Truth::kYes}})
              .answer == Answer::kNone);
    asked.builder.Of(date).default_value->date = {kAsOf, kAsOf};
    asked.of_nodes = 0;
    CHECK(asked.Find({{known, Truth::kYes}, {past, Truth::kUnknown}}).answer == Answer::kNone);
    asked.builder.Of(Asked::kX).default_value.emplace();
    asked.builder.Of(Asked::kX).default_value->number = Closed("1", "2");
    const NodeId low = asked.Below(asked.x, "20");
    CHECK(asked.Find({{low, Truth::kNo}}).reason == Reason::kOpenDefault);
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

  TEST_CASE("a day that is chosen by the fact that was measured on it") {
    Asked asked;
    const auto day = [&](Day of) {
      return asked.builder.Date(NodeKind::kDate, {}, static_cast<std::uint32_t>(of));
    };
    const NodeId chosen = asked.builder.Date(
        NodeKind::kFirstLine, {asked.t, asked.builder.DateOf(FactId{0}), day(kAsOf)});
    const NodeId late = asked.Less(day(kAsOf - 20), chosen);
    CHECK(asked.Find({{late, Truth::kYes}, {asked.t, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked.Find({{late, Truth::kNo}, {asked.t, Truth::kYes}}).answer == Answer::kFound);
    CHECK(asked.Find({{late, Truth::kYes}, {asked.t, Truth::kNo}}).answer == Answer::kFound);
    CHECK(asked.Find({{late, Truth::kNo}, {asked.t, Truth::kNo}}).answer == Answer::kNone);
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

  TEST_CASE("around a part of a stretch no other stretch is added by what holds in the part") {
    Asked asked;
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    const Goals goals = {{asked.Below(sum, "7"), Truth::kYes}};
    asked.Below(asked.x, "5");
    PatientFinder& finder = asked.Finder();
    const Variable& x = finder.values().Of(VariableId{2});
    REQUIRE(x.stretches.size() == 2);
    const PatientSet all = finder.Everybody();
    PatientSet set = finder.WithAllKnown(goals, all);
    set.SetOnly(x, 0);
    set.SetPart(x, Closed("0", "1"));
    set.SetPart(finder.values().Of(VariableId{3}), Closed("0", "5"));
    CHECK_FALSE(finder.Widened(goals, set, all).Has(x, 1));
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

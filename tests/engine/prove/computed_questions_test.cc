// Questions about what is computed from several numbers, and about numbers in several dimensions.
#include <doctest/doctest.h>

#include "tests/engine/prove/asked.h"

namespace mgl {
namespace {

using Answer = PatientSearch::Answer;
using Reason = PatientSearch::Reason;

TEST_SUITE("prove") {
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

  TEST_CASE("who could not have been measured yet is not found") {
    Asked asked;
    const NodeId today = asked.builder.Date(NodeKind::kToday, {});
    const NodeId later = asked.Less(today, asked.builder.DateOf(Asked::kX));
    const NodeId sum = asked.Number(NodeKind::kAdd, asked.x, asked.y);
    const NodeId seventeen = asked.Equal(sum, "17.3");
    CHECK(asked.Find({{later, Truth::kYes}, {seventeen, Truth::kYes}}).answer != Answer::kFound);
    CHECK(asked.Find({{later, Truth::kNo}, {seventeen, Truth::kYes}}).answer == Answer::kFound);
    const PatientSearch open = asked.Find({{later, Truth::kYes}});
    CHECK(open.answer == Answer::kNotDecided);
    CHECK(open.reason == Reason::kComputedNumbers);
    asked.builder.Of(Asked::kY).default_value.emplace();
    asked.builder.Of(Asked::kY).suspect_when = {asked.builder.Stated(FactId{0})};
    asked.builder.guideline.suspect_order = {Asked::kY};
    const NodeId zero = asked.Equal(asked.y, "0");
    CHECK(asked.Find({{later, Truth::kYes}, {asked.t, Truth::kYes}, {zero, Truth::kYes}}).answer ==
          Answer::kNotDecided);
  }

  TEST_CASE("a value may be put aside because of what it is itself") {
    Asked asked;
    const NodeId high = asked.Less(asked.Constant("8"), asked.builder.Stated(Asked::kX));
    asked.builder.Of(Asked::kX).suspect_when = {high};
    asked.builder.guideline.suspect_order = {Asked::kX};
    const NodeId low = asked.Below(asked.x, "3");
    CHECK(asked.Find({{high, Truth::kYes}, {low, Truth::kUnknown}}).answer == Answer::kFound);
    CHECK(asked.Find({{high, Truth::kYes}, {low, Truth::kNo}}).answer == Answer::kNone);
    CHECK(asked.Find({{high, Truth::kNo}, {low, Truth::kNo}}).answer == Answer::kFound);
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

  TEST_CASE("a number by which is divided is solved for") {
    Asked asked;
    const NodeId part = asked.Number(NodeKind::kDivide, asked.Constant("3"), asked.y);
    CHECK(asked.Find({{asked.Equal(part, "0.7"), Truth::kYes}}).answer == Answer::kFound);
  }

  TEST_CASE("what is computed is solved for zero, and where it is zero") {
    for (const NodeKind kind : {NodeKind::kSubtract, NodeKind::kAdd, NodeKind::kMultiply}) {
      for (const char* target : {"0", "1", "-3"}) {
        Asked asked;
        asked.builder.Of(Asked::kX).plausible = Closed("-10", "10");
        const NodeId computed = asked.Number(kind, asked.x, asked.y);
        CHECK(asked.Find({{asked.Equal(computed, target), Truth::kYes}}).answer == Answer::kFound);
      }
    }
  }

  TEST_CASE("a condition that asks whether what is computed is settled is not one on its values") {
    Asked asked;
    const NodeId open = asked.builder.Number(NodeKind::kFirstLine,
                                             {asked.t, asked.Constant("1"), asked.Constant("9")});
    const NodeId sum = asked.Number(NodeKind::kAdd, open, asked.y);
    const NodeId low = asked.Below(sum, "5");
    const NodeId no = asked.builder.TruthConstant(false);
    const NodeId is_y = asked.builder.Truth(NodeKind::kIsKnown, {asked.y});
    const NodeId first = asked.builder.Truth(NodeKind::kFirstKnown, {low, no});
    const NodeId any = asked.builder.Truth(NodeKind::kAnyKnown, {low, no});
    const NodeId known = asked.builder.Truth(NodeKind::kIsKnown, {sum});
    for (const NodeId settled : {first, any, known}) {
      const Goals goals = {{settled, Truth::kNo}, {low, Truth::kUnknown}, {is_y, Truth::kYes}};
      CHECK(asked.Find(goals).answer == Answer::kFound);
    }
  }
}

}  // namespace
}  // namespace mgl

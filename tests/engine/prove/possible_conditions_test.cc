// What conditions may be in a set of patients, and who is left where they must be this or that.
#include "engine/prove/possible_conditions.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Way = PossibleConditions::Way;
using Left = PossibleConditions::Left;
using Goals = std::vector<Goal>;

struct Conditions {
  Conditions() {
    t = builder.AddTruth("t");
    u = builder.AddTruth("u");
    x = builder.Node(builder.AddNumber("x", "1"));
    y = builder.Node(builder.AddNumber("y", "1"));
    choice = builder.Node(builder.AddChoice("c", {"a", "b", "c"}));
    low = builder.Truth(NodeKind::kLess, {x, Constant("3")});
    high = builder.Truth(NodeKind::kLess, {Constant("7"), x});
    sum = builder.Number(NodeKind::kAdd, {x, y});
    sum_low = builder.Truth(NodeKind::kLess, {sum, Constant("5")});
    both = builder.Truth(NodeKind::kAnd, {t, low});
  }

  NodeId Constant(const std::string& text) { return builder.NumberConstant(text); }
  void Make() {
    constants = DecideCase(builder, builder.EmptyCase().facts);
    values.emplace(builder.guideline, constants);
    options = {kAsOf, {}, false};
    options.readings.resize(builder.guideline.ambiguities.size());
    conditions.emplace(builder.guideline, options, constants, *values);
    set = PatientSet(*values);
  }
  std::vector<NodeId> Steps(const Goals& goals) { return conditions->StepsOf(goals); }
  Way WayOf(NodeId node) {
    Steps({{node, Truth::kYes}});
    return conditions->WayOf(node);
  }
  const Variable& Of(std::size_t place) const { return values->variables()[place]; }
  /// The values of a condition on one fact where it is so.
  std::vector<std::uint32_t> Where(NodeId node, Truth truth) {
    REQUIRE(WayOf(node) == Way::kOneFact);
    PatientSet those = set;
    const Variable& variable = values->Of(conditions->VariableOf(node));
    those.Narrow(variable, conditions->ValuesWhere(node, truth));
    std::vector<std::uint32_t> found;
    ForEachValue(those, variable, [&](std::uint32_t value) { found.push_back(value); });
    return found;
  }
  Left Narrow(const Goals& goals) {
    const std::vector<NodeId> steps = Steps(goals);
    conditions->Evaluate(set, steps);
    return conditions->Narrow(goals, steps, set);
  }
  TruthSet TruthsOf(NodeId node) {
    const std::vector<NodeId> steps = Steps({{node, Truth::kYes}});
    conditions->Evaluate(set, steps);
    return conditions->TruthsOf(node);
  }

  GuidelineBuilder builder;
  NodeId t, u, x, y, choice, low, high, sum, sum_low, both;
  Decision constants;
  EvaluationOptions options;
  std::optional<FactValues> values;
  std::optional<PossibleConditions> conditions;
  PatientSet set;
};

using Numbers = std::vector<std::uint32_t>;

TEST_SUITE("prove") {
  TEST_CASE("conditions: by what they are evaluated") {
    Conditions of;
    GuidelineBuilder& builder = of.builder;
    const NodeId yes = builder.TruthConstant(true);
    const NodeId between =
        builder.Truth(NodeKind::kAnd, {builder.Truth(NodeKind::kNot, {of.low}), of.high});
    const NodeId any = builder.Truth(NodeKind::kOr, {of.t, of.u});
    const NodeId first = builder.Truth(NodeKind::kFirstKnown, {of.t, of.u});
    const NodeId line = builder.Truth(NodeKind::kFirstLine, {of.t, of.u, of.low});
    const NodeId floor = builder.Number(NodeKind::kFloor, {of.x});
    const NodeId floor_low = builder.Truth(NodeKind::kLess, {floor, of.Constant("3")});
    const NodeId square = builder.Number(NodeKind::kMultiply, {of.x, of.x});
    const NodeId square_low = builder.Truth(NodeKind::kLess, {square, of.Constant("9")});
    const NodeId sum_high = builder.Truth(NodeKind::kLess, {of.Constant("9"), of.sum});
    const NodeId of_sum = builder.Truth(NodeKind::kOr, {of.sum_low, sum_high});
    const NodeId with_sum = builder.Truth(NodeKind::kOr, {of.sum_low, of.t});
    of.Make();
    CHECK(of.WayOf(yes) == Way::kConstant);
    CHECK(of.WayOf(of.t) == Way::kOneFact);
    CHECK(of.WayOf(of.low) == Way::kOneFact);
    CHECK(of.WayOf(between) == Way::kOneFact);
    CHECK(of.WayOf(floor_low) == Way::kOneFact);
    CHECK(of.WayOf(of.both) == Way::kOperator);
    CHECK(of.WayOf(any) == Way::kOperator);
    CHECK(of.WayOf(first) == Way::kOperator);
    CHECK(of.WayOf(line) == Way::kComputed);
    CHECK(of.WayOf(of.sum_low) == Way::kComputed);
    CHECK(of.WayOf(of_sum) == Way::kComputed);
    CHECK(of.WayOf(with_sum) == Way::kOperator);
    CHECK(of.WayOf(square_low) == Way::kComputed);
    CHECK(of.conditions->WayOf(of.x) == Way::kNone);
    CHECK(of.conditions->ComputedBelow(of_sum) == of.sum);
    CHECK(of.conditions->ComputedBelow(square_low) == square);
    CHECK_FALSE(of.conditions->ComputedBelow(line));
  }

  TEST_CASE("conditions: of one fact are tables of its values") {
    Conditions of;
    GuidelineBuilder& builder = of.builder;
    const NodeId known = builder.Truth(NodeKind::kIsKnown, {of.x});
    const NodeId is_b = builder.Truth(NodeKind::kIsChoice, {of.choice}, 1);
    const NodeId not_t = builder.Truth(NodeKind::kNot, {of.t});
    const NodeId never = builder.Truth(NodeKind::kAnd, {of.low, of.high});
    const NodeId other_side = builder.Truth(NodeKind::kLessEqual, {of.Constant("3"), of.x});
    const NodeId equal = builder.Truth(NodeKind::kEqual, {of.x, of.Constant("7")});
    builder.Of(FactId{0}).default_value.emplace().choice = 1;
    const NodeId open =
        builder.Number(NodeKind::kFirstLine, {of.t, of.Constant("1"), of.Constant("2")});
    const NodeId is_one = builder.Truth(NodeKind::kLess, {open, of.Constant("1.5")});
    const NodeId by_choice =
        builder.Number(NodeKind::kFirstLine, {is_b, of.Constant("1"), of.Constant("2")});
    const NodeId is_two = builder.Truth(NodeKind::kEqual, {by_choice, of.Constant("2")});
    of.Make();
    CHECK(of.Where(is_one, Truth::kYes) == Numbers{1});
    CHECK(of.Where(is_one, Truth::kNo) == Numbers{0});
    CHECK(of.Where(is_one, Truth::kUnknown) == Numbers{2});
    CHECK(of.Where(is_two, Truth::kYes) == Numbers{0, 2});
    CHECK(of.Where(is_two, Truth::kUnknown) == Numbers{3});
    // under 3, to under 7, 7, above, missing
    REQUIRE(of.Of(2).known_count == 4);
    CHECK(of.Where(of.low, Truth::kYes) == Numbers{0});
    CHECK(of.Where(of.low, Truth::kNo) == Numbers{1, 2, 3});
    CHECK(of.Where(of.low, Truth::kUnknown) == Numbers{4});
    CHECK(of.Where(of.high, Truth::kYes) == Numbers{3});
    CHECK(of.Where(other_side, Truth::kYes) == Numbers{1, 2, 3});
    CHECK(of.Where(equal, Truth::kYes) == Numbers{2});
    CHECK(of.Where(known, Truth::kNo) == Numbers{4});
    CHECK(of.Where(known, Truth::kYes) == Numbers{0, 1, 2, 3});
    CHECK(of.Where(never, Truth::kNo) == Numbers{0, 1, 2, 3});
    CHECK(of.Where(is_b, Truth::kYes) == Numbers{1});
    CHECK(of.Where(is_b, Truth::kNo) == Numbers{0, 2});
    CHECK(of.Where(is_b, Truth::kUnknown) == Numbers{3});
    CHECK(of.Where(not_t, Truth::kYes) == Numbers{0});
    CHECK(of.Where(not_t, Truth::kUnknown) == Numbers{2});
    CHECK(of.conditions->VariableOf(is_b) == VariableId{4});
  }

  TEST_CASE("conditions: on numbers in other dimensions are tables too") {
    Conditions of;
    Fact& fact = of.builder.Of(FactId{2});
    fact.unit = UnitOf("mg/dL");
    fact.substance = *FindBuiltinSubstance("magnesium");
    const NodeId threshold = of.builder.AddThreshold(
        "t", FactId{2},
        {of.builder.Line("mg/dL", Under("3")), of.builder.Line("mmol/L", Under("7", true))});
    of.Make();
    // under 3, to 7, above; then the same in mmol/L; missing
    REQUIRE(of.Of(2).known_count == 6);
    CHECK(of.Where(threshold, Truth::kYes) == Numbers{0, 3, 4});
    CHECK(of.Where(threshold, Truth::kNo) == Numbers{1, 2, 5});
    CHECK(of.Where(of.low, Truth::kYes) == Numbers{0, 3});
    CHECK(of.Where(of.low, Truth::kUnknown) == Numbers{6});
  }

  TEST_CASE("conditions: the steps of goals are what they are evaluated from, in order") {
    Conditions of;
    const NodeId either = of.builder.Truth(NodeKind::kOr, {of.both, of.sum_low});
    of.Make();
    using Nodes = std::vector<NodeId>;
    CHECK(of.Steps({{of.both, Truth::kYes}}) == Nodes{of.t, of.low, of.both});
    CHECK(of.Steps({{either, Truth::kYes}, {of.t, Truth::kNo}}) ==
          Nodes{of.t, of.low, of.sum_low, of.both, either});
    CHECK(of.Steps({{of.sum_low, Truth::kYes}}) == Nodes{of.sum_low});
  }

  TEST_CASE("conditions: what they may be in a set") {
    Conditions of;
    of.Make();
    const TruthSet all = TruthSet::Decided() | Truth::kUnknown;
    CHECK(of.TruthsOf(of.both) == all);
    CHECK(of.TruthsOf(of.sum_low) == all);
    of.set.Remove(of.Of(2), of.Of(2).missing());
    of.set.Remove(of.Of(0), of.Of(0).missing());
    CHECK(of.TruthsOf(of.both) == TruthSet::Decided());
    CHECK(of.TruthsOf(of.sum_low) == all);
    of.set.SetOnly(of.Of(2), 0);
    CHECK(of.TruthsOf(of.low) == TruthSet(Truth::kYes));
    of.set.SetOnly(of.Of(0), 0);
    CHECK(of.TruthsOf(of.both) == TruthSet(Truth::kNo));
    of.set.SetOnly(of.Of(2), of.Of(2).missing());
    CHECK(of.TruthsOf(of.sum_low) == TruthSet(Truth::kUnknown));
    of.set.SetOnly(of.Of(2), 0);
    of.set.SetOnly(of.Of(3), 0);
    of.set.SetPart(of.Of(2), Closed("0", "1"));
    of.set.SetPart(of.Of(3), Closed("0", "2"));
    CHECK(of.TruthsOf(of.sum_low) == TruthSet(Truth::kYes));
    of.set.SetPart(of.Of(3), Closed("4", "6"));
    CHECK(of.TruthsOf(of.sum_low) == TruthSet::Decided());
  }

  TEST_CASE("conditions: who cannot be what is wanted is taken out") {
    Conditions of;
    const NodeId sum_high = of.builder.Truth(NodeKind::kLess, {of.Constant("9"), of.sum});
    of.Make();
    CHECK(of.Narrow({{of.both, Truth::kYes}}) == Left::kFewer);
    CHECK(of.set.CountOf(of.Of(0)) == 1);
    CHECK(of.set.Has(of.Of(0), 1));
    CHECK(of.set.CountOf(of.Of(2)) == 1);
    CHECK(of.set.Has(of.Of(2), 0));
    CHECK(of.set.CountOf(of.Of(1)) == 3);
    CHECK(of.Narrow({{of.both, Truth::kYes}}) == Left::kSame);
    CHECK(of.Narrow({{of.both, Truth::kNo}}) == Left::kNone);
    of.set = PatientSet(*of.values);
    CHECK(of.Narrow({{of.low, Truth::kYes}, {of.high, Truth::kYes}}) == Left::kNone);
    of.set = PatientSet(*of.values);
    CHECK(of.Narrow({{of.both, Truth::kNo}}) == Left::kSame);
    // What is computed cannot be both.
    CHECK(of.Narrow({{of.sum_low, Truth::kYes}, {sum_high, Truth::kYes}}) == Left::kNone);
    CHECK(of.Narrow({{of.sum_low, Truth::kNo}, {sum_high, Truth::kNo}}) == Left::kSame);
    const std::vector<Interval> stretches = of.conditions->WantedStretches(sum_high);
    CHECK(stretches == std::vector<Interval>{Closed("5", "9")});
    CHECK(of.conditions->WantedStretches(of.sum_low) == stretches);
    CHECK(of.Narrow({{of.sum_low, TruthSet::Decided()}}) == Left::kSame);
    CHECK(of.conditions->WantedStretches(of.sum_low).empty());
  }

  TEST_CASE("conditions: the facts from which they are computed, and which are measured") {
    Conditions of;
    GuidelineBuilder& builder = of.builder;
    const NodeId chosen = builder.Number(NodeKind::kFirstLine, {of.low, of.y, of.Constant("4")});
    const NodeId is_high = builder.Truth(NodeKind::kLess, {of.Constant("5"), chosen});
    const NodeId measured = builder.Truth(
        NodeKind::kLess, {builder.DateOf(FactId{3}), builder.Date(NodeKind::kToday, {})});
    const NodeId choose = builder.Choice(
        NodeKind::kFirstLine, {of.t, of.choice, builder.Choice(NodeKind::kChoice, {}, 1)});
    const NodeId same = builder.Truth(NodeKind::kSameChoice, {choose, of.choice});
    builder.Of(FactId{4}).suspect_when = {of.sum_low};
    builder.guideline.suspect_order = {FactId{4}};
    of.Make();
    using Ids = std::vector<VariableId>;
    of.Steps({{is_high, Truth::kYes},
              {measured, Truth::kYes},
              {same, Truth::kYes},
              {of.sum_low, Truth::kYes}});
    const VariableId date_of = *of.values->DateOf(FactId{3});
    CHECK(of.conditions->VariablesOf(of.sum_low) == Ids{VariableId{2}, VariableId{3}});
    CHECK(of.conditions->MeasuredOf(of.sum_low) == Ids{VariableId{2}, VariableId{3}});
    CHECK(of.conditions->VariablesOf(is_high) == Ids{VariableId{2}, VariableId{3}});
    CHECK(of.conditions->ComputedBelow(is_high) == chosen);
    CHECK(of.conditions->MeasuredOf(is_high) == Ids{VariableId{3}});  // x is only compared
    CHECK(of.conditions->VariablesOf(measured) == Ids{VariableId{3}, date_of});
    CHECK(of.conditions->MeasuredOf(measured) == Ids{date_of});
    CHECK(of.conditions->VariablesOf(same) ==
          Ids{VariableId{0}, VariableId{2}, VariableId{3}, VariableId{4}});
    CHECK(of.conditions->MeasuredOf(same) == Ids{VariableId{2}, VariableId{3}});
    CHECK(of.conditions->MeasuredThatMatter(of.set, is_high) == Ids{VariableId{3}});
    of.set.SetOnly(of.Of(2), 2);  // not low: 4 is chosen
    CHECK(of.conditions->MeasuredThatMatter(of.set, is_high).empty());
  }
}

}  // namespace
}  // namespace mgl

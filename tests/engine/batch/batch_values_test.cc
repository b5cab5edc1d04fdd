// What the batch evaluator leaves to the scalar one, and what it says of a guideline as a whole.
#include <doctest/doctest.h>

#include "engine/batch/eval_batch.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

constexpr FixedPoint kTenth = 100'000'000;
constexpr FixedPoint kOne = 10 * kTenth;

/// A block in which each fact is a number; rows are cases.
CaseColumns Numbers(const std::vector<std::vector<FixedPoint>>& rows) {
  CaseColumns columns;
  columns.size = rows.size();
  columns.facts.resize(rows[0].size());
  for (std::size_t fact = 0; fact < columns.facts.size(); ++fact) {
    FactColumn& column = columns.facts[fact];
    column.numbers.resize(kBlockCases);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      column.numbers[row] = rows[row][fact];
      SetBit(column.known.data(), row);
    }
  }
  return columns;
}

std::unique_ptr<const BatchPlan> PlanOf(const GuidelineBuilder& builder) {
  return BatchPlan::Make(builder.guideline, {kAsOf, {}});
}

/// `y`, `n` or `?` a row, `!` where the case is exceptional.
std::string Truths(const BatchEvaluator& batch, NodeId node, const CaseColumns& columns) {
  std::string text;
  for (std::size_t row = 0; row < columns.size; ++row) {
    text += Bit(columns.exceptional.data(), row) ? '!'
            : Bit(batch.Yes(node), row)          ? 'y'
            : Bit(batch.No(node), row)           ? 'n'
                                                 : '?';
  }
  return text;
}

TEST_SUITE_BEGIN("kernels");

TEST_CASE("batch values: decimals meet a bound as decimals") {
  GuidelineBuilder builder;
  const NodeId a = builder.Node(builder.AddNumber("a", "1"));
  const NodeId b = builder.Node(builder.AddNumber("b", "1"));
  const NodeId rise = builder.Number(NodeKind::kSubtract, {a, b});
  const NodeId at_least =
      builder.Truth(NodeKind::kLessEqual, {builder.NumberConstant("0.3"), rise});
  const NodeId equal = builder.Truth(NodeKind::kEqual, {builder.NumberConstant("0.3"), rise});
  const NodeId factor = builder.Number(NodeKind::kMultiply, {b, builder.NumberConstant("1.2")});
  const NodeId above = builder.Truth(NodeKind::kLess, {factor, a});
  for (const NodeId node : {at_least, equal, above}) builder.AddRule("rule", node);
  const auto plan = PlanOf(builder);
  BatchEvaluator batch(*plan);
  CaseColumns columns = Numbers({{15 * kTenth, 12 * kTenth},
                                 {15 * kTenth, 12 * kTenth + 1},
                                 {12 * kTenth, 9 * kTenth},
                                 {12 * kTenth, kOne},
                                 {12 * kTenth + 1, kOne},
                                 {kTenth, -2 * kTenth}});
  batch.Evaluate(columns);
  CHECK(Truths(batch, at_least, columns) == "ynynny");
  CHECK(Truths(batch, equal, columns) == "ynynny");
  CHECK(Truths(batch, above, columns) == "yyynyy");
  CHECK(batch.ExactlyDecided() > 0);
}

TEST_CASE("batch values: a number of too many digits is missing, one beyond doubles exceptional") {
  GuidelineBuilder builder;
  const NodeId a = builder.Node(builder.AddNumber("a", "1"));
  const NodeId power = builder.Number(NodeKind::kPower, {a}, 64);
  const NodeId tower = builder.Number(NodeKind::kPower, {power}, 64);
  const NodeId is_known = builder.Truth(NodeKind::kIsKnown, {tower});
  builder.AddRule("rule", is_known);
  const auto plan = PlanOf(builder);
  BatchEvaluator batch(*plan);
  CaseColumns columns = Numbers({{kOne}, {kOne + kOne / 100}, {15 * kTenth}, {1000 * kOne}, {0}});
  batch.Evaluate(columns);
  CHECK(Truths(batch, is_known, columns) == "yn!!y");
}

TEST_CASE("batch values: a long chain of numbers that are no doubles is exceptional") {
  GuidelineBuilder builder;
  const FactId thirds = builder.AddNumber("a", "1");
  builder.Of(thirds).step = Rational(1, 3);
  NodeId sum = builder.Node(thirds);
  for (int i = 0; i < 100; ++i) {
    sum = builder.Number(NodeKind::kAdd, {sum, builder.NumberConstant("0.1")});
  }
  const NodeId near = builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant("10.5")});
  builder.AddRule("near", near);
  CaseColumns columns = Numbers({{7 * kTenth}, {3 * kTenth}});
  SUBCASE("short enough") {
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    batch.Evaluate(columns);
    CHECK(Truths(batch, near, columns) == "ny");
  }
  SUBCASE("too long") {
    for (int i = 0; i < 200; ++i) {
      sum = builder.Number(NodeKind::kAdd, {sum, builder.NumberConstant("0.1")});
    }
    const NodeId far = builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant("30.5")});
    builder.AddRule("far", far);
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    batch.Evaluate(columns);
    CHECK(Truths(batch, far, columns) == "!!");
  }
}

TEST_CASE("batch values: an interval whose ends are no doubles is no result") {
  GuidelineBuilder builder;
  const NodeId a = builder.Node(builder.AddNumber("a", "1"));
  const NodeId unknown = builder.Truth(NodeKind::kMissing, {});
  const NodeId line =
      builder.Number(NodeKind::kFirstLine, {unknown, a, builder.NumberConstant("0.5")});
  const NodeId below = builder.Truth(NodeKind::kLess, {line, builder.NumberConstant("2")});
  SUBCASE("a truth that it decides") {
    builder.AddRule("rule", below);
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    CaseColumns columns = Numbers({{kTenth}, {25 * kTenth}, {5 * kTenth}, {20 * kTenth}});
    batch.Evaluate(columns);
    CHECK(Truths(batch, below, columns) == "y?y?");
  }
  SUBCASE("a result") {
    builder.AddResult("result", line);
    builder.AddRule("rule", below);
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    CaseColumns columns = Numbers({{kTenth}, {25 * kTenth}, {5 * kTenth}, {20 * kTenth}});
    batch.Evaluate(columns);
    CHECK(Truths(batch, below, columns) == "!?y?");
    REQUIRE(plan->HasValues(line));
    CHECK(Bit(batch.Numbers(line).settled.data(), 2));
    CHECK_FALSE(Bit(batch.Numbers(line).settled.data(), 3));
    CHECK(batch.Numbers(line).low[3] == 0.5);
    CHECK(batch.Numbers(line).high[3] == 2);
  }
}

TEST_CASE("batch values: defaults that no column holds make their cases exceptional") {
  GuidelineBuilder builder;
  const FactId on_grid = builder.AddNumber("a", "1");
  const FactId off_grid = builder.AddNumber("b", "1");
  const FactId interval = builder.AddNumber("c", "1");
  const Interval defaults[] = {Interval::Point(2), Interval::Point(Decimal("2.5")),
                               Closed("1", "2")};
  for (const FactId fact : {on_grid, off_grid, interval}) {
    builder.Of(fact).whole_step = 1;
    builder.Of(fact).default_value.emplace();
    builder.Of(fact).default_value->number = defaults[Index(fact)];
    builder.AddRule(
        "rule", builder.Truth(NodeKind::kLess, {builder.Node(fact), builder.NumberConstant("3")}));
  }
  const auto plan = PlanOf(builder);
  BatchEvaluator batch(*plan);
  CHECK(plan->DefaultNumber(on_grid) == 2 * kOne);
  CHECK(plan->DefaultNumber(off_grid) == BatchPlan::kUnheldNumber);
  CHECK(plan->DefaultNumber(interval) == BatchPlan::kUnheldNumber);
  CaseColumns columns = Numbers({{2 * kOne, kOne, kOne},
                                 {2 * kOne, BatchPlan::kUnheldNumber, kOne},
                                 {2 * kOne, kOne, BatchPlan::kUnheldNumber}});
  batch.Evaluate(columns);
  CHECK(Truths(batch, builder.guideline.rules[0].outcome, columns) == "y!!");
}

TEST_CASE("batch values: suspect values and numbers beyond doubles are exceptional") {
  GuidelineBuilder builder;
  const FactId fact = builder.AddNumber("a", "1");
  const NodeId suspect =
      builder.Truth(NodeKind::kLess, {builder.NumberConstant("9"), builder.Stated(fact)});
  builder.Of(fact).suspect_when.push_back(suspect);
  builder.guideline.suspect_order.push_back(fact);
  const NodeId square = builder.Number(NodeKind::kPower, {builder.Node(fact)}, 2);
  const NodeId below = builder.Truth(NodeKind::kLess, {square, builder.NumberConstant("50")});
  builder.AddRule("rule", below);
  CaseColumns columns = Numbers({{2 * kOne}, {10 * kOne}, {8 * kOne}});
  SUBCASE("suspect") {
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    batch.Evaluate(columns);
    CHECK(Truths(batch, below, columns) == "y!n");
  }
  SUBCASE("a constant") {
    builder.AddRule("huge",
                    builder.Truth(NodeKind::kLess, {square, builder.NumberConstant("1e200")}));
    const auto plan = PlanOf(builder);
    BatchEvaluator batch(*plan);
    batch.Evaluate(columns);
    CHECK(Truths(batch, below, columns) == "!!!");
  }
}

TEST_CASE("batch values: rows of a table of dates conflict where there are no numbers") {
  GuidelineBuilder builder;
  const NodeId first = builder.Node(builder.AddFact("a", FactType::kDate));
  const NodeId second = builder.Node(builder.AddFact("b", FactType::kDate));
  const NodeId yes = builder.TruthConstant(true);
  const NodeId table = builder.Date(NodeKind::kOnlyLine, {yes, first, yes, second});
  builder.AddResult("table", table, 0, ResultColumn::Kind::kTable);
  const auto plan = PlanOf(builder);
  BatchEvaluator batch(*plan);
  CaseColumns columns = Numbers({{0, 0}, {0, 0}});
  columns.facts[0].days.assign(kBlockCases, kAsOf);
  columns.facts[1].days = columns.facts[0].days;
  columns.facts[1].days[1] = kAsOf + 1;
  batch.Evaluate(columns);
  REQUIRE(batch.Conflicts(0) != nullptr);
  CHECK_FALSE(Bit(batch.Conflicts(0), 0));
  CHECK(Bit(batch.Conflicts(0), 1));
}

TEST_CASE("batch values: what decides a case is named") {
  GuidelineBuilder builder;
  const FactId a = builder.AddNumber("a", "1");
  const FactId b = builder.AddNumber("b", "1");
  const FactId c = builder.AddNumber("c", "1");
  const NodeId cut = builder.Truth(NodeKind::kLess, {builder.Node(a), builder.NumberConstant("1")});
  const NodeId ratio = builder.Number(NodeKind::kDivide, {builder.Node(b), builder.Node(c)});
  const NodeId high = builder.Truth(NodeKind::kLess, {builder.NumberConstant("2"), ratio});
  const NodeId known = builder.Truth(NodeKind::kIsKnown, {ratio});
  const NodeId fact_known = builder.Truth(NodeKind::kIsKnown, {builder.Node(b)});
  const NodeId dated = builder.Truth(NodeKind::kIsKnown, {builder.DateOf(a)});
  builder.AddRule("rule", builder.Truth(NodeKind::kAnd, {cut, high, known, fact_known, dated}));
  const auto plan = PlanOf(builder);
  BatchEvaluator batch(*plan);
  CHECK(plan->comparisons == std::vector<NodeId>{cut, high, known});
  CHECK(plan->facts == std::vector<FactId>{a, b, c});
  const std::vector<BatchPlan::ValueUse>& uses = plan->value_uses;
  REQUIRE(uses.size() == 2);
  CHECK(uses[0].fact == b);
  CHECK(uses[0].users == std::vector<NodeId>{high, known, fact_known});
  CHECK(uses[1].fact == c);
  CHECK(uses[1].users == std::vector<NodeId>{high, known});
  CHECK_FALSE(uses[0].is_date);
  CHECK_FALSE(plan->HasValues(builder.Node(a)));
  CHECK(plan->HasValues(ratio));
}

TEST_SUITE_END();

}  // namespace
}  // namespace mgl

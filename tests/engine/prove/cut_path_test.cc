// Bounds of what is computed, followed to what it is computed from: against its values beside them.
#include "engine/prove/cut_path.h"

#include <doctest/doctest.h>

#include "engine/value/day_interval.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

bool IsBehind(const Rational& value, const CutAt& cut) {
  return cut.is_after ? value > cut.at : value >= cut.at;
}

/// One step of which the operand is a number or a date.
class Step {
 public:
  Step() {
    number = builder.Node(builder.AddNumber("x", "1"));
    other = builder.Node(builder.AddNumber("y", "1"));
    date = builder.Node(builder.AddFact("d", FactType::kDate));
  }

  NodeId Constant(const char* text) { return builder.NumberConstant(text); }
  NodeId Today() { return builder.Date(NodeKind::kToday, {}); }
  Decision Constants() { return DecideCase(builder, builder.EmptyCase().facts); }
  std::optional<PathStep> StepTo(NodeId node, std::size_t operand) {
    const Decision constants = Constants();
    return CutPath(builder.guideline.graph, constants).StepTo(node, operand);
  }
  std::optional<CutAt> Below(NodeId node, std::size_t operand, const CutAt& cut) {
    const Decision constants = Constants();
    const CutPath path(builder.guideline.graph, constants);
    return path.Below(path.StepTo(node, operand).value(), cut);
  }
  std::optional<CutAt> EdgeBelow(NodeId node, std::size_t operand) {
    const Decision constants = Constants();
    const CutPath path(builder.guideline.graph, constants);
    return path.EdgeBelow(path.StepTo(node, operand).value());
  }
  /// Whether the values change sides exactly where the operand does.
  void Check(NodeId node, std::size_t operand, const std::vector<Rational>& cuts,
             const std::vector<Rational>& grid) {
    const std::vector<std::optional<Rational>> values = ValuesAt(node, grid);
    for (const Rational& at : cuts) {
      for (const bool is_after : {false, true})
        CheckCut(node, operand, {at, is_after}, grid, values);
    }
  }

  GuidelineBuilder builder;
  NodeId number;
  NodeId other;
  NodeId date;

 private:
  std::vector<std::optional<Rational>> ValuesAt(NodeId node, const std::vector<Rational>& grid) {
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}, false});
    std::vector<std::optional<Rational>> values;
    for (const Rational& at : grid) {
      Case patient = builder.EmptyCase();
      patient.facts[0] = ReportedNumber(Interval::Point(at));
      if (at.get_den() == 1 && abs(at) < 4'000'000) {
        patient.facts[2].state = ReportedFact::State::kValue;
        patient.facts[2].day = SpanOfDays(Interval::Point(at));
      }
      const Value value = evaluator.Decide(patient).nodes[Index(node)];
      values.push_back(value.known ? std::optional(value.number.low.value) : std::nullopt);
    }
    return values;
  }

  void CheckCut(NodeId node, std::size_t operand, const CutAt& cut,
                const std::vector<Rational>& grid,
                const std::vector<std::optional<Rational>>& values) {
    const std::optional<CutAt> below = Below(node, operand, cut);
    std::optional<bool> behind;
    std::optional<bool> before;
    for (std::size_t i = 0; i < grid.size(); ++i) {
      if (!values[i]) continue;
      std::optional<bool>& side = below && IsBehind(grid[i], *below) ? behind : before;
      const bool is_behind = IsBehind(*values[i], cut);
      if (side.value_or(is_behind) != is_behind) {
        FAIL("node ", Index(node), " at ", cut.at.get_str(), cut.is_after, " of ",
             grid[i].get_str());
      }
      side = is_behind;
    }
    CHECK((!below || !behind || !before || *behind != *before));
  }
};

std::vector<Rational> Numbers(const Rational& from, const Rational& to, const Rational& by) {
  std::vector<Rational> numbers;
  for (Rational at = from; at <= to; at += by) numbers.push_back(at);
  return numbers;
}

TEST_SUITE("prove") {
  TEST_CASE("a bound of what is computed is one of the number from which it is computed") {
    Step step;
    GuidelineBuilder& builder = step.builder;
    const NodeId x = step.number;
    const NodeId three = step.Constant("3");
    const std::vector<std::pair<NodeId, std::size_t>> steps = {
        {builder.Number(NodeKind::kAdd, {x, three}), 0},
        {builder.Number(NodeKind::kAdd, {three, x}), 1},
        {builder.Number(NodeKind::kSubtract, {x, three}), 0},
        {builder.Number(NodeKind::kSubtract, {three, x}), 1},
        {builder.Number(NodeKind::kMultiply, {x, three}), 0},
        {builder.Number(NodeKind::kMultiply, {step.Constant("-0.5"), x}), 1},
        {builder.Number(NodeKind::kDivide, {x, three}), 0},
        {builder.Number(NodeKind::kDivide, {x, step.Constant("-2")}), 0},
        {builder.Number(NodeKind::kNegate, {x}), 0},
        {builder.Number(NodeKind::kFloor, {x}), 0},
        {builder.Number(NodeKind::kCeiling, {x}), 0},
        {builder.Number(NodeKind::kRound, {x}, 0), 0},
        {builder.Number(NodeKind::kRound, {x}, 1), 0},
        {builder.Number(NodeKind::kRound, {x}, static_cast<std::uint32_t>(-1)), 0},
        {builder.Number(NodeKind::kMinimum, {x, three}), 0},
        {builder.Number(NodeKind::kMinimum, {step.Constant("1"), x, three}), 1},
        {builder.Number(NodeKind::kMaximum, {x, three}), 0},
        {builder.Number(NodeKind::kMaximum, {step.Constant("-1"), three, x}), 2}};
    std::vector<Rational> cuts = Numbers(-4, 4, Rational(1, 2));
    cuts.push_back(Rational(1, 20));
    std::vector<Rational> grid = Numbers(-16, 16, Rational(1, 4));
    for (const Rational& beside : Numbers(Rational(-7, 20), Rational(7, 20), Rational(1, 20))) {
      grid.push_back(beside);
    }
    for (const auto& [node, operand] : steps) step.Check(node, operand, cuts, grid);
    // Beyond all days, too.
    const NodeId floor = builder.Number(NodeKind::kFloor, {x});
    CHECK(step.Below(floor, 0, {5'000'000, false}) == CutAt{5'000'000, false});
  }

  TEST_CASE("no step where what is computed does not rise or fall with the number alone") {
    Step step;
    GuidelineBuilder& builder = step.builder;
    const NodeId x = step.number;
    const NodeId zero = step.Constant("0");
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kMultiply, {x, zero}), 0));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kDivide, {step.Constant("3"), x}), 1));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kDivide, {x, zero}), 0));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kAdd, {x, step.other}), 0));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kMinimum, {x, step.other}), 0));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kMaximum, {zero, x, step.other}), 1));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kMaximum, {step.other, x, zero}), 1));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kAbsolute, {x}), 0));
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kSum, {x}), 0));
    const NodeId missing = builder.Number(NodeKind::kMissing, {});
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kAdd, {x, missing}), 0));
    const NodeId later = builder.Date(NodeKind::kAddMonths, {step.date}, 3);
    CHECK_FALSE(step.StepTo(builder.Number(NodeKind::kMonthOf, {later}), 0));
    const NodeId between = builder.Number(NodeKind::kMonthsBetween, {step.date, step.Today()});
    CHECK(step.StepTo(between, 0));
    CHECK(step.StepTo(later, 0));
  }

  TEST_CASE("the operand of a step is the one that is followed") {
    Step step;
    const NodeId sum = step.builder.Number(NodeKind::kSubtract, {step.Constant("3"), step.number});
    const Decision constants = step.Constants();
    const CutPath path(step.builder.guideline.graph, constants);
    CHECK(path.OperandOf(path.StepTo(sum, 1).value()) == step.number);
  }

  TEST_CASE("a bound of months, days and years is one of days") {
    Step step;
    GuidelineBuilder& builder = step.builder;
    const NodeId since = builder.Number(NodeKind::kMonthsBetween, {step.date, step.Today()});
    const NodeId until = builder.Number(NodeKind::kMonthsBetween, {step.Today(), step.date});
    const NodeId days = builder.Number(NodeKind::kDaysBetween, {step.date, step.Today()});
    const NodeId year = builder.Number(NodeKind::kYearOf, {step.date});
    const std::vector<Rational> months = {-2, 0, 1, 12, 13};
    const std::vector<Rational> near = Numbers(kAsOf - 500, kAsOf + 500, 1);
    step.Check(since, 0, months, near);
    step.Check(until, 1, months, near);
    step.Check(days, 0, {-3, 0, 30}, Numbers(kAsOf - 50, kAsOf + 50, 1));
    step.Check(year, 0, {2024, 2025, 2026, 2027}, near);
    CHECK_FALSE(step.Below(year, 0, {0, false}));
    CHECK_FALSE(step.Below(year, 0, {9999, true}));
    const NodeId later = builder.Date(NodeKind::kAddMonths, {step.date}, 3);
    step.Check(later, 0, {Rational(kAsOf), Rational(kAsOf + 40)}, near);
  }

  TEST_CASE("where days lead out of the calendar they are told apart from those that do not") {
    Step step;
    GuidelineBuilder& builder = step.builder;
    const DaySpan calendar = CalendarSpan();
    const auto last = Rational(calendar.last);
    const auto first = Rational(calendar.first);
    const NodeId day = step.date;
    const auto add_days = [&](const char* days) {
      return builder.Date(NodeKind::kAddDays, {day, step.Constant(days)});
    };
    CHECK(step.EdgeBelow(add_days("10"), 0) == CutAt{last - 9, false});
    CHECK(step.EdgeBelow(add_days("-10"), 0) == CutAt{first + 10, false});
    CHECK_FALSE(step.EdgeBelow(add_days("0"), 0));
    const NodeId months = builder.Date(NodeKind::kAddMonths, {day}, 12);
    CHECK(step.EdgeBelow(months, 0) == CutAt{last - 364, false});
    const NodeId earlier =
        builder.Date(NodeKind::kAddMonths, {day}, static_cast<std::uint32_t>(-12));
    CHECK(step.EdgeBelow(earlier, 0) == CutAt{first + 365, false});
    CHECK_FALSE(
        step.EdgeBelow(builder.Number(NodeKind::kAdd, {step.number, step.Constant("1")}), 0));
    CHECK_FALSE(step.EdgeBelow(builder.Date(NodeKind::kAddDays, {step.Today(), step.number}), 1));
    CHECK_FALSE(step.EdgeBelow(builder.Number(NodeKind::kYearOf, {day}), 0));
    // Months that lead beyond the end are behind every bound, and before none of the beginning.
    CHECK(step.Below(months, 0, {last, true}) == CutAt{last - 364, false});
    CHECK_FALSE(step.Below(earlier, 0, {first, false}) == CutAt{first, false});
    CHECK(step.Below(earlier, 0, {first, true}) == CutAt{first + 366, false});
  }
}

}  // namespace
}  // namespace mgl

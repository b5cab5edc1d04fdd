// Which numbers what is computed may be.
#include "engine/prove/possible_numbers.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Few = std::vector<Rational>;

struct Numbers {
  Numbers() {
    whole = builder.Node(builder.AddNumber("whole", "1"));
    builder.Of(FactId{0}).whole_step = 1;
    tenth = builder.Node(builder.AddNumber("tenth", "1"));
    builder.Of(FactId{1}).step = Decimal("0.1");
    any = builder.Node(builder.AddNumber("any", "1"));
    yes = builder.AddTruth("yes");
    date = builder.Node(builder.AddFact("date", FactType::kDate));
  }

  NodeId Constant(const std::string& text) { return builder.NumberConstant(text); }
  /// The first where it is so, else the second.
  NodeId Either(NodeId one, NodeId other) {
    return builder.Number(NodeKind::kFirstLine, {yes, one, other});
  }
  NodeId Either(const std::string& one, const std::string& other) {
    return Either(Constant(one), Constant(other));
  }
  NumbersOf Of(NodeId node) { return PossibleNumbers(builder.guideline).Of(node); }
  std::optional<Few> FewOf(NodeId node) { return Of(node).few; }
  std::optional<Rational> StepOf(NodeId node) { return Of(node).step; }

  GuidelineBuilder builder;
  NodeId whole, tenth, any, yes, date;
};

Few FewNumbers(std::initializer_list<const char*> texts) {
  Few few;
  for (const char* text : texts) few.push_back(Decimal(text));
  return few;
}

TEST_SUITE("prove") {
  TEST_CASE("possible numbers: the step in which a fact is recorded") {
    Fact fact;
    fact.type = FactType::kNumber;
    CHECK_FALSE(StepOfFact(fact));
    fact.step = Decimal("0.5");
    CHECK(StepOfFact(fact) == Decimal("0.5"));
    fact.default_value.emplace();
    fact.default_value->number = Interval::Point(Decimal("1.5"));
    CHECK(StepOfFact(fact) == Decimal("0.5"));
    fact.default_value->number = Interval::Point(Decimal("1.2"));
    CHECK_FALSE(StepOfFact(fact));
    fact.default_value.reset();
    fact.whole_step = 1;
    CHECK_FALSE(StepOfFact(fact));
    fact.step.reset();
    CHECK(StepOfFact(fact) == Rational(1));
    fact.type = FactType::kDate;
    CHECK_FALSE(StepOfFact(fact));
  }

  TEST_CASE("possible numbers: of constants, facts and lines") {
    Numbers numbers;
    GuidelineBuilder& builder = numbers.builder;
    CHECK(numbers.FewOf(numbers.Constant("-2.5")) == FewNumbers({"-2.5"}));
    CHECK(numbers.StepOf(numbers.Constant("-2.5")) == Decimal("2.5"));
    CHECK(numbers.FewOf(builder.Number(NodeKind::kMissing, {})) == Few{});
    CHECK(numbers.StepOf(builder.Number(NodeKind::kMissing, {})) == Rational(0));
    CHECK_FALSE(numbers.FewOf(numbers.whole));
    CHECK(numbers.StepOf(numbers.whole) == Rational(1));
    CHECK(numbers.StepOf(builder.Stated(FactId{1})) == Decimal("0.1"));
    CHECK_FALSE(numbers.StepOf(numbers.any));
    CHECK_FALSE(numbers.FewOf(numbers.yes));
    CHECK_FALSE(numbers.StepOf(numbers.yes));
    CHECK(numbers.FewOf(numbers.Either("3", "1")) == FewNumbers({"1", "3"}));
    CHECK(numbers.FewOf(numbers.Either("1", "1")) == FewNumbers({"1"}));
    CHECK(numbers.StepOf(numbers.Either("6", "4")) == Rational(2));
    CHECK(numbers.StepOf(numbers.Either(numbers.tenth, numbers.Constant("0.25"))) ==
          Decimal("0.05"));
    CHECK_FALSE(numbers.FewOf(numbers.Either(numbers.whole, numbers.Constant("1"))));
    CHECK_FALSE(numbers.StepOf(numbers.Either(numbers.any, numbers.Constant("1"))));
    // Without a last value there is none where no line holds: it adds no number.
    const NodeId no_last =
        builder.Number(NodeKind::kOnlyLine,
                       {numbers.yes, numbers.Constant("2"), numbers.yes, numbers.Constant("5")});
    CHECK(numbers.FewOf(no_last) == FewNumbers({"2", "5"}));
    const NodeId last =
        builder.Number(NodeKind::kFirstLine, {numbers.yes, numbers.Constant("2"), numbers.yes,
                                              numbers.Constant("5"), numbers.Constant("8")});
    CHECK(numbers.FewOf(last) == FewNumbers({"2", "5", "8"}));
    const NodeId first =
        builder.Number(NodeKind::kFirstKnown, {numbers.Constant("7"), numbers.Either("1", "7")});
    CHECK(numbers.FewOf(first) == FewNumbers({"1", "7"}));
  }

  TEST_CASE("possible numbers: what is computed from few numbers is few") {
    Numbers numbers;
    GuidelineBuilder& builder = numbers.builder;
    const NodeId a = numbers.Either("1", "4");
    const NodeId b = numbers.Either("0", "10");
    const auto of_two = [&](NodeKind kind) { return numbers.FewOf(builder.Number(kind, {a, b})); };
    CHECK(of_two(NodeKind::kAdd) == FewNumbers({"1", "4", "11", "14"}));
    CHECK(of_two(NodeKind::kSubtract) == FewNumbers({"-9", "-6", "1", "4"}));
    CHECK(of_two(NodeKind::kMultiply) == FewNumbers({"0", "10", "40"}));
    CHECK(of_two(NodeKind::kDivide) == FewNumbers({"0.1", "0.4"}));
    CHECK(of_two(NodeKind::kMinimum) == FewNumbers({"0", "1", "4"}));
    CHECK(of_two(NodeKind::kMaximum) == FewNumbers({"1", "4", "10"}));
    CHECK(numbers.FewOf(builder.Number(NodeKind::kNegate, {a})) == FewNumbers({"-4", "-1"}));
    CHECK(numbers.FewOf(builder.Number(NodeKind::kSquareRoot, {a})) == FewNumbers({"1", "2"}));
    CHECK(numbers.FewOf(builder.Number(NodeKind::kSum, {a, b, a})) ==
          FewNumbers({"2", "5", "8", "12", "15", "18"}));
    CHECK(numbers.FewOf(builder.Number(NodeKind::kMaximum, {a, b, numbers.Constant("5")})) ==
          FewNumbers({"5", "10"}));
    CHECK_FALSE(numbers.FewOf(builder.Number(NodeKind::kAdd, {a, numbers.whole})));
    CHECK_FALSE(numbers.FewOf(builder.Number(NodeKind::kAdd, {numbers.whole, a})));
    CHECK_FALSE(numbers.FewOf(builder.Number(NodeKind::kYearOf, {numbers.date})));
    CHECK_FALSE(numbers.FewOf(builder.Number(NodeKind::kSum, {a, numbers.any})));
  }

  TEST_CASE("possible numbers: more than are worth to be told apart are any") {
    Numbers numbers;
    NodeId sum = numbers.Either("0", "1");
    std::size_t count = 2;
    for (int power = 2; power <= 1024; power *= 2) {
      CHECK(numbers.FewOf(sum)->size() == count);
      const NodeId item = numbers.Either("0", std::to_string(power));
      sum = numbers.builder.Number(NodeKind::kAdd, {sum, item});
      count *= 2;
      if (count > 512) break;
    }
    CHECK_FALSE(numbers.FewOf(sum));
    CHECK(numbers.StepOf(sum) == Rational(1));
    // 512 with each other are more than are combined.
    NodeId many = numbers.Constant("0");
    for (int power = 1; power < 256; power *= 2) {
      many = numbers.builder.Number(NodeKind::kAdd,
                                    {many, numbers.Either("0", std::to_string(power))});
    }
    CHECK(numbers.FewOf(many)->size() == 256);
    CHECK(
        numbers.FewOf(numbers.builder.Number(NodeKind::kMaximum, {many, numbers.Either("0", "1")}))
            ->size() == 256);
    CHECK_FALSE(numbers.FewOf(numbers.builder.Number(NodeKind::kMaximum, {many, many})));
    const NodeId one = numbers.Constant("1");
    CHECK_FALSE(numbers.FewOf(numbers.builder.Number(NodeKind::kMaximum, {many, many, one})));
  }

  TEST_CASE("possible numbers: the step of what is computed") {
    Numbers numbers;
    GuidelineBuilder& builder = numbers.builder;
    const NodeId whole = numbers.whole;
    const NodeId tenth = numbers.tenth;
    const NodeId any = numbers.any;
    const auto step = [&](NodeKind kind, std::initializer_list<NodeId> of, int payload = 0) {
      return numbers.StepOf(builder.Number(kind, of, static_cast<std::uint32_t>(payload)));
    };
    const std::optional<Rational> none;
    for (const NodeKind kind : {NodeKind::kAdd, NodeKind::kSubtract, NodeKind::kSum,
                                NodeKind::kMinimum, NodeKind::kMaximum}) {
      CHECK(step(kind, {whole, tenth}) == Decimal("0.1"));
      CHECK(step(kind, {whole, any}) == none);
    }
    CHECK(step(NodeKind::kNegate, {tenth}) == Decimal("0.1"));
    CHECK(step(NodeKind::kAbsolute, {tenth}) == Decimal("0.1"));
    CHECK(step(NodeKind::kMultiply, {tenth, numbers.Constant("3")}) == Decimal("0.3"));
    CHECK(step(NodeKind::kMultiply, {tenth, any}) == none);
    CHECK(step(NodeKind::kMultiply, {any, tenth}) == none);
    CHECK(step(NodeKind::kDivide, {tenth, numbers.Constant("-4")}) == Decimal("0.025"));
    CHECK(step(NodeKind::kDivide, {tenth, numbers.Constant("0")}) == none);
    const NodeId thrice = builder.Number(NodeKind::kMultiply, {whole, numbers.Constant("3")});
    CHECK(step(NodeKind::kDivide, {thrice, numbers.Constant("2")}) == Decimal("1.5"));
    CHECK(step(NodeKind::kDivide, {tenth, whole}) == none);
    CHECK(step(NodeKind::kDivide, {any, numbers.Constant("4")}) == none);
    CHECK(step(NodeKind::kDivide, {tenth, numbers.Either("2", "4")}) == none);
    CHECK(step(NodeKind::kFloor, {any}) == Rational(1));
    CHECK(step(NodeKind::kCeiling, {any}) == Rational(1));
    CHECK(step(NodeKind::kRound, {any}, 2) == Decimal("0.01"));
    CHECK(step(NodeKind::kRound, {any}, -1) == Rational(10));
    CHECK(step(NodeKind::kYearOf, {numbers.date}) == Rational(1));
    CHECK(step(NodeKind::kMonthsBetween, {numbers.date, numbers.date}) == Rational(1));
    CHECK(step(NodeKind::kDaysBetween, {numbers.date, numbers.date}) == Rational(1));
    CHECK(step(NodeKind::kSquareRoot, {whole}) == none);
    CHECK(step(NodeKind::kPower, {whole}, 2) == none);
    const NodeId later = builder.Date(NodeKind::kAddDays, {numbers.date, whole});
    CHECK(numbers.StepOf(later) == none);
    CHECK(numbers.StepOf(builder.Date(NodeKind::kMaximum, {numbers.date, later})) == none);
    // Steps with more digits than help are none.
    NodeId fine = tenth;
    for (int i = 0; i < 6; ++i)
      fine = builder.Number(NodeKind::kMultiply, {fine, numbers.Constant("1e-9")});
    CHECK(numbers.StepOf(fine) == none);
    const NodeId long_step =
        builder.Number(NodeKind::kMultiply, {tenth, numbers.Constant("1e-40")});
    CHECK(numbers.StepOf(long_step) == Decimal("1e-41"));
  }

  TEST_CASE("possible numbers: of sums that are nested deeply") {
    Numbers numbers;
    const NodeId zero = numbers.Constant("0");
    NodeId sum = numbers.builder.Number(NodeKind::kAdd, {numbers.tenth, zero});
    for (int i = 0; i < 60'000; ++i) sum = numbers.builder.Number(NodeKind::kAdd, {sum, zero});
    CHECK(numbers.StepOf(sum) == Decimal("0.1"));
  }

  TEST_CASE("possible numbers: within a stretch") {
    Numbers numbers;
    PossibleNumbers possible(numbers.builder.guideline);
    const NodeId few = numbers.builder.Number(
        NodeKind::kAdd, {numbers.Either("1", "4"), numbers.Either("0", "10")});  // 1, 4, 11, 14
    CHECK(possible.Within(few, Closed("2", "13")) == Closed("4", "11"));
    CHECK(possible.Within(few, Over("11")) == Interval::Point(14));
    CHECK_FALSE(possible.Within(few, Closed("5", "10")));
    CHECK(possible.Within(numbers.whole, Over("1.5")) == Over("2", true));
    CHECK_FALSE(possible.Within(numbers.whole, Closed("0.1", "0.9")));
    CHECK(possible.Within(numbers.any, Over("1.5")) == Over("1.5"));
    // All are multiples of 0: it is 0, or missing.
    const NodeId zero =
        numbers.builder.Number(NodeKind::kMultiply, {numbers.whole, numbers.Constant("0")});
    CHECK(possible.Within(zero, Closed("-1", "1")) == Closed("-1", "1"));
  }
}

}  // namespace
}  // namespace mgl

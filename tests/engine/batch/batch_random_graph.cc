// Each round adds a node of a random kind over nodes that are there.
#include "tests/engine/batch/batch_random_graph.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "tests/engine/model/operators.h"

namespace mgl {
namespace {

constexpr const char* kConstants[] = {"0",   "1",    "2", "-1",   "0.5", "0.1",  "0.3", "1.5",
                                      "100", "0.01", "3", "1.73", "10",  "-0.3", "7"};
constexpr const char* kExponents[] = {"2", "0.5", "-0.302", "-1", "1.154", "0", "3"};

/// The double nearest to 1.45, which is below it, in all its digits.
constexpr const char* kBelowTie = "1.4499999999999999555910790149937383830547332763671875";

}  // namespace

RandomGraph::RandomGraph(std::uint64_t seed) : random_(seed) {
  AddFacts();
  AddLeaves();
  AddCuts();
  AddNearMisses();
  AddIntervals();
  first_computed_ = numbers_.size();
  for (int i = 0; i < 40; ++i) AddNode();
  // Properties need every node, and do not ask.
  const Graph& graph = builder.guideline.graph;
  const std::size_t count = graph.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = static_cast<NodeId>(i);
    const bool is_truth = graph.node(id).type == ValueType::kTruth;
    Property property;
    property.condition = is_truth ? id : builder.Truth(NodeKind::kIsKnown, {id});
    builder.guideline.properties.push_back(property);
  }
  if (OneIn(8)) builder.AddResult("number", numbers_.back().node);
}

void RandomGraph::AddFacts() {
  for (const char* name : {"t", "u", "v", "w"}) truths_.push_back(builder.AddTruth(name));
  std::vector<FactId> facts;
  for (const char* name : {"a", "b", "c", "d", "e"}) facts.push_back(builder.AddNumber(name, "1"));
  builder.Of(facts[1]).whole_step = 1;
  builder.Of(facts[2]).step = Decimal(OneIn(2) ? "0.1" : "0.05");
  if (OneIn(3)) builder.Of(facts[2]).whole_step = Decimal("0.01");
  if (OneIn(6)) builder.Of(facts[3]).step = Rational(1, 3);
  if (OneIn(2)) {
    builder.Of(facts[4]).default_value.emplace();
    builder.Of(facts[4]).default_value->number = Interval::Point(Decimal("0.7"));
  }
  if (OneIn(60)) {  // no column holds it
    builder.Of(facts[3]).default_value.emplace();
    builder.Of(facts[3]).default_value->number = Closed("1", "2");
  }
  if (OneIn(6)) {
    builder.Of(facts[0]).suspect_when.push_back(
        builder.Truth(NodeKind::kLess, {Constant("190"), builder.Stated(facts[0])}));
    builder.guideline.suspect_order.push_back(facts[0]);
  }
  truths_.push_back(
      builder.Truth(NodeKind::kFactIsSuspect, {}, static_cast<std::uint32_t>(Index(facts[0]))));
  for (const FactId fact : facts) {
    numbers_.push_back({builder.Node(fact), 9});
    numbers_.push_back({builder.Node(fact), 9});  // twice: facts are what is computed with
  }
  numbers_.push_back({builder.Stated(facts[0]), 9});
  for (const char* name : {"f", "g"}) {
    const FactId date = builder.AddFact(name, FactType::kDate);
    dates_.push_back(builder.Node(date));
    if (!OneIn(60)) continue;
    builder.Of(date).default_value.emplace();
    const DaySpan days = {kAsOf - 30, OneIn(2) ? kAsOf : kAsOf - 30};
    builder.Of(date).default_value->date = days;
  }
  dates_.push_back(builder.DateOf(facts[0]));
  choices_.push_back(builder.Node(builder.AddChoice("h", {"x", "y", "z"})));
  choices_.push_back(builder.Node(builder.AddChoice("i", {"x", "y"})));
}

void RandomGraph::AddLeaves() {
  for (int i = 0; i < 5; ++i) {
    numbers_.push_back({Constant(kConstants[Pick(std::size(kConstants))]), 3});
  }
  dates_.push_back(builder.Date(NodeKind::kDate, {}, static_cast<std::uint32_t>(RandomDay())));
  dates_.push_back(builder.Date(NodeKind::kToday, {}));
  truths_.push_back(builder.TruthConstant(OneIn(2)));
  for (std::uint32_t i = 0; i < 3; ++i)
    choices_.push_back(builder.Choice(NodeKind::kChoice, {}, i));
  if (!OneIn(3)) return;
  truths_.push_back(builder.Truth(NodeKind::kMissing, {}));
  numbers_.push_back({builder.Number(NodeKind::kMissing, {}), 1});
  dates_.push_back(builder.Date(NodeKind::kMissing, {}));
  choices_.push_back(builder.Choice(NodeKind::kMissing, {}));
}

/// Numbers beside others by less than doubles tell apart, beside zero too; some of them equal.
void RandomGraph::AddNearMisses() {
  const NodeId x = numbers_[Pick(10)].node;
  const NodeId tenth = builder.Number(NodeKind::kMultiply, {x, Constant("0.1")});
  const NodeId same = builder.Number(NodeKind::kDivide, {x, Constant("10")});
  const NodeId zero = builder.Number(NodeKind::kSubtract, {tenth, same});
  numbers_.push_back({tenth, 10});
  numbers_.push_back({zero, 19});
  for (const NodeId node : {OneIn(2) ? x : tenth, zero}) {
    for (const char* tiny : {"1e-18", "2e-18", "-1e-18"}) {
      numbers_.push_back({builder.Number(NodeKind::kAdd, {node, Constant(tiny)}), 19});
    }
  }
  const NodeId half = builder.Number(NodeKind::kAdd, {zero, Constant("0.5")});
  numbers_.push_back({half, 3});
  numbers_.push_back({builder.Number(NodeKind::kRealPower, {Constant("3"), half}), 3});
  numbers_.push_back({builder.Number(NodeKind::kRealPower, {half, Constant("1.5")}), 3});
  // The same two doubles for different numbers.
  const NodeId one = builder.Number(NodeKind::kAdd, {x, Constant("1e-18")});
  const NodeId two = builder.Number(NodeKind::kAdd, {x, Constant("2e-18")});
  truths_.push_back(builder.Truth(NodeKind::kLess, {one, two}));
  truths_.push_back(builder.Truth(NodeKind::kEqual, {one, two}));
  numbers_.push_back({builder.Number(NodeKind::kFirstLine, {truths_[Pick(4)], one, two}), 19});
  numbers_.push_back({Constant(kBelowTie), 3});
  numbers_.push_back({builder.Number(NodeKind::kRound, {Constant(kBelowTie)}, 1), 3});
}

/// Small numbers that a missing fact leaves open.
void RandomGraph::AddIntervals() {
  const auto point = [this] {
    constexpr const char* kPoints[] = {"-2", "-1", "0", "1", "2", "3", "0.2", kBelowTie};
    return Constant(kPoints[Pick(std::size(kPoints))]);
  };
  for (int i = 0; i < 4; ++i) {
    const NodeKind kind = OneIn(2) ? NodeKind::kFirstLine : NodeKind::kOnlyLine;
    const NodeId open = builder.Number(kind, {truths_[Pick(4)], point(), point()});
    numbers_.push_back({open, 3});
    numbers_.push_back({builder.Number(NodeKind::kPower, {open}, 2), 6});
    numbers_.push_back({builder.Number(NodeKind::kMultiply, {open, open}), 6});
    numbers_.push_back({builder.Number(NodeKind::kRound, {open}, 1), 3});
    numbers_.push_back({point(), 3});
  }
}

void RandomGraph::AddCuts() {
  const auto fact = static_cast<FactId>(4 + Pick(5));
  truths_.push_back(builder.AddThreshold("low", fact, {builder.Line("1", Under("0.3", OneIn(2)))}));
  CutLine first = builder.Line("1", Closed("0.1", "1.5"));
  first.interval.high.closed = OneIn(2);
  first.when_operand = 1;
  CutLine second = builder.Line("1", OneIn(2) ? Over("0.5") : Closed("-1", "0.7"));
  const std::uint32_t range = builder.AddRange("range", fact, {first, second});
  const NodeId when = Any(truths_);
  for (const NodeKind kind :
       {NodeKind::kBelowRange, NodeKind::kWithinRange, NodeKind::kAboveRange}) {
    truths_.push_back(builder.Truth(kind, {builder.Node(fact), when}, range));
  }
  // Of a number that is computed.
  CutLine line = builder.Line("1", Under("0.3", OneIn(2)));
  line.when_operand = 1;
  const std::vector<CutLine> lines = {line, builder.Line("1", Over("0.1"))};
  truths_.push_back(builder.AddThresholdOf(numbers_[Pick(numbers_.size())].node, lines, {when}));
}

void RandomGraph::AddNode() {
  switch (Pick(10)) {
    case 0:
    case 1:
      return AddTruth();
    case 2:
    case 3:
      return AddComparison();
    case 4:
    case 5:
    case 6:
      return AddNumber();
    case 7:
      return AddFunction();
    case 8:
      return AddDate();
    default:
      return AddChoiceValue();
  }
}

std::vector<NodeId> RandomGraph::Some(const std::vector<NodeId>& of, std::size_t least) {
  std::vector<NodeId> some;
  for (std::size_t count = least + Pick(3); count > 0; --count) some.push_back(Any(of));
  return some;
}

NodeId RandomGraph::AddLines(ValueType type, const std::vector<NodeId>& of) {
  std::vector<NodeId> operands;
  for (std::size_t count = 1 + Pick(3); count > 0; --count) {
    operands.push_back(Any(truths_));
    operands.push_back(Any(of));
  }
  if (!OneIn(4)) operands.push_back(Any(of));
  const NodeKind kind = OneIn(2) ? NodeKind::kFirstLine : NodeKind::kOnlyLine;
  const NodeId node = builder.guideline.graph.Add(kind, type, 0, operands);
  const std::size_t choices = type == ValueType::kChoice ? 3 : 0;
  const auto table = ResultColumn::Kind::kTable;
  // Few tables: open results make the scalar evaluator plan what to ask.
  if (kind == NodeKind::kOnlyLine && OneIn(type == ValueType::kNumber ? 12 : 4))
    builder.AddResult("table", node, choices, table);
  return node;
}

void RandomGraph::AddTruth() {
  const std::size_t drawn = Pick(std::size(kTruthOperators) + 2);
  if (drawn == std::size(kTruthOperators)) {
    truths_.push_back(AddLines(ValueType::kTruth, truths_));
    return;
  }
  if (drawn > std::size(kTruthOperators)) {
    truths_.push_back(builder.TruthOf(NodeKind::kFirstKnown, Some(truths_, 2)));
    return;
  }
  const Operator& of = kTruthOperators[drawn];
  if (of.payload == Payload::kAmbiguity) {
    truths_.push_back(builder.AddAmbiguity(
        "reading", OneIn(2) ? std::optional<std::uint32_t>(Pick(2)) : std::nullopt,
        {Any(truths_), Any(truths_)}));
    return;
  }
  std::vector<NodeId> operands;
  if (of.arity < 0) operands = Some(truths_, 2);
  while (static_cast<int>(operands.size()) < of.arity) operands.push_back(Any(truths_));
  const bool counts = of.payload == Payload::kCount;
  truths_.push_back(
      builder.TruthOf(of.kind, operands, counts ? static_cast<std::uint32_t>(Pick(4)) : 0));
}

void RandomGraph::AddComparison() {
  if (OneIn(3)) return AddChoiceComparison();
  const NodeKind kind = kComparisons[Pick(std::size(kComparisons))].kind;
  if (OneIn(4)) {
    truths_.push_back(builder.Truth(kind, {Any(dates_), Any(dates_)}));
  } else {
    truths_.push_back(builder.Truth(kind, {AnyNumber().node, AnyNumber().node}));
  }
}

void RandomGraph::AddChoiceComparison() {
  const Operator& of = kChoiceComparisons[Pick(std::size(kChoiceComparisons))];
  std::vector<NodeId> operands{Any(choices_)};
  while (static_cast<int>(operands.size()) < of.arity) operands.push_back(Any(choices_));
  for (std::size_t count = of.arity < 0 ? 1 + Pick(3) : 0; count > 0; --count) {
    operands.push_back(builder.Choice(NodeKind::kChoice, {}, static_cast<std::uint32_t>(Pick(3))));
  }
  const bool names = of.payload == Payload::kChoice;
  truths_.push_back(
      builder.TruthOf(of.kind, operands, names ? static_cast<std::uint32_t>(Pick(3)) : 0));
}

void RandomGraph::AddNumber() {
  const Number a = AnyNumber();
  const Number b = AnyNumber();
  const int larger = std::max(a.size, b.size);
  constexpr NodeKind kSums[] = {NodeKind::kAdd, NodeKind::kSubtract, NodeKind::kMinimum,
                                NodeKind::kMaximum};
  constexpr NodeKind kProducts[] = {NodeKind::kMultiply, NodeKind::kDivide};
  constexpr NodeKind kChanges[] = {NodeKind::kNegate, NodeKind::kAbsolute, NodeKind::kFloor,
                                   NodeKind::kCeiling};
  switch (Pick(8)) {
    case 0:
    case 1:
      return Keep({builder.Number(kSums[Pick(4)], {a.node, b.node}), larger + 1});
    case 2:
      return Keep({builder.Number(kProducts[Pick(2)], {a.node, b.node}), a.size + b.size});
    case 3:
      return Keep({builder.Number(kChanges[Pick(4)], {a.node}), a.size});
    case 4: {
      constexpr int kDecimals[] = {0, 1, 2, 3, -1, -2};
      const auto decimals = static_cast<std::uint32_t>(kDecimals[Pick(6)]);
      return Keep({builder.Number(NodeKind::kRound, {a.node}, decimals), a.size});
    }
    case 5: {
      // A sum of items, as scores are.
      std::vector<NodeId> items;
      int size = 0;
      for (std::size_t count = 1 + Pick(4); count > 0; --count) {
        const Number item = AnyNumber();
        size = std::max(size, item.size);
        items.push_back(
            builder.Number(NodeKind::kFirstLine, {Any(truths_), item.node, Constant("0")}));
      }
      const NodeKind kind = OneIn(4) ? NodeKind::kMaximum : NodeKind::kSum;
      return Keep({builder.guideline.graph.Add(kind, ValueType::kNumber, 0, items), size + 1});
    }
    case 6: {
      const Number c = AnyNumber();
      return Keep({builder.Number(NodeKind::kFirstKnown, {a.node, b.node, c.node}),
                   std::max(larger, c.size)});
    }
    default: {
      int size = 0;
      for (const Number& number : numbers_) size = std::max(size, number.size);
      return Keep({AddLines(ValueType::kNumber, NumberNodes()), size});
    }
  }
}

/// Whatever the list of operators has, with operands of its types.
void RandomGraph::AddArithmetic() {
  const ArithmeticOperator& of = kArithmeticOperators[Pick(std::size(kArithmeticOperators))];
  // Drawn elsewhere, with operands for which doubles are mostly enough.
  constexpr NodeKind kOthers[] = {
      NodeKind::kSquareRoot,  NodeKind::kLogarithm, NodeKind::kLogarithm10,
      NodeKind::kExponential, NodeKind::kRealPower, NodeKind::kPower,
      NodeKind::kDivide,      NodeKind::kMultiply,  NodeKind::kRound};
  if (std::ranges::find(kOthers, of.kind) != std::end(kOthers)) return;
  std::vector<NodeId> operands;
  int size = 12;
  const auto add_number = [&] {
    const Number number = AnyNumber();
    size += number.size;
    operands.push_back(number.node);
  };
  const bool of_dates = of.operands == OperandTypes::kDates ||
                        (of.operands == OperandTypes::kNumbersOrDates && OneIn(2));
  const std::size_t count = of.arity < 0 ? 1 + Pick(3) : static_cast<std::size_t>(of.arity);
  if (of.operands == OperandTypes::kDateAndNumber) operands.push_back(Any(dates_));
  while (operands.size() < count) {
    if (of_dates) {
      operands.push_back(Any(dates_));
    } else {
      add_number();
    }
  }
  const int payload = of.payload == Payload::kSigned ? static_cast<int>(Pick(6)) - 2 : 0;
  const bool makes_number = of.result == ValueType::kNumber &&
                            !(of_dates && of.operands == OperandTypes::kNumbersOrDates);
  const NodeId node =
      builder.guideline.graph.Add(of.kind, makes_number ? ValueType::kNumber : ValueType::kDate,
                                  static_cast<std::uint32_t>(payload), operands);
  // Numbers are compared as they are, not computed with: others are drawn so that doubles are
  // mostly enough.
  if (!makes_number && size < 24) dates_.push_back(node);
}

void RandomGraph::AddFunction() {
  const Number a = AnyNumber();
  if (OneIn(8)) return AddArithmetic();
  switch (Pick(6)) {
    case 0:
      return Keep({builder.Number(NodeKind::kSquareRoot, {a.node}), a.size});
    case 1: {
      const NodeKind kind = OneIn(3) ? NodeKind::kLogarithm10 : NodeKind::kLogarithm;
      return Keep({builder.Number(kind, {a.node}), 12});
    }
    case 2: {
      const NodeId small = builder.Number(NodeKind::kMinimum, {a.node, Constant("3")});
      const NodeId bounded = builder.Number(NodeKind::kMaximum, {small, Constant("-7")});
      return Keep({builder.Number(NodeKind::kExponential, {bounded}), 4});
    }
    case 3: {
      const NodeId exponent = Constant(kExponents[Pick(std::size(kExponents))]);
      return Keep({builder.Number(NodeKind::kRealPower, {a.node, exponent}), 3 * a.size});
    }
    case 4: {
      constexpr int kPowers[] = {2, 3, -1, -2, 0, 1, 5, 65};
      const int exponent = kPowers[Pick(std::size(kPowers))];
      return Keep({builder.Number(NodeKind::kPower, {a.node}, static_cast<std::uint32_t>(exponent)),
                   a.size * std::clamp(std::abs(exponent), 1, 5)});
    }
    default:
      return Keep({builder.Number(NodeKind::kDaysBetween, {Any(dates_), Any(dates_)}), 7});
  }
}

void RandomGraph::AddDate() {
  switch (Pick(5)) {
    case 0: {
      const Number days = AnyNumber();
      if (days.size > 9) return;
      // As the compiler has it: what is surely whole is rounded, or counted.
      const bool is_whole = OneIn(2);
      const NodeId count = is_whole ? builder.Number(NodeKind::kFloor, {days.node}) : days.node;
      dates_.push_back(
          builder.Date(NodeKind::kAddDays, {Any(dates_), count}, is_whole ? kWholeDays : 0));
      return;
    }
    case 1: {
      const int months = OneIn(8) ? 96'000 : static_cast<int>(Pick(30)) - 12;
      dates_.push_back(
          builder.Date(NodeKind::kAddMonths, {Any(dates_)}, static_cast<std::uint32_t>(months)));
      return;
    }
    case 2:
      dates_.push_back(builder.Date(OneIn(2) ? NodeKind::kMinimum : NodeKind::kMaximum,
                                    {Any(dates_), Any(dates_)}));
      return;
    case 3:
      dates_.push_back(builder.Date(NodeKind::kFirstKnown, {Any(dates_), Any(dates_)}));
      return;
    default:
      dates_.push_back(AddLines(ValueType::kDate, dates_));
  }
}

void RandomGraph::AddChoiceValue() {
  if (OneIn(3)) {
    choices_.push_back(builder.Choice(NodeKind::kFirstKnown, {Any(choices_), Any(choices_)}));
  } else {
    choices_.push_back(AddLines(ValueType::kChoice, choices_));
  }
}

std::int64_t RandomGraph::RandomFixedPoint(FactId) {
  constexpr std::int64_t kOne = 1'000'000'000;
  const auto between = [this](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  };
  switch (Pick(12)) {
    case 0:
      return between(-2, 3) * kOne;
    case 1:
      return between(0, 200) * kOne;
    case 2:
    case 3:
    case 4:
      return between(0, 30) * (kOne / 10);
    case 5:
      return between(-300, 300) * (kOne / 100);
    case 6:
      return between(0, 20000) * (kOne / 100);
    case 7:
      return between(0, 100) * (kOne / 20);
    case 8:
      return between(-5 * kOne, 5 * kOne);
    case 9:
      if (OneIn(8)) return between(-4 * kOne * kOne, 4 * kOne * kOne);
      return OneIn(4) ? between(0, 9'000'000) * kOne : between(0, 2) * kOne;
    case 10:
      return OneIn(4) ? between(-9'000'000 * kOne, 9'000'000 * kOne) : between(1, 9) * kOne / 2;
    default:
      return between(1, 40) * (kOne / 4);
  }
}

}  // namespace mgl

// Lines in turn: every combination of conditions, every type of value; what is settled.
#include "engine/meaning/lines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// Yes/no facts c0, c1 … and lines under them; a value is a small number, of each type.
struct Lines {
  GuidelineBuilder builder;
  std::vector<NodeId> conditions;

  explicit Lines(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      conditions.push_back(builder.AddTruth("c" + std::to_string(i)));
    }
  }
  NodeId ValueNode(ValueType type, std::uint32_t value) {
    if (type == ValueType::kTruth) return builder.TruthConstant(value != 0);
    if (type == ValueType::kNumber) return builder.NumberConstant(std::to_string(value));
    if (type == ValueType::kDate) return builder.Date(NodeKind::kDate, {}, value);
    return builder.Choice(NodeKind::kChoice, {}, value);
  }
  /// With one value more than conditions: the last one is that of `otherwise`.
  NodeId Add(NodeKind kind, ValueType type, const std::vector<std::uint32_t>& values) {
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i < conditions.size()) operands.push_back(conditions[i]);
      operands.push_back(ValueNode(type, values[i]));
    }
    return builder.guideline.graph.Add(kind, type, 0, operands);
  }
  std::string At(NodeId node, const std::vector<Truth>& truths) {
    std::vector<ReportedFact> facts;
    for (const Truth truth : truths) facts.push_back(ReportedTruth(truth));
    const Decision decision = DecideCase(builder, facts);
    return ValueText(decision.nodes[Index(node)], builder.guideline.graph.node(node).type);
  }
};

TEST_CASE("lines: two lines, all rows") {
  Lines lines(2);
  const auto add = [&](NodeKind kind, const std::vector<std::uint32_t>& values) {
    return lines.Add(kind, ValueType::kChoice, values);
  };
  const NodeId first = add(NodeKind::kFirstLine, {0, 1});
  const NodeId first_otherwise = add(NodeKind::kFirstLine, {0, 1, 2});
  const NodeId first_same = add(NodeKind::kFirstLine, {0, 1, 1});
  const NodeId only = add(NodeKind::kOnlyLine, {0, 1});
  const NodeId only_otherwise = add(NodeKind::kOnlyLine, {0, 1, 2});
  struct Row {
    Truth c0, c1;
    const char *first, *first_otherwise, *first_same, *only, *only_otherwise;
  };
  const Row rows[] = {
      {kN, kN, "missing", "c", "b", "missing", "c"},
      {kN, kY, "b", "b", "b", "b", "b"},
      {kN, kU, "b", "b|c?", "b", "b", "b|c?"},
      {kY, kN, "a", "a", "a", "a", "a"},
      {kY, kY, "a", "a", "a", "a|b?", "a|b?"},
      {kY, kU, "a", "a", "a", "a|b?", "a|b?"},
      {kU, kN, "a", "a|c?", "a|b?", "a", "a|c?"},
      {kU, kY, "a|b?", "a|b?", "a|b?", "a|b?", "a|b?"},
      {kU, kU, "a|b?", "a|b|c?", "a|b?", "a|b?", "a|b|c?"},
  };
  for (const Row& row : rows) {
    CAPTURE(TruthName(row.c0));
    CAPTURE(TruthName(row.c1));
    const std::vector<Truth> truths = {row.c0, row.c1};
    CHECK(lines.At(first, truths) == row.first);
    CHECK(lines.At(first_otherwise, truths) == row.first_otherwise);
    CHECK(lines.At(first_same, truths) == row.first_same);
    CHECK(lines.At(only, truths) == row.only);
    CHECK(lines.At(only_otherwise, truths) == row.only_otherwise);
  }
}

/// What the lines give when every condition is known; empty: none.
std::set<std::uint32_t> Given(NodeKind kind, const std::vector<bool>& conditions,
                              const std::vector<std::uint32_t>& values) {
  std::set<std::uint32_t> given;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (!conditions[i]) continue;
    given.insert(values[i]);
    if (kind == NodeKind::kFirstLine) return given;
  }
  if (given.empty() && values.size() > conditions.size()) given.insert(values.back());
  return given;
}

std::string Expected(const std::set<std::uint32_t>& could_be, ValueType type) {
  if (could_be.empty()) return type == ValueType::kTruth ? "unknown" : "missing";
  Value value;
  value.known = could_be.size() == 1 || type != ValueType::kTruth;
  value.settled = could_be.size() == 1;
  value.truth = ToTruth(*could_be.begin() != 0);
  value.number = {Bound::At(*could_be.begin()), Bound::At(*could_be.rbegin())};
  for (const std::uint32_t choice : could_be) value.choices.Add(choice);
  return ValueText(value, type);
}

TEST_CASE("lines: two and three lines of every type, against all ways to know the conditions") {
  const std::vector<std::vector<std::uint32_t>> values_of_two = {
      {0, 1}, {1, 1}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}};
  const std::vector<std::vector<std::uint32_t>> values_of_three = {
      {0, 1, 2},    {1, 1, 0},    {0, 1, 1},    {1, 1, 1},
      {0, 1, 2, 3}, {0, 1, 0, 1}, {2, 1, 1, 1}, {1, 0, 0, 0}};
  int checked = 0;
  for (const std::size_t count : {std::size_t{2}, std::size_t{3}}) {
    for (const auto& values : count == 2 ? values_of_two : values_of_three) {
      for (const NodeKind kind : {NodeKind::kFirstLine, NodeKind::kOnlyLine}) {
        for (const ValueType type :
             {ValueType::kTruth, ValueType::kNumber, ValueType::kDate, ValueType::kChoice}) {
          if (type == ValueType::kTruth && *std::ranges::max_element(values) > 1) continue;
          Lines lines(count);
          const NodeId node = lines.Add(kind, type, values);
          for (int row = 0; row < (count == 2 ? 9 : 27); ++row) {
            std::vector<Truth> truths;
            for (int rest = row; truths.size() < count; rest /= 3) {
              truths.push_back(kTruths[rest % 3]);
            }
            std::set<std::uint32_t> could_be;
            for (unsigned way = 0; way < 1U << count; ++way) {
              std::vector<bool> known;
              bool is_possible = true;
              for (std::size_t i = 0; i < count; ++i) {
                known.push_back((way >> i & 1U) != 0);
                is_possible &= truths[i] == kU || truths[i] == ToTruth(known[i]);
              }
              if (is_possible) could_be.merge(Given(kind, known, values));
            }
            ++checked;
            REQUIRE(lines.At(node, truths) == Expected(could_be, type));
          }
        }
      }
    }
  }
  CHECK(checked > 1500);
}

TEST_CASE("lines: missing values") {
  GuidelineBuilder builder;
  const NodeId c = builder.AddTruth("c");
  const NodeId x = builder.Node(builder.AddFact("x", FactType::kNumber));
  const NodeId none = builder.Number(NodeKind::kMissing, {});
  const NodeId one = builder.NumberConstant("1");
  const NodeId line = builder.Number(NodeKind::kFirstLine, {c, x, one});
  const NodeId stated = builder.Number(NodeKind::kFirstLine, {c, none, one});
  const auto text = [&](NodeId node, Truth truth, const ReportedFact& number) {
    const Decision decision = DecideCase(builder, {ReportedTruth(truth), number});
    return ValueText(decision.nodes[Index(node)], ValueType::kNumber);
  };
  CHECK(text(line, kY, {}) == "missing");
  CHECK(text(line, kN, {}) == "1");
  CHECK(text(line, kU, {}) == "missing");
  CHECK(text(line, kU, ReportedNumber("1")) == "1");
  CHECK(text(line, kU, ReportedNumber("3")) == "1..3?");
  CHECK(text(line, kY, ReportedNumber(Under("3"))) == "..3");  // measured so: settled
  CHECK(text(line, kU, ReportedNumber(Under("3"))) == "..3?");
  CHECK(text(stated, kU, {}) == "missing");
  CHECK(text(stated, kN, {}) == "1");
}

TEST_CASE("lines: what is not settled is known, but not `is known`") {
  GuidelineBuilder builder;
  const NodeId c = builder.AddTruth("c");
  const auto number = [&](const char* text) { return builder.NumberConstant(text); };
  const NodeId item = builder.Number(NodeKind::kFirstLine, {c, number("2"), number("0")});
  const NodeId sum = builder.Number(NodeKind::kSum, {item, number("1"), number("2")});
  const NodeId at_most = builder.Number(NodeKind::kMinimum, {sum, number("3")});
  const NodeId first = builder.Number(NodeKind::kFirstKnown, {sum, number("9")});
  const NodeId last = builder.Number(NodeKind::kFirstKnown, {number("9"), sum});
  const NodeId only = builder.Number(NodeKind::kFirstKnown, {sum});
  const NodeId is_known = builder.Truth(NodeKind::kIsKnown, {sum});
  const NodeId at_least_3 = builder.Truth(NodeKind::kLessEqual, {number("3"), sum});
  const NodeId at_least_4 = builder.Truth(NodeKind::kLessEqual, {number("4"), sum});
  const NodeId truth = builder.Truth(NodeKind::kFirstLine,
                                     {c, builder.TruthConstant(true), builder.TruthConstant(true)});
  struct Row {
    Truth c;
    const char *sum, *at_most, *first, *last, *only;
    Truth is_known, at_least_3, at_least_4;
  };
  const Row rows[] = {{kN, "3", "3", "3", "9", "3", kY, kY, kN},
                      {kY, "5", "3", "5", "9", "5", kY, kY, kY},
                      {kU, "3..5?", "3", "9", "9", "missing", kN, kY, kU}};
  for (const Row& row : rows) {
    const Decision decision = DecideCase(builder, {ReportedTruth(row.c)});
    const auto text = [&](NodeId node) {
      return ValueText(decision.nodes[Index(node)], ValueType::kNumber);
    };
    CHECK(text(sum) == row.sum);
    CHECK(text(at_most) == row.at_most);
    CHECK(text(first) == row.first);
    CHECK(text(last) == row.last);
    CHECK(text(only) == row.only);
    CHECK(TruthAt(decision, is_known) == row.is_known);
    CHECK(TruthAt(decision, at_least_3) == row.at_least_3);
    CHECK(TruthAt(decision, at_least_4) == row.at_least_4);
    CHECK(TruthAt(decision, truth) == kY);
  }
}

TEST_CASE("lines: comparisons of sets of choices") {
  Lines lines(2);
  GuidelineBuilder& builder = lines.builder;
  const NodeId c = builder.AddTruth("c2");
  const auto choice = [&](std::uint32_t index) {
    return lines.ValueNode(ValueType::kChoice, index);
  };
  const NodeId left = lines.Add(NodeKind::kFirstLine, ValueType::kChoice, {0, 1, 2});
  const NodeId right = builder.Choice(NodeKind::kFirstLine, {c, choice(2), choice(3)});
  const NodeId is_b = builder.Truth(NodeKind::kIsChoice, {left}, 1);
  const NodeId same = builder.Truth(NodeKind::kSameChoice, {left, right});
  const NodeId less = builder.Truth(NodeKind::kChoiceLess, {left, right});
  const NodeId more = builder.Truth(NodeKind::kChoiceLess, {right, left});
  struct Row {
    Truth c0, c1, c2, is_b, same, less, more;
  };
  // left: c0 a, c1 b, else c; right: c2 c, else d.
  const Row rows[] = {{kY, kU, kU, kN, kN, kY, kN}, {kN, kY, kU, kY, kN, kY, kN},
                      {kN, kN, kY, kN, kY, kN, kN}, {kN, kN, kU, kN, kU, kU, kN},
                      {kU, kN, kY, kN, kU, kU, kN}, {kU, kY, kU, kU, kN, kY, kN},
                      {kU, kU, kN, kU, kN, kY, kN}, {kU, kU, kU, kU, kU, kU, kN}};
  for (const Row& row : rows) {
    const Decision decision =
        DecideCase(builder, {ReportedTruth(row.c0), ReportedTruth(row.c1), ReportedTruth(row.c2)});
    CAPTURE(&row - rows);
    CHECK(TruthName(TruthAt(decision, is_b)) == TruthName(row.is_b));
    CHECK(TruthName(TruthAt(decision, same)) == TruthName(row.same));
    CHECK(TruthName(TruthAt(decision, less)) == TruthName(row.less));
    CHECK(TruthName(TruthAt(decision, more)) == TruthName(row.more));
  }
}

TEST_CASE("choice sets: the first and the last choice that can be") {
  const ChoiceSet both = ChoiceSet::Of(0) | ChoiceSet::Of(kMaxChoices - 1);
  CHECK(both.First() == 0);
  CHECK(both.Last() == kMaxChoices - 1);
  CHECK(both.size() == 2);
  CHECK(ChoiceSet::FirstOf(kMaxChoices).size() == kMaxChoices);
  CHECK(Same(both, ChoiceSet::Of(1)) == kN);
  CHECK(Same(both, both) == kU);
  CHECK(Precedes(ChoiceSet::Of(63), ChoiceSet::Of(64)) == kY);
  CHECK(Precedes(ChoiceSet::Of(64), ChoiceSet::Of(64)) == kN);
}

}  // namespace
}  // namespace mgl

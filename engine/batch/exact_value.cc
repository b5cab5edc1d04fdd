// The exact value of a node in one case, for what doubles do not decide: from the nearest operands
// that are exact, by the arithmetic of the scalar evaluator. The only part of Evaluate() that
// allocates.
#include "engine/batch/eval_batch.h"
#include "engine/meaning/arithmetic.h"
#include "engine/meaning/effective_fact.h"
#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"
#include "engine/value/day_interval.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

/// Long chains of open numbers would be computed from their begin for each of them.
constexpr int kMostSteps = 500;

Interval PointOf(FixedPoint number) {
  Rational value(WholeNumber(number));
  value /= PowerOfTen(kFixedPointDigits);
  return Interval::Point(value);
}

}  // namespace

void BatchEvaluator::StartExactRound() {
  ++exact_round_;
  exact_steps_ = 0;
  exact_gave_up_ = false;
}

std::optional<Interval> BatchEvaluator::ExactNumber(NodeId node, std::size_t row) {
  StartExactRound();
  const Interval* value = ExactValue(node, row);
  return exact_gave_up_ ? std::nullopt : std::optional(*value);
}

/// Of a node that is evaluated and known in that case. Valid until the next round; means nothing
/// where it gave up.
const Interval* BatchEvaluator::ExactValue(NodeId top, std::size_t row) {
  exact_stack_.assign(1, top);
  std::vector<NodeId> used;
  while (!exact_stack_.empty() && !exact_gave_up_) {
    exact_gave_up_ = ++exact_steps_ > kMostSteps;
    const NodeId id = exact_stack_.back();
    const auto is_ready = [&](NodeId node) { return exact_in_round_[Index(node)] == exact_round_; };
    Interval& value = exact_values_[Index(id)];
    const ValueType type = NodeOf(id).type;
    used.clear();
    if (is_ready(id)) {
      // computed for another user
    } else if (type == ValueType::kDate) {
      const DateColumn& dates = Dates(id);
      value = DayInterval({dates.first[row], dates.last[row]});
    } else if (const NumberColumn& numbers = Numbers(id); Bit(numbers.exact.data(), row)) {
      value = {Bound::At(RationalOf(numbers.low[row])), Bound::At(RationalOf(numbers.high[row]))};
    } else {
      UsedOperands(id, row, used);
      std::erase_if(used, is_ready);
      if (used.empty()) value = ComputeExactly(id, row).value_or(value);
    }
    if (used.empty()) {
      exact_in_round_[Index(id)] = exact_round_;
      exact_stack_.pop_back();
    } else {
      exact_stack_.insert(exact_stack_.end(), used.begin(), used.end());
    }
  }
  return &exact_values_[Index(top)];
}

/// The operands whose values make that of the node: all are known.
void BatchEvaluator::UsedOperands(NodeId id, std::size_t row, std::vector<NodeId>& used) const {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  if (FamilyOf(node.kind) == NodeFamily::kFirstKnown) {
    std::size_t first = 0;
    const auto is_settled = [&](NodeId operand) {
      return Bit(node.type == ValueType::kDate ? Dates(operand).settled.data()
                                               : Numbers(operand).settled.data(),
                 row);
    };
    while (first + 1 < operands.size() && !is_settled(operands[first])) ++first;
    used.push_back(operands[first]);
  } else if (FamilyOf(node.kind) == NodeFamily::kLines) {
    bool some_is_sure = false;
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Line line = LineAt(operands, i);
      if (!line.when && some_is_sure) return;
      if (line.when && Bit(No(*line.when), row)) continue;
      used.push_back(line.value);
      some_is_sure |= line.when && Bit(Yes(*line.when), row);
      if (some_is_sure && node.kind == NodeKind::kFirstLine) return;
    }
  } else {
    used.assign(operands.begin(), operands.end());
  }
}

/// Empty where it is missing, which only operands that are known can say.
std::optional<Interval> BatchEvaluator::ComputeExactly(NodeId id, std::size_t row) {
  const Node& node = NodeOf(id);
  if (IsFactValue(node)) {
    const Interval value = PointOf(columns_->facts[node.payload].numbers[row]);
    return ApplyRecordedPrecision(guideline_.facts[node.payload], value);
  }
  if (node.kind == NodeKind::kNumber) return Interval::Point(guideline_.graph.number(node.payload));
  std::vector<NodeId> used;
  UsedOperands(id, row, used);
  for (const NodeId operand : used) {
    if (exact_in_round_[Index(operand)] != exact_round_) ExactValue(operand, row);
  }
  if (exact_gave_up_) return std::nullopt;
  if (FamilyOf(node.kind) == NodeFamily::kArithmetic) {
    std::vector<const Interval*> values;
    for (const NodeId operand : used) values.push_back(&exact_values_[Index(operand)]);
    return EvaluateArithmetic(node.kind, node.payload, values);
  }
  Interval hull = exact_values_[Index(used.front())];
  for (const NodeId operand : used) hull = Hull(hull, exact_values_[Index(operand)]);
  return hull;
}

}  // namespace mgl

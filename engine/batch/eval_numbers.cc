// Numbers: leaves, and arithmetic by the kernels; what those leave open is decided exactly.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/batch/double_bracket.h"
#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"

namespace mgl {
namespace {

/// The greatest multiple of `step` that is not above the number.
FixedPoint DownTo(FixedPoint step, FixedPoint number) {
  const FixedPoint rest = number % step;
  return number - rest - (rest < 0 ? step : 0);
}

/// The nearest multiple, halves away from zero.
FixedPoint Nearest(FixedPoint step, FixedPoint number) {
  const FixedPoint rest = number % step;
  const FixedPoint size = rest < 0 ? -rest : rest;
  const bool goes_away = size >= step - size;
  return number - rest + (!goes_away ? 0 : rest < 0 ? -step : step);
}

/// False where the number is too large or too small for the column.
bool StoreNumber(const std::optional<Interval>& value, std::size_t row, NumberColumn& to) {
  AssignBit(to.known.data(), row, value.has_value());
  AssignBit(to.settled.data(), row, value && value->IsPoint());
  if (!value) return true;
  const DoubleBracket low = BracketOf(value->low.value);
  const DoubleBracket high = value->IsPoint() ? low : BracketOf(value->high.value);
  const bool exact = low.is_exact && high.is_exact;
  to.low[row] = low.low;
  to.high[row] = high.high;
  AssignBit(to.exact.data(), row, exact);
  AssignBit(to.canonical.data(), row, exact || (value->IsPoint() && low.is_canonical));
  const auto is_closed = [](const Bound& bound) { return bound.closed && !bound.infinite; };
  return low.is_held && high.is_held && is_closed(value->low) && is_closed(value->high);
}

}  // namespace

/// Numbers on the grid of the recorded precision; cases whose default no column holds.
void BatchEvaluator::RecordFact(FactId id) {
  const BatchPlan::FactPlan& plan = plan_.fact_plans[Index(id)];
  const FactColumn& fact = columns_->facts[Index(id)];
  if (plan.default_number == BatchPlan::kUnheldNumber) {
    for (std::size_t i = 0; i < columns_->size; ++i) {
      if (Bit(fact.known.data(), i) && fact.numbers[i] == BatchPlan::kUnheldNumber) {
        SetBit(columns_->exceptional.data(), i);
      }
    }
  }
  if (plan.unheld_day) {
    for (std::size_t i = 0; i < columns_->size; ++i) {
      if (Bit(fact.known.data(), i) && fact.days[i] == *plan.unheld_day) {
        SetBit(columns_->exceptional.data(), i);
      }
    }
  }
  if (!plan.is_recorded) return;
  std::vector<FixedPoint>& recorded = recorded_[Index(id)];
  constexpr FixedPoint kMost = std::numeric_limits<FixedPoint>::max() / 4;
  for (std::size_t i = 0; i < columns_->size; ++i) {
    FixedPoint number = fact.numbers[i];
    if (number > kMost || number < -kMost) {
      if (Bit(fact.known.data(), i)) SetBit(columns_->exceptional.data(), i);
      continue;
    }
    if (plan.whole_step != 0) number = DownTo(plan.whole_step, number);
    if (plan.step != 0) number = Nearest(plan.step, number);
    recorded[i] = number;
  }
}

const FixedPoint* BatchEvaluator::RecordedNumbers(FactId id) const {
  const bool is_recorded = plan_.fact_plans[Index(id)].is_recorded;
  return is_recorded ? recorded_[Index(id)].data() : columns_->facts[Index(id)].numbers.data();
}

void BatchEvaluator::EvaluateNumberLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  if (PlanOf(id).is_exceptional) return columns_->exceptional.fill(~Word{0});
  if (!IsFactValue(node)) return;  // the same in every block
  const auto fact = static_cast<FactId>(node.payload);
  OpenRows open{};
  const Word* known = columns_->facts[Index(fact)].known.data();
  FixedPointRows(RecordedNumbers(fact), known, words_, NumbersOf(id), open);
  if (plan_.fact_plans[Index(fact)].has_other_steps) std::copy_n(known, words_, open.begin());
  DecideOpenNumbers(id, open);
}

void BatchEvaluator::EvaluateNumberNode(NodeId id) {
  OpenRows open{};
  ComputeNumbers(id, open);
  const NumberColumn& out = NumbersOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    if (PlanOf(id).may_grow_too_large) open[w] = ~Word{0};
    // What an operand lacks, this lacks; only a divisor or a domain can say more.
    open[w] &= out.known[w];
  }
  DecideOpenNumbers(id, open);
}

void BatchEvaluator::ComputeNumbers(NodeId id, OpenRows& open) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  NumberColumn& out = NumbersOf(id);
  const auto payload = static_cast<std::int32_t>(node.payload);
  const auto combine = [&](Combination kind) {
    if (operands.size() == 1) {
      out = Numbers(operands[0]);
      return;
    }
    CombineRows(kind, Numbers(operands[0]), Numbers(operands[1]), words_, out, open);
    for (const NodeId operand : operands.subspan(2)) {
      CombineRows(kind, out, Numbers(operand), words_, out, open);
    }
  };
  const auto transform = [&](Transformation kind) {
    TransformRows(kind, Numbers(operands[0]), payload, words_, out, open);
  };
  const auto round = [&](RoundedFunction kind) {
    RoundedFunctionRows(kind, Numbers(operands[0]), Numbers(operands.back()), words_, out, open);
  };
  switch (AsArithmetic(node.kind)) {
    case ArithmeticKind::kAdd:
    case ArithmeticKind::kSum:
      return combine(Combination::kSum);
    case ArithmeticKind::kSubtract:
      return combine(Combination::kDifference);
    case ArithmeticKind::kMultiply:
      return combine(Combination::kProduct);
    case ArithmeticKind::kDivide:
      return combine(Combination::kQuotient);
    case ArithmeticKind::kMinimum:
      return combine(Combination::kLeast);
    case ArithmeticKind::kMaximum:
      return combine(Combination::kMost);
    case ArithmeticKind::kPower:
      return PowerRows(Numbers(operands[0]), payload, words_, out, open);
    case ArithmeticKind::kSquareRoot:
      return round(RoundedFunction::kSquareRoot);
    case ArithmeticKind::kLogarithm:
      return round(RoundedFunction::kLogarithm);
    case ArithmeticKind::kLogarithm10:
      return LeaveOpenRows(Numbers(operands[0]), words_, out, open);
    case ArithmeticKind::kExponential:
      return round(RoundedFunction::kExponential);
    case ArithmeticKind::kRealPower:
      return round(RoundedFunction::kPower);
    case ArithmeticKind::kNegate:
      return transform(Transformation::kNegate);
    case ArithmeticKind::kAbsolute:
      return transform(Transformation::kAbsolute);
    case ArithmeticKind::kFloor:
      return transform(Transformation::kFloor);
    case ArithmeticKind::kCeiling:
      return transform(Transformation::kCeiling);
    case ArithmeticKind::kRound:
      return transform(Transformation::kRound);
    case ArithmeticKind::kMonthsBetween:
    case ArithmeticKind::kDaysBetween:
      return EvaluateTimeBetween(id);
    case ArithmeticKind::kYearOf:
    case ArithmeticKind::kMonthOf:
      return EvaluatePartOfDate(id);
    case ArithmeticKind::kAddDays:
    case ArithmeticKind::kAddMonths:
      std::abort();  // dates
  }
}

void BatchEvaluator::DecideOpenNumbers(NodeId id, const OpenRows& open) {
  NumberColumn& out = NumbersOf(id);
  ForEachOpenRow(open, *columns_, [&](std::size_t row) {
    StartExactRound();
    return StoreNumber(ComputeExactly(id, row), row, out) && !exact_gave_up_;
  });
}

}  // namespace mgl

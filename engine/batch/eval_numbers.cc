// Numbers: leaves, and arithmetic by the kernels; what those leave open is decided exactly.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/batch/double_bracket.h"
#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"
#include "engine/meaning/arithmetic.h"

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
  FactPlan& plan = fact_plans_[Index(id)];
  const FactColumn& fact = columns_->facts[Index(id)];
  if (plan.default_number == kUnheldNumber) {
    for (std::size_t i = 0; i < columns_->size; ++i) {
      if (Bit(fact.known.data(), i) && fact.numbers[i] == kUnheldNumber) {
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
  constexpr FixedPoint kMost = std::numeric_limits<FixedPoint>::max() / 4;
  for (std::size_t i = 0; i < columns_->size; ++i) {
    FixedPoint number = fact.numbers[i];
    if (number > kMost || number < -kMost) {
      if (Bit(fact.known.data(), i)) SetBit(columns_->exceptional.data(), i);
      continue;
    }
    if (plan.whole_step != 0) number = DownTo(plan.whole_step, number);
    if (plan.step != 0) number = Nearest(plan.step, number);
    plan.recorded[i] = number;
  }
}

const FixedPoint* BatchEvaluator::RecordedNumbers(FactId id) const {
  const FactPlan& plan = fact_plans_[Index(id)];
  return plan.is_recorded ? plan.recorded.data() : columns_->facts[Index(id)].numbers.data();
}

void BatchEvaluator::EvaluateNumberLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  if (plans_[Index(id)].is_exceptional) return columns_->exceptional.fill(~Word{0});
  if (!IsFactValue(node)) return;  // it was filled once
  const auto fact = static_cast<FactId>(node.payload);
  OpenRows open{};
  const Word* known = columns_->facts[Index(fact)].known.data();
  FixedPointRows(RecordedNumbers(fact), known, words_, NumbersOf(id), open);
  if (fact_plans_[Index(fact)].has_other_steps) std::copy_n(known, words_, open.begin());
  DecideOpenNumbers(id, open);
}

void BatchEvaluator::EvaluateNumberNode(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  NumberColumn& out = NumbersOf(id);
  const auto payload = static_cast<std::int32_t>(node.payload);
  OpenRows open{};
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
      combine(Combination::kSum);
      break;
    case ArithmeticKind::kSubtract:
      combine(Combination::kDifference);
      break;
    case ArithmeticKind::kMultiply:
      combine(Combination::kProduct);
      break;
    case ArithmeticKind::kDivide:
      combine(Combination::kQuotient);
      break;
    case ArithmeticKind::kMinimum:
      combine(Combination::kLeast);
      break;
    case ArithmeticKind::kMaximum:
      combine(Combination::kMost);
      break;
    case ArithmeticKind::kPower:
      PowerRows(Numbers(operands[0]), payload, words_, out, open);
      break;
    case ArithmeticKind::kSquareRoot:
      round(RoundedFunction::kSquareRoot);
      break;
    case ArithmeticKind::kLogarithm:
      round(RoundedFunction::kLogarithm);
      break;
    case ArithmeticKind::kExponential:
      round(RoundedFunction::kExponential);
      break;
    case ArithmeticKind::kRealPower:
      round(RoundedFunction::kPower);
      break;
    case ArithmeticKind::kNegate:
      transform(Transformation::kNegate);
      break;
    case ArithmeticKind::kAbsolute:
      transform(Transformation::kAbsolute);
      break;
    case ArithmeticKind::kFloor:
      transform(Transformation::kFloor);
      break;
    case ArithmeticKind::kCeiling:
      transform(Transformation::kCeiling);
      break;
    case ArithmeticKind::kRound:
      transform(Transformation::kRound);
      break;
    case ArithmeticKind::kMonthsBetween:
    case ArithmeticKind::kDaysBetween:
      EvaluateTimeBetween(id);
      break;
    case ArithmeticKind::kAddDays:
    case ArithmeticKind::kAddMonths:
      std::abort();  // dates
  }
  for (std::size_t w = 0; w < words_; ++w) {
    if (plans_[Index(id)].may_grow_too_large) open[w] = ~Word{0};
    // What an operand lacks, this lacks; only a divisor or a domain can say more.
    open[w] &= out.known[w];
  }
  DecideOpenNumbers(id, open);
}

void BatchEvaluator::DecideOpenNumbers(NodeId id, const OpenRows& open) {
  NumberColumn& out = NumbersOf(id);
  ForEachOpenRow(open, *columns_, [&](std::size_t row) {
    StartExactRound();
    return StoreNumber(ComputeExactly(id, row), row, out) && !exact_gave_up_;
  });
}

}  // namespace mgl

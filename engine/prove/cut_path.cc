#include "engine/prove/cut_path.h"

#include <algorithm>
#include <array>

#include "engine/meaning/arithmetic.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

/// Of a sum of two operands: the sign of each.
using Signs = std::array<int, 2>;
std::optional<Signs> SignsOf(NodeKind kind) {
  if (kind == NodeKind::kAdd || kind == NodeKind::kAddDays) return Signs{1, 1};
  if (kind == NodeKind::kSubtract) return Signs{1, -1};
  if (kind == NodeKind::kDaysBetween) return Signs{-1, 1};
  return std::nullopt;
}

bool IsOfDays(NodeKind kind) {
  return kind == NodeKind::kAddMonths || kind == NodeKind::kMonthsBetween ||
         kind == NodeKind::kYearOf;
}

bool IsStaircase(NodeKind kind) {
  return kind == NodeKind::kFloor || kind == NodeKind::kCeiling || kind == NodeKind::kRound;
}

bool IsLimit(NodeKind kind) { return kind == NodeKind::kMinimum || kind == NodeKind::kMaximum; }

/// The least multiple of `step` on the far side of the cut.
Rational FirstBehind(const CutAt& cut, const Rational& step) {
  const Rational first = Ceiling(cut.at / step) * step;
  return first == cut.at && cut.is_after ? Rational(first + step) : first;
}

}  // namespace

const Rational* CutPath::ConstantOf(NodeId node) const {
  const Value& value = constants_.nodes[Index(node)];
  return value.known && value.number.IsPoint() ? &value.number.low.value : nullptr;
}

std::optional<PathStep::Linear> CutPath::LinearOf(NodeId id, std::size_t operand) const {
  const NodeKind kind = graph_.node(id).kind;
  if (kind == NodeKind::kNegate) return PathStep::Linear{-1, 0};
  const auto operands = graph_.Operands(id);
  const std::optional<Signs> signs = SignsOf(kind);
  const bool is_quotient = kind == NodeKind::kDivide && operand == 0;
  if (!signs && !is_quotient && kind != NodeKind::kMultiply) return std::nullopt;
  const Rational* const number = ConstantOf(operands[1 - operand]);
  if (number == nullptr) return std::nullopt;
  if (signs) return PathStep::Linear{(*signs)[operand], *number * (*signs)[1 - operand]};
  if (*number == 0) return std::nullopt;
  return PathStep::Linear{is_quotient ? Rational(1 / *number) : *number, 0};
}

std::optional<PathStep> CutPath::StepTo(NodeId id, std::size_t operand) const {
  PathStep step{id, operand, LinearOf(id, operand)};
  if (step.linear) return step;
  const NodeKind kind = graph_.node(id).kind;
  if (!IsOfDays(kind) && !IsStaircase(kind) && !IsLimit(kind)) return std::nullopt;
  const auto operands = graph_.Operands(id);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i != operand && ConstantOf(operands[i]) == nullptr) return std::nullopt;
  }
  return step;
}

std::optional<CutAt> CutPath::Below(const PathStep& step, const CutAt& cut) const {
  if (step.linear) {
    const auto& [a, b] = *step.linear;
    return CutAt{(cut.at - b) / a, cut.is_after != (a < 0)};
  }
  const Node& node = graph_.node(step.node);
  if (node.kind == NodeKind::kFloor) return CutAt{FirstBehind(cut, 1), false};
  if (node.kind == NodeKind::kCeiling) return CutAt{FirstBehind(cut, 1) - 1, true};
  if (node.kind == NodeKind::kRound) {
    const Rational unit = PowerOfTen(-static_cast<std::int32_t>(node.payload));
    const Rational half = FirstBehind(cut, unit) - unit / 2;
    return CutAt{half, half < 0};  // halves go away from zero
  }
  if (IsLimit(node.kind)) return BelowLimit(step, cut);
  const auto is_behind = [&](const Rational& value) {
    return cut.is_after ? value > cut.at : value >= cut.at;
  };
  const bool falls = node.kind == NodeKind::kMonthsBetween && step.operand == 0;
  return FirstDay([&](const Rational& day) {
    const std::optional<Rational> value = ValueOn(step, day);
    // Only at the end of the calendar to which the months lead.
    if (!value) return static_cast<std::int32_t>(node.payload) > 0;
    return is_behind(*value) != falls;
  });
}

std::optional<CutAt> CutPath::BelowLimit(const PathStep& step, const CutAt& cut) const {
  const auto operands = graph_.Operands(step.node);
  const bool is_least = graph_.node(step.node).kind == NodeKind::kMinimum;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i == step.operand) continue;
    const Rational& limit = *ConstantOf(operands[i]);
    const bool is_reached = is_least ? cut.at < limit || (cut.at == limit && !cut.is_after)
                                     : cut.at > limit || (cut.at == limit && cut.is_after);
    if (!is_reached) return std::nullopt;
  }
  return cut;
}

std::optional<CutAt> CutPath::EdgeBelow(const PathStep& step) const {
  const Node& node = graph_.node(step.node);
  if (node.kind != NodeKind::kAddDays && node.kind != NodeKind::kAddMonths) return std::nullopt;
  if (node.kind == NodeKind::kAddDays && step.operand != 0) return std::nullopt;
  const auto has_value = [&](const Rational& day) { return ValueOn(step, day).has_value(); };
  const bool begins = has_value(CalendarSpan().first);
  return FirstDay([&](const Rational& day) { return has_value(day) != begins; });
}

std::optional<Rational> CutPath::ValueOn(const PathStep& step, const Rational& day) const {
  const Node& node = graph_.node(step.node);
  const Interval point = Interval::Point(day);
  std::vector<const Interval*> operands;
  for (const NodeId operand : graph_.Operands(step.node)) {
    operands.push_back(&constants_.nodes[Index(operand)].number);
  }
  operands[step.operand] = &point;
  const std::optional<Interval> value = EvaluateArithmetic(node.kind, node.payload, operands);
  return value && value->IsPoint() ? std::optional(value->low.value) : std::nullopt;
}

/// Before the first day of the calendar that is behind; all days after it are.
template <typename IsBehind>
std::optional<CutAt> CutPath::FirstDay(IsBehind is_behind) const {
  const DaySpan calendar = CalendarSpan();
  Day low = calendar.first;
  Day high = calendar.last;
  if (is_behind(low) || !is_behind(high)) return std::nullopt;
  while (high - low > 1) {
    const Day middle = low + (high - low) / 2;
    (is_behind(middle) ? high : low) = middle;
  }
  return CutAt{high, false};
}

}  // namespace mgl

// Comparisons are on the ends themselves: no interval is copied.
#include "engine/meaning/cut_line.h"

#include <algorithm>
#include <optional>

namespace mgl {
namespace {

/// Whether a value lies beyond a line's end, where `direction` is -1 for the lower end and 1 for
/// the upper. `near` is the value's end that is the last to cross the line's, `far` the first.
Truth LiesBeyond(const Bound& near, const Bound& far, const Bound& end, int direction) {
  if (end.infinite) return Truth::kNo;
  if (!near.infinite) {
    const int order = direction * cmp(near.value, end.value);
    if (order > 0 || (order == 0 && !(near.closed && end.closed))) return Truth::kYes;
  }
  if (!far.infinite) {
    const int order = direction * cmp(far.value, end.value);
    if (order < 0 || (order == 0 && (end.closed || !far.closed))) return Truth::kNo;
  }
  return Truth::kUnknown;
}

Truth LiesBelow(const Interval& value, const Interval& line) {
  return LiesBeyond(value.high, value.low, line.low, -1);
}

Truth LiesAbove(const Interval& value, const Interval& line) {
  return LiesBeyond(value.low, value.high, line.high, 1);
}

}  // namespace

const std::vector<CutLine>& LinesOf(const Guideline& guideline, const Node& node) {
  return node.kind == NodeKind::kThreshold ? guideline.thresholds[node.payload].lines
                                           : guideline.ranges[node.payload].lines;
}

CutSide SideOf(NodeKind kind) {
  if (kind == NodeKind::kBelowRange) return CutSide::kBelow;
  return kind == NodeKind::kAboveRange ? CutSide::kAbove : CutSide::kWithin;
}

Truth LiesOn(CutSide side, const Interval& value, const Interval& line) {
  if (side == CutSide::kBelow) return LiesBelow(value, line);
  if (side == CutSide::kAbove) return LiesAbove(value, line);
  return And(Not(LiesBelow(value, line)), Not(LiesAbove(value, line)));
}

const Dimension& ServingKind(const std::vector<CutLine>& lines, const Dimension& kind) {
  const bool is_stated =
      std::ranges::any_of(lines, [&kind](const CutLine& line) { return line.kind == kind; });
  return is_stated ? kind : lines.front().kind;
}

Truth EvaluateLines(const std::vector<CutLine>& lines, CutSide side,
                    std::span<const NodeId> operands, const std::vector<Value>& nodes) {
  const Value& value = nodes[Index(operands[0])];
  if (!value.known) return Truth::kUnknown;
  const Dimension& kind = ServingKind(lines, value.kind);
  std::optional<Truth> common;
  for (const CutLine& line : lines) {
    if (line.kind != kind) continue;
    const Truth applies =
        line.when_operand ? nodes[Index(operands[*line.when_operand])].truth : Truth::kYes;
    if (applies == Truth::kNo) continue;
    const Truth answer = LiesOn(side, value.number, line.interval);
    common = !common || *common == answer ? answer : Truth::kUnknown;
    if (applies == Truth::kYes) return *common;
  }
  return Truth::kUnknown;
}

}  // namespace mgl

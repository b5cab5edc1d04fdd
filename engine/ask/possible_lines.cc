// Lines on sets of values: line after line, what those looked at so far may give. A first line is
// looked at from the end, because it hides those after it.
#include <algorithm>

#include "engine/ask/possible_truth.h"
#include "engine/meaning/lines.h"

namespace mgl {
namespace {

/// The truth on which two candidates agree, for each choice of theirs.
TruthSet Common(TruthSet a, TruthSet b) {
  TruthSet common;
  for (const Truth x : kTruths) {
    for (const Truth y : kTruths) {
      if (a.Has(x) && b.Has(y)) common = common | (x == y ? x : Truth::kUnknown);
    }
  }
  return common;
}

}  // namespace

void PossibleTruth::SetLines(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const std::size_t count = LineCount(operands);
  PossibleLines lines{kNever, true, std::nullopt};
  bool some_is_sure = false;
  bool some_may_be_sure = false;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_first_line = node.kind == NodeKind::kFirstLine;
    const Line line = LineAt(operands, is_first_line ? count - 1 - i : i);
    const TruthSet when = line.when ? TruthsOf(*line.when) : TruthSet(Truth::kUnknown);
    LineRole role{false, when.Has(Truth::kUnknown), when.Has(Truth::kNo)};
    if (is_first_line) {
      role.alone = when.Has(Truth::kYes);
    } else if (line.when) {
      role.with_rest |= when.Has(Truth::kYes);
    } else {
      role = {false, !some_is_sure, some_may_be_sure};
    }
    some_is_sure |= when.Is(Truth::kYes);
    some_may_be_sure |= when.Has(Truth::kYes);
    AddLine(id, line.value, role, lines);
    if (!line.when) lines.may_be_none = false;
  }
  if (node.type == ValueType::kTruth) {
    const TruthSet truths = lines.value.truths;
    SetTruths(id, lines.may_be_none ? truths | Truth::kUnknown : truths);
    return;
  }
  lines.value.may_be_missing |= lines.may_be_none;
  possible_[Index(id)] = lines.value;
  set_in_round_[Index(id)] = round_;
}

void PossibleTruth::AddLine(NodeId id, NodeId value_node, const LineRole& role,
                            PossibleLines& rest) {
  if (!role.alone && !role.with_rest) return;
  const Possible value = Of(value_node);
  const bool hides_rest = !role.with_rest && !role.out;
  Possible next = kNever;
  if (role.alone || rest.may_be_none) next = value;
  if (role.with_rest) next = Either(next, Together(value_node, value, rest));
  if (role.out) next = Either(next, rest.value);
  next.hull = Widened(id, hides_rest ? nullptr : rest.value.hull, value);
  const bool is_only_node =
      hides_rest || !rest.value.MayBeAnything() || rest.only_node == value_node;
  rest.only_node = is_only_node ? std::optional(value_node) : std::nullopt;
  rest.value = next;
  rest.may_be_none &= role.out;
}

/// The line and some of the rest count: what they agree on, or all that they could be.
PossibleTruth::Possible PossibleTruth::Together(NodeId value_node, const Possible& value,
                                                const PossibleLines& lines) const {
  const Possible& rest = lines.value;
  if (!rest.MayBeAnything() || lines.only_node == value_node) {
    return rest.MayBeAnything() ? value : kNever;
  }
  Possible both = kNever;
  both.truths = Common(value.truths, rest.truths);
  both.may_be_missing = value.may_be_missing || rest.may_be_missing;
  if (!value.MayBeKnown() || !rest.MayBeKnown()) return both;
  const bool is_number = value.hull != nullptr;
  const bool agree = is_number ? value.hull->IsPoint() && *value.hull == *rest.hull
                               : value.choices.size() == 1 && value.choices == rest.choices;
  both.may_be_settled = value.may_be_settled && rest.may_be_settled;
  both.may_be_open = value.may_be_open || rest.may_be_open || !agree;
  both.exact = value.exact && rest.exact;
  both.choices = value.choices | rest.choices;
  return both;
}

}  // namespace mgl

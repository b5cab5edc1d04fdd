// One pass over the candidates; nothing is remembered of those that are out.
#include "engine/meaning/lines.h"

#include <algorithm>

namespace mgl {
namespace {

/// `value` becomes what it or `other` could be. Both are known.
void Include(const Value& other, ValueType type, Value& value) {
  value.settled &= other.settled;
  if (type == ValueType::kTruth) {
    if (value.truth != other.truth) value.truth = Truth::kUnknown;
    value.known = value.truth != Truth::kUnknown;
  } else if (type == ValueType::kChoice) {
    value.choices = value.choices | other.choices;
    value.settled = value.choices.size() == 1;
  } else if (!(value.number == other.number)) {
    value.number = Hull(value.number, other.number);
    value.settled = false;
  }
}

bool SurelyDiffer(const Value& a, const Value& b, ValueType type) {
  if (!a.known || !b.known) return false;
  if (type == ValueType::kTruth) return a.truth != b.truth;
  if (type == ValueType::kChoice) return (a.choices & b.choices) == ChoiceSet();
  return Equal(a.number, b.number) == Truth::kNo;
}

}  // namespace

std::size_t LineCount(std::span<const NodeId> operands) { return (operands.size() + 1) / 2; }

Line LineAt(std::span<const NodeId> operands, std::size_t index) {
  const std::size_t first = 2 * index;
  if (first + 1 == operands.size()) return {std::nullopt, operands[first]};
  return {operands[first], operands[first + 1]};
}

void EvaluateLine(const Node& node, std::span<const NodeId> operands,
                  const std::vector<Value>& nodes, Value& value) {
  bool some = false;
  bool some_is_missing = false;
  ForEachCandidate(node.kind, operands, nodes, [&](const Line& line) {
    const Value& candidate = nodes[Index(line.value)];
    some_is_missing |= !candidate.known;
    if (some_is_missing) return;
    if (some) {
      Include(candidate, node.type, value);
    } else {
      value = candidate;
    }
    some = true;
    // Candidates that differ leave a truth unknown, whatever else there is.
    some_is_missing |= !value.known;
  });
  if (some && !some_is_missing) return;
  value.known = false;
  value.truth = Truth::kUnknown;
  value.settled = true;
}

bool NoLineHolds(std::span<const NodeId> operands, const std::vector<Value>& nodes) {
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    if (!line.when || nodes[Index(*line.when)].truth != Truth::kNo) return false;
  }
  return true;
}

bool RowsConflict(const Node& node, std::span<const NodeId> operands,
                  const std::vector<Value>& nodes) {
  std::vector<const Value*> sure;
  ForEachCandidate(node.kind, operands, nodes, [&](const Line& line) {
    if (!line.when || nodes[Index(*line.when)].truth != Truth::kYes) return;
    sure.push_back(&nodes[Index(line.value)]);
  });
  for (const Value* a : sure) {
    const auto differs = [&](const Value* b) { return SurelyDiffer(*a, *b, node.type); };
    if (std::ranges::any_of(sure, differs)) return true;
  }
  return false;
}

}  // namespace mgl

// Lines in turn (`value V when C`, score items, rows of tables): which of them may give the value,
// and what it is then.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// A line of a kFirstLine or kOnlyLine node.
struct Line {
  std::optional<NodeId> when;  // empty: `otherwise`
  NodeId value{};
};

/// The lines of a node's operands, in order.
std::size_t LineCount(std::span<const NodeId> operands);
Line LineAt(std::span<const NodeId> operands, std::size_t index);

/// Calls `use(line)` for each line that is not surely excluded. `nodes` are the values of the
/// graph. First line: those before a surely yes one, and it itself. Only line: all whose condition
/// is not surely no. `otherwise` only where no line is surely yes.
template <typename Use>
void ForEachCandidate(NodeKind kind, std::span<const NodeId> operands,
                      const std::vector<Value>& nodes, Use use) {
  bool some_is_sure = false;
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    if (!line.when && some_is_sure) return;
    const Truth when = line.when ? nodes[Index(*line.when)].truth : Truth::kUnknown;
    if (when == Truth::kNo) continue;
    use(line);
    some_is_sure |= when == Truth::kYes;
    if (some_is_sure && kind == NodeKind::kFirstLine) return;
  }
}

/// The value of such a node: that on which the candidates agree, else all that it could be
/// (choices, a hull), not settled. Missing where there is no candidate, or one's own value is
/// missing; a truth is unknown where they differ. Sets every field.
void EvaluateLine(const Node& node, std::span<const NodeId> operands,
                  const std::vector<Value>& nodes, Value& value);

/// Whether every line is surely excluded and nothing is said for `otherwise`.
bool NoLineHolds(std::span<const NodeId> operands, const std::vector<Value>& nodes);

/// Whether two lines of a kOnlyLine node surely hold and give values that surely differ.
bool RowsConflict(const Node& node, std::span<const NodeId> operands,
                  const std::vector<Value>& nodes);

}  // namespace mgl

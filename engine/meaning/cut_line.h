// A value against the lines of a threshold or a range: which lines serve it, on which side it lies.
#pragma once

#include <span>
#include <vector>

#include "engine/model/decision.h"
#include "engine/model/guideline.h"

namespace mgl {

/// Those of the threshold or the range that the node names.
const std::vector<CutLine>& LinesOf(const Guideline& guideline, const Node& node);

/// The side of a line that a node asks for; a threshold asks whether the value is within.
enum class CutSide { kBelow, kWithin, kAbove };
CutSide SideOf(NodeKind kind);

/// Yes where every possible value lies on that side of the line, no where none does. A value
/// outside an end that is open lies on that end: 18 is above `16 to below 18`.
Truth LiesOn(CutSide side, const Interval& value, const Interval& line);

/// The kind of the lines that serve a value of `kind`: its own where a line states it, else the
/// first line's.
const Dimension& ServingKind(const std::vector<CutLine>& lines, const Dimension& kind);

/// The answer of the serving lines. A line without `when` applies; the answer is common to all
/// lines that may apply, up to and including the first that surely does; without such a line, and
/// where the value is missing, it is unknown. `operands` are the node's, `nodes` the values of the
/// graph.
Truth EvaluateLines(const std::vector<CutLine>& lines, CutSide side,
                    std::span<const NodeId> operands, const std::vector<Value>& nodes);

}  // namespace mgl

// The sides of ranges, and for whom there rules are.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/guideline.h"
#include "tools/author/lint/proofs.h"

namespace mgl {

enum class RangeSide : std::uint8_t { kBelow, kWithin, kAbove };

/// Those of everybody whose value is on this side, reported so that the range's own line counts.
/// Empty where there is no such patient, or where the range is not of a fact, has lines for some
/// patients only or several for one unit.
std::optional<PatientSet> PatientsOnSide(const Range& range, RangeSide side, Proofs& proofs,
                                         bool in_all_units = false);

bool OnlyNotes(const Rule& rule);

/// Below or above a range, whose other side has a rule that looks at the fact, no rule but a note
/// can be yes.
struct SideWithoutRule {
  std::uint32_t range = 0;
  RangeSide side{};
};
std::vector<SideWithoutRule> SidesWithoutRule(const Guideline& guideline, Proofs& proofs);

}  // namespace mgl

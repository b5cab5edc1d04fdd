// What a guideline decides, as one list: the scope, rules, results and rechecks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/decision.h"

namespace mgl {

struct OutcomeRef {
  enum class Kind : std::uint8_t { kScope, kRule, kResult, kRecheck };
  Kind kind = Kind::kScope;
  std::uint32_t index = 0;  // not for kScope
  bool operator==(const OutcomeRef&) const = default;
};

/// The scope where there is a condition on it, rules (the most urgent first), results, rechecks.
std::vector<OutcomeRef> AllOutcomes(const Guideline& guideline);

/// "Oral magnesium"; for the scope "Whether this guideline is for the patient".
std::string TitleOf(const Guideline& guideline, OutcomeRef outcome);

/// Out of scope nothing is open.
bool IsDecided(const Guideline& guideline, const Decision& decision, OutcomeRef outcome);

/// The nodes that an outcome is read from: one, for a recheck that of its `when`.
NodeId NodeOf(const Guideline& guideline, OutcomeRef outcome);

}  // namespace mgl

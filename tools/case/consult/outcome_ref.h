// What a guideline decides, as one list: the scope, rules, results and rechecks, then what the
// rules' actions depend on.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

struct OutcomeRef {
  enum class Kind : std::uint8_t {
    kScope,
    kRule,
    kResult,
    kRecheck,
    // Parts of actions.
    kDose,     // whether a dose line with a condition holds
    kAmount,   // how much a dose by body size is, where it is in force
    kOption,   // whether an option must not be given
    kCaution,  // whether there is reason for it
  };
  Kind kind = Kind::kScope;
  std::uint32_t index = 0;  // not for kScope; kDose, kAmount, kOption: the medication
  std::uint32_t part = 0;   // kDose, kAmount, kOption: within the medication
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 in it for a pointer.
  auto operator<=>(const OutcomeRef&) const = default;

  bool IsPartOfAction() const { return kind >= Kind::kDose; }
};

/// What the actions of a rule depend on where it applies: doses, amounts, options, cautions.
std::vector<OutcomeRef> PartsOfActions(const Guideline& guideline, const Rule& rule);

/// The scope where there is a condition on it, rules (the most urgent first), results, rechecks,
/// parts of actions (those of the most urgent rule first).
std::vector<OutcomeRef> AllOutcomes(const Guideline& guideline);

/// "Oral magnesium"; for a dose "Oral iron: 60 mg per day"; for the scope "Whether this guideline
/// is for the patient".
std::string TitleOf(const Guideline& guideline, OutcomeRef outcome);

/// Out of scope nothing is open. A part of an action is taken as if it were needed.
bool IsDecided(const Guideline& guideline, const Decision& decision, OutcomeRef outcome);

/// What keeps the outcome open in this case; where nothing does, the node that it is read from.
NodeId OpenNodeOf(const Guideline& guideline, const Decision& decision, OutcomeRef outcome);

/// The nodes that an outcome is read from: one, for a recheck that of its `when`.
NodeId NodeOf(const Guideline& guideline, OutcomeRef outcome);

}  // namespace mgl

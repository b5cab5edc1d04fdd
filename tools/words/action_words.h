// What a rule tells to do, in words: the dose, the options that are left, what is open, cautions.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/decision.h"

namespace mgl {

/// One action of a rule that applies.
struct ActionInWords {
  std::string text;  // "give Oral organic magnesium salt: 400 to 500 mg per day, oral"
  std::vector<std::string> details;  // options, limits, open questions, cautions
};

/// What the action is about: a title, or its text.
std::string TargetInWords(const Guideline& guideline, const Action& action);

/// "consider Magnesium sulfate".
std::string ActionInShort(const Guideline& guideline, const Action& action);

/// All of an action, for a case in which its rule applies.
ActionInWords ActionInFull(const CompiledGuideline& compiled, const Decision& decision,
                           const Action& action);

/// What blocks a rule that is due in this case, by title: contraindications of what it gives, and
/// rules by which an option is to be avoided.
std::vector<std::string> BlockersOf(const Guideline& guideline, const Decision& decision,
                                    const Rule& rule);

/// The contraindications of what a rule gives or considers, options included; by index.
std::vector<std::uint32_t> ContraindicationsOf(const Guideline& guideline, const Rule& rule);
/// Likewise the cautions.
std::vector<std::uint32_t> CautionsOf(const Guideline& guideline, const Rule& rule);

}  // namespace mgl

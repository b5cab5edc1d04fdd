// Questions, and what their answers would change, in words.
#pragma once

#include <string>
#include <string_view>

#include "tools/cohort/sensitivity/sensitivity_tally.h"

namespace mgl {

/// `ambiguity`, `number`, `unit`, `missing`.
std::string_view KindName(OpenQuestion::Kind kind);
/// What is to be done about it: `find out unexplained_cramps "Unexplained muscle cramps"`.
std::string TaskText(const OpenQuestions& open, std::size_t question);
/// `scope`, or the name of the rule, result or recheck.
std::string NameOfOutcome(const Guideline& guideline, const OutcomePair& pair);
/// `iv_supplementation 12 more, 3 then unknown; after_start 2 otherwise`; empty: nothing changes.
std::string ChangesText(const Guideline& guideline, const OpenQuestions& open,
                        const SensitivityCounts& counts, std::size_t alternative);

}  // namespace mgl

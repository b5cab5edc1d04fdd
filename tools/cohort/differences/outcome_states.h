// What an outcome is, as a small number: so that those of two versions can be counted together.
#pragma once

#include <cstdint>
#include <string>

#include "engine/batch/eval_batch.h"
#include "tools/cohort/differences/version_pairs.h"

namespace mgl {

/// Of a rule its outcome, of a recheck its status, of a truth and the scope yes, no, unknown; of a
/// choice the set of what it could be; of numbers, dates and texts whether there is one.
using OutcomeState = std::uint64_t;

enum class VersionSide { kBefore, kAfter };

/// `decision`: of the joint guideline.
OutcomeState StateOf(const StatementPair& pair, VersionSide side, const Guideline& joint,
                     const Decision& decision);
/// Of a case of the last block that is not exceptional.
OutcomeState StateOf(const StatementPair& pair, VersionSide side, const BatchEvaluator& batch,
                     std::size_t row);

/// `yes`, `low or high`, `a value`; of a version without the statement: `none`.
std::string StateText(const StatementPair& pair, VersionSide side, const Guideline& joint,
                      OutcomeState state);
/// Whether the state says all of the outcome.
bool SaysAll(const StatementPair& pair, const Guideline& joint);

}  // namespace mgl

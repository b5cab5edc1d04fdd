// Which small changes of a guideline its examples notice, and a patient for each that they do not.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/value/calendar.h"
#include "tools/author/testing/mutants.h"
#include "tools/case/examples/coverage.h"

namespace mgl {

struct MutantOutcome {
  Mutant mutant;
  /// kKilled: an example fails with it. kEquivalent: proved to change no outcome of any patient.
  /// kSurvived: a patient is treated otherwise, and no example is. kNotDecided: no example fails,
  /// and neither a patient nor a proof was found.
  enum class State : std::uint8_t { kKilled, kEquivalent, kSurvived, kNotDecided };
  State state = State::kNotDecided;
  std::string killed_by;  // the first example that fails
  std::string reason;     // kNotDecided
  /// kSurvived: to paste; it passes, and fails with the mutant. Empty where none can be written.
  std::string example;
};

struct MutationReport {
  std::vector<MutantOutcome> mutants;  // in the order of the text; those that compile
  std::size_t all = 0;                 // that were made
  std::size_t left_out = 0;            // behind the most that are tried

  std::size_t Count(MutantOutcome::State state) const;
  /// Killed of all that are not equivalent.
  CoverageTotal Score() const;
};

/// `most`: of the mutants that are tried, spread over the text. Examples that fail without any
/// change kill nothing.
MutationReport TryMutants(const CompiledGuideline& compiled, Day today, std::size_t most);

/// "1.2", "(nothing)": the text before and after.
std::string MutantBefore(const SourceFile& source, const Mutant& mutant);
std::string MutantAfter(const Mutant& mutant);

}  // namespace mgl

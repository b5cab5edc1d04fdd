// The slow, obvious evaluator: one case, one node after the other, exact rationals. The oracle for
// whatever is faster. Never throws for patient data.
#pragma once

#include "engine/decision.h"

namespace mgl {

/// What a run chooses.
struct EvaluationOptions {
  Day as_of = 0;
  /// For each ambiguity the reading to use; empty vector or nullopt: the guideline's own choice.
  std::vector<std::optional<std::uint32_t>> readings;
};

/// Decides cases of one guideline, which must outlive it. Not thread-safe: one evaluator a thread.
class ScalarEvaluator {
 public:
  ScalarEvaluator(const Guideline& guideline, EvaluationOptions options);

  /// `reported.facts` has one entry a fact of the guideline.
  Decision Decide(const Case& reported);

 private:
  const Guideline& guideline_;
  EvaluationOptions options_;
};

}  // namespace mgl

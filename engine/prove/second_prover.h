// Another way to decide what the search for patients leaves open: numbers of several facts
// together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/model/case.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"
#include "engine/prove/fact_values.h"
#include "engine/prove/possible_conditions.h"

namespace mgl {

struct SecondOpinion {
  enum class Answer : std::uint8_t { kFound, kNone, kNotDecided };
  Answer answer = Answer::kNotDecided;
  std::optional<Case> patient;  // kFound; the evaluator has decided so
};

class SecondProver {
 public:
  virtual ~SecondProver() = default;
  /// Whether it can be asked on this machine; nothing is loaded before this question.
  virtual bool IsThere() = 0;
  /// Of all patients whom PatientFinder knows and of whom `known` is not missing: facts that are
  /// never put aside, and what is computed. The same question has the same answer everywhere.
  virtual SecondOpinion Ask(const Guideline& guideline, const EvaluationOptions& options,
                            std::span<const Goal> goals,
                            std::span<const Variable* const> known) = 0;
};

}  // namespace mgl

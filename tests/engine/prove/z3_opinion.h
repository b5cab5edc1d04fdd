// A second opinion on the search for patients: the same question put to Z3.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/eval_scalar.h"
#include "engine/prove/possible_conditions.h"

namespace mgl {

struct Z3Opinion {
  enum class Answer : std::uint8_t {
    kFound,      // a patient whom the evaluator decides so
    kNone,       // proved
    kUnknown,    // within its limits
    kDisagrees,  // with the evaluator on a patient, though no value was free: the question is wrong
  };
  Answer answer = Answer::kUnknown;
  std::optional<Case> patient;  // kFound, kDisagrees
  std::size_t free_values = 0;
  std::uint32_t rounds = 0;  // models that were asked for
};

/// `evaluator` has the same options. The same question has the same answer on every machine.
Z3Opinion AskZ3(const Guideline& guideline, const EvaluationOptions& options,
                std::span<const Goal> goals, ScalarEvaluator& evaluator);

}  // namespace mgl

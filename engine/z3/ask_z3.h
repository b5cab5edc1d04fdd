// What the search for patients is asked, put to Z3.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "engine/eval_scalar.h"
#include "engine/prove/possible_conditions.h"
#include "engine/prove/second_prover.h"

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

/// What a question may cost, in Z3's own steps, in models and in functions that it does not have.
struct Z3Limits {
  unsigned steps = 400'000;  // of each model
  std::uint32_t rounds = 25;
  std::size_t free_values = 10'000;
};

/// `evaluator` has the same options. The same question has the same answer on every machine.
Z3Opinion AskZ3(const Guideline& guideline, const EvaluationOptions& options,
                std::span<const Goal> goals, std::span<const Variable* const> known,
                ScalarEvaluator& evaluator, const Z3Limits& limits = {});

/// Finds a function of Z3's library by its name; null where it has none.
using FindZ3Call = std::function<void*(const char* name)>;
/// Before AskZ3. False: the library is not one that can be asked.
bool FindZ3Calls(const FindZ3Call& find);

class Z3Prover : public SecondProver {
 public:
  /// `open` is called once, at the first question; what it returns is empty where there is no Z3.
  explicit Z3Prover(std::function<FindZ3Call()> open) : open_(std::move(open)) {}
  bool IsThere() override;
  SecondOpinion Ask(const Guideline& guideline, const EvaluationOptions& options,
                    std::span<const Goal> goals, std::span<const Variable* const> known) override;

 private:
  std::function<FindZ3Call()> open_;
  std::optional<bool> is_there_;
};

}  // namespace mgl

// What an answer about patients hangs on, as a number: the same in two guidelines whose conditions
// below the goals, and whose facts there, are the same.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"
#include "engine/prove/fact_values.h"
#include "engine/prove/patient_set.h"
#include "engine/prove/possible_conditions.h"

namespace mgl {

/// 128 bits: that two questions have one by chance is not to be feared.
struct QuestionKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  bool operator==(const QuestionKey&) const = default;
  /// Of the same patients, asked something else.
  QuestionKey For(std::uint64_t purpose) const { return {first, second ^ ~purpose}; }
};

struct QuestionKeyHash {
  std::size_t operator()(const QuestionKey& key) const {
    return static_cast<std::size_t>(key.first);
  }
};

/// Of one guideline, on one day. Facts are known by their names; titles and places do not count,
/// nor does what stands beside the conditions; the stretches of facts do, which all conditions cut
/// together.
class QuestionKeys {
 public:
  QuestionKeys(const Guideline& guideline, const FactValues& values,
               const EvaluationOptions& options);

  /// Of all patients.
  QuestionKey Of(std::span<const Goal> goals) const;
  /// Of those of `among`: `variables` are all on which the goals depend.
  QuestionKey Of(std::span<const Goal> goals, const PatientSet& among,
                 std::span<const VariableId> variables) const;

 private:
  const FactValues& values_;
  QuestionKey whole_;               // the day and the readings in use
  std::vector<QuestionKey> facts_;  // by fact
  std::vector<QuestionKey> nodes_;  // by node
};

}  // namespace mgl

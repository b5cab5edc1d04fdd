// What cases ask next and what they warn of, as texts.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tools/cohort/block_decider.h"

namespace mgl {

class DecisionTexts {
 public:
  using ReadCase = std::function<void(std::size_t row, Case& reported)>;  // of the block
  using Take = std::function<bool(std::string_view ask, std::string_view warnings)>;

  /// The guideline and its plan must outlive it; without a plan all cases are decided one by one.
  DecisionTexts(const Guideline& guideline, const BatchPlan* plan, const EvaluationOptions& options,
                bool ask, bool warnings);

  /// Hands the texts of each case to `take`, in their order, until it says false; false then.
  bool Decide(const CaseColumns& block, const ReadCase& read_case, const Take& take);

 private:
  const Guideline& guideline_;
  std::unique_ptr<DecisionWriter> writer_;
  std::optional<BatchEvaluator> batch_;
  ScalarEvaluator scalar_;
  std::unique_ptr<BlockDecider> decider_;
  PartResult records_;
  Decision decision_;
  InputRow row_;
};

}  // namespace mgl

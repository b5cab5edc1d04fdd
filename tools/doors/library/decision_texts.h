// What cases ask next, what they warn of, and texts that show results.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cohort/block_decider.h"

namespace mgl {

class DecisionTexts {
 public:
  using ReadCase = std::function<void(std::size_t row, Case& reported)>;  // of the block
  /// What is asked, the warnings, then the texts of results in their order; empty: missing, or it
  /// could be several.
  using Take = std::function<bool(const std::vector<std::string_view>& texts)>;

  /// `results`: those whose texts show others (see TextResults). The guideline and its plan must
  /// outlive it; without a plan all cases are decided one by one.
  DecisionTexts(const Guideline& guideline, const BatchPlan* plan, const EvaluationOptions& options,
                bool ask, bool warnings, std::vector<std::uint32_t> results);

  /// Hands the texts of each case to `take`, in their order, until it says false; false then.
  bool Decide(const CaseColumns& block, const ReadCase& read_case, const Take& take);

 private:
  const Guideline& guideline_;
  std::size_t count_;  // of texts of a case
  std::unique_ptr<DecisionWriter> writer_;
  std::optional<BatchEvaluator> batch_;
  ScalarEvaluator scalar_;
  std::unique_ptr<BlockDecider> decider_;
  PartResult records_;
  Decision decision_;
  InputRow row_;
};

/// The results whose texts show others.
std::vector<std::uint32_t> TextResults(const Guideline& guideline);

}  // namespace mgl

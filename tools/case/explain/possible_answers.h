// What the outcomes of a case would be for each answer to one missing fact: found by deciding the
// case again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/eval_scalar.h"
#include "tools/case/explain/explanation.h"

namespace mgl {

/// For cases of one guideline, which must outlive it.
class PossibleAnswers {
 public:
  PossibleAnswers(const Guideline& guideline, const EvaluationOptions& options);

  void Begin(const Case& reported, const Decision& decision);

  /// For a yes/no fact, choice or number that alone decides `node`. `outcome` words what a decision
  /// says: "would apply". Neighbouring answers with the same words are one. Empty for dates, and
  /// where the answers cannot be told apart by a limited number of cuts.
  std::vector<PossibleAnswer> Find(NodeId node, FactId fact,
                                   const std::function<std::string(const Decision&)>& outcome);

 private:
  std::vector<PossibleAnswer> ForNumber(NodeId node, FactId fact,
                                        const std::function<std::string(const Decision&)>& outcome);
  const Decision& DecideWith(FactId fact, const ReportedFact& answer);

  const Guideline& guideline_;
  ScalarEvaluator evaluator_;
  ConeCache cones_;
  const Decision* decision_ = nullptr;
  Case case_;  // the reported one, with an answer put in
  Decision decided_;
};

}  // namespace mgl

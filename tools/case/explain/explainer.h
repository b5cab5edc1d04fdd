// Explains cases of one guideline: decides, and says why, what is open and what would change.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/ask/sufficient_facts.h"
#include "engine/eval_scalar.h"
#include "tools/case/explain/condition_tree.h"
#include "tools/case/explain/explanation.h"
#include "tools/case/explain/possible_answers.h"

namespace mgl {

/// What is explained of a case.
struct ExplainedPart {
  std::vector<std::string> of;  // rules, results and rechecks by their names; empty: all
  bool each_alone = false;      // no outcome refers to what was explained with another one
};

/// The guideline must outlive the explainer, as must the units that cases point to. Not
/// thread-safe.
class Explainer {
 public:
  Explainer(const CompiledGuideline& compiled, EvaluationOptions options, ExplainedPart part = {});

  Explanation Explain(const Case& reported);

 private:
  using Words = std::function<std::string(const Decision&)>;

  bool IsMeant(const std::string& name) const;
  /// Another outcome is explained.
  void BeginOutcome();
  void ExplainOutcomes(Explanation& explanation);
  RuleExplanation ExplainRule(std::uint32_t rule);
  void AddReasons(std::uint32_t rule, RuleExplanation& explained);
  ResultExplanation ExplainResult(std::uint32_t result);
  RecheckExplanation ExplainRecheck(std::uint32_t recheck);
  std::string RuleWords(std::uint32_t rule, const Decision& decision, bool would) const;
  std::string ResultWords(std::uint32_t result, const Decision& decision, bool would) const;
  std::string RecheckWords(std::uint32_t recheck, const Decision& decision, bool would) const;
  Undecided WhatDecides(NodeId node, const Words& words);
  std::vector<OtherReading> OtherReadings();
  void AddChanges(const Decision& other, OtherReading& reading) const;
  void AddAsk(Explanation& explanation) const;
  void AddFacts(Explanation& explanation) const;

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  const ExplainedPart part_;
  EvaluationOptions options_;  // with the reading in use of each ambiguity
  ScalarEvaluator evaluator_;
  SufficientFacts sufficient_;
  std::vector<bool> is_put_aside_;  // by fact, in the case at hand: only a new sample helps
  std::vector<bool> is_needed_;     // by fact, in the case at hand: what is explained hangs on it
  ConditionTree conditions_;
  PossibleAnswers answers_;
  struct ReadingEvaluator {
    std::uint32_t ambiguity = 0;
    std::uint32_t reading = 0;
    std::unique_ptr<ScalarEvaluator> evaluator;
  };
  std::vector<ReadingEvaluator> reading_evaluators_;  // one a reading that is not in use
  std::vector<bool> is_used_;                         // by fact: something reads it
  const Case* reported_ = nullptr;
  Decision decision_;
};

}  // namespace mgl

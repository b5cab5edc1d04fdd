// The batch evaluator counts the same from planes (batch/eval_outcomes.cc).
#include "engine/meaning/outcome_counts.h"

namespace mgl {
namespace {

/// A yes/no result that is unknown could be either.
ResultState StateOf(const ResultColumn& result, const Value& value) {
  if (value.IsSettled()) return ResultState::kKnown;
  const bool may_be = value.known || result.type == FactType::kTruth;
  return may_be ? ResultState::kCouldBe : ResultState::kMissing;
}

}  // namespace

void OutcomeCounts::Count(const Guideline& guideline, const Decision& decision) {
  ++decided;
  ++scope[static_cast<std::size_t>(decision.scope)];
  CountWarnings(decision.warnings);
  for (std::size_t i = 0; i < results.size() && decision.scope != Truth::kNo; ++i) {
    const ResultColumn& result = guideline.results[i];
    const ResultState state = decision.HasResults()
                                  ? StateOf(result, decision.nodes[Index(result.node)])
                                  : ResultState::kMissing;
    ++results[i][static_cast<std::size_t>(state)];
  }
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    ++rules[i][static_cast<std::size_t>(decision.rules[i])];
  }
  for (std::size_t i = 0; i < decision.rechecks.size(); ++i) {
    ++rechecks[i][static_cast<std::size_t>(decision.rechecks[i].status)];
  }
}

void OutcomeCounts::CountWarnings(const std::vector<Warning>& of_case) {
  warnings += of_case.size();
  for (const Warning& warning : of_case) {
    conflicts += IsConflict(warning) ? 1 : 0;
    broken_properties += warning.kind == Warning::Kind::kProperty ? 1 : 0;
  }
}

void OutcomeCounts::Add(const OutcomeCounts& other) {
  const auto add_all = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  decided += other.decided;
  warnings += other.warnings;
  conflicts += other.conflicts;
  broken_properties += other.broken_properties;
  add_all(scope, other.scope);
  for (std::size_t i = 0; i < results.size(); ++i) add_all(results[i], other.results[i]);
  for (std::size_t i = 0; i < rules.size(); ++i) add_all(rules[i], other.rules[i]);
  for (std::size_t i = 0; i < rechecks.size(); ++i) add_all(rechecks[i], other.rechecks[i]);
}

}  // namespace mgl

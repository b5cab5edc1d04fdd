// Two versions of a guideline, the second with one changed declaration, in one graph: so that a
// patient whom they treat differently can be searched for, or proved not to be.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/prove/find_patient.h"

namespace mgl {

class VersionPair {
 public:
  /// `changed` has the same declarations as `original`; the one at `declaration` differs. Both must
  /// outlive it.
  VersionPair(const CompiledGuideline& original, const CompiledGuideline& changed,
              std::size_t declaration);

  /// Empty, or why the two cannot be compared.
  const std::string& why_not() const { return why_not_; }

  enum class Answer : std::uint8_t { kAlike, kTold, kNotDecided };
  struct Comparison {
    Answer answer = Answer::kNotDecided;
    std::string reason;   // kNotDecided
    std::string example;  // kTold: the patient as the original decides; empty: none can say it
  };
  /// Whether any rule, result, recheck or reading comes out otherwise for any patient. Two values
  /// that are both not settled count as alike.
  Comparison Compare(Day as_of, const std::string& title);

 private:
  void Combine(std::size_t declaration);
  void FindDependents(std::size_t declaration);
  bool Reach();
  void CollectGoals();
  struct Difference {
    std::vector<Goal> goals;  // of one way to differ
    /// Of a reading alone: the ambiguity, which of its readings.
    std::optional<std::pair<std::size_t, std::uint32_t>> reading;
  };
  void AddTruths(NodeId a, NodeId b);
  std::string ExampleByReading(const Difference& difference, const Case& patient, Day as_of,
                               const std::string& title) const;
  void AddHelpers(const ResultColumn& result);
  void AddResult(const std::string& name, std::string& defines) const;
  std::vector<std::string> Differing(const Decision& decision) const;

  const CompiledGuideline& original_;
  const CompiledGuideline& changed_;
  std::vector<bool> is_copied_;  // by declaration
  std::string why_not_;
  std::shared_ptr<const CompiledGuideline> both_;
  std::vector<Difference> differences_;
  std::unique_ptr<PatientFinder> finder_;
};

}  // namespace mgl

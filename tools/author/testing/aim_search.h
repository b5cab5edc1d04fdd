// Whether a patient would show an aim: one who does, or the proof that there is none.
#pragma once

#include <cstdint>

#include "engine/model/decision.h"
#include "tools/author/lint/search_reason.h"
#include "tools/author/testing/aim.h"

namespace mgl {

inline constexpr std::uint64_t kAimBudget = 4'000;  // sets of patients a question

/// For one guideline; both must outlive it.
class AimSearch {
 public:
  AimSearch(const Guideline& guideline, PatientFinder& finder, Day today)
      : guideline_(guideline), finder_(finder), today_(today) {}

  /// Says what became of an aim that no example shows: its state, with patient or reason.
  void Decide(Aim& aim);

  /// Whether a case that was decided by these readings shows the aim.
  bool IsShownBy(const Aim& aim, const EvaluationOptions& options, const Decision& decision) const;

 private:
  bool IsByReading(const Aim& aim, const EvaluationOptions& options) const;
  PatientSearch FindWay(const std::vector<Goal>& way, const PatientSet& among);
  PatientSearch Find(const std::vector<std::vector<Goal>>& ways, const PatientSet& among);
  void MoveToBound(const Aim& aim, const std::vector<Goal>& way, Case& patient);
  std::string WhyImpossible(const Aim& aim);
  bool IsAt(const Aim::Side& side, const Decision& decision) const;

  const Guideline& guideline_;
  PatientFinder& finder_;
  Day today_;
  const std::vector<Goal>* found_way_ = nullptr;  // of the last Find
};

}  // namespace mgl

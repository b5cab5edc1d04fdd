// Statuses of rechecks and values of results: a patient who has them. The evaluator decides whether
// one does.
#pragma once

#include "engine/model/decision.h"
#include "tools/author/testing/aim.h"

namespace mgl {

/// Whether the recheck or result of the aim is so, and an example can say that.
bool IsAnswer(const Guideline& guideline, const Aim& aim, const Decision& decision);

/// A patient who meets the goals, where that can be with the scope surely in; else with the scope
/// unknown, where `may_be_unknown`.
PatientSearch FindInScope(const Guideline& guideline, PatientFinder& finder,
                          std::vector<Goal> goals, const PatientSet& among,
                          bool scope_may_be_unknown);

/// Gives the aim a patient who shows it, without what need not be stated of them for that.
void ShowBy(const Guideline& guideline, PatientFinder& finder, Case patient, Aim& aim);

/// Each says what became of an aim that no example shows: its state, with patient or reason.
void DecideValue(const Guideline& guideline, PatientFinder& finder, Aim& aim);
void DecideStatus(const Guideline& guideline, PatientFinder& finder, Day today, Aim& aim);

}  // namespace mgl

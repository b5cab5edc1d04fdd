// A search without shortcuts, for what the search by sets leaves open.
#pragma once

#include <vector>

#include "engine/prove/find_patient.h"

namespace mgl {

/// Looks at one patient of every combination of values of the facts on which the ways depend, where
/// these are few and numbers are only compared with constants: then that is everybody. Found is who
/// meets all goals of one of the ways; kNotDecided where not everybody can be looked at.
PatientSearch LookAtEveryPatient(const Guideline& guideline, PatientFinder& finder,
                                 const std::vector<std::vector<Goal>>& ways);

}  // namespace mgl

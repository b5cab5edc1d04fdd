// Why a search for a patient decided nothing, in words.
#pragma once

#include "engine/prove/find_patient.h"

namespace mgl {

/// Why neither a patient nor a proof was found.
const char* SearchReasonText(PatientSearch::Reason reason);

}  // namespace mgl

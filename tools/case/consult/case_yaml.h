// A consultation's answers as a case that `mgl run` reads.
#pragma once

#include <string>

#include "tools/case/consult/consultation.h"

namespace mgl {

/// YAML: a comment that says what it is of, then a line a stated fact, in the guideline's order. A
/// fact that was never asked is left out.
std::string CaseYaml(const Guideline& guideline, const Consultation& consultation,
                     const EvaluationOptions& options);

}  // namespace mgl

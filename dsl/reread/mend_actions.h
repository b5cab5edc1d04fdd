// Verbs of actions with names that they do not go with: `give` of a diet, `advise` of a medication.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// What is meant by the verb and that name is said; nothing of another meaning is proposed.
void MendVerbs(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl

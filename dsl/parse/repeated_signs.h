// A sign from elsewhere seldom comes alone: who writes one brace writes all of them.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// Leaves of the diagnostics about one such sign the first, which says where else it stands.
void JoinRepeatedSigns(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl

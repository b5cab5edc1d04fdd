// What the environment says of how the engine works, for tests and measurements.
#pragma once

#include <optional>

#include "engine/value/result.h"

namespace mgl {

/// MGL_SIMD=avx512vbmi2|avx512|avx2|sse4|portable: no wider instructions than these, from now on.
/// The error names a word that is none of them. For the begin of a program.
std::optional<Error> LimitSimdLevelByEnvironment();

/// MGL_BATCH=rows|blocks: whether each case is decided alone. The error as above.
Result<bool> DecidesRowByRow();

}  // namespace mgl

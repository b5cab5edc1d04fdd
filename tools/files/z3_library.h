// Z3 on this machine.
#pragma once

#include <memory>

#include "engine/prove/second_prover.h"

namespace mgl {

/// Loads nothing before it is asked. Null where the program was built without Z3's headers.
std::unique_ptr<SecondProver> MakeZ3Prover();

}  // namespace mgl

// Memory for GMP's numbers, most of which are one or two words long: blocks that were given back
// are taken again, by the thread that gave them back, without asking the system's allocator.
#pragma once

namespace mgl {

/// Called where the system has no more memory; must not return.
using OutOfMemory = void (*)();

/// From now on, in all threads; before any number has been made.
void UseNumberMemory(OutOfMemory out_of_memory);

}  // namespace mgl

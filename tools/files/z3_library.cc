#include "tools/files/z3_library.h"

#ifdef MGL_HAS_Z3

#include <dlfcn.h>

#include "engine/z3/ask_z3.h"

namespace mgl {
namespace {

constexpr const char* kLibrary = "libz3.so.4";

/// The library stays: Z3 keeps what it has made until the program ends.
FindZ3Call OpenZ3() {
  void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return {};
  return [library](const char* name) { return dlsym(library, name); };
}

}  // namespace

std::unique_ptr<SecondProver> MakeZ3Prover() { return std::make_unique<Z3Prover>(OpenZ3); }

}  // namespace mgl

#else

namespace mgl {

std::unique_ptr<SecondProver> MakeZ3Prover() { return nullptr; }

}  // namespace mgl

#endif

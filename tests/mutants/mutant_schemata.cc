// Which mutant is alive, and which would have made a difference: MGL_MUTANT names the one,
// MGL_MUTANTS_DIFFERED a file that is written at the end with the numbers of the others.
#include "tests/mutants/mutant_schemata.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace mgl_mutants {

constexpr int kMost = 20'000;
int active = 0;
unsigned char differed[kMost + 2];

namespace {

int FromEnvironment() {
  const char* const wanted = std::getenv("MGL_MUTANT");
  int mutant = 0;
  if (wanted == nullptr) return mutant;
  const std::string_view text = wanted;
  std::from_chars(text.data(), text.data() + text.size(), mutant);
  return mutant;
}

void Write() {
  const char* const path = std::getenv("MGL_MUTANTS_DIFFERED");
  std::FILE* const file = std::fopen(path, "a");
  if (file == nullptr) return;
  for (int mutant = 1; mutant < kMost; ++mutant) {
    if (differed[mutant] != 0) std::fprintf(file, "%d\n", mutant);
  }
  std::fclose(file);
}

/// Before the constants of any source, which may be mutants.
struct Start {
  Start() {
    active = FromEnvironment();
    if (std::getenv("MGL_MUTANTS_DIFFERED") != nullptr) std::atexit(Write);
  }
};
[[gnu::init_priority(101)]] const Start start;

}  // namespace

void FellOffTheEnd() { std::abort(); }

}  // namespace mgl_mutants

// The entry of the unit tests.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>

#include "tools/files/environment.h"

int main(int argc, char** argv) {
  if (const auto error = mgl::LimitSimdLevelByEnvironment()) {
    std::fprintf(stderr, "%s\n", error->message.c_str());
    return 2;
  }
  return doctest::Context(argc, argv).run();
}

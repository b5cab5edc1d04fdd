#include "tools/files/environment.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include "engine/batch/simd_level.h"

namespace mgl {
namespace {

/// Of a variable; empty where it is not set.
std::string_view ValueOf(const char* variable) {
  const char* const value = std::getenv(variable);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

std::optional<Error> LimitSimdLevelByEnvironment() {
  const std::string_view name = ValueOf("MGL_SIMD");
  if (name.empty()) return std::nullopt;
  const std::optional<SimdLevel> level = SimdLevelNamed(name);
  if (!level) {
    return Error{fmt::format("MGL_SIMD: there is no level `{}`", name),
                 fmt::format("there are: {}", fmt::join(kSimdLevelNames, ", "))};
  }
  LimitSimdLevel(*level);
  return std::nullopt;
}

Result<bool> DecidesRowByRow() {
  const std::string_view name = ValueOf("MGL_BATCH");
  if (name == "rows") return true;
  if (name.empty() || name == "blocks") return false;
  return Error{fmt::format("MGL_BATCH: there is no way `{}`", name), "there are: rows, blocks"};
}

}  // namespace mgl

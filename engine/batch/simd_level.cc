#include "engine/batch/simd_level.h"

#include <algorithm>
#include <atomic>

namespace mgl {
namespace {

#if defined(__x86_64__)
SimdLevel WidestLevel() {
  // As the target attributes of Highway's levels.
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") &&
                          __builtin_cpu_supports("avx512vl") &&
                          __builtin_cpu_supports("avx512dq") &&
                          __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd");
  const bool has_vbmi2 =
      has_avx512 && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512bitalg") &&
      __builtin_cpu_supports("vpclmulqdq");
  if (has_vbmi2) return SimdLevel::kAvx512Vbmi2;
  if (has_avx512) return SimdLevel::kAvx512;
  if (has_avx2) return SimdLevel::kAvx2;
  return __builtin_cpu_supports("sse4.2") ? SimdLevel::kSse4 : SimdLevel::kPortable;
}
#else
SimdLevel WidestLevel() { return SimdLevel::kPortable; }
#endif

std::atomic<SimdLevel> widest_allowed = SimdLevel::kAvx512Vbmi2;  // NOLINT: of the process

}  // namespace

std::optional<SimdLevel> SimdLevelNamed(std::string_view name) {
  const auto found = std::ranges::find(kSimdLevelNames, name);
  if (found == kSimdLevelNames.end()) return std::nullopt;
  return static_cast<SimdLevel>(found - kSimdLevelNames.begin());
}

void LimitSimdLevel(SimdLevel widest) { widest_allowed = widest; }

SimdLevel ChosenSimdLevel() {
  static const SimdLevel widest = WidestLevel();
  return std::max(widest, widest_allowed.load());
}

}  // namespace mgl

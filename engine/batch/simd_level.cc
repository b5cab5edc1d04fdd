#include "engine/batch/simd_level.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

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

SimdLevel AllowedLevel() {
  constexpr std::array<std::string_view, kSimdLevels> kNames = {"avx512vbmi2", "avx512", "avx2",
                                                                "sse4", "portable"};
  const char* const wanted = std::getenv("MGL_SIMD");
  if (wanted == nullptr) return SimdLevel::kAvx512Vbmi2;
  const auto found = std::ranges::find(kNames, std::string_view(wanted));
  const bool is_level = found != kNames.end();
  return is_level ? static_cast<SimdLevel>(found - kNames.begin()) : SimdLevel::kAvx512Vbmi2;
}

}  // namespace

SimdLevel ChosenSimdLevel() {
  static const SimdLevel level = std::max(WidestLevel(), AllowedLevel());
  return level;
}

}  // namespace mgl

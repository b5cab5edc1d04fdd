// Kernels are compiled for several levels of instructions; the widest that the machine has is used.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mgl {

/// Widest first.
enum class SimdLevel : std::uint8_t { kAvx512Vbmi2, kAvx512, kAvx2, kSse4, kPortable };
inline constexpr std::size_t kSimdLevels = 5;

/// The widest that this machine has; where the environment variable MGL_SIMD names a narrower one
/// (avx512vbmi2, avx512, avx2, sse4, portable), that one. All give the same results.
SimdLevel ChosenSimdLevel();

/// The function for the chosen level, of those by level; null where there is none.
template <typename Function>
Function ChosenFunction(const std::array<Function, kSimdLevels>& by_level) {
  auto level = static_cast<std::size_t>(ChosenSimdLevel());
  while (by_level[level] == nullptr) ++level;
  return by_level[level];
}

}  // namespace mgl

/// For the end of a file that <hwy/foreach_target.h> compiles for each level: the chosen one of the
/// functions of this name.
#define MGL_CHOSEN(name)                                                        \
  ChosenFunction(std::array<decltype(&HWY_STATIC_DISPATCH(name)), kSimdLevels>{ \
      HWY_CHOOSE_AVX3_DL(name), HWY_CHOOSE_AVX3(name), HWY_CHOOSE_AVX2(name),   \
      HWY_CHOOSE_SSE4(name), &HWY_STATIC_DISPATCH(name)})

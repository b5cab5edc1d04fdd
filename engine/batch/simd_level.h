// Kernels are compiled for several levels of instructions; the widest that the machine has is used,
// unless a narrower one is asked for. All give the same results. Two ways to write one:
// - with Highway: the file includes <hwy/foreach_target.h>, and MGL_CHOSEN(name) is the function;
// - as a plain loop that the compiler vectorizes: AtLevels<Loop>::Call(...).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mgl {

/// Widest first.
enum class SimdLevel : std::uint8_t { kAvx512Vbmi2, kAvx512, kAvx2, kSse4, kPortable };
inline constexpr std::size_t kSimdLevels = 5;
inline constexpr std::array<std::string_view, kSimdLevels> kSimdLevelNames = {
    "avx512vbmi2", "avx512", "avx2", "sse4", "portable"};

/// Empty for a word that names none.
std::optional<SimdLevel> SimdLevelNamed(std::string_view name);

/// From now on no wider level than this is chosen. For the begin of a program: what a kernel has
/// chosen stays.
void LimitSimdLevel(SimdLevel widest);

/// The widest that this machine has and that is allowed.
SimdLevel ChosenSimdLevel();

/// The function for the chosen level, of those by level; null where there is none.
template <typename Function>
Function ChosenFunction(const std::array<Function, kSimdLevels>& by_level) {
  auto level = static_cast<std::size_t>(ChosenSimdLevel());
  while (by_level[level] == nullptr) ++level;
  return by_level[level];
}

/// A loop, which is to be always inlined, compiled for AVX2 with fused multiply-add, and for any
/// machine.
template <auto kLoop>
struct AtLevels;
template <typename Made, typename... Given, Made (*kLoop)(Given...)>
struct AtLevels<kLoop> {
  static Made Call(Given... given) {
    static const auto function = ChosenFunction<Made (*)(Given...)>(
        {nullptr, nullptr, kHasWide ? &Wide : nullptr, nullptr, &Portable});
    return function(given...);
  }

 private:
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  static constexpr bool kHasWide = true;
  [[gnu::target("arch=x86-64-v3")]] static Made Wide(Given... given) { return kLoop(given...); }
#else
  static constexpr bool kHasWide = false;
  static Made Wide(Given... given) { return kLoop(given...); }
#endif
  static Made Portable(Given... given) { return kLoop(given...); }
};

}  // namespace mgl

/// For the end of a file that <hwy/foreach_target.h> compiles for each level: the chosen one of the
/// functions of this name.
#define MGL_CHOSEN(name)                                                        \
  ChosenFunction(std::array<decltype(&HWY_STATIC_DISPATCH(name)), kSimdLevels>{ \
      HWY_CHOOSE_AVX3_DL(name), HWY_CHOOSE_AVX3(name), HWY_CHOOSE_AVX2(name),   \
      HWY_CHOOSE_SSE4(name), &HWY_STATIC_DISPATCH(name)})

// This file is compiled once for each level of instructions.
#include "tools/cohort/copy_records.h"

#include <cstdint>

#include "engine/batch/simd_level.h"
#include "tools/io/bytes/text_buffer.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/cohort/copy_records.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// As CopyPadded.
template <std::size_t kStep>
HWY_INLINE char* CopySteps(std::string_view text, char* to) {
  static_assert(kStep <= kCopyStep);
  const hn::CappedTag<std::uint8_t, kStep> d;
  const auto* const from = reinterpret_cast<const std::uint8_t*>(text.data());
  auto* const into = reinterpret_cast<std::uint8_t*>(to);
  std::size_t done = 0;
  do {
    for (const std::size_t end = done + kStep; done < end; done += hn::Lanes(d)) {
      hn::StoreU(hn::LoadU(d, from + done), d, into + done);
    }
  } while (done < text.size());
  return to + text.size();
}

char* CopyRecords(const std::string_view* ids, const std::string_view* texts, std::size_t count,
                  char* to) {
  constexpr std::size_t kIdStep = 32;  // most are shorter
  for (std::size_t i = 0; i < count; ++i) {
    if (ids != nullptr) to = CopySteps<kIdStep>(ids[i], to);
    to = CopySteps<kCopyStep>(texts[i], to);
  }
  return to;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

char* CopyRecords(const std::string_view* ids, const std::string_view* texts, std::size_t count,
                  char* to) {
  static const auto function = MGL_CHOSEN(CopyRecords);
  return function(ids, texts, count, to);
}

}  // namespace mgl
#endif

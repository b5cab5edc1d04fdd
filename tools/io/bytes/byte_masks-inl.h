// 64 bytes at a time become masks, a bit a byte: for files that Highway compiles once for each
// level of instructions, which include this one behind hwy/highway.h.
#if defined(MGL_TOOLS_IO_BYTE_MASKS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef MGL_TOOLS_IO_BYTE_MASKS_INL_H_
#undef MGL_TOOLS_IO_BYTE_MASKS_INL_H_
#else
#define MGL_TOOLS_IO_BYTE_MASKS_INL_H_
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kStep = 64;
using Bytes = hn::CappedTag<std::uint8_t, kStep>;

/// Bit i: whether `is` holds of byte i of the 64 at `text`.
template <typename Is>
HWY_INLINE std::uint64_t MaskOf(const char* text, Is is) {
  const Bytes d;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text);
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < kStep; i += hn::Lanes(d)) {
    std::uint64_t bits = 0;
    hn::StoreMaskBits(d, is(hn::LoadU(d, bytes + i)), reinterpret_cast<std::uint8_t*>(&bits));
    mask |= bits << i;
  }
  return mask;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

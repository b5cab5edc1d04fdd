// Masks of 64 bytes (byte_masks-inl.h), step by step. This file is compiled once for each level of
// instructions.
#include "tools/io/json/array_scan.h"

#include <bit>
#include <cstddef>

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/io/json/array_scan.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

#include "tools/io/bytes/byte_masks-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
/// Which bytes a backslash before them escapes. `carries`: whether the last byte of the step
/// before does so to the first of this one.
HWY_INLINE std::uint64_t EscapedBytes(std::uint64_t backslashes, bool& carries) {
  std::uint64_t escaped = carries ? 1 : 0;
  backslashes &= ~escaped;
  carries = false;
  while (backslashes != 0) {
    const std::uint64_t first = backslashes & -backslashes;
    escaped |= first << 1U;
    carries = first << 1U == 0;
    backslashes &= ~(first | first << 1U);
  }
  return escaped;
}

void ScanJson(std::string_view text, JsonScan& scan) {
  const Bytes d;
  const auto mask_of = [&](const char* at, char wanted) {
    return MaskOf(
        at, [&](auto of) { return hn::Eq(of, hn::Set(d, static_cast<std::uint8_t>(wanted))); });
  };
  scan.masks.resize((text.size() + kStep - 1) / kStep);
  std::uint64_t beyond_ascii = 0;
  std::uint64_t before = 0;  // all bits: the text before ended in a string
  bool carries = false;
  for (std::size_t i = 0; i < scan.masks.size(); ++i) {
    const char* const at = text.data() + i * kStep;
    const std::size_t size = text.size() - i * kStep;
    const std::uint64_t inside = size < kStep ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
    const std::uint64_t backslashes = mask_of(at, '\\');
    std::uint64_t strings = mask_of(at, '"');
    if (backslashes != 0 || carries) strings &= ~EscapedBytes(backslashes, carries);
    for (unsigned shift = 1; shift < kStep; shift *= 2) strings ^= strings << shift;
    strings ^= before;
    before = strings >> (kStep - 1) != 0 ? ~std::uint64_t{0} : 0;
    const std::uint64_t opens = mask_of(at, '{');
    const std::uint64_t controls = MaskOf(at, [&](auto of) { return hn::Lt(of, hn::Set(d, ' ')); });
    std::uint64_t blanks = 0;
    if (controls != 0) blanks = mask_of(at, '\n') | mask_of(at, '\r') | mask_of(at, '\t');
    JsonMasks& masks = scan.masks[i];
    masks.opens = opens & ~strings & inside;
    masks.closes = mask_of(at, '}') & ~strings & inside;
    masks.blanks = blanks & ~strings & inside;
    masks.spoils =
        ((opens & strings) | (backslashes & ~strings) | (controls & ~(blanks & ~strings))) & inside;
    beyond_ascii |= inside & MaskOf(at, [&](auto of) { return hn::Gt(of, hn::Set(d, 0x7F)); });
  }
  scan.is_ascii = beyond_ascii == 0;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

void ScanJson(std::string_view text, JsonScan& scan) {
  static const auto function = MGL_CHOSEN(ScanJson);
  return function(text, scan);
}

}  // namespace mgl
#endif

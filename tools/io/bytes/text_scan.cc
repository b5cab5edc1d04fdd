// Masks of 64 bytes (byte_masks-inl.h), step by step. This file is compiled once for each level of
// instructions.
#include "tools/io/bytes/text_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "engine/batch/simd_level.h"
#include "engine/text/utf8.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/io/bytes/text_scan.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

#include "tools/io/bytes/byte_masks-inl.h"

#ifndef MGL_TOOLS_IO_TEXT_SCAN_ONCE
#define MGL_TOOLS_IO_TEXT_SCAN_ONCE
namespace mgl {
/// By byte: which of its bits are set, in order; then zeros.
inline constexpr std::array<std::array<std::uint8_t, 8>, 256> kBitsOfByte = [] {
  std::array<std::array<std::uint8_t, 8>, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    std::size_t count = 0;
    for (std::uint8_t bit = 0; bit < 8; ++bit) {
      if ((byte >> bit & 1U) != 0) table[byte][count++] = bit;
    }
  }
  return table;
}();
}  // namespace mgl
#endif

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
/// Bit i: whether byte i of the 64 is none of ASCII.
HWY_INLINE std::uint64_t BeyondAscii(const char* bytes) {
  const hn::RebindToSigned<Bytes> d;
  return MaskOf(bytes, [&](auto of) {
    return hn::RebindMask(Bytes(), hn::Lt(hn::BitCast(d, of), hn::Zero(d)));
  });
}

/// What 64 bytes are, fewer at the end of a text: then those behind it are NUL.
struct Step {
  const char* bytes;
  std::uint64_t after_feed;    // whether a line begins with them
  std::uint64_t feed_follows;  // whether a line feed does
};

/// `Lines` says of a step what is special and which line feeds and other bytes make a record.
template <typename Lines>
HWY_INLINE LineScan Scan(std::string_view text, Lines lines) {
  const Bytes d;
  LineScan scan;
  std::uint64_t beyond_ascii = 0;
  std::uint64_t after_feed = 1;
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    char rest[kStep] = {};
    const std::size_t size = std::min(kStep, text.size() - at);
    const char* bytes = text.data() + at;
    if (size < kStep) bytes = static_cast<const char*>(std::memcpy(rest, bytes, size));
    const std::uint64_t feed_follows = at + kStep < text.size() && text[at + kStep] == '\n' ? 1 : 0;
    std::uint64_t inside = size < kStep ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
    const std::uint64_t feeds =
        MaskOf(bytes, [&](auto of) { return hn::Eq(of, hn::Set(d, '\n')); });
    std::uint64_t records = 0;
    const std::uint64_t special = lines({bytes, after_feed, feed_follows}, feeds, records) & inside;
    if (special != 0) inside &= (special & -special) - 1;
    scan.lines += static_cast<std::uint64_t>(std::popcount(feeds & inside));
    scan.records += static_cast<std::uint64_t>(std::popcount(records & inside));
    after_feed = feeds >> (kStep - 1);
    beyond_ascii |= inside & BeyondAscii(bytes);
    scan.plain += static_cast<std::size_t>(std::popcount(inside));
    if (special != 0) break;
  }
  scan.is_ascii = beyond_ascii == 0;
  return scan;
}

LineScan ScanLines(std::string_view text) {
  const Bytes d;
  // A maximum costs less than a comparison of unsigned bytes.
  const auto is_control_or_quote = [&](auto of) {
    const auto last_control = hn::Set(d, 0x1F);
    return hn::Or(hn::Eq(hn::Max(of, last_control), last_control), hn::Eq(of, hn::Set(d, '"')));
  };
  return Scan(text, [&](const Step& step, std::uint64_t feeds, std::uint64_t& records) {
    records = feeds & ~(feeds << 1U | step.after_feed);
    const std::uint64_t special = MaskOf(step.bytes, is_control_or_quote) & ~feeds;
    if (special == 0) return special;
    return special & ~MaskOf(step.bytes, [&](auto of) { return hn::Eq(of, hn::Set(d, '\t')); });
  });
}

LineScan ScanJsonLines(std::string_view text) {
  const Bytes d;
  const auto is_control_or_blank = [&](auto of) { return hn::Lt(of, hn::Set(d, '!')); };
  const auto is_blank = [&](auto of) { return hn::Eq(of, hn::Set(d, ' ')); };
  const auto is_return = [&](auto of) { return hn::Eq(of, hn::Set(d, '\r')); };
  return Scan(text, [&](const Step& step, std::uint64_t feeds, std::uint64_t& records) {
    const std::uint64_t begins = feeds << 1U | step.after_feed;
    std::uint64_t others = MaskOf(step.bytes, is_control_or_blank) & ~feeds;
    records = begins & ~feeds & ~others;
    if (others == 0) return others;
    const std::uint64_t returns = MaskOf(step.bytes, is_return);
    others &= ~(returns & (feeds >> 1U | step.feed_follows << (kStep - 1)));
    return others & ~(MaskOf(step.bytes, is_blank) & ~begins);
  });
}

/// Bit i: whether an odd number of the bits 0 to i of `mask` are set.
HWY_INLINE std::uint64_t OddUpTo(std::uint64_t mask) {
  for (unsigned shift = 1; shift < kStep; shift *= 2) mask ^= mask << shift;
  return mask;
}

/// What the 64 bytes before a step leave behind, for its first bytes.
struct Before {
  std::uint64_t in_quotes = 0;   // all bits or none
  std::uint64_t field_ends = 1;  // the last byte separates fields, or is a quote
  std::uint64_t closing = 0;     // the last byte is a closing quote
  std::uint64_t returns = 0;     // the last byte is a carriage return that must end a line
  std::uint64_t ends = 2;        // bits 0 and 1: the last byte but one, the last byte end a record
};

/// The masks of one step, as far as ScanRecords() needs them.
struct QuoteStep {
  std::uint64_t quotes = 0;
  std::uint64_t feeds = 0;
  std::uint64_t returns = 0;
  std::uint64_t delimiters = 0;
  std::uint64_t in_quotes = 0;  // opening quotes too, closing ones not
  std::uint64_t ends = 0;       // line feeds that end a record

  std::uint64_t closing() const { return quotes & ~in_quotes; }
  std::uint64_t line_returns() const { return returns & ~in_quotes; }
};

/// The bytes at which something peculiar shows.
HWY_INLINE std::uint64_t PeculiarBytes(const QuoteStep& step, const Before& before) {
  const std::uint64_t opening = step.quotes & step.in_quotes;
  const std::uint64_t separators = step.delimiters | step.feeds;
  const std::uint64_t bad_opening =
      opening & ~((separators | step.quotes) << 1U | before.field_ends);
  const std::uint64_t after_closing = step.closing() << 1U | before.closing;
  const std::uint64_t after_return = step.line_returns() << 1U | before.returns;
  return bad_opening | (after_closing & ~(separators | step.returns | step.quotes)) |
         (after_return & ~step.feeds);
}

/// Ends of lines that hold nothing.
HWY_INLINE std::uint64_t EmptyLines(const QuoteStep& step, const Before& before) {
  const std::uint64_t after_end = step.ends << 1U | before.ends >> 1U;
  const std::uint64_t two_after_end = step.ends << 2U | before.ends;
  const std::uint64_t after_return = step.line_returns() << 1U | before.returns;
  return step.ends & (after_end | (after_return & two_after_end));
}

RecordScan ScanRecords(std::string_view text, char delimiter) {
  const Bytes d;
  const auto is = [&](char wanted) {
    return [d, wanted](auto bytes) {
      return hn::Eq(bytes, hn::Set(d, static_cast<std::uint8_t>(wanted)));
    };
  };
  const auto is_control = [&](auto bytes) { return hn::Lt(bytes, hn::Set(d, ' ')); };
  RecordScan scan;
  Before before;
  std::uint64_t lines = 0;
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    char rest[kStep] = {};
    const std::size_t size = std::min(kStep, text.size() - at);
    const char* bytes = text.data() + at;
    if (size < kStep) bytes = static_cast<const char*>(std::memcpy(rest, bytes, size));
    QuoteStep step;
    step.quotes = MaskOf(bytes, is('"'));
    step.feeds = MaskOf(bytes, is('\n'));
    const std::uint64_t controls = MaskOf(bytes, is_control) & ~step.feeds;
    std::uint64_t peculiar = 0;
    if (controls != 0) {
      step.returns = MaskOf(bytes, is('\r'));
      peculiar = controls & ~step.returns & ~MaskOf(bytes, is('\t'));
    }
    if ((step.quotes | before.in_quotes | before.closing) != 0) {
      step.delimiters = MaskOf(bytes, is(delimiter));
      step.in_quotes = OddUpTo(step.quotes) ^ before.in_quotes;
    }
    step.ends = step.feeds & ~step.in_quotes;
    if ((step.quotes | step.returns | before.closing | before.returns) != 0) {
      peculiar |= PeculiarBytes(step, before);
    }
    std::uint64_t inside = size < kStep ? (std::uint64_t{1} << size) - 1 : ~std::uint64_t{0};
    peculiar &= inside;
    if (peculiar != 0) inside &= (peculiar & -peculiar) - 1;
    const std::uint64_t ends = step.ends & inside;
    if (ends != 0) {
      const auto last = static_cast<unsigned>(kStep - 1 - std::countl_zero(ends));
      const std::uint64_t up_to_last = ~std::uint64_t{0} >> (kStep - 1 - last);
      scan.size = at + last + 1;
      scan.lines = lines + std::popcount(step.feeds & up_to_last);
      scan.records += std::popcount(ends & ~EmptyLines(step, before));
    }
    scan.is_ascii &= (BeyondAscii(bytes) & inside) == 0;
    if ((step.quotes | before.in_quotes) != 0) {
      const std::uint64_t opening = step.quotes & step.in_quotes;
      scan.has_quotes |= (step.quotes & inside) != 0;
      scan.has_doubled_quotes |= (opening & (step.closing() << 1U | before.closing) & inside) != 0;
      scan.has_inner_feeds |= (step.feeds & step.in_quotes & inside) != 0;
    }
    scan.has_returns |= (step.returns & inside) != 0;
    if (peculiar != 0) break;
    lines += std::popcount(step.feeds);
    const char last = bytes[kStep - 1];
    before.in_quotes = step.in_quotes >> (kStep - 1) != 0 ? ~std::uint64_t{0} : 0;
    before.field_ends = last == delimiter || last == '\n' || last == '"' ? 1 : 0;
    before.closing = step.closing() >> (kStep - 1);
    before.returns = step.line_returns() >> (kStep - 1);
    before.ends = step.ends >> (kStep - 2);
  }
  return scan;
}

/// The positions of the bits of `mask`, in order; behind them it writes what it likes, within 64.
HWY_INLINE void WritePositions(std::uint64_t mask, std::uint32_t base, std::uint32_t* positions) {
#if HWY_TARGET <= HWY_AVX3_DL && HWY_ARCH_X86_64
  alignas(64) static constexpr std::uint8_t kFirst64[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i offsets = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(kFirst64));
  const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
  const auto write = [&](std::uint32_t* to, __m128i of) {
    _mm512_storeu_si512(to, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(of)));
  };
  write(positions, _mm512_castsi512_si128(offsets));
  if (std::popcount(mask) <= 16) return;
  write(positions + 16, _mm512_extracti32x4_epi32(offsets, 1));
  write(positions + 32, _mm512_extracti32x4_epi32(offsets, 2));
  write(positions + 48, _mm512_extracti32x4_epi32(offsets, 3));
#elif HWY_TARGET <= HWY_SSE4 && HWY_ARCH_X86
  const hn::CappedTag<std::uint32_t, 8> d;
  const hn::Rebind<std::uint8_t, decltype(d)> bytes;
  for (std::uint32_t first = 0; first < kStep; first += 8) {
    const auto bits = static_cast<std::uint8_t>(mask >> first);
    for (std::size_t i = 0; i < 8; i += hn::Lanes(d)) {
      const auto offsets = hn::PromoteTo(d, hn::LoadU(bytes, kBitsOfByte[bits].data() + i));
      hn::StoreU(hn::Add(offsets, hn::Set(d, base + first)), d, positions + i);
    }
    positions += std::popcount(bits);
  }
#else
  for (; mask != 0; mask &= mask - 1) {
    *positions++ = base + static_cast<std::uint32_t>(std::countr_zero(mask));
  }
#endif
}

template <bool kHasQuotes>
HWY_INLINE Separators Find(const char* text, std::size_t begin, std::size_t end, char delimiter,
                           bool& in_quotes, std::uint32_t* positions) {
  const Bytes d;
  const auto quote = hn::Set(d, '"');
  const auto feed = hn::Set(d, '\n');
  const auto between = hn::Set(d, static_cast<std::uint8_t>(delimiter));
  Separators found;
  for (std::size_t at = begin; at < end; at += kStep) {
    std::uint64_t feeds = MaskOf(text + at, [&](auto bytes) { return hn::Eq(bytes, feed); });
    std::uint64_t separators =
        feeds | MaskOf(text + at, [&](auto bytes) { return hn::Eq(bytes, between); });
    if constexpr (kHasQuotes) {
      const std::uint64_t quotes =
          MaskOf(text + at, [&](auto bytes) { return hn::Eq(bytes, quote); });
      if (quotes != 0 || in_quotes) {
        const std::uint64_t quoted = OddUpTo(quotes) ^ (in_quotes ? ~std::uint64_t{0} : 0);
        feeds &= ~quoted;
        separators &= ~quoted;
        in_quotes = quoted >> (kStep - 1) != 0;
      }
    }
    if (end - at < kStep) {
      const std::uint64_t inside = (std::uint64_t{1} << (end - at)) - 1;
      feeds &= inside;
      separators &= inside;
    }
    WritePositions(separators, static_cast<std::uint32_t>(at), positions + found.count);
    found.count += static_cast<std::uint32_t>(std::popcount(separators));
    found.line_feeds += static_cast<std::uint32_t>(std::popcount(feeds));
  }
  return found;
}

Separators FindSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                          bool& in_quotes, std::uint32_t* positions) {
  return Find<true>(text, begin, end, delimiter, in_quotes, positions);
}

Separators FindPlainSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                               std::uint32_t* positions) {
  bool in_quotes = false;
  return Find<false>(text, begin, end, delimiter, in_quotes, positions);
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

RecordScan ScanRecords(std::string_view text, char delimiter) {
  static const auto function = MGL_CHOSEN(ScanRecords);
  return function(text, delimiter);
}

LineScan ScanLines(std::string_view text) {
  static const auto function = MGL_CHOSEN(ScanLines);
  return function(text);
}

LineScan ScanJsonLines(std::string_view text) {
  static const auto function = MGL_CHOSEN(ScanJsonLines);
  return function(text);
}

LineScan PlainLinesOf(std::string_view text, LineScan (*scan)(std::string_view)) {
  LineScan found;
  do {
    text = text.substr(0, text.rfind('\n') + 1);
    found = scan(text);
    text = text.substr(0, found.plain);
    if (!found.is_ascii) text = text.substr(0, FindInvalidUtf8(text));
  } while (!text.empty() && (text.back() != '\n' || found.plain != text.size()));
  return text.empty() ? LineScan() : found;
}

Separators FindSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                          bool& in_quotes, std::uint32_t* positions) {
  static const auto function = MGL_CHOSEN(FindSeparators);
  return function(text, begin, end, delimiter, in_quotes, positions);
}

Separators FindPlainSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                               std::uint32_t* positions) {
  static const auto function = MGL_CHOSEN(FindPlainSeparators);
  return function(text, begin, end, delimiter, positions);
}

}  // namespace mgl
#endif

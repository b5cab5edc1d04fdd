// A key is predicted: what followed the one before it last time is compared as one text. This file
// is compiled once for each level of instructions.
#include "tools/batch/object_scan.h"

#include <bit>
#include <cstring>

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/batch/object_scan.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kStep = 32;
using Bytes = hn::CappedTag<std::uint8_t, kStep>;
using Vector = hn::Vec<Bytes>;

HWY_INLINE Vector All(char c) { return hn::Set(Bytes(), static_cast<std::uint8_t>(c)); }

HWY_INLINE Vector Load(const char* text) {
  return hn::LoadU(Bytes(), reinterpret_cast<const std::uint8_t*>(text));
}

/// Bit i: what `is` says of the bytes i of the 32 at `at`.
template <typename Is>
HWY_INLINE std::uint64_t MaskOf(Is is) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < kStep; i += hn::Lanes(Bytes())) {
    std::uint64_t bits = 0;
    hn::StoreMaskBits(Bytes(), is(i), reinterpret_cast<std::uint8_t*>(&bits));
    mask |= bits << i;
  }
  return mask;
}

HWY_INLINE bool StandsAt(const char* at, const KeyStep& step) {
  const char* const text = step.text.data();
  const auto equal = [&](std::size_t from) {
    return MaskOf(
        [&](std::size_t i) { return hn::Eq(Load(at + from + i), Load(text + from + i)); });
  };
  std::uint64_t same = equal(0);
  if (step.bytes >> kStep != 0) same |= equal(kStep) << kStep;
  return (step.bytes & ~same) == 0;
}

struct Value {
  const char* begin;
  const char* end;
  const char* next;  // null: another kind of value
};

HWY_INLINE Value ReadText(const char* begin) {
  const auto is_end = [](auto bytes) {
    const auto is_quote = hn::Eq(bytes, All('"'));
    return hn::Or(hn::Or(is_quote, hn::Eq(bytes, All('\\'))), hn::Lt(bytes, All(' ')));
  };
  const char* at = begin;
  std::uint64_t ends = 0;
  // The line's end is one.
  while ((ends = MaskOf([&](std::size_t i) { return is_end(Load(at + i)); })) == 0) at += kStep;
  at += std::countr_zero(ends);
  return {begin, at, *at == '"' ? at + 1 : nullptr};
}

/// A number without an exponent, true, false or null, which is empty. What follows is not looked
/// at.
HWY_INLINE Value ReadBare(const char* begin) {
  const std::uint64_t digits =
      MaskOf([&](std::size_t i) { return hn::Lt(hn::Sub(Load(begin + i), All('0')), All(10)); });
  const std::uint64_t points =
      MaskOf([&](std::size_t i) { return hn::Eq(Load(begin + i), All('.')); });
  const unsigned sign = *begin == '-' ? 1 : 0;
  const auto size = static_cast<unsigned>(std::countr_zero(~((digits | points) >> sign)));
  const std::uint64_t inside = (std::uint64_t{1} << size) - 1;
  const std::uint64_t point = points >> sign & inside;
  const std::uint64_t first_and_last = (inside & 1U) | (inside ^ inside >> 1U);
  const bool has_bad_zero = (begin[sign] == '0') & ((digits >> sign & 2U) != 0);
  const bool is_number =
      (size > 0) & ((point & (point - 1)) == 0) & ((point & first_and_last) == 0) & !has_bad_zero;

  std::uint32_t word = 0;
  std::memcpy(&word, begin, sizeof word);
  constexpr auto kWord = [](const char(&of)[5]) {
    return std::uint32_t{static_cast<unsigned char>(of[0])} |
           std::uint32_t{static_cast<unsigned char>(of[1])} << 8U |
           std::uint32_t{static_cast<unsigned char>(of[2])} << 16U |
           std::uint32_t{static_cast<unsigned char>(of[3])} << 24U;
  };
  const bool is_null = word == kWord("null");
  const bool is_false = (word == kWord("fals")) & (begin[4] == 'e');
  const unsigned word_size = ((is_null | (word == kWord("true"))) ? 4U : 0U) + (is_false ? 5U : 0U);
  const unsigned all = is_number ? sign + size : word_size;
  return {begin, begin + (is_null ? 0 : all), all > 0 ? begin + all : nullptr};
}

/// The object that begins at `at`, to the cells of the next row; 0 where it is another kind of
/// line, else where the next line begins.
HWY_INLINE std::uint32_t ScanObject(std::uint32_t at, ObjectRows& rows, ObjectKeys& keys) {
  constexpr int kMostSkipped = 6;  // keys that the object lacks
  const char* const text = rows.text.data();
  std::uint32_t key = ObjectKeys::kStart;
  while (true) {
    const KeyStep* step = &keys.step(key);
    bool stands = StandsAt(text + at, *step);
    for (int i = 0; !stands && i < kMostSkipped && step->size > 0; ++i) {
      if (step->key == ObjectKeys::kEnd) break;
      step = &keys.step(step->key);
      stands = StandsAt(text + at, *step);
    }
    if (HWY_LIKELY(stands)) {
      at += step->size;
      key = step->key;
    } else {
      key = keys.Read(key, text, at);
      if (key == ObjectKeys::kNone) return 0;
      if (keys.has_new_keys()) rows.AddColumns(keys.columns());
    }
    if (key == ObjectKeys::kEnd) return at;
    ObjectKey& known = keys.key(key);
    if (known.last_row == rows.number) return 0;  // twice
    known.last_row = rows.number;
    const Value value = text[at] == '"' ? ReadText(text + at + 1) : ReadBare(text + at);
    if (value.next == nullptr) return 0;
    rows.cells[known.column * ObjectRows::kColumnStride + rows.count] = {
        static_cast<std::uint32_t>(value.begin - text) - 1,
        static_cast<std::uint32_t>(value.end - text)};
    at = static_cast<std::uint32_t>(value.next - text);
  }
}

bool ScanObjects(ObjectRows& rows, ObjectKeys& keys) {
  rows.count = 0;
  rows.others = {};
  rows.cells.clear();
  rows.AddColumns(keys.columns());
  const std::string_view text = rows.text;
  for (; rows.at < text.size() && rows.count < kBlockCases; ++rows.line) {
    const std::uint32_t begin = rows.at;
    if (text[begin] == '\n' || text[begin] == '\r') {
      rows.at += text[begin] == '\n' ? 1 : 2;
      continue;
    }
    ++rows.number;
    rows.at = ScanObject(begin, rows, keys);
    if (rows.at == 0) {
      rows.at = static_cast<std::uint32_t>(text.find('\n', begin)) + 1;
      SetBit(rows.others.data(), rows.count);
      keys.RejectRow();
    } else if (keys.has_new_keys()) {
      rows.SeeKeys(keys);
    }
    rows.begins[rows.count] = begin;
    rows.lines[rows.count] = rows.line;
    ++rows.count;
  }
  return rows.count > 0;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

/// Cells are empty at first.
void ObjectRows::AddColumns(std::size_t columns) {
  static const std::vector<Cell> empty(kColumnStride, Cell{~std::uint32_t{0}, 0});
  while (cells.size() < columns * kColumnStride) {
    cells.insert(cells.end(), empty.begin(), empty.end());
  }
}

void ObjectRows::SeeKeys(ObjectKeys& keys) {
  keys.AcceptRow([this](const std::string& key) { seen_keys.push_back({number, key}); });
}

bool ScanObjects(ObjectRows& rows, ObjectKeys& keys) {
  static const auto function = MGL_CHOSEN(ScanObjects);
  return function(rows, keys);
}

}  // namespace mgl
#endif

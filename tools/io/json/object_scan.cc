// A key is predicted: what followed the one before it last time is compared as one text. This file
// is compiled once for each level of instructions.
#include "tools/io/json/object_scan.h"

#include <bit>
#include <cstring>

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/io/json/object_scan.cc"
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

/// A number without an exponent, of at most 31 characters. What follows is not looked at, but for
/// digits and points.
HWY_INLINE Value ReadNumber(const char* begin) {
  const auto mask_of = [begin](auto is) {
    return MaskOf([&](std::size_t i) { return is(Load(begin + i)); });
  };
  const auto is_point = [](auto bytes) { return hn::Eq(bytes, All('.')); };
  const std::uint64_t parts = mask_of([&](auto bytes) {
    return hn::Or(hn::Lt(hn::Sub(bytes, All('0')), All(10)), is_point(bytes));
  });
  const unsigned sign = *begin == '-' ? 1 : 0;
  const char* const digits = begin + sign;
  const auto size = static_cast<unsigned>(std::countr_one(parts >> sign));
  const std::uint64_t inside = (std::uint64_t{1} << size) - 1;
  const std::uint64_t point = mask_of(is_point) >> sign & inside;
  const std::uint64_t first_and_last = (inside & 1U) | (inside ^ inside >> 1U);
  const bool has_bad_point = ((point & (point - 1)) != 0) | ((point & first_and_last) != 0);
  const bool has_bad_zero = (digits[0] == '0') & (size > 1) & (digits[1] != '.');
  const bool is_number = (size > 0) & !has_bad_point & !has_bad_zero;
  const char* const end = digits + size;
  return {begin, end, is_number ? end : nullptr};
}

constexpr std::uint32_t FourLetters(const char (&letters)[5]) {
  std::uint32_t word = 0;
  for (int i = 3; i >= 0; --i) word = word << 8U | static_cast<unsigned char>(letters[i]);
  return word;
}

/// true, false, or null, which is empty. What follows is not looked at.
HWY_INLINE Value ReadWord(const char* begin) {
  std::uint32_t word = 0;
  std::memcpy(&word, begin, sizeof word);
  const bool is_null = word == FourLetters("null");
  const bool is_false = (word == FourLetters("fals")) & (begin[4] == 'e');
  const bool is_word = is_null | is_false | (word == FourLetters("true"));
  const char* const end = begin + 4 + (is_false ? 1 : 0);
  return {begin, is_null ? begin : end, is_word ? end : nullptr};
}

HWY_INLINE Value ReadValue(const char* begin) {
  if (*begin == '"') return ReadText(begin + 1);
  return *begin >= 'a' ? ReadWord(begin) : ReadNumber(begin);
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
      // Also where the line goes on wrongly behind a new key: it has its column from now on.
      if (keys.has_new_keys()) rows.AddColumns(keys.columns());
      if (key == ObjectKeys::kNone) return 0;
    }
    if (key == ObjectKeys::kEnd) return at;
    ObjectKey& known = keys.key(key);
    if (known.last_row == rows.number) return 0;  // twice
    known.last_row = rows.number;
    const Value value = ReadValue(text + at);
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

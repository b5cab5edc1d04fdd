// 64 bytes at a time become two masks: separators, and which of them end a line.
#include "tools/io/field_index.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mgl {
namespace {

constexpr std::size_t kStep = 64;

struct Masks {
  std::uint64_t separators;
  std::uint64_t line_feeds;
};

#if defined(__SSE2__)
Masks MasksOf(const char* text, char delimiter) {
  const __m128i delimiters = _mm_set1_epi8(delimiter);
  const __m128i feeds = _mm_set1_epi8('\n');
  Masks masks{0, 0};
  for (int part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * part));
    const auto is_feed =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feeds)));
    const auto is_delimiter =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, delimiters)));
    masks.line_feeds |= std::uint64_t{is_feed} << (16 * part);
    masks.separators |= std::uint64_t{is_feed | is_delimiter} << (16 * part);
  }
  return masks;
}
#else
Masks MasksOf(const char* text, char delimiter) {
  Masks masks{0, 0};
  for (std::size_t i = 0; i < kStep; ++i) {
    masks.line_feeds |= std::uint64_t{text[i] == '\n'} << i;
    masks.separators |= std::uint64_t{text[i] == '\n' || text[i] == delimiter} << i;
  }
  return masks;
}
#endif

}  // namespace

void FieldIndex::Start(std::string_view text, char delimiter) {
  text_ = text;
  delimiter_ = delimiter;
  position_ = 0;
  row_begin_ = 0;
  line_ = 0;
  row_first_end_ = 0;
  end_count_ = 0;
  rows_.clear();
}

void FieldIndex::AddRow(std::uint32_t last_end, std::uint32_t line_feed) {
  if (line_feed > row_begin_) {
    rows_.push_back({row_begin_, row_first_end_, last_end + 1 - row_first_end_, line_});
  }
  ++line_;
  row_begin_ = line_feed + 1;
  row_first_end_ = last_end + 1;
}

bool FieldIndex::Next(std::size_t most_rows) {
  rows_.clear();
  // Ends of a line that is not whole yet move to the front.
  std::copy(ends_.begin() + row_first_end_, ends_.begin() + end_count_, ends_.begin());
  end_count_ -= row_first_end_;
  row_first_end_ = 0;
  while (position_ < text_.size() && rows_.size() + kStep <= most_rows) {
    Masks masks = MasksOf(text_.data() + position_, delimiter_);
    if (position_ + kStep > text_.size()) {
      const std::uint64_t inside = (std::uint64_t{1} << (text_.size() - position_)) - 1;
      masks.separators &= inside;
      masks.line_feeds &= inside;
    }
    if (ends_.size() < end_count_ + kStep) ends_.resize(2 * ends_.size() + 4096);
    std::uint32_t count = end_count_;
    const auto base = static_cast<std::uint32_t>(position_);
    for (std::uint64_t left = masks.separators; left != 0; left &= left - 1) {
      ends_[count++] = base + static_cast<std::uint32_t>(std::countr_zero(left));
    }
    for (std::uint64_t left = masks.line_feeds; left != 0; left &= left - 1) {
      const std::uint64_t before = (left & -left) - 1;
      const auto rank = static_cast<std::uint32_t>(std::popcount(masks.separators & before));
      AddRow(end_count_ + rank, base + static_cast<std::uint32_t>(std::countr_zero(left)));
    }
    end_count_ = count;
    position_ += kStep;
  }
  return !rows_.empty();
}

}  // namespace mgl

// Lines that all have as many fields as the header are known by counting; others one by one.
#include "tools/io/csv/field_index.h"

#include <algorithm>

#include "tools/io/bytes/text_scan.h"

namespace mgl {
namespace {

constexpr std::size_t kStep = 1024;  // of text; a multiple of 64
constexpr std::uint32_t kBeforeText = ~std::uint32_t{0};

}  // namespace

void FieldIndex::Start(std::string_view text, char delimiter, std::size_t columns) {
  text_ = text;
  delimiter_ = delimiter;
  columns_ = columns;
  position_ = 0;
  line_ = 0;
  ends_.resize(std::max<std::size_t>(ends_.size(), 1));
  ends_[0] = kBeforeText;
  end_count_ = 0;
  feed_count_ = 0;
  used_ends_ = 0;
  rows_.clear();
}

bool FieldIndex::Next(std::size_t most_rows) {
  DropRows();
  while (rows_.empty()) {
    IndexMore(most_rows);
    if (end_count_ == 0) return false;
    is_regular_ = TakeRegular(most_rows);
    if (is_regular_) break;
    TakeAny(most_rows);
    if (rows_.empty()) DropRows();  // empty lines
  }
  return true;
}

/// Ends behind the rows at hand move to the front.
void FieldIndex::DropRows() {
  rows_.clear();
  const auto begin = ends_.begin() + used_ends_;
  std::copy(begin, begin + 1 + end_count_ - used_ends_, ends_.begin());
  end_count_ -= used_ends_;
  used_ends_ = 0;
}

void FieldIndex::IndexMore(std::size_t most_rows) {
  while (position_ < text_.size() && (end_count_ < most_rows * columns_ || feed_count_ == 0)) {
    const std::size_t end = std::min(text_.size(), position_ + kStep);
    if (ends_.size() < 1 + end_count_ + kStep + 64) ends_.resize(2 * ends_.size() + 2 * kStep);
    const Separators found = FindPlainSeparators(text_.data(), position_, end, delimiter_,
                                                 ends_.data() + 1 + end_count_);
    end_count_ += found.count;
    feed_count_ += found.line_feeds;
    position_ = end;
  }
}

/// Takes lines where every field count is that of the header and no line is empty: each
/// `columns_`-th end is a line feed, and no other one is.
bool FieldIndex::TakeRegular(std::size_t most_rows) {
  const auto is_feed = [this](std::uint32_t end) { return text_[ends()[end]] == '\n'; };
  const auto rows = static_cast<std::uint32_t>(std::min(most_rows, end_count_ / columns_));
  const auto columns = static_cast<std::uint32_t>(columns_);
  std::uint32_t feeds_behind = 0;
  for (std::uint32_t i = rows * columns; i < end_count_; ++i) feeds_behind += is_feed(i) ? 1 : 0;
  if (rows == 0 || feed_count_ - feeds_behind != rows) return false;
  bool all_end = true;
  for (std::uint32_t i = 1; i <= rows; ++i) all_end &= is_feed(i * columns - 1);
  // A line of nothing is one field where the header has one.
  if (!all_end || columns == 1) return false;
  rows_.resize(rows);
  for (std::uint32_t i = 0; i < rows; ++i) rows_[i] = {i * columns, columns, line_ + i};
  line_ += rows;
  used_ends_ = rows * columns;
  feed_count_ = feeds_behind;
  return true;
}

void FieldIndex::TakeAny(std::size_t most_rows) {
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < end_count_ && rows_.size() < most_rows; ++i) {
    if (text_[ends()[i]] != '\n') continue;
    const bool is_empty = i == first && ends()[i] == ends()[static_cast<std::ptrdiff_t>(i) - 1] + 1;
    if (!is_empty) rows_.push_back({first, i + 1 - first, line_});
    ++line_;
    --feed_count_;
    first = i + 1;
  }
  used_ends_ = first;
}

}  // namespace mgl

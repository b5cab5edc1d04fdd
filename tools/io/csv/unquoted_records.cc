// Field by field: what is in quotes is copied without them.
#include "tools/io/csv/unquoted_records.h"

#include <algorithm>
#include <cstring>

#include "tools/io/bytes/text_buffer.h"
#include "tools/io/bytes/text_scan.h"

namespace mgl {
namespace {

constexpr std::size_t kStep = 16 * 1024;  // of text; a multiple of 64
constexpr std::size_t kFieldStep = 16;
constexpr std::uint32_t kBeforeText = ~std::uint32_t{0};

}  // namespace

void UnquotedRecords::Start(std::string_view text, char delimiter, std::size_t columns,
                            const CsvQuoting& quoting) {
  text_ = text;
  delimiter_ = delimiter;
  columns_ = columns;
  quoting_ = quoting;
  in_quotes_ = false;
  position_ = 0;
  field_ = 0;
  line_ = 0;
  separators_.resize(kStep + 64);
  separator_count_ = 0;
  used_separators_ = 0;
  unquoted_.resize(std::max(unquoted_.size(), text.size() + 64 + kCopyStep));
}

bool UnquotedRecords::Next(std::size_t most_rows) {
  rows_.clear();
  ends_.assign(1, kBeforeText);
  size_ = 0;
  is_regular_ = true;
  std::uint32_t first_end = 0;
  while (rows_.size() < most_rows) {
    if (used_separators_ == separator_count_) {
      if (position_ >= text_.size()) break;
      const std::size_t end = std::min(text_.size(), position_ + kStep);
      separator_count_ =
          FindSeparators(text_.data(), position_, end, delimiter_, in_quotes_, separators_.data())
              .count;
      used_separators_ = 0;
      position_ = end;
      continue;
    }
    const std::size_t end = separators_[used_separators_++];
    std::string_view field = text_.substr(field_, end - field_);
    field_ = end + 1;
    const bool ends_record = text_[end] == '\n';
    if (ends_record && field.ends_with('\r')) field.remove_suffix(1);
    const auto fields = static_cast<std::uint32_t>(ends_.size()) - 1 - first_end;
    const bool is_empty_line = ends_record && fields == 0 && field.empty();
    if (fields == 0) record_line_ = line_;
    if (!is_empty_line) AddField(field);
    if (!ends_record) continue;
    if (!is_empty_line) {
      rows_.push_back({first_end, fields + 1, record_line_});
      is_regular_ &= fields + 1 == columns_;
      first_end += fields + 1;
    }
    ++line_;
  }
  return !rows_.empty();
}

void UnquotedRecords::AddField(std::string_view field) {
  const bool is_quoted = field.starts_with('"');
  if (is_quoted) field = field.substr(1, field.size() - 2);
  char* to = unquoted_.data() + size_;
  if (is_quoted && quoting_.has_inner_feeds) {
    line_ += static_cast<std::uint32_t>(std::ranges::count(field, '\n'));
  }
  if (is_quoted && quoting_.has_doubled_quotes) {
    for (std::size_t i = 0; i < field.size(); ++i) {
      *to++ = field[i];
      if (field[i] == '"') ++i;
    }
  } else {
    to = CopyPadded<kFieldStep>(field, to);
  }
  *to = delimiter_;
  const auto end = static_cast<std::uint32_t>(to - unquoted_.data());
  ends_.push_back(end);
  size_ = end + 1;
}

}  // namespace mgl

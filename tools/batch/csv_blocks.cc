#include "tools/batch/csv_blocks.h"

#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "tools/batch/text_buffer.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_reader.h"

namespace mgl {

static_assert(CsvLines::kPadding >= kCopyStep);

void CsvBlocks::Start(const CsvLines& lines) {
  lines_ = &lines;
  rows_done_ = 0;
  index_.Start(lines.text(), lines.layout->delimiter, lines.layout->columns);
}

bool CsvBlocks::Next(CaseBlock& block) {
  rows_done_ += index_.rows().size();
  if (!index_.Next(kBlockCases)) return false;
  decoder_.Decode(*lines_->layout, lines_->padded.data(), index_, block.columns);
  ReadIds(block);
  return true;
}

void CsvBlocks::ReadIds(CaseBlock& block) {
  constexpr std::size_t kMostDigits = 20;
  const CsvLayout& layout = *lines_->layout;
  const char* const text = lines_->padded.data();
  block.ids_are_plain = layout.delimiter == ',';
  row_numbers_.clear();
  row_numbers_.reserve(kBlockCases * kMostDigits + kCopyStep);  // views of it stay valid
  for (std::size_t i = 0; i < block.columns.size; ++i) {
    const FieldRow& row = index_.rows()[i];
    std::string_view id;
    if (layout.id < row.fields) {
      const std::uint32_t* end = index_.ends() + row.first_end + layout.id;
      const std::uint32_t begin = end[-1] + 1;
      id = {text + begin, *end - begin};
      // Other characters are neither blanks nor line ends.
      const bool may_have_blanks = !id.empty() && (id.front() <= ' ' || id.back() <= ' ');
      if (may_have_blanks) id = Trimmed(id);
    }
    if (id.empty()) {
      const std::size_t begin = row_numbers_.size();
      fmt::format_to(std::back_inserter(row_numbers_), "{}",
                     lines_->rows_before + rows_done_ + i + 1);
      id = std::string_view(row_numbers_).substr(begin);
    }
    block.ids[i] = id;
  }
}

void CsvBlocks::ReadCase(std::size_t i, InputRow& row) {
  const FieldRow& fields = index_.rows()[i];
  const std::uint32_t* ends = index_.ends() + fields.first_end;
  std::vector<std::string_view> cells;
  for (std::uint32_t field = 0; field < fields.fields; ++field, ++ends) {
    const std::uint32_t begin = ends[-1] + 1;
    cells.push_back(std::string_view(lines_->padded).substr(begin, *ends - begin));
  }
  row.place = {lines_->layout->file, lines_->first_line + fields.line, 0};
  if (fields.fields > CsvOptions().max_columns) {
    return Cohort::RejectRow(row, "", std::string(kTooManyColumns));
  }
  ReadCsvRecord(*lines_->layout, cells, lines_->rows_before + rows_done_ + i + 1, facts_, row);
}

}  // namespace mgl

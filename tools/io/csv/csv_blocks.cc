#include "tools/io/csv/csv_blocks.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tools/io/bytes/text_buffer.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/csv/csv_reader.h"

namespace mgl {

static_assert(TextLines::kPadding >= kCopyStep);

namespace {

bool HavePlainIds(const CaseBlock& block) {
  const auto needs_quotes = [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; };
  return std::none_of(block.ids.begin(), block.ids.begin() + block.columns.size,
                      [&](std::string_view id) { return std::ranges::any_of(id, needs_quotes); });
}

}  // namespace

void CsvBlocks::Start(const TextLines& lines) {
  const CsvLayout& layout = *lines.csv;
  lines_ = &lines;
  rows_done_ = 0;
  is_plain_ = lines.quoting.is_plain;
  if (is_plain_) return index_.Start(lines.text(), layout.delimiter, layout.columns);
  unquoted_.Start(lines.text(), layout.delimiter, layout.columns, lines.quoting);
}

bool CsvBlocks::Next(CaseBlock& block) {
  CountUnits();
  rows_done_ += Rows().size();
  if (!(is_plain_ ? index_.Next(kBlockCases) : unquoted_.Next(kBlockCases))) return false;
  const CsvLayout& layout = *lines_->csv;
  text_ = is_plain_ ? lines_->padded.data() : unquoted_.text();
  CellGrid grid{text_, Ends(), Rows().size(), layout.columns, 1};
  if (is_plain_ ? index_.is_regular() : unquoted_.is_regular()) {
    grid.ends += Rows()[0].first_end;
  } else {
    grid.irregular = Rows().data();
  }
  decoder_.Decode(layout, grid, block.columns);
  FindOddRows(grid, block);
  ReadIds(grid, block);
  block_at_hand_ = &block;
  return true;
}

/// Of the block at hand, when it is decided: which cases are exceptional shows only then.
void CsvBlocks::CountUnits() {
  const CaseBlock* const decided = std::exchange(block_at_hand_, nullptr);
  if (decided != nullptr) units_.Count(lines_->csv->file, *decided);
}

std::string_view CsvBlocks::CellOf(const FieldRow& row, std::size_t field) const {
  const std::uint32_t* end = Ends() + row.first_end + field;
  const std::uint32_t begin = end[-1] + 1;
  return {text_ + begin, *end - begin};
}

/// Rows that need a warning, or are no case, by their cells alone. Blank ones show with their ids.
void CsvBlocks::FindOddRows(const CellGrid& grid, CaseBlock& block) const {
  const CsvLayout& layout = *lines_->csv;
  Word* const exceptional = block.columns.exceptional.data();
  block.short_rows = {};
  const FieldRow* const rows = Rows().data();
  for (std::size_t i = 0; layout.has_end_separators && i < grid.rows; ++i) {
    const bool is_full = rows[i].fields == layout.columns;
    if (is_full && !IsBlankCell(CellOf(rows[i], rows[i].fields - 1))) SetBit(exceptional, i);
  }
  for (std::size_t i = 0; grid.irregular != nullptr && i < grid.rows; ++i) {
    if (!layout.MayBeCase(rows[i].fields)) SetBit(exceptional, i);
    if (!layout.IsShort(rows[i].fields)) continue;
    SetBit(block.short_rows.data(), i);
    if (strict_) SetBit(exceptional, i);
  }
}

bool CsvBlocks::IsBlank(const FieldRow& row) const {
  for (std::uint32_t field = 0; field < row.fields; ++field) {
    if (!IsBlankCell(CellOf(row, field))) return false;
  }
  return true;
}

void CsvBlocks::ReadIds(const CellGrid& grid, CaseBlock& block) {
  const CsvLayout& layout = *lines_->csv;
  const std::uint64_t first = lines_->rows_before + rows_done_ + 1;
  ids_.Start();
  const auto see = [&](std::string_view id, std::size_t i) {
    // What is not ASCII may be a blank too.
    const bool may_be_blank = id.empty() || id[0] <= ' ' || id[0] > '~';
    if (may_be_blank && IsBlank(Rows()[i])) SetBit(block.columns.exceptional.data(), i);
    block.ids[i] = ids_.IdOf(id, first + i);
  };
  if (grid.irregular == nullptr && layout.id < layout.columns) {
    const std::uint32_t* end = grid.ends + layout.id;
    for (std::size_t i = 0; i < grid.rows; ++i, end += grid.row_stride) {
      const std::uint32_t begin = end[-1] + 1;
      see({text_ + begin, *end - begin}, i);
    }
  } else {
    for (std::size_t i = 0; i < grid.rows; ++i) {
      const FieldRow& row = Rows()[i];
      std::string_view id;
      if (layout.id < row.fields) id = CellOf(row, layout.id);
      see(id, i);
    }
  }
  block.ids_are_plain = is_plain_ ? layout.delimiter == ',' : HavePlainIds(block);
}

void CsvBlocks::ReadCase(std::size_t i, InputRow& row) {
  const FieldRow& fields = Rows()[i];
  cells_.clear();
  for (std::uint32_t field = 0; field < fields.fields; ++field) {
    cells_.push_back(CellOf(fields, field));
  }
  row.place = {lines_->csv->file, lines_->first_line + fields.line, 0};
  if (fields.fields > CsvOptions().max_columns) {
    return Cohort::RejectRow(row, "", std::string(kTooManyColumns));
  }
  ReadCsvRecord(*lines_->csv, cells_, lines_->rows_before + rows_done_ + i + 1, facts_, row);
}

}  // namespace mgl

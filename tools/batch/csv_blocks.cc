#include "tools/batch/csv_blocks.h"

#include <vector>

#include "tools/batch/text_buffer.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_reader.h"

namespace mgl {

static_assert(TextLines::kPadding >= kCopyStep);

void CsvBlocks::Start(const TextLines& lines) {
  lines_ = &lines;
  rows_done_ = 0;
  index_.Start(lines.text(), lines.csv->delimiter, lines.csv->columns);
}

bool CsvBlocks::Next(CaseBlock& block) {
  rows_done_ += index_.rows().size();
  if (!index_.Next(kBlockCases)) return false;
  const CsvLayout& layout = *lines_->csv;
  const std::vector<FieldRow>& rows = index_.rows();
  CellGrid grid{lines_->padded.data(), index_.ends(), rows.size(), layout.columns, 1};
  if (index_.is_regular()) {
    grid.ends += rows[0].first_end;
  } else {
    grid.irregular = rows.data();
    grid.fields = layout.columns;
  }
  decoder_.Decode(layout, grid, block.columns);
  ReadIds(block);
  return true;
}

void CsvBlocks::ReadIds(CaseBlock& block) {
  const CsvLayout& layout = *lines_->csv;
  const char* const text = lines_->padded.data();
  block.ids_are_plain = layout.delimiter == ',';
  ids_.Start();
  for (std::size_t i = 0; i < block.columns.size; ++i) {
    const FieldRow& row = index_.rows()[i];
    std::string_view id;
    if (layout.id < row.fields) {
      const std::uint32_t* end = index_.ends() + row.first_end + layout.id;
      const std::uint32_t begin = end[-1] + 1;
      id = {text + begin, *end - begin};
    }
    block.ids[i] = ids_.IdOf(id, lines_->rows_before + rows_done_ + i + 1);
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
  row.place = {lines_->csv->file, lines_->first_line + fields.line, 0};
  if (fields.fields > CsvOptions().max_columns) {
    return Cohort::RejectRow(row, "", std::string(kTooManyColumns));
  }
  ReadCsvRecord(*lines_->csv, cells, lines_->rows_before + rows_done_ + i + 1, facts_, row);
}

}  // namespace mgl

#include "tools/io/json/ndjson_blocks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "tools/io/cases/file_keys.h"

namespace mgl {
namespace {

/// Of a text with eight bytes behind it that can be read.
bool HasComma(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < text.size(); i += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    bytes ^= ',' * kOnes;
    std::uint64_t commas = (bytes - kOnes) & ~bytes & (kOnes << 7U);
    if (text.size() - i < 8) commas &= (std::uint64_t{1} << (8 * (text.size() - i))) - 1;
    found |= commas;
  }
  return found != 0;
}

}  // namespace

void NdjsonBlocks::Start(const TextLines& lines) {
  if (lines.ndjson != file_) StartFile(lines);
  lines_ = &lines;
  rows_done_ = 0;
  rows_.text = lines.text();
  rows_.at = 0;
  rows_.line = 0;
  rows_.count = 0;
}

void NdjsonBlocks::StartFile(const TextLines& lines) {
  file_ = lines.ndjson;
  keys_.StartFile(file_->names(), file_->unit_rules());
  rows_.number = 0;
  const auto kind = lines.has_elements() ? NdjsonLine::Kind::kElement : NdjsonLine::Kind::kLine;
  of_others_ = std::make_unique<Parser>(guideline_, *file_, facts_, kind);
  of_scanned_ = std::make_unique<Parser>(guideline_, *file_, facts_, kind);
}

bool NdjsonBlocks::Next(CaseBlock& block) {
  CountUnits();
  rows_done_ += rows_.count;
  if (!ScanObjects(rows_, keys_)) return false;
  const CellGrid grid{lines_->padded.data(), rows_.cells.data()->data() + 1, rows_.count, 2,
                      2 * ObjectRows::kColumnStride};
  decoder_.Decode(keys_.roles(), grid, block.columns);
  for (std::size_t w = 0; w < kBlockWords; ++w) block.columns.exceptional[w] |= rows_.others[w];
  ReadIds(block);
  block_at_hand_ = &block;
  return true;
}

/// As CsvBlocks does.
void NdjsonBlocks::CountUnits() {
  const CaseBlock* const decided = std::exchange(block_at_hand_, nullptr);
  if (decided != nullptr) units_.Count(lines_->file, *decided);
}

void NdjsonBlocks::ReadIds(CaseBlock& block) {
  const std::size_t column = keys_.roles().id;
  block.ids_are_plain = true;
  ids_.Start();
  for (std::size_t i = 0; i < rows_.count; ++i) {
    std::string_view id;
    if (column != kNoColumn && !Bit(rows_.others.data(), i)) {
      const auto& [before, end] = rows_.cells[column * ObjectRows::kColumnStride + i];
      const std::uint32_t begin = before + 1;
      id = {rows_.text.data() + begin, end - begin};
    }
    block.ids[i] = ids_.IdOf(id, lines_->rows_before + rows_done_ + i + 1);
    // Most have an id, which is neither empty nor `null` nor begins with a blank.
    const bool may_be_blank = id.empty() || id[0] <= ' ' || id[0] == 'n';
    if (may_be_blank && IsBlank(i)) SetBit(block.columns.exceptional.data(), i);
    // Quotes and blanks at its ends it has not.
    if (HasComma(block.ids[i])) block.ids_are_plain = false;
  }
}

/// Whether the row has no id and no fact: it may say nothing at all.
bool NdjsonBlocks::IsBlank(std::size_t row) const {
  for (std::size_t column = 1; column < keys_.columns(); ++column) {
    const auto& [before, end] = rows_.cells[column * ObjectRows::kColumnStride + row];
    const std::uint32_t begin = before + 1;
    if (!IsMissing({rows_.text.data() + begin, end - begin})) return false;
  }
  return true;
}

void NdjsonBlocks::ReadCase(std::size_t i, InputRow& row) {
  const std::size_t begin = rows_.begins[i];
  std::string_view line = rows_.text.substr(begin, rows_.text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::uint64_t number = rows_done_ + i + 1;
  RowStart start{lines_->first_line + rows_.lines[i], 0};
  if (lines_->has_elements()) start = lines_->starts[static_cast<std::size_t>(number - 1)];
  row.place = {lines_->file, start.line, start.column};
  const bool is_other = Bit(rows_.others.data(), i);
  Parser& parser = is_other ? *of_others_ : *of_scanned_;
  parser.line.Read(line, lines_->rows_before + number, row);
  std::vector<std::string> new_keys = parser.keyed.TakeNewKeys();
  if (!is_other) return;
  const std::uint64_t row_number = rows_.number - rows_.count + i + 1;
  for (std::string& key : new_keys) rows_.seen_keys.push_back({row_number, std::move(key)});
}

void NdjsonBlocks::TakeKeys(std::vector<std::string>& keys) {
  std::ranges::stable_sort(rows_.seen_keys, {}, &ObjectRows::SeenKey::row);
  for (ObjectRows::SeenKey& seen : rows_.seen_keys) keys.push_back(std::move(seen.key));
  rows_.seen_keys.clear();
}

}  // namespace mgl

// CSV columns to facts, by the header and the mappings.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/name_advice.h"
#include "tools/io/csv/csv_lines.h"
#include "tools/io/csv/csv_reader.h"

namespace mgl {
namespace {

class CsvCaseFile : public CaseFile {
 public:
  CsvCaseFile(Cohort& cohort, std::unique_ptr<CsvReader> reader, FileRules rules)
      : cohort_(cohort), reader_(std::move(reader)), rules_(std::move(rules)) {}

  Result<bool> Next(InputRow& row) override {
    const Result<CsvReader::Item> item = reader_->Next();
    if (!item) return item.error();
    if (*item == CsvReader::Item::kEnd) return false;
    cohort_.CountRow();
    if (*item == CsvReader::Item::kRecord) {
      row.place = {reader_->name(), reader_->line(), 0};
      ReadCsvRecord(*layout_, reader_->fields(), cohort_.row_number(), cohort_.facts(), row);
      if (!row.rejected && !reader_->has_line_end()) WarnOfCut(row);
    } else {
      const CsvReject& reject = reader_->reject();
      row.place = {reader_->name(), reject.line, reject.column};
      Cohort::RejectRow(row, "", std::string(reject.reason));
    }
    return true;
  }

  Result<bool> NextLines(TextLines& lines) override {
    const CsvReader::WholeRecords taken =
        reader_->TakeWholeRecords(kLeastLineBytes, kMostLineBytes);
    if (taken.text.empty()) return false;
    lines.file = layout_->file;
    lines.csv = layout_;
    lines.ndjson = nullptr;
    lines.quoting = taken.quoting;
    lines.SetText(taken.text);
    lines.first_line = taken.first_line;
    lines.rows_before = cohort_.row_number();
    cohort_.CountRows(taken.records);
    return true;
  }

  std::optional<Error> PlanColumns() {
    auto layout = std::make_shared<CsvLayout>();
    layout->file = reader_->name();
    layout->delimiter = reader_->delimiter();
    CountColumns(*layout);
    layout->facts.resize(cohort_.guideline().facts.size());
    const std::vector<std::string>& columns = reader_->columns();
    for (const ColumnMapping& mapping : cohort_.names().mappings()) {
      if (std::find(columns.begin(), columns.end(), mapping.column) != columns.end()) continue;
      return Error{fmt::format("--map: {} has no column `{}`", reader_->name(), mapping.column),
                   DidYouMean(mapping.column, columns)};
    }
    std::vector<std::string> ignored;
    NameAdvice advice(cohort_.guideline(), cohort_.names(), cohort_.unit_rules(), reader_->name(),
                      "column");
    std::vector<std::string> in_other_case;
    const std::vector<const FactNames::Targets*> targets_of = cohort_.names().OfColumns(columns);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].empty()) continue;
      const FactNames::Targets* const targets = targets_of[i];
      const auto kinds = rules_.unit_kinds.find(columns[i]);
      advice.Add(columns[i], targets,
                 kinds == rules_.unit_kinds.end() ? UnitKinds() : kinds->second);
      if (targets == nullptr || targets->empty()) {
        ignored.push_back(columns[i]);
        continue;
      }
      if (cohort_.names().Find(columns[i]) == nullptr) in_other_case.push_back(columns[i]);
      for (const NameTarget& target : *targets) (*layout)[target] = i;
    }
    if (auto error = advice.All()) return error;
    std::vector<FactId> missing;
    for (std::size_t i = 0; i < layout->facts.size(); ++i) {
      ColumnRoles::FactColumns& fact = layout->facts[i];
      if (fact.value == kNoColumn) missing.push_back(static_cast<FactId>(i));
      fact.unit_rule = (rules_.unit_rules.empty() ? cohort_.unit_rules() : rules_.unit_rules)[i];
      fact.unit_rule.has_column = fact.unit != kNoColumn;
    }
    cohort_.InOrder([&cohort = cohort_, file = reader_->name(), id_notice = advice.IdNotice(),
                     ignored, in_other_case, missing] {
      if (!id_notice.empty()) cohort.Notice(id_notice);
      cohort.NoticeOtherCase("column", in_other_case);
      for (const std::string& column : ignored) cohort.NoticeIgnored("column", column);
      cohort.NoticeMissing(fmt::format("{} has no column for", file), missing);
    });
    layout_ = std::move(layout);
    SetShape();
    return std::nullopt;
  }

 private:
  void WarnOfCut(InputRow& row) {
    row.reported.row_warnings.push_back(kCutRow);
    cohort_.NoticeCut(reader_->name());
  }

  /// Line ends belong into texts that nobody decides by.
  void SetShape() {
    CsvShape shape;
    shape.one_line.resize(reader_->columns().size());
    const auto add = [&](std::size_t column) {
      if (column != kNoColumn) shape.one_line[column] = true;
    };
    add(layout_->id);
    for (const ColumnRoles::FactColumns& fact : layout_->facts) {
      add(fact.value);
      add(fact.unit);
      add(fact.date);
    }
    shape.most_cells = layout_->columns;
    reader_->SetShape(std::move(shape));
  }

  void CountColumns(CsvLayout& layout) const {
    const std::vector<std::string>& columns = reader_->columns();
    layout.columns = columns.size();
    layout.named_columns = columns.size();
    while (columns[layout.named_columns - 1].empty()) --layout.named_columns;  // one has a name
    layout.has_end_separators = rules_.has_end_separators && layout.named_columns == columns.size();
    if (layout.has_end_separators) ++layout.columns;
  }

  Cohort& cohort_;
  std::unique_ptr<CsvReader> reader_;
  FileRules rules_;
  std::shared_ptr<const CsvLayout> layout_;
};

void RejectCells(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                 std::string id, InputRow& row) {
  const std::size_t cells = fields.size();
  const std::size_t columns = layout.columns - (layout.has_end_separators ? 1 : 0);
  if (cells < columns) {
    return Cohort::RejectRow(
        row, std::move(id),
        fmt::format("a single cell, but the header has {} columns: this is no case", columns));
  }
  row.place.column = columns + 1;
  Cohort::RejectRow(
      row, std::move(id),
      fmt::format("{} cells in a row, but the header has {} columns", cells, columns));
  row.reject.has_end_separator = cells == columns + 1 && IsBlankCell(fields.back());
}

}  // namespace

void ReadCsvRecord(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                   std::uint64_t row_number, FactReader& facts, InputRow& row) {
  const auto cell = [&](std::size_t column) {
    return column < fields.size() ? fields[column] : std::string_view();
  };
  if (std::ranges::all_of(fields, IsBlankCell)) return Cohort::SkipRow(row);
  std::string id(Trimmed(cell(layout.id)));
  if (id.empty()) id = std::to_string(row_number);
  const std::size_t cells = fields.size();
  const bool has_extra_cell =
      layout.has_end_separators && cells == layout.columns && !IsBlankCell(fields.back());
  if (!layout.MayBeCase(cells) || has_extra_cell) {
    return RejectCells(layout, fields, std::move(id), row);
  }
  row.rejected = false;
  row.reported.id = std::move(id);
  row.reported.row_warnings.clear();
  if (layout.IsShort(cells)) row.reported.row_warnings.push_back(kShortRow);
  row.reported.facts.resize(layout.facts.size());
  for (std::uint32_t i = 0; i < layout.facts.size(); ++i) {
    const CsvLayout::FactColumns& fact = layout.facts[i];
    facts.ReadInto(FactId{i}, cell(fact.value), cell(fact.unit), cell(fact.date), fact.unit_rule,
                   row.reported.facts[i]);
  }
}

Result<std::unique_ptr<CaseFile>> OpenCsvCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                               const FileRules& rules) {
  Result<std::unique_ptr<CsvReader>> reader = CsvReader::Open(std::move(source));
  if (!reader) return reader.error();
  auto file = std::make_unique<CsvCaseFile>(cohort, std::move(*reader), rules);
  if (auto error = file->PlanColumns()) return *error;
  return std::unique_ptr<CaseFile>(std::move(file));
}

}  // namespace mgl

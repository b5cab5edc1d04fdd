// CSV columns to facts, by the header and the mappings.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "dsl/diagnostic.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_lines.h"
#include "tools/io/csv_reader.h"

namespace mgl {
namespace {

class CsvCaseFile : public CaseFile {
 public:
  CsvCaseFile(Cohort& cohort, std::unique_ptr<CsvReader> reader)
      : cohort_(cohort), reader_(std::move(reader)) {}

  Result<bool> Next(InputRow& row) override {
    const Result<CsvReader::Item> item = reader_->Next();
    if (!item) return item.error();
    if (*item == CsvReader::Item::kEnd) return false;
    cohort_.CountRow();
    if (*item == CsvReader::Item::kRecord) {
      row.place = {reader_->name(), reader_->line(), 0};
      ReadCsvRecord(*layout_, reader_->fields(), cohort_.row_number(), cohort_.facts(), row);
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
    layout->columns = reader_->columns().size();
    layout->facts.resize(cohort_.guideline().facts.size());
    const std::vector<std::string>& columns = reader_->columns();
    for (const ColumnMapping& mapping : cohort_.names().mappings()) {
      if (std::find(columns.begin(), columns.end(), mapping.column) != columns.end()) continue;
      return Error{fmt::format("--map: {} has no column `{}`", reader_->name(), mapping.column),
                   DidYouMean(mapping.column, columns)};
    }
    std::vector<std::string> ignored;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].empty()) continue;
      const std::vector<NameTarget>* targets = cohort_.names().Find(columns[i]);
      if (targets == nullptr || targets->empty()) {
        ignored.push_back(columns[i]);
        continue;
      }
      for (const NameTarget& target : *targets) (*layout)[target] = i;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < layout->facts.size(); ++i) {
      if (layout->facts[i].value != kNoColumn) continue;
      missing.push_back(cohort_.guideline().facts[i].name);
    }
    cohort_.InOrder([&cohort = cohort_, file = reader_->name(), ignored, missing] {
      for (const std::string& column : ignored) cohort.NoticeIgnored("column", column);
      cohort.NoticeMissing(fmt::format("{} has no column for", file), missing);
    });
    layout_ = std::move(layout);
    return std::nullopt;
  }

 private:
  Cohort& cohort_;
  std::unique_ptr<CsvReader> reader_;
  std::shared_ptr<const CsvLayout> layout_;
};

}  // namespace

void ReadCsvRecord(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                   std::uint64_t row_number, FactReader& facts, InputRow& row) {
  const auto cell = [&](std::size_t column) {
    return column < fields.size() ? fields[column] : std::string_view();
  };
  std::string id(Trimmed(cell(layout.id)));
  if (id.empty()) id = std::to_string(row_number);
  for (std::size_t i = layout.columns; i < fields.size(); ++i) {
    if (Trimmed(fields[i]).empty()) continue;
    row.place.column = i + 1;
    return Cohort::RejectRow(row, std::move(id),
                             fmt::format("{} cells in a row, but the header has {} columns",
                                         fields.size(), layout.columns));
  }
  row.rejected = false;
  row.reported.id = std::move(id);
  row.reported.facts.resize(layout.facts.size());
  for (std::uint32_t i = 0; i < layout.facts.size(); ++i) {
    const CsvLayout::FactColumns& fact = layout.facts[i];
    row.reported.facts[i] =
        facts.Read(FactId{i}, cell(fact.value), cell(fact.unit), cell(fact.date));
  }
}

Result<std::unique_ptr<CaseFile>> OpenCsvCases(Cohort& cohort, std::unique_ptr<ByteSource> source) {
  Result<std::unique_ptr<CsvReader>> reader = CsvReader::Open(std::move(source));
  if (!reader) return reader.error();
  auto file = std::make_unique<CsvCaseFile>(cohort, std::move(*reader));
  if (auto error = file->PlanColumns()) return *error;
  return std::unique_ptr<CaseFile>(std::move(file));
}

}  // namespace mgl

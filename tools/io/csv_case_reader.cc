// CSV columns to facts, by the header and the mappings.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "dsl/diagnostic.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_reader.h"

namespace mgl {
namespace {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// Which column holds what, for one file; kNoColumn where none does.
struct ColumnPlan {
  struct FactColumns {
    std::size_t value = kNoColumn;
    std::size_t unit = kNoColumn;
    std::size_t date = kNoColumn;
  };
  std::size_t id = kNoColumn;
  std::vector<FactColumns> facts;
};

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
      ReadRecord(row);
    } else {
      const CsvReject& reject = reader_->reject();
      row.place = {reader_->name(), reject.line, reject.column};
      Cohort::RejectRow(row, "", std::string(reject.reason));
    }
    return true;
  }

  std::optional<Error> PlanColumns() {
    plan_.facts.resize(cohort_.guideline().facts.size());
    const std::vector<std::string>& columns = reader_->columns();
    for (const ColumnMapping& mapping : cohort_.names().mappings()) {
      if (std::find(columns.begin(), columns.end(), mapping.column) != columns.end()) continue;
      return Error{fmt::format("--map: {} has no column `{}`", reader_->name(), mapping.column),
                   DidYouMean(mapping.column, columns)};
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].empty()) continue;
      const std::vector<NameTarget>* targets = cohort_.names().Find(columns[i]);
      if (targets == nullptr || targets->empty()) {
        cohort_.NoticeIgnored("column", columns[i]);
        continue;
      }
      for (const NameTarget& target : *targets) SlotOf(target) = i;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < plan_.facts.size(); ++i) {
      if (plan_.facts[i].value != kNoColumn) continue;
      missing.push_back(cohort_.guideline().facts[i].name);
    }
    cohort_.NoticeMissing(fmt::format("{} has no column for", reader_->name()), missing);
    return std::nullopt;
  }

 private:
  std::size_t& SlotOf(const NameTarget& target) {
    ColumnPlan::FactColumns* const fact =
        target.part == NameTarget::Part::kId ? nullptr : &plan_.facts[target.fact];
    switch (target.part) {
      case NameTarget::Part::kId:
        return plan_.id;
      case NameTarget::Part::kValue:
        return fact->value;
      case NameTarget::Part::kUnit:
        return fact->unit;
      case NameTarget::Part::kDate:
        return fact->date;
    }
    std::abort();
  }

  void ReadRecord(InputRow& row) {
    const std::vector<std::string_view>& fields = reader_->fields();
    const std::size_t columns = reader_->columns().size();
    const auto cell = [&](std::size_t column) {
      return column < fields.size() ? fields[column] : std::string_view();
    };
    row.place = {reader_->name(), reader_->line(), 0};
    const std::string_view id = cell(plan_.id);
    for (std::size_t i = columns; i < fields.size(); ++i) {
      if (Trimmed(fields[i]).empty()) continue;
      row.place.column = i + 1;
      return Cohort::RejectRow(
          row, cohort_.IdOrRowNumber(id),
          fmt::format("{} cells in a row, but the header has {} columns", fields.size(), columns));
    }
    cohort_.AcceptRow(row, id);
    row.reported.facts.resize(plan_.facts.size());
    for (std::uint32_t i = 0; i < plan_.facts.size(); ++i) {
      const ColumnPlan::FactColumns& fact = plan_.facts[i];
      row.reported.facts[i] =
          cohort_.facts().Read(FactId{i}, cell(fact.value), cell(fact.unit), cell(fact.date));
    }
  }

  Cohort& cohort_;
  std::unique_ptr<CsvReader> reader_;
  ColumnPlan plan_;
};

}  // namespace

Result<std::unique_ptr<CaseFile>> OpenCsvCases(Cohort& cohort, std::unique_ptr<ByteSource> source) {
  Result<std::unique_ptr<CsvReader>> reader = CsvReader::Open(std::move(source));
  if (!reader) return reader.error();
  auto file = std::make_unique<CsvCaseFile>(cohort, std::move(*reader));
  if (auto error = file->PlanColumns()) return *error;
  return std::unique_ptr<CaseFile>(std::move(file));
}

}  // namespace mgl

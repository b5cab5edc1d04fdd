// CSV columns to facts, by the header and the mappings.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "dsl/diagnostic.h"
#include "tools/io/case_reader.h"
#include "tools/io/csv_reader.h"

namespace mgl {
namespace {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
constexpr std::size_t kRememberedIds = std::size_t{1} << 18U;

/// Tells repeated ids in constant memory: each slot remembers the last id that fell into it, so a
/// repeat among the latest quarter of a million ids is found, an older one may not be.
class RepeatedIds {
 public:
  RepeatedIds() : slots_(kRememberedIds) {}
  bool IsRepeat(std::string_view id) {
    const std::size_t hash = std::hash<std::string_view>()(id) | 1U;
    return std::exchange(slots_[(hash >> 1U) % slots_.size()], hash) == hash;
  }

 private:
  std::vector<std::size_t> slots_;
};

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

class CsvCaseReader : public CaseReader {
 public:
  CsvCaseReader(const Guideline& guideline, FactReader& facts, std::vector<std::string> paths,
                std::vector<ColumnMapping> mappings)
      : guideline_(guideline),
        facts_(facts),
        paths_(std::move(paths)),
        mappings_(std::move(mappings)) {}

  /// Opens the next file and plans its columns.
  std::optional<Error> OpenNext() {
    const std::string& path = paths_[next_path_++];
    Result<std::unique_ptr<ByteSource>> source = ByteSource::Open(path);
    if (!source) return source.error();
    Result<std::unique_ptr<CsvReader>> reader = CsvReader::Open(std::move(*source));
    if (!reader) return reader.error();
    reader_ = std::move(*reader);
    return PlanColumns();
  }

  Result<bool> Next(InputRow& row) override {
    while (true) {
      const Result<CsvReader::Item> item = reader_->Next();
      if (!item) return item.error();
      if (*item == CsvReader::Item::kRecord) {
        ++row_number_;
        ReadRecord(row);
        return true;
      }
      if (*item == CsvReader::Item::kReject) {
        ++row_number_;
        const CsvReject& reject = reader_->reject();
        row.place = {reader_->name(), reject.line, reject.column};
        Reject(row, "", std::string(reject.reason));
        return true;
      }
      if (next_path_ == paths_.size()) return false;
      if (auto error = OpenNext()) return *error;
    }
  }

 private:
  /// The target that a mapping or column name means: a pointer into the plan, or null.
  std::size_t* FindTarget(const std::string& target) {
    if (target == "id") return &plan_.id;
    const auto ends_with = [&](std::string_view suffix) {
      return target.size() > suffix.size() && target.ends_with(suffix);
    };
    const bool is_unit = ends_with(".unit");
    const bool is_date = ends_with(".date");
    const std::string name =
        is_unit || is_date ? target.substr(0, target.size() - std::string_view(".unit").size())
                           : target;
    for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
      const Fact& fact = guideline_.facts[i];
      if (fact.name != name || (is_unit && !fact.has_unit)) continue;
      ColumnPlan::FactColumns& columns = plan_.facts[i];
      return is_unit ? &columns.unit : is_date ? &columns.date : &columns.value;
    }
    return nullptr;
  }

  std::vector<std::string> TargetNames() const {
    std::vector<std::string> names{"id"};
    for (const Fact& fact : guideline_.facts) names.push_back(fact.name);
    return names;
  }

  std::optional<Error> PlanColumns() {
    plan_ = ColumnPlan();
    plan_.facts.resize(guideline_.facts.size());
    const std::vector<std::string>& columns = reader_->columns();
    std::set<std::size_t> used;
    for (const ColumnMapping& mapping : mappings_) {
      std::size_t* target = FindTarget(mapping.target);
      if (target == nullptr) {
        return Error{
            fmt::format("--map: `{}` is no fact of {}", mapping.target, guideline_.header.name),
            DidYouMean(mapping.target, TargetNames())};
      }
      if (*target != kNoColumn) {
        return Error{fmt::format("--map: `{}` is mapped twice", mapping.target), ""};
      }
      const auto column = std::find(columns.begin(), columns.end(), mapping.column);
      if (column == columns.end()) {
        return Error{fmt::format("--map: {} has no column `{}`", reader_->name(), mapping.column),
                     DidYouMean(mapping.column, columns)};
      }
      *target = static_cast<std::size_t>(column - columns.begin());
      used.insert(*target);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].empty()) continue;
      std::size_t* target = FindTarget(columns[i]);
      if (target != nullptr && *target == kNoColumn) {
        *target = i;
      } else if (!used.contains(i)) {
        NoticeIgnoredColumn(columns[i], target != nullptr);
      }
    }
    NoticeMissingColumns();
    return std::nullopt;
  }

  /// Names each fact without a column once, in one line a file.
  void NoticeMissingColumns() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
      const std::string& name = guideline_.facts[i].name;
      if (plan_.facts[i].value != kNoColumn || !noticed_.insert(name).second) continue;
      names.push_back(fmt::format("`{}`", name));
    }
    if (names.empty()) return;
    notices_.push_back(fmt::format("{} has no column for {}: missing in every case",
                                   reader_->name(), fmt::join(names, ", ")));
  }

  void NoticeIgnoredColumn(const std::string& column, bool mapped_elsewhere) {
    if (mapped_elsewhere) {
      Notice(
          fmt::format("column `{}` is ignored: --map takes the fact from another column", column));
      return;
    }
    const std::string hint = DidYouMean(column, TargetNames());
    Notice(fmt::format("column `{}` is no fact of {} and is ignored{}{}", column,
                       guideline_.header.name, hint.empty() ? "" : "; ", hint));
  }

  void Notice(const std::string& text) {
    if (noticed_.insert(text).second) notices_.push_back(text);
  }

  static void Reject(InputRow& row, std::string id, std::string reason) {
    row.rejected = true;
    row.reject = {row.place, std::move(id), std::move(reason), false};
  }

  void ReadRecord(InputRow& row) {
    const std::vector<std::string_view>& fields = reader_->fields();
    const std::size_t columns = reader_->columns().size();
    const auto cell = [&](std::size_t column) {
      return column < fields.size() ? fields[column] : std::string_view();
    };
    row.place = {reader_->name(), reader_->line(), 0};
    std::string id(Trimmed(plan_.id == kNoColumn ? std::string_view() : cell(plan_.id)));
    if (id.empty()) id = std::to_string(row_number_);
    for (std::size_t i = columns; i < fields.size(); ++i) {
      if (Trimmed(fields[i]).empty()) continue;
      row.place.column = i + 1;
      return Reject(
          row, std::move(id),
          fmt::format("{} cells in a row, but the header has {} columns", fields.size(), columns));
    }
    row.rejected = false;
    if (plan_.id != kNoColumn && !repeat_noticed_ && ids_.IsRepeat(id)) {
      repeat_noticed_ = true;
      Notice(fmt::format("ids repeat: the first repeated one is on line {} of {}", reader_->line(),
                         reader_->name()));
    }
    row.reported.id = std::move(id);
    row.reported.facts.resize(plan_.facts.size());
    for (std::uint32_t i = 0; i < plan_.facts.size(); ++i) {
      const ColumnPlan::FactColumns& fact = plan_.facts[i];
      row.reported.facts[i] =
          facts_.Read(FactId{i}, cell(fact.value), cell(fact.unit), cell(fact.date));
    }
  }

  const Guideline& guideline_;
  FactReader& facts_;
  std::vector<std::string> paths_;
  std::vector<ColumnMapping> mappings_;
  std::size_t next_path_ = 0;
  std::unique_ptr<CsvReader> reader_;
  ColumnPlan plan_;
  std::uint64_t row_number_ = 0;  // over all files, rejects included
  RepeatedIds ids_;
  bool repeat_noticed_ = false;
  std::set<std::string> noticed_;
};

}  // namespace

Result<std::unique_ptr<CaseReader>> OpenCsvCases(const Guideline& guideline, FactReader& facts,
                                                 const std::vector<std::string>& paths,
                                                 const std::vector<ColumnMapping>& mappings) {
  auto reader = std::make_unique<CsvCaseReader>(guideline, facts, paths, mappings);
  if (auto error = reader->OpenNext()) return *error;
  return std::unique_ptr<CaseReader>(std::move(reader));
}

}  // namespace mgl

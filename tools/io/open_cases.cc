// One file after the other, each read in its format.
#include "tools/io/open_cases.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/text/plain_text.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/file_keys.h"
#include "tools/io/cases/other_files.h"
#include "tools/io/csv/csv_unit_kinds.h"

namespace mgl {
namespace {

// Of a file, to find its format and what units its columns for units name.
constexpr std::size_t kLookedAtBytes = 256 * 1024;

/// A source with its first bytes put back.
class RewoundSource : public ByteSource {
 public:
  RewoundSource(std::string start, std::unique_ptr<ByteSource> rest)
      : ByteSource(rest->name()), start_(std::move(start)), rest_(std::move(rest)) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = start_.copy(buffer, size, position_);
    position_ += count;
    return count > 0 ? Result<std::size_t>(count) : rest_->Read(buffer, size);
  }

 private:
  std::string start_;
  std::size_t position_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

/// The first bytes of `source`, which are put back.
Result<std::string> LookAt(std::unique_ptr<ByteSource>& source) {
  std::string start(kLookedAtBytes, '\0');
  std::size_t size = 0;
  while (size < start.size()) {
    const Result<std::size_t> count = source->Read(start.data() + size, start.size() - size);
    if (!count) return count.error();
    if (*count == 0) break;
    size += *count;
  }
  start.resize(size);
  source = std::make_unique<RewoundSource>(start, std::move(source));
  return start;
}

class CohortReader : public CaseReader {
 public:
  CohortReader(const Guideline& guideline, FactReader& facts, FactNames names,
               std::vector<UnitRule> unit_rules, std::vector<std::string> paths, SourceOpener open,
               CaseOptions options)
      : cohort_(guideline, facts, std::move(names), std::move(unit_rules)),
        paths_(std::move(paths)),
        open_(std::move(open)),
        options_(std::move(options)) {}

  std::optional<Error> OpenNext() {
    Result<std::unique_ptr<CaseFile>> file = Open(paths_[next_path_++]);
    if (!file) return file.error();
    file_ = std::move(*file);
    return std::nullopt;
  }

  void DeferIds() override { ids_deferred_ = true; }
  void NoticeRepeatedId(const std::string& file, std::uint64_t line) override {
    cohort_.NoticeRepeatedId(file, line);
  }

  Result<bool> NextLines(TextLines& lines) override { return file_->NextLines(lines); }
  std::optional<Error> Problem() const override { return cohort_.problem(); }
  void SeeKeys(const TextLines& lines, const std::vector<std::string>& keys) override {
    cohort_.EndWait([&] {
      for (const std::string& key : keys) lines.ndjson->See(key);
    });
  }
  std::vector<std::string> TakeNotices() override { return cohort_.TakeNotices(); }

  Result<bool> Next(InputRow& row) override {
    while (true) {
      Result<bool> more = file_->Next(row);
      if (more && cohort_.problem()) return *cohort_.problem();
      if (more && *more && !row.rejected && !ids_deferred_) {
        cohort_.SeeId(row.reported.id, row.place.file, row.place.line);
      }
      if (!more || *more) return more;
      if (next_path_ == paths_.size()) return false;
      if (auto error = OpenNext()) return *error;
    }
  }

 private:
  Result<std::unique_ptr<CaseFile>> Open(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> source = open_(path);
    if (!source) return source.error();
    *source = Transcoded(std::move(*source), options_.encoding);
    const Result<std::string> start = LookAt(*source);
    if (!start) return start.error();
    if (auto other = SayOtherFile(*start, (*source)->name())) return *other;
    const CaseFormat format =
        options_.format ? *options_.format : DetectCaseFormat(*start, (*source)->name());
    return OpenAs(format, cohort_, std::move(*source), RulesFor(format, *start));
  }

  static Result<std::unique_ptr<CaseFile>> OpenAs(CaseFormat format, Cohort& cohort,
                                                  std::unique_ptr<ByteSource> source,
                                                  const FileRules& rules) {
    switch (format) {
      case CaseFormat::kCsv:
        return OpenCsvCases(cohort, std::move(source), rules);
      case CaseFormat::kNdjson:
        return OpenNdjsonCases(cohort, std::move(source), rules);
      case CaseFormat::kJson:
        return OpenArrayCases(cohort, std::move(source), rules);
      case CaseFormat::kYaml:
        return OpenYamlCases(cohort, std::move(source), rules);
    }
    std::abort();
  }

  /// What the first bytes of a file say of its units: where a column for units names another one
  /// than the fact's own, cases for which it says none are warned.
  FileRules RulesFor(CaseFormat format, std::string_view start) {
    FileRules rules{cohort_.unit_rules(), options_.has_end_separators, {}, nullptr};
    // Not an array, which may have one line only: its reader ends before an element that is cut.
    if (start.size() == kLookedAtBytes && format != CaseFormat::kJson) {
      start = start.substr(0, start.rfind('\n') + 1);
    }
    if (format == CaseFormat::kCsv) {
      rules.unit_kinds = FindUnitKinds(cohort_.guideline(), cohort_.names(), start);
    }
    const std::string lower = LowerCase(start);
    const bool has_own_names = lower.find(".unit") != std::string::npos;
    // Objects may say units too, under whatever key.
    const bool has_objects =
        format != CaseFormat::kCsv &&
        (lower.find("unit") != std::string::npos || lower.find("code") != std::string::npos);
    bool some = has_objects;
    for (std::size_t i = 0; i < rules.unit_rules.size(); ++i) {
      const std::string name = UnitNameOf(i);
      if (name.empty() || (!has_own_names && name.ends_with(".unit"))) continue;
      rules.unit_rules[i].has_column = lower.find(LowerCase(name)) != std::string::npos;
      some |= rules.unit_rules[i].has_column;
    }
    if (some || format != CaseFormat::kCsv) LookAtCases(format, start, some, rules);
    return rules;
  }

  /// `warns`: something may say units. Of keys also what stands under those that are no fact, and
  /// which facts' objects say a unit.
  void LookAtCases(CaseFormat format, std::string_view start, bool warns, FileRules& rules) {
    UnitLookout lookout(cohort_.guideline());
    Cohort looked_at(cohort_.guideline(), cohort_.facts(), cohort_.names(), cohort_.unit_rules());
    FileRules looking = rules;
    if (format != CaseFormat::kCsv) {
      looking.lookout = &lookout;
      for (UnitRule& rule : looking.unit_rules) rule.has_column = true;
    }
    const auto file =
        OpenAs(format, looked_at, ByteSource::FromString(std::string(start), ""), looking);
    if (!file) return;  // it is said when the file is read
    using UnitColumn = ReportedFact::UnitColumn;
    InputRow row;
    for (std::size_t rows = 0; warns || rows < UnitLookout::kMostRows; ++rows) {
      const Result<bool> more = (*file)->Next(row);
      if (!more || !*more) break;
      if (row.rejected) continue;
      for (std::size_t i = 0; i < row.reported.facts.size(); ++i) {
        const UnitColumn unit = row.reported.facts[i].unit_column;
        const bool is_other = unit == UnitColumn::kOther;
        if (is_other) rules.unit_rules[i].warns = true;
        if (is_other || unit == UnitColumn::kOwn) rules.unit_rules[i].has_column = true;
      }
    }
    if (format != CaseFormat::kCsv) rules.unit_kinds = lookout.Kinds();
  }

  /// Of the column or key for the unit of a fact; empty: it has no unit.
  std::string UnitNameOf(std::size_t fact) const {
    const Fact& of = cohort_.guideline().facts[fact];
    if (!of.has_unit) return "";
    const std::string target = of.name + ".unit";
    const auto mapped = std::ranges::find(options_.mappings, target, &ColumnMapping::target);
    return mapped == options_.mappings.end() ? target : mapped->column;
  }

  Cohort cohort_;
  std::vector<std::string> paths_;
  SourceOpener open_;
  CaseOptions options_;
  std::size_t next_path_ = 0;
  std::unique_ptr<CaseFile> file_;
  bool ids_deferred_ = false;
};

}  // namespace

Result<std::shared_ptr<const CellRules>> MakeCellRules(const Guideline& guideline,
                                                       const CaseOptions& options, Day as_of) {
  CellRules rules;
  rules.decimal_comma = options.decimal_comma;
  rules.SetMissingMarks(options.missing_marks);
  rules.dates.order = options.date_order;
  if (options.date_order) rules.dates.as_of = as_of;
  Result<std::vector<UnitSpelling>> spellings = MakeUnitSpellings(guideline, options.units);
  if (!spellings) return spellings.error();
  rules.SetSpellings(std::move(*spellings));
  return std::make_shared<const CellRules>(std::move(rules));
}

Result<std::unique_ptr<CaseReader>> OpenCases(const Guideline& guideline, FactReader& facts,
                                              const std::vector<std::string>& names,
                                              SourceOpener open, const CaseOptions& options) {
  Result<FactNames> fact_names = FactNames::Make(guideline, options.mappings);
  if (!fact_names) return fact_names.error();
  Result<std::vector<UnitRule>> unit_rules = MakeUnitRules(guideline, options.units);
  if (!unit_rules) return unit_rules.error();
  auto reader =
      std::make_unique<CohortReader>(guideline, facts, std::move(*fact_names),
                                     std::move(*unit_rules), names, std::move(open), options);
  if (auto error = reader->OpenNext()) return *error;
  return std::unique_ptr<CaseReader>(std::move(reader));
}

}  // namespace mgl

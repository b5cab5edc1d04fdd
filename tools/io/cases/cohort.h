// What all files of a cohort share while they are read: names, the numbering of rows, and what was
// said once.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/repeated_ids.h"
#include "tools/io/cases/text_lines.h"
#include "tools/io/cases/unit_kinds.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// So many names that are ignored are named on the screen; keys may be data by mistake.
inline constexpr std::size_t kMostIgnoredNames = 100;
/// How much NextLines() takes at once; less than the least only at the end of a file.
inline constexpr std::size_t kLeastLineBytes = 8 * 1024;
inline constexpr std::size_t kMostLineBytes = ByteSource::kChunkBytes;

/// A name from a file for messages: no control characters, cut where it is long.
std::string ShownName(std::string_view name);

/// The guideline and the fact reader must outlive it.
class Cohort {
 public:
  using Action = std::function<void()>;

  Cohort(const Guideline& guideline, FactReader& facts, FactNames names,
         std::vector<UnitRule> unit_rules = {})
      : guideline_(guideline),
        facts_(facts),
        names_(std::move(names)),
        unit_rules_(std::move(unit_rules)) {
    unit_rules_.resize(guideline.facts.size());
  }
  Cohort(const Cohort&) = delete;
  Cohort& operator=(const Cohort&) = delete;

  const Guideline& guideline() const { return guideline_; }
  FactReader& facts() { return facts_; }
  const FactNames& names() const { return names_; }
  /// By fact, as the run says them.
  const std::vector<UnitRule>& unit_rules() const { return unit_rules_; }

  /// To be called once a row, rejects included: its number is the id of a case without one.
  void CountRow() { ++row_number_; }
  void CountRows(std::uint64_t rows) { row_number_ += rows; }
  std::uint64_t row_number() const { return row_number_; }

  /// The id of the next case in order; a repeated one is said once.
  void SeeId(std::string_view id, const std::string& file, std::uint64_t line);
  void NoticeRepeatedId(const std::string& file, std::uint64_t line);
  /// Makes `row`, whose place is set, a reject.
  static void RejectRow(InputRow& row, std::string id, std::string reason);
  /// Makes it one that says nothing at all.
  static void SkipRow(InputRow& row);

  /// Rows whose keys are known only later were read: what is to be said from here on waits.
  void AwaitKeys() { waiting_.emplace_back(); }
  /// The keys of the first rows that are awaited: `see` notices them; then what waited is said.
  void EndWait(const Action& see);
  /// Takes `action` when all rows before it have been seen.
  void InOrder(Action action);

  /// Says once that a name is ignored. `kind`: `column` or `key`.
  void NoticeIgnored(std::string_view kind, std::string_view name);
  /// Says which names are read though they are spelt in another case.
  void NoticeOtherCase(std::string_view kind, const std::vector<std::string>& names);
  /// The facts that a file says nothing of, each said once in a cohort. `prefix` is
  /// `FILE has no column for`.
  void NoticeMissing(std::string_view prefix, const std::vector<FactId>& facts);
  /// The run is useless; the first error stays.
  void Fail(Error error) {
    if (!problem_) problem_ = std::move(error);
  }
  const std::optional<Error>& problem() const { return problem_; }
  void NoticeCut(const std::string& file);
  void Notice(const std::string& text);
  std::vector<std::string> TakeNotices();

 private:
  const Guideline& guideline_;
  FactReader& facts_;
  FactNames names_;
  std::vector<UnitRule> unit_rules_;
  std::optional<Error> problem_;
  std::vector<std::string> notices_;
  std::string repeat_notice_;     // empty: none
  std::deque<Action> waiting_;    // empty ones stand for rows whose keys are awaited
  std::uint64_t row_number_ = 0;  // over all files
  RepeatedIds ids_;
  bool repeat_noticed_ = false;
  std::set<std::string, std::less<>> ignored_names_;
  std::set<std::string> missing_names_;
  std::set<std::string> noticed_;
};

/// The cases of one file of a cohort.
class CaseFile {
 public:
  virtual ~CaseFile() = default;
  /// As CaseReader::Next().
  virtual Result<bool> Next(InputRow& row) = 0;
  /// As CaseReader::NextLines().
  virtual Result<bool> NextLines(TextLines& /*lines*/) { return false; }
};

/// What holds for one file. `unit_rules` are the cohort's where they are empty.
struct FileRules {
  std::vector<UnitRule> unit_rules;
  bool has_end_separators = false;  // as in CaseOptions
  UnitKindsOfNames unit_kinds;      // of names at the begin of the file
  UnitLookout* lookout = nullptr;   // sees the cells under keys that are no fact
};

/// An error for a file that cannot be used at all: no header, a mapping of no column, names that
/// NameAdvice finds wrong.
Result<std::unique_ptr<CaseFile>> OpenCsvCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                               const FileRules& rules = {});
/// One flat JSON object a line; a bad line is a reject, the others are read.
Result<std::unique_ptr<CaseFile>> OpenNdjsonCases(Cohort& cohort,
                                                  std::unique_ptr<ByteSource> source,
                                                  const FileRules& rules = {});
/// An array of flat JSON objects, of any length; a bad element is a reject, the others are read. An
/// error where it cannot be told where the next one begins, and more than one may be behind.
Result<std::unique_ptr<CaseFile>> OpenArrayCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                                 const FileRules& rules = {});
/// One case, a list of cases, or several documents of these. Read as a whole: an error for a file
/// that is too large for that.
Result<std::unique_ptr<CaseFile>> OpenYamlCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                                const FileRules& rules = {});

}  // namespace mgl

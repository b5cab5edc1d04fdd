// What all files of a cohort share while they are read: names, the numbering of rows, and what was
// said once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/guideline.h"
#include "tools/io/byte_source.h"
#include "tools/io/case_reader.h"
#include "tools/io/csv_lines.h"
#include "tools/io/fact_names.h"
#include "tools/io/fact_reader.h"
#include "tools/io/repeated_ids.h"

namespace mgl {

/// A name from a file for messages: no control characters, cut where it is long.
std::string ShownName(std::string_view name);

/// The guideline and the fact reader must outlive it.
class Cohort {
 public:
  Cohort(const Guideline& guideline, FactReader& facts, FactNames names,
         std::vector<std::string>& notices)
      : guideline_(guideline), facts_(facts), names_(std::move(names)), notices_(notices) {}
  Cohort(const Cohort&) = delete;
  Cohort& operator=(const Cohort&) = delete;

  const Guideline& guideline() const { return guideline_; }
  FactReader& facts() { return facts_; }
  const FactNames& names() const { return names_; }

  /// To be called once a row, rejects included: its number is the id of a case without one.
  void CountRow() { ++row_number_; }
  void CountRows(std::uint64_t rows) { row_number_ += rows; }
  std::uint64_t row_number() const { return row_number_; }

  /// Makes `row`, whose place is set, a case with `id` (trimmed; empty: the row's number).
  void AcceptRow(InputRow& row, std::string_view id) const;
  /// The id of the next case in order; a repeated one is said once.
  void SeeId(std::string_view id, const std::string& file, std::uint64_t line);
  void NoticeRepeatedId(const std::string& file, std::uint64_t line);
  /// Makes `row`, whose place is set, a reject.
  static void RejectRow(InputRow& row, std::string id, std::string reason);
  /// `id`, trimmed, or the row's number where it is empty.
  std::string IdOrRowNumber(std::string_view id) const;

  /// Says once that a name is ignored. `kind`: `column` or `key`. False where nothing more will be
  /// said of any name, because too many were.
  bool NoticeIgnored(std::string_view kind, std::string_view name);
  /// The facts that a file says nothing of, each said once in a cohort. `prefix` is
  /// `FILE has no column for`.
  void NoticeMissing(std::string_view prefix, const std::vector<std::string>& names);
  void Notice(const std::string& text);

 private:
  const Guideline& guideline_;
  FactReader& facts_;
  FactNames names_;
  std::vector<std::string>& notices_;
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
  virtual Result<bool> NextLines(CsvLines& /*lines*/) { return false; }
};

/// An error for a file that cannot be used at all: no header, a mapping of no column.
Result<std::unique_ptr<CaseFile>> OpenCsvCases(Cohort& cohort, std::unique_ptr<ByteSource> source);
/// One flat JSON object a line; a bad line is a reject, the others are read.
Result<std::unique_ptr<CaseFile>> OpenNdjsonCases(Cohort& cohort,
                                                  std::unique_ptr<ByteSource> source);
/// One case, a list of cases, or several documents of these. Read as a whole: an error for a file
/// that is too large for that.
Result<std::unique_ptr<CaseFile>> OpenYamlCases(Cohort& cohort, std::unique_ptr<ByteSource> source);

}  // namespace mgl

// Cases from files, one after the other. One implementation a format.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/case.h"
#include "engine/guideline.h"
#include "engine/result.h"
#include "tools/io/fact_reader.h"

namespace mgl {

/// Where a row stands: 1-based; column 0 where the whole row is meant.
struct RowPlace {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// A row that became no case, and why. `names_values`: the reason quotes the patient's data, so it
/// belongs into the rejects file and not on a screen or into a log.
struct RejectedRow {
  RowPlace place;
  std::string id;  // empty where it could not be read
  std::string reason;
  bool names_values = false;
};

/// One row of input: a case, or a reject.
struct InputRow {
  RowPlace place;
  bool rejected = false;
  Case reported;       // when not rejected
  RejectedRow reject;  // when rejected
};

/// `--map FACT=COLUMN`; FACT may be `id`, `FACT.unit` or `FACT.date`.
struct ColumnMapping {
  std::string target;
  std::string column;
};

class CaseReader {
 public:
  virtual ~CaseReader() = default;
  /// Fills `row` with the next row; false at the end. Errors (an unreadable or damaged file) end
  /// the run.
  virtual Result<bool> Next(InputRow& row) = 0;
  /// What to tell once: columns that are no fact, facts without a column, repeated ids.
  std::vector<std::string> TakeNotices() { return std::exchange(notices_, {}); }

 protected:
  std::vector<std::string> notices_;
};

/// Reads CSV files as one cohort, in their order. The guideline and the fact reader must outlive
/// it. The error names what cannot be used: a missing file, an empty one, a mapping of no column.
Result<std::unique_ptr<CaseReader>> OpenCsvCases(const Guideline& guideline, FactReader& facts,
                                                 const std::vector<std::string>& paths,
                                                 const std::vector<ColumnMapping>& mappings);

}  // namespace mgl

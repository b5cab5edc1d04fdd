// Cases from files of any format, one after the other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/case.h"
#include "engine/model/guideline.h"
#include "engine/value/result.h"
#include "tools/io/bytes/transcoded_source.h"
#include "tools/io/cases/case_format.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// Where a row stands: 1-based; column 0 where the whole row is meant. The column is the cell in
/// CSV, the character in NDJSON and YAML. Of an element of a JSON array it is where it begins, or
/// the mistake on this line.
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
  bool is_blank = false;           // it says nothing at all: no case, and nothing to complain of
  bool has_end_separator = false;  // one cell more than the header, an empty one at its end
};

/// One row of input: a case, or a reject.
struct InputRow {
  RowPlace place;
  bool rejected = false;
  Case reported;       // when not rejected
  RejectedRow reject;  // when rejected
};

/// A row whose last cells are not there. The other columns are read.
inline constexpr std::string_view kShortRow = "the row has fewer cells than the header";

/// Likewise of the last row of a file.
inline constexpr std::string_view kCutRow =
    "the last line of the file has no line end: it may be cut";

/// How files are read. Without `format` each file's is found by its content and its name (see
/// DetectCaseFormat).
struct CaseOptions {
  std::vector<ColumnMapping> mappings;
  std::optional<CaseFormat> format;
  /// `--unit FACT=UNIT`: of all numbers of a fact for which no cell says a unit.
  /// And `SPELLING=UNIT`: of a spelling, wherever it stands.
  std::vector<std::pair<std::string, std::string>> units;
  std::vector<std::string> missing_marks;
  bool decimal_comma = false;
  std::optional<DateOrder> date_order;
  TextEncoding encoding = TextEncoding::kUtf8;
  bool has_end_separators = false;  // rows of CSV end with a separator, the header does not
};

struct TextLines;

class CaseReader {
 public:
  virtual ~CaseReader() = default;
  /// For callers that see to repeated ids themselves (see RepeatedIds), since they decide rows in
  /// another order than they read them. Else Next() does.
  virtual void DeferIds() = 0;
  virtual void NoticeRepeatedId(const std::string& file, std::uint64_t line) = 0;
  /// Fills `lines` with some of the next rows, where they can be had as plain lines; false where
  /// the next row must be read by Next(), or there is none. Errors come from Next().
  virtual Result<bool> NextLines(TextLines& lines) = 0;
  /// To be called once for all that NextLines() gave of NDJSON, in the same order: the keys of
  /// these rows, as they first appear. Those that appeared before may be left out.
  virtual void SeeKeys(const TextLines& lines, const std::vector<std::string>& keys) = 0;
  /// Fills `row` with the next row; false at the end. Errors (an unreadable or damaged file) end
  /// the run.
  virtual Result<bool> Next(InputRow& row) = 0;
  /// What makes the run useless and showed only in rows whose keys were awaited.
  virtual std::optional<Error> Problem() const = 0;
  /// What to tell once: names that are no fact, facts that a file says nothing of, both in the
  /// order of the input; then repeated ids.
  virtual std::vector<std::string> TakeNotices() = 0;
};

}  // namespace mgl

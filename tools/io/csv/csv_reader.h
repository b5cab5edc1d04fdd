// Streaming CSV: RFC 4180 with a header, in memory that does not grow with the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/result.h"
#include "tools/io/bytes/text_scan.h"
#include "tools/io/bytes/text_window.h"
#include "tools/io/cases/text_lines.h"

namespace mgl {

struct CsvOptions {
  /// Between fields. Empty: found in the header's line, the one of `,` `;` and tab that stands
  /// there most often outside quotes; the comma where they tie or none stands there.
  std::optional<char> delimiter;
  std::size_t max_record_bytes = 1024 * 1024;  // without its line end
  std::size_t max_columns = 10'000;
};

/// What the records of a file are like, beyond its header.
struct CsvShape {
  std::vector<bool> one_line;  // by column: no cell holds a line end
  std::size_t most_cells = 0;  // of a record that may hold line ends

  bool IsOneLine(std::size_t column) const { return column < one_line.size() && one_line[column]; }
};

/// Why a record beyond the most columns is rejected.
inline constexpr std::string_view kTooManyColumns = "the record has too many columns";

/// A record that could not be read.
struct CsvReject {
  std::uint64_t line = 0;  // where it starts, 1 is the file's first
  std::size_t column = 0;  // the field, counted from 1; 0: the record as a whole
  std::string_view reason;
  std::string raw;  // its bytes without the line end, whatever they are, cut to kMaxRawBytes
};

/// Delivers every line that is not empty exactly once, as (part of) a record or of a reject, in the
/// file's order.
///
/// - Lines end with LF or CR LF; the last one may lack it. A byte order mark is skipped. Lines
///   without any byte are skipped; a line of blanks or delimiters is a record.
/// - A field in quotes may hold delimiters, line ends and doubled quotes; blanks around the quotes
///   are no part of it. A quote inside a field that did not start with one is an ordinary character
///   (`5" tube`). Other blanks belong to the field.
/// - Rejected as a whole, up to the record's end: invalid UTF-8, NUL, a CR outside quotes that ends
///   no line, too many columns.
/// - Rejected up to the end of the line on which a quote opens, because its true end is unknown:
///   one that is not closed before the end of the file, text after a closing quote, a line end
///   where the shape allows none. Up to the end of its first line: a record over the size limit.
///   Reading goes on with the next line, so lines that such a quote covers are delivered as records
///   of their own.
class CsvReader {
 public:
  enum class Item { kRecord, kReject, kEnd };
  static constexpr std::size_t kMaxRawBytes = 4096;

  /// Reads the header. An error for a file without one, one that cannot be read, or two columns of
  /// the same name.
  static Result<std::unique_ptr<CsvReader>> Open(std::unique_ptr<ByteSource> source,
                                                 const CsvOptions& options = {});

  /// The header's names without surrounding blanks. Columns without a name (after a trailing comma)
  /// are empty.
  const std::vector<std::string>& columns() const { return columns_; }
  char delimiter() const { return delimiter_; }
  /// To be called before the first record is read, if at all.
  void SetShape(CsvShape shape) { shape_ = std::move(shape); }
  const std::string& name() const { return window_.name(); }

  /// The next record or reject. An error (of the source) is final.
  Result<Item> Next();

  /// Whole records, at most `max_bytes`, that need no care: quotes around whole fields only, no
  /// control character but tab (and line ends in quotes), valid UTF-8, each with its line end.
  /// Empty where a record within `min_bytes` needs care, is longer, or is the last and has no line
  /// end: Next() reads it. At the end of the input less than `min_bytes` are taken too. Valid until
  /// the next call.
  struct WholeRecords {
    std::string_view text;
    std::uint64_t first_line = 0;
    std::uint64_t records = 0;  // empty lines are none
    CsvQuoting quoting;
  };
  WholeRecords TakeWholeRecords(std::size_t min_bytes, std::size_t max_bytes);

  /// After kRecord: its fields, unquoted, as many as it has, and the line on which it starts. They
  /// are valid until the next call.
  const std::vector<std::string_view>& fields() const { return fields_; }
  std::uint64_t line() const { return record_line_; }
  bool has_line_end() const { return has_line_end_; }

  /// After kReject.
  const CsvReject& reject() const { return reject_; }

 private:
  /// A field in the window, quotes around it left out.
  struct Span {
    std::size_t begin;
    std::size_t end;
    bool has_doubled_quotes;
  };
  struct Problem {
    std::size_t column;
    std::string_view reason;
    std::size_t position = 0;  // in the window, on the last line that is rejected
  };

  CsvReader(TextWindow window, const CsvOptions& options);

  std::optional<Error> ReadHeader();

  std::string_view window() const { return window_.text(); }
  /// How far a record's end is searched: its line end stands at most two bytes behind its limit.
  std::size_t SearchLimit() const { return options_.max_record_bytes + 2; }
  bool Require(std::size_t position);
  std::size_t Find(char wanted, std::size_t from);

  Item NextItem();
  RecordScan PlainLines(std::string_view text) const;
  RecordScan QuotedRecords(std::string_view text);
  std::size_t FirstSwallowing(std::string_view text);
  Item TakePlainLine(std::string_view content, std::size_t consumed);
  Item TakeQuotedRecord();
  std::optional<Problem> ReadQuotedField(std::size_t& position);
  std::optional<Problem> FindSwallowedLine(const Span& span);
  std::size_t BehindBlanks(std::size_t position);
  std::optional<Problem> ReadUnquotedField(std::size_t& position, std::size_t& line_end);
  bool AtRecordEnd(std::size_t position, std::size_t& consumed);
  void AddSpan(const Span& span);
  void FieldsFromSpans();
  std::optional<Problem> FindBadBytes(std::string_view content) const;
  Item RejectRecord(const Problem& problem, std::string_view content, std::size_t consumed);
  Item RejectLine(const Problem& problem);
  void SetReject(const Problem& problem, std::string_view raw);
  void Consume(std::size_t bytes, std::uint64_t lines);

  // Starts with a record; offsets count from its start, so that they survive a refill, which may
  // move it.
  TextWindow window_;
  CsvOptions options_;
  CsvShape shape_;
  char delimiter_ = '\0';  // NUL: not yet known
  std::vector<std::string> columns_;

  std::uint64_t line_ = 1;  // of the window's start

  bool quotes_are_likely_ = false;  // the records that were taken last have some

  std::vector<std::uint32_t> separators_;  // of QuotedRecords()

  std::uint64_t record_line_ = 0;
  bool has_line_end_ = true;
  std::size_t swallowing_quote_ = 0;  // behind the last quote with a line end in it; 0: none
  std::vector<std::string_view> fields_;
  std::vector<Span> spans_;
  std::size_t field_count_ = 0;  // of the record being read; beyond the limit only counted
  std::string unescaped_;        // the fields that had doubled quotes
  CsvReject reject_;
};

}  // namespace mgl

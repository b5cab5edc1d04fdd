// The fast path takes a line without quotes or other special bytes and splits it at the delimiters;
// everything else goes through the slow path, which reads field by field, across lines.
#include "tools/io/csv/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/io/bytes/text_scan.h"
#include "tools/io/cells/cell_rules.h"

namespace mgl {
namespace {

constexpr std::string_view kUnclosedQuote =
    "a quote is opened and not closed before the end of the file or of the largest record";
constexpr std::string_view kTextAfterQuote = "text follows a closing quote";
constexpr std::string_view kTooLong = "the line is longer than the largest record";
constexpr std::string_view kLoneReturn = "a carriage return outside quotes ends no line";
constexpr std::string_view kNotUtf8 = "the text is not valid UTF-8";
constexpr std::string_view kNulByte = "the text holds a NUL byte";

constexpr std::string_view kLineEndInValue =
    "a line end stands in quotes in a column of a fact or of the id: a quote may be one too many";
constexpr std::string_view kLineEndInManyCells =
    "a line end stands in quotes, and the row has more cells than the header: a quote may be one "
    "too many";

constexpr std::size_t kNone = std::string_view::npos;

/// Whether a line may go the fast way: it holds no quote, no control character but tab (which NUL
/// and CR are among), and is UTF-8. The loop has no branches, so that the compiler vectorizes it.
bool IsPlain(std::string_view content) {
  unsigned char special = 0;
  unsigned char beyond_ascii = 0;
  for (const char c : content) {
    const auto byte = static_cast<unsigned char>(c);
    special |= static_cast<unsigned char>(((byte < ' ') & (byte != '\t')) | (byte == '"'));
    beyond_ascii |= byte & 0x80;
  }
  return special == 0 && (beyond_ascii == 0 || FindInvalidUtf8(content) == kNone);
}

std::string_view WithoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::uint64_t CountLines(std::string_view content) {
  return static_cast<std::uint64_t>(std::count(content.begin(), content.end(), '\n')) + 1;
}

char DetectDelimiter(std::string_view line) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool in_quotes = false;
  for (const char c : line) {
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (commas >= std::max(semicolons, tabs)) return ',';
  return semicolons >= tabs ? ';' : '\t';
}

Error HeaderError(const std::string& name, std::string_view reason, std::string help) {
  return {"cannot read `" + name + "`: " + std::string(reason), std::move(help)};
}

}  // namespace

CsvReader::CsvReader(TextWindow window, const CsvOptions& options)
    : window_(std::move(window)), options_(options), delimiter_(options.delimiter.value_or('\0')) {}

Result<std::unique_ptr<CsvReader>> CsvReader::Open(std::unique_ptr<ByteSource> source,
                                                   const CsvOptions& options) {
  Result<TextWindow> window = TextWindow::Open(std::move(source), options.max_record_bytes);
  if (!window) return window.error();
  std::unique_ptr<CsvReader> reader(new CsvReader(std::move(*window), options));
  if (std::optional<Error> error = reader->ReadHeader()) return *error;
  return reader;
}

Result<CsvReader::Item> CsvReader::Next() {
  // After an error of the source the item was read as if the input ended there: it does not count.
  const Item item = NextItem();
  if (window_.error()) return *window_.error();
  return item;
}

// --- The header ----------------------------------------------------------------------------------

std::optional<Error> CsvReader::ReadHeader() {
  const Item item = NextItem();
  if (window_.error()) return window_.error();
  if (item == Item::kEnd) {
    return HeaderError(name(), "it is empty", "its first line must name the columns");
  }
  if (item == Item::kReject) {
    const std::string reason = "in its header " + std::string(reject_.reason);
    if (reject_.reason == kLoneReturn) {
      return HeaderError(name(), reason, "end the lines with a line feed: tr '\\r' '\\n'");
    }
    return HeaderError(
        name(), reason,
        "its first line must name the columns, as text in UTF-8, or --encoding says in what");
  }
  std::map<std::string_view, std::size_t> seen;  // with their places, from 1
  for (const std::string_view field : fields_) {
    const std::string_view column = TrimmedCell(field);
    columns_.emplace_back(column);
    const auto [first, is_new] = seen.emplace(column, columns_.size());
    if (!column.empty() && !is_new) {  // without the name: where there is no header, it is a value
      return HeaderError(
          name(),
          fmt::format("columns {} and {} have the same name", first->second, columns_.size()),
          "rename or remove one of them");
    }
  }
  seen.erase("");
  if (seen.empty()) {
    return HeaderError(name(), "its header names no column",
                       "its first line must name the columns");
  }
  return std::nullopt;
}

// --- The window ----------------------------------------------------------------------------------

/// Reads until the window has a byte at `position`; false where the input ends before.
bool CsvReader::Require(std::size_t position) {
  while (window().size() <= position) {
    if (!window_.Fill()) return false;
  }
  return true;
}

/// The first `wanted` at or after `from`; kNone where the input or the largest record ends before.
std::size_t CsvReader::Find(char wanted, std::size_t from) {
  while (true) {
    const std::string_view searched = window().substr(0, SearchLimit());
    const std::size_t found = searched.find(wanted, from);
    if (found != kNone || searched.size() == SearchLimit()) return found;
    from = std::max(from, searched.size());
    if (!window_.Fill()) return kNone;
  }
}

void CsvReader::Consume(std::size_t bytes, std::uint64_t lines) {
  window_.Drop(bytes);
  line_ += lines;
}

// --- Records -------------------------------------------------------------------------------------

CsvReader::Item CsvReader::NextItem() {
  while (true) {
    const std::size_t newline = Find('\n', 0);
    record_line_ = line_;
    if (window().empty()) return Item::kEnd;
    const std::string_view content = WithoutReturn(window().substr(0, newline));
    if (content.size() > options_.max_record_bytes) return RejectLine({0, kTooLong});
    const std::size_t consumed = newline == kNone ? window().size() : newline + 1;
    has_line_end_ = newline != kNone;
    if (content.empty()) {
      Consume(consumed, 1);
      continue;
    }
    if (delimiter_ == '\0') delimiter_ = DetectDelimiter(content);
    return IsPlain(content) ? TakePlainLine(content, consumed) : TakeQuotedRecord();
  }
}

CsvReader::WholeRecords CsvReader::TakeWholeRecords(std::size_t min_bytes, std::size_t max_bytes) {
  max_bytes = std::min(max_bytes, options_.max_record_bytes);
  while (window().size() < max_bytes && window_.Fill()) {
  }
  if (window_.error()) return {};
  const std::string_view text = window().substr(0, max_bytes);
  const auto suffices = [&](const RecordScan& scan) {
    const bool is_rest = window_.has_ended() && scan.size == window().size();
    return scan.size > 0 && (scan.size >= min_bytes || is_rest);
  };
  RecordScan scan;
  if (!quotes_are_likely_) scan = PlainLines(text);
  if (!suffices(scan)) {
    scan = QuotedRecords(text);
    quotes_are_likely_ = scan.has_quotes || scan.has_returns;
  }
  if (!suffices(scan)) return {};
  const CsvQuoting quoting = {!scan.has_quotes && !scan.has_returns, scan.has_doubled_quotes,
                              scan.has_inner_feeds};
  const WholeRecords taken = {text.substr(0, scan.size), line_, scan.records, quoting};
  Consume(scan.size, scan.lines);
  return taken;
}

RecordScan CsvReader::PlainLines(std::string_view text) const {
  const LineScan lines = PlainLinesOf(text, ScanLines);
  RecordScan scan;
  scan.size = lines.plain;
  scan.records = lines.records;
  scan.lines = lines.lines;
  return scan;
}

RecordScan CsvReader::QuotedRecords(std::string_view text) {
  RecordScan scan = ScanRecords(text, delimiter_);
  if (!scan.is_ascii) {
    const std::size_t invalid = FindInvalidUtf8(text.substr(0, scan.size));
    if (invalid != kNone) scan = ScanRecords(text.substr(0, invalid), delimiter_);
  }
  if (!scan.has_inner_feeds || shape_.most_cells == 0) return scan;
  const std::size_t swallowing = FirstSwallowing(text.substr(0, scan.size));
  return swallowing == scan.size ? scan : ScanRecords(text.substr(0, swallowing), delimiter_);
}

/// Where the first record begins that holds a line end against the shape; the end where none does.
/// `text` is whole records in the window, whose padding can be read.
std::size_t CsvReader::FirstSwallowing(std::string_view text) {
  constexpr std::size_t kStep = 16 * 1024;  // of text; a multiple of 64
  separators_.resize(kStep + 64);
  bool in_quotes = false;
  std::size_t record = 0;
  std::size_t field = 0;
  std::size_t column = 0;
  bool swallows = false;  // the record
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    const std::size_t end = std::min(text.size(), at + kStep);
    const std::uint32_t count =
        FindSeparators(text.data(), at, end, delimiter_, in_quotes, separators_.data()).count;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::size_t field_end = separators_[i];
      const bool has_feed =
          text[field] == '"' &&
          text.substr(field, field_end - field).find('\n') != std::string_view::npos;
      swallows |= has_feed;
      const bool is_odd = (has_feed && shape_.IsOneLine(column)) || column >= shape_.most_cells;
      if (swallows && is_odd) return record;
      ++column;
      field = field_end + 1;
      if (text[field_end] != '\n') continue;
      record = field;
      column = 0;
      swallows = false;
    }
  }
  return text.size();
}

CsvReader::Item CsvReader::TakePlainLine(std::string_view content, std::size_t consumed) {
  fields_.clear();
  const char* field = content.data();
  const char* const end = field + content.size();
  while (fields_.size() < options_.max_columns) {
    const void* found = std::memchr(field, delimiter_, static_cast<std::size_t>(end - field));
    const char* const field_end = found == nullptr ? end : static_cast<const char*>(found);
    fields_.emplace_back(field, static_cast<std::size_t>(field_end - field));
    if (found == nullptr) {
      Consume(consumed, 1);
      return Item::kRecord;
    }
    field = field_end + 1;
  }
  return RejectRecord({0, kTooManyColumns}, content, consumed);
}

CsvReader::Item CsvReader::TakeQuotedRecord() {
  spans_.clear();
  field_count_ = 0;
  swallowing_quote_ = 0;
  std::optional<Problem> lone_return;
  std::size_t position = 0;
  std::size_t line_end = 0;
  std::size_t consumed = 0;
  while (true) {
    const std::size_t begin = BehindBlanks(position);
    if (Require(begin) && window()[begin] == '"') {
      position = begin;
      if (const auto problem = ReadQuotedField(position)) return RejectLine(*problem);
    } else if (const auto problem = ReadUnquotedField(position, line_end)) {
      if (problem->reason != kLoneReturn) return RejectLine(*problem);
      if (!lone_return) lone_return = problem;
    }
    if (swallowing_quote_ > 0 && shape_.most_cells > 0 && field_count_ > shape_.most_cells) {
      return RejectLine({field_count_, kLineEndInManyCells, swallowing_quote_});
    }
    if (AtRecordEnd(position, consumed)) break;
    ++position;  // the delimiter
  }
  const std::string_view content = window().substr(0, position);
  if (position > options_.max_record_bytes) return RejectLine({0, kUnclosedQuote});
  if (lone_return) return RejectRecord(*lone_return, content, consumed);
  if (field_count_ > options_.max_columns) {
    return RejectRecord({0, kTooManyColumns}, content, consumed);
  }
  if (const auto problem = FindBadBytes(content)) return RejectRecord(*problem, content, consumed);
  FieldsFromSpans();
  has_line_end_ = consumed > 0 && window()[consumed - 1] == '\n';
  Consume(consumed, CountLines(content));
  return Item::kRecord;
}

/// Reads the field that starts with the quote at `position`; leaves `position` behind its end.
std::optional<CsvReader::Problem> CsvReader::ReadQuotedField(std::size_t& position) {
  const std::size_t column = field_count_ + 1;
  Span span = {position + 1, 0, false};
  std::size_t from = span.begin;
  while (true) {
    span.end = Find('"', from);
    if (span.end == kNone) {
      const bool is_too_long = window().size() >= SearchLimit();
      return Problem{column, kUnclosedQuote, is_too_long ? 0 : span.begin};
    }
    if (!Require(span.end + 1) || window()[span.end + 1] != '"') break;
    span.has_doubled_quotes = true;
    from = span.end + 2;
  }
  position = BehindBlanks(span.end + 1);
  AddSpan(span);
  if (const auto problem = FindSwallowedLine(span)) return problem;
  std::size_t unused = 0;
  const bool ended = AtRecordEnd(position, unused) || window()[position] == delimiter_;
  return ended ? std::nullopt : std::optional(Problem{column, kTextAfterQuote, span.begin});
}

std::size_t CsvReader::BehindBlanks(std::size_t position) {
  const auto is_blank = [this](char c) { return (c == ' ' || c == '\t') && c != delimiter_; };
  while (Require(position) && is_blank(window()[position])) ++position;
  return position;
}

std::optional<CsvReader::Problem> CsvReader::FindSwallowedLine(const Span& span) {
  const std::string_view field = window().substr(span.begin, span.end - span.begin);
  if (field.find('\n') == kNone) return std::nullopt;
  swallowing_quote_ = span.begin;
  if (!shape_.IsOneLine(field_count_ - 1)) return std::nullopt;
  return Problem{field_count_, kLineEndInValue, span.begin};
}

/// Reads the field at `position`, to the next delimiter or the end of the line. `line_end` is where
/// the last line end was found, so that it is searched once a line.
std::optional<CsvReader::Problem> CsvReader::ReadUnquotedField(std::size_t& position,
                                                               std::size_t& line_end) {
  if (line_end <= position) {
    line_end = Find('\n', position);
    if (line_end == kNone) {
      if (window().size() >= SearchLimit()) return Problem{0, kUnclosedQuote};
      line_end = window().size();
    }
  }
  const std::string_view rest = window().substr(position, line_end - position);
  const std::string_view field = WithoutReturn(rest).substr(0, rest.find(delimiter_));
  const Span span = {position, position + field.size(), false};
  position = span.end;
  AddSpan(span);
  if (field.find('\r') == kNone) return std::nullopt;
  return Problem{field_count_, kLoneReturn};
}

/// Whether a line end or the end of the input is at `position`; `consumed` is the offset behind it.
bool CsvReader::AtRecordEnd(std::size_t position, std::size_t& consumed) {
  consumed = position;
  if (!Require(position)) return true;
  if (window()[position] == '\r') {
    if (!Require(position + 1)) {
      consumed = position + 1;
      return true;
    }
    ++position;
  }
  consumed = position + 1;
  return window()[position] == '\n';
}

void CsvReader::AddSpan(const Span& span) {
  if (++field_count_ <= options_.max_columns) spans_.push_back(span);
}

void CsvReader::FieldsFromSpans() {
  fields_.clear();
  unescaped_.clear();
  unescaped_.reserve(spans_.back().end);  // never moves below, so views into it stay valid
  for (const Span& span : spans_) {
    const std::string_view field = window().substr(span.begin, span.end - span.begin);
    if (!span.has_doubled_quotes) {
      fields_.push_back(field);
      continue;
    }
    const std::size_t begin = unescaped_.size();
    for (std::size_t i = 0; i < field.size(); ++i) {
      unescaped_ += field[i];
      if (field[i] == '"') ++i;
    }
    fields_.push_back(std::string_view(unescaped_).substr(begin));
  }
}

/// The first field with invalid UTF-8 or NUL.
std::optional<CsvReader::Problem> CsvReader::FindBadBytes(std::string_view content) const {
  const std::size_t nul = content.find('\0');
  const std::size_t invalid = FindInvalidUtf8(content);
  const std::size_t first = std::min(nul, invalid);
  if (first == kNone) return std::nullopt;
  const auto span = std::find_if(spans_.begin(), spans_.end(),
                                 [first](const Span& candidate) { return first < candidate.end; });
  return Problem{static_cast<std::size_t>(span - spans_.begin()) + 1,
                 nul < invalid ? kNulByte : kNotUtf8};
}

// --- Rejects -------------------------------------------------------------------------------------

CsvReader::Item CsvReader::RejectRecord(const Problem& problem, std::string_view content,
                                        std::size_t consumed) {
  SetReject(problem, content);
  Consume(consumed, CountLines(content));
  return Item::kReject;
}

/// Rejects the lines from the window's start to that of the problem, however long they are.
CsvReader::Item CsvReader::RejectLine(const Problem& problem) {
  SetReject(problem, WithoutReturn(window().substr(0, Find('\n', 0))));
  const std::string_view before = window().substr(0, problem.position);
  Consume(before.size(), static_cast<std::uint64_t>(std::ranges::count(before, '\n')));
  std::size_t newline = window().find('\n');
  while (newline == kNone) {
    Consume(window().size(), 0);
    if (!window_.Fill()) break;
    newline = window().find('\n');
  }
  if (newline != kNone) Consume(newline + 1, 1);
  return Item::kReject;
}

void CsvReader::SetReject(const Problem& problem, std::string_view raw) {
  std::size_t size = std::min({raw.size(), kMaxRawBytes, options_.max_record_bytes});
  // Not in the middle of a character: back over its continuation bytes.
  for (int i = 0; i < 3 && size < raw.size() && IsContinuationByte(raw[size]); ++i) --size;
  reject_ = {record_line_, problem.column, problem.reason, std::string(raw.substr(0, size))};
}

}  // namespace mgl

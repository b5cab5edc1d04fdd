// What a text of lines of CSV or NDJSON holds, found with the widest instructions that the machine
// has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mgl {

struct LineScan {
  /// Bytes before the first quote or control character other than tab and line feed; all where
  /// there is none. What follows counts bytes before it only.
  std::size_t plain = 0;
  bool is_ascii = true;
  std::uint64_t lines = 0;    // line feeds
  std::uint64_t records = 0;  // lines with at least one byte
};
LineScan ScanLines(std::string_view text);
/// The same for NDJSON: quotes and carriage returns before line feeds are plain, tabs and blanks at
/// the begin of a line are not. A line with nothing but its end is no record.
LineScan ScanJsonLines(std::string_view text);

/// The whole lines at the begin of `text`, all bytes of them plain to `scan` and valid UTF-8.
LineScan PlainLinesOf(std::string_view text, LineScan (*scan)(std::string_view));

/// Records at the start of a text that follow RFC 4180 without any peculiarity: quotes stand only
/// around whole fields (doubled inside), carriage returns only before line feeds, no other control
/// character but tab.
struct RecordScan {
  std::size_t size = 0;       // bytes of these records, up to the last one's line feed
  std::uint64_t records = 0;  // empty lines are none
  std::uint64_t lines = 0;    // line feeds, those in quotes too
  bool is_ascii = true;
  bool has_quotes = false;
  bool has_doubled_quotes = false;
  bool has_inner_feeds = false;  // in quotes
  bool has_returns = false;
};
RecordScan ScanRecords(std::string_view text, char delimiter);

struct Separators {
  std::uint32_t count = 0;
  std::uint32_t line_feeds = 0;  // among them
};
/// Writes the positions of the delimiters and line feeds of text[begin, end) that stand outside of
/// quotes to `positions`, in order. `in_quotes`: whether the text at `begin` does; set for the text
/// at `end`. `begin` is a multiple of 64; 64 bytes behind `end` can be read; `positions` has room
/// for end - begin + 64.
Separators FindSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                          bool& in_quotes, std::uint32_t* positions);
/// The same of a text without quotes.
Separators FindPlainSeparators(const char* text, std::size_t begin, std::size_t end, char delimiter,
                               std::uint32_t* positions);

}  // namespace mgl

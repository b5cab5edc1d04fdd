// A window on the input that starts with the next line.
#include "tools/io/line_reader.h"

#include <algorithm>
#include <cstring>

#include "tools/io/csv_scan.h"

namespace mgl {

LineReader::LineReader(std::unique_ptr<ByteSource> source, std::size_t max_line_bytes)
    : source_(std::move(source)),
      max_line_bytes_(max_line_bytes),
      buffer_bytes_(max_line_bytes + 2 * ByteSource::kChunkBytes),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_bytes_ + kPaddingBytes)) {}

Result<std::unique_ptr<LineReader>> LineReader::Open(std::unique_ptr<ByteSource> source,
                                                     std::size_t max_line_bytes) {
  std::unique_ptr<LineReader> reader(new LineReader(std::move(source), max_line_bytes));
  if (std::optional<Error> error = reader->SkipByteOrderMark()) return *error;
  return reader;
}

std::optional<Error> LineReader::SkipByteOrderMark() {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  while (window().size() < kUtf8Mark.size() && Fill()) {
  }
  if (error_) return error_;
  if (window().starts_with(kUtf8Mark)) begin_ += kUtf8Mark.size();
  if (window().starts_with("\xFF\xFE") || window().starts_with("\xFE\xFF")) {
    return Error{"cannot read `" + name() + "`: it is in UTF-16", "save it in UTF-8"};
  }
  return std::nullopt;
}

/// Reads more into the window; false at the end of the input and after an error. The window must
/// hold little more than a longest line.
bool LineReader::Fill() {
  if (input_ended_) return false;
  // As in CsvReader: the same memory, which is in the caches, is used again.
  constexpr std::size_t kLittle = ByteSource::kChunkBytes / 4;
  if (window().size() < kLittle || buffer_bytes_ - end_ < ByteSource::kChunkBytes) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const Result<std::size_t> count = source_->Read(buffer_.get() + end_, ByteSource::kChunkBytes);
  if (!count) error_ = count.error();
  input_ended_ = !count || *count == 0;
  if (!input_ended_) end_ += *count;
  return !input_ended_;
}

Result<LineReader::Item> LineReader::Next() {
  std::size_t searched = 0;
  std::size_t newline = std::string_view::npos;
  bool too_long = false;
  while (true) {
    newline = window().find('\n', searched);
    if (newline != std::string_view::npos) break;
    searched = window().size();
    if (searched > max_line_bytes_ + 1) {  // its end may be CR LF
      too_long = true;
      begin_ = end_;
      searched = 0;
    }
    if (!Fill()) break;
  }
  if (error_) return *error_;
  if (window().empty() && !too_long) return Item::kEnd;
  ++number_;
  line_ = window().substr(0, newline);
  begin_ += newline == std::string_view::npos ? line_.size() : newline + 1;
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  return too_long || line_.size() > max_line_bytes_ ? Item::kTooLong : Item::kLine;
}

LineReader::PlainLines LineReader::TakePlainLines(std::size_t min_bytes, std::size_t max_bytes) {
  max_bytes = std::min(max_bytes, max_line_bytes_);
  while (window().size() < max_bytes && Fill()) {
  }
  if (error_) return {};
  const LineScan scan = PlainLinesOf(window().substr(0, max_bytes), ScanJsonLines);
  const std::string_view lines = window().substr(0, scan.plain);
  const bool is_rest = input_ended_ && lines.size() == window().size();
  if (lines.empty() || (lines.size() < min_bytes && !is_rest)) return {};
  const PlainLines taken{lines, number_ + 1, scan.records};
  begin_ += lines.size();
  number_ += scan.lines;
  return taken;
}

}  // namespace mgl

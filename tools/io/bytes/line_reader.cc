// A window on the input that starts with the next line.
#include "tools/io/bytes/line_reader.h"

#include <algorithm>

#include "tools/io/bytes/text_scan.h"

namespace mgl {

Result<std::unique_ptr<LineReader>> LineReader::Open(std::unique_ptr<ByteSource> source,
                                                     std::size_t max_line_bytes) {
  Result<TextWindow> window = TextWindow::Open(std::move(source), max_line_bytes);
  if (!window) return window.error();
  return std::unique_ptr<LineReader>(new LineReader(std::move(*window), max_line_bytes));
}

Result<LineReader::Item> LineReader::Next() {
  std::size_t searched = 0;
  std::size_t newline = std::string_view::npos;
  bool too_long = false;
  while (true) {
    newline = window_.text().find('\n', searched);
    if (newline != std::string_view::npos) break;
    searched = window_.text().size();
    if (searched > max_line_bytes_ + 1) {  // its end may be CR LF
      too_long = true;
      window_.Drop(searched);
      searched = 0;
    }
    if (!window_.Fill()) break;
  }
  if (window_.error()) return *window_.error();
  if (window_.text().empty() && !too_long) return Item::kEnd;
  ++number_;
  line_ = window_.text().substr(0, newline);
  window_.Drop(newline == std::string_view::npos ? line_.size() : newline + 1);
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  return too_long || line_.size() > max_line_bytes_ ? Item::kTooLong : Item::kLine;
}

LineReader::PlainLines LineReader::TakePlainLines(std::size_t min_bytes, std::size_t max_bytes) {
  max_bytes = std::min(max_bytes, max_line_bytes_);
  while (window_.text().size() < max_bytes && window_.Fill()) {
  }
  if (window_.error()) return {};
  const LineScan scan = PlainLinesOf(window_.text().substr(0, max_bytes), ScanJsonLines);
  const std::string_view lines = window_.text().substr(0, scan.plain);
  const bool is_rest = window_.has_ended() && lines.size() == window_.text().size();
  if (lines.empty() || (lines.size() < min_bytes && !is_rest)) return {};
  const PlainLines taken{lines, number_ + 1, scan.records};
  window_.Drop(lines.size());
  number_ += scan.lines;
  return taken;
}

}  // namespace mgl

#include "tools/io/text_lines.h"

#include "tools/io/csv_lines.h"
#include "tools/io/file_keys.h"

namespace mgl {

const std::string& TextLines::file() const { return csv != nullptr ? csv->file : ndjson->file(); }

std::uint64_t TextLines::LineOfRow(std::size_t i) const {
  std::uint64_t line = first_line;
  for (std::size_t at = 0; at < text().size(); ++line) {
    const std::size_t end = text().find('\n', at);
    const bool is_empty = end == at || (end == at + 1 && text()[at] == '\r');
    if (!is_empty && i-- == 0) break;
    at = end + 1;
  }
  return line;
}

}  // namespace mgl

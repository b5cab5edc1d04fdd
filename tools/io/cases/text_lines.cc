#include "tools/io/cases/text_lines.h"

namespace mgl {

std::uint64_t TextLines::LineOfRow(std::size_t i) const {
  if (has_elements()) return starts[i].line;
  std::uint64_t line = first_line;
  std::uint64_t first_of_record = line;
  std::size_t begin = 0;  // of the record
  bool in_quotes = false;
  const std::string_view all = text();
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at] == '"' && !quoting.is_plain) in_quotes = !in_quotes;
    if (all[at] != '\n') continue;
    ++line;
    if (in_quotes) continue;
    const bool is_empty = at == begin || (at == begin + 1 && all[begin] == '\r');
    if (!is_empty && i-- == 0) return first_of_record;
    begin = at + 1;
    first_of_record = line;
  }
  return first_of_record;
}

}  // namespace mgl

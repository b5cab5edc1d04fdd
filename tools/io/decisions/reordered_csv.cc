#include "tools/io/decisions/reordered_csv.h"

namespace mgl {

std::string_view TakeCsvRecord(std::string_view text, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t begin = 0;
  bool in_quotes = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') in_quotes = !in_quotes;
    if (in_quotes || (text[at] != ',' && text[at] != '\n')) continue;
    cells.push_back(text.substr(begin, at - begin));
    begin = at + 1;
    if (text[at] == '\n') break;
  }
  return text.substr(begin);
}

std::optional<Error> ReorderedCsv::Write(std::string_view text) {
  reordered_.clear();
  while (!text.empty()) {
    text = TakeCsvRecord(text, cells_);
    for (const std::size_t column : order_) {
      if (column < cells_.size()) reordered_ += cells_[column];
      reordered_ += ',';
    }
    reordered_.back() = '\n';
  }
  return sink_.Write(reordered_);
}

}  // namespace mgl

#include "dsl/text/comment.h"

#include "engine/text/plain_text.h"

namespace mgl {

std::string_view WithoutComment(std::string_view line) {
  bool is_quoted = false;
  std::size_t end = 0;
  for (; end < line.size(); ++end) {
    if (line[end] == '"') is_quoted = !is_quoted;
    if (line[end] == '\\' && is_quoted) ++end;
    const bool begins_word = end == 0 || kBlanks.find(line[end - 1]) != std::string_view::npos;
    if (end < line.size() && line[end] == '#' && !is_quoted && begins_word) break;
  }
  line = line.substr(0, end);
  const std::size_t last = line.find_last_not_of(kBlanks);
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

}  // namespace mgl

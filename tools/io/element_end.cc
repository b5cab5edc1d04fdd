#include "tools/io/element_end.h"

namespace mgl {

bool ElementEnd::Find(std::string_view text) {
  for (const char c : text) {
    if (!Take(c)) return true;
    ++read_;
    if (in_string_ || !IsJsonBlank(c)) size_ = read_;
  }
  return false;
}

/// False where `c` belongs to the element no more.
bool ElementEnd::Take(char c) {
  if (in_string_) {
    if (c == '{') hides_braces_ = true;
    const bool ends = c == '"' && !is_escaped_;
    is_escaped_ = c == '\\' && !is_escaped_;
    if (ends) in_string_ = false;
    after_string_ = ends;
    return true;
  }
  const bool may_end = depth_ == 0 && read_ > 0;
  if (IsJsonBlank(c)) return !may_end || read_ - size_ < kMostBlanks;
  if (may_end && (c == ',' || c == ']' || c == '{' || c == '[')) return false;
  if (after_string_ && c != ',' && c != ':' && c != '}' && c != ']') has_bad_quotes_ = true;
  after_string_ = false;
  if (read_ == 0 && c == '{') opening_ = '{', closing_ = '}';
  if (read_ == 0 && c == '[') opening_ = '[', closing_ = ']';
  if (c == '"') {
    in_string_ = true;
  } else if (c == opening_ && c != '\0') {
    ++depth_;
  } else if (c == closing_ && depth_ > 0) {
    --depth_;
  }
  return true;
}

}  // namespace mgl

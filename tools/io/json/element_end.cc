#include "tools/io/json/element_end.h"

namespace mgl {

bool ElementEnd::Find(std::string_view text) {
  for (const char c : text) {
    if (BeginsNext(c) || !Take(c)) return true;
    ++read_;
    if (in_string_ || !IsJsonBlank(c)) size_ = read_;
    if (IsJsonBlank(c)) continue;
    last_ = c;
    last_end_ = read_;
  }
  return false;
}

/// Whether `c` begins the next element though this one is not closed.
bool ElementEnd::BeginsNext(char c) {
  if (is_broken_) {
    if (c == ' ' || c == '\t') {
      ++blanks_;
      return false;
    }
    is_broken_ = false;
    is_cut_ = c == '{' && blanks_ == indentation_;
    if (is_cut_) size_ = last_ == ',' ? last_end_ - 1 : last_end_;
    return is_cut_;
  }
  if (c == '\n' && !has_line_end_) {
    has_line_end_ = true;
    is_broken_ = indentation_ != kNoLine && IsBroken();
  }
  return false;
}

/// Whether no object goes on so with an object on the next line.
bool ElementEnd::IsBroken() const {
  const bool is_in_object = opening_ == '{' && depth_ > 0 && lists_ == 0;
  return in_string_ || has_bad_quotes_ || (is_in_object && last_ != ':');
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
  if (c == '"') {
    in_string_ = true;
  } else {
    TakeBracket(c);
  }
  return true;
}

void ElementEnd::TakeBracket(char c) {
  if (read_ == 0 && c == '{') opening_ = '{', closing_ = '}';
  if (read_ == 0 && c == '[') opening_ = '[', closing_ = ']';
  if (opening_ == '\0') return;
  if (c == opening_) {
    ++depth_;
  } else if (c == closing_ && depth_ > 0) {
    --depth_;
  } else if (c == '[') {
    ++lists_;
  } else if (c == ']' && lists_ > 0) {
    --lists_;
  }
}

}  // namespace mgl

// Where an element of a JSON array ends, whatever it holds.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// An object ends where its braces balance, a list where its brackets do, another element before
/// the next comma or bracket; those in strings do not count. What stands behind a closing bracket,
/// up to the next comma or opening one, belongs to the element and spoils it.
class ElementEnd {
 public:
  /// So many blanks are looked over for more of the element.
  static constexpr std::size_t kMostBlanks = 4096;

  /// Reads on; true where the end was found. The first byte of all is neither a blank nor a comma
  /// nor `]`.
  bool Find(std::string_view text);

  /// Of the element so far, without blanks behind it.
  std::size_t size() const { return size_; }
  /// Whether it may end here.
  bool is_closed() const { return depth_ == 0 && !in_string_; }
  /// Whether strings may be taken for what stands between them, so that other elements stand in it.
  bool may_hide_others() const { return has_bad_quotes_ && hides_braces_; }

 private:
  bool Take(char c);

  std::size_t read_ = 0;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  char opening_ = '\0';  // NUL: neither an object nor a list
  char closing_ = '\0';
  bool in_string_ = false;
  bool is_escaped_ = false;
  bool after_string_ = false;
  bool has_bad_quotes_ = false;  // something stands behind a string that cannot
  bool hides_braces_ = false;    // some stand in strings
};

/// Whether JSON lets it stand between values.
constexpr bool IsJsonBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace mgl

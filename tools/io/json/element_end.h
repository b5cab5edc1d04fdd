// Where an element of a JSON array ends, whatever it holds.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// An object ends where its braces balance, a list where its brackets do, another element before
/// the next comma or bracket; those in strings do not count. What stands behind a closing bracket,
/// up to the next comma or opening one, belongs to the element and spoils it.
///
/// One that has a line of its own and is broken there (a string or the object is not closed, or
/// quotes are amiss) ends with that line, if the next one begins with an object as far left.
class ElementEnd {
 public:
  /// So many blanks are looked over for more of the element.
  static constexpr std::size_t kMostBlanks = 4096;

  static constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);

  /// `indentation`: the blanks before all that stands on the line where the element begins; kNoLine
  /// where another element stands on it.
  explicit ElementEnd(std::size_t indentation = kNoLine) : indentation_(indentation) {}

  /// Reads on; true where the end was found. The first byte of all is neither a blank nor a comma
  /// nor `]`.
  bool Find(std::string_view text);

  /// Of the element so far, without blanks behind it.
  std::size_t size() const { return size_; }
  /// Whether it may end here.
  bool is_closed() const { return is_cut_ || (depth_ == 0 && !in_string_); }
  /// Whether strings may be taken for what stands between them, so that other elements stand in it.
  bool may_hide_others() const { return !is_cut_ && has_bad_quotes_ && hides_braces_; }

 private:
  bool Take(char c);
  bool BeginsNext(char c);
  bool IsBroken() const;
  void TakeBracket(char c);

  std::size_t indentation_;
  std::size_t read_ = 0;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  std::size_t lists_ = 0;  // open ones in an object
  char opening_ = '\0';    // NUL: neither an object nor a list
  char closing_ = '\0';
  bool in_string_ = false;
  bool is_escaped_ = false;
  bool after_string_ = false;
  bool has_bad_quotes_ = false;  // something stands behind a string that cannot
  bool hides_braces_ = false;    // some stand in strings
  char last_ = '\0';             // but blanks
  std::size_t last_end_ = 0;     // behind it
  bool has_line_end_ = false;
  bool is_broken_ = false;  // on its first line, and only blanks were read behind this
  std::size_t blanks_ = 0;  // these
  bool is_cut_ = false;     // at the end of its first line
};

/// Whether JSON lets it stand between values.
constexpr bool IsJsonBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace mgl

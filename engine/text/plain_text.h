// Letters, digits and blanks of ASCII (what is beyond it stays as it is); counted things.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

inline constexpr std::string_view kBlanks = " \t\r\n";

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr char LowerCase(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = LowerCase(c);
  return lower;
}

inline bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return LowerCase(x) == LowerCase(y); });
}

/// How many bytes the blank at the front of `text` has, of ASCII or beyond it (as word processors
/// and spreadsheets put them, such as U+00A0 and U+202F); 0: no blank stands there. The same that
/// `\s` of a JSON schema is.
std::size_t AnyBlankLength(std::string_view text);
/// `text` with a blank of ASCII for each of them.
std::string WithPlainBlanks(std::string_view text);

/// Without blanks at both ends.
inline std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

/// The digits that begin at `at`; none where no digit stands there.
inline std::string_view DigitsAt(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  return text.substr(at, std::min(text.find_first_not_of("0123456789", at), text.size()) - at);
}

/// "1 file", "2 files".
inline std::string Counted(std::size_t count, std::string_view what) {
  std::string words = std::to_string(count) + ' ';
  words += what;
  if (count != 1) words += 's';
  return words;
}

}  // namespace mgl

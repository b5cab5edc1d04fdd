// What stands at a place where the grammar stopped, for the messages: a word, a number, a text, a
// sign.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/text/source.h"
#include "dsl/text/words.h"

namespace mgl {

inline Span SpanOf(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}
inline std::string_view TextOf(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}
/// Where a part of the text ends in it.
inline std::size_t EndIn(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(part.data() + part.size() - text.data());
}

enum class FoundKind { kEnd, kWord, kNumber, kText, kSign };

struct Found {
  FoundKind kind = FoundKind::kEnd;
  Span span;
  std::string_view text;
};

/// `at` is the first byte behind blanks and comments.
Found FindAt(std::string_view text, std::size_t at);

/// The first byte at or after `at` that is neither blank nor in a comment.
std::size_t SkipBlanks(std::string_view text, std::size_t at);

/// From `at` to the end of its line, without the comment and the blanks there.
std::string_view LineRest(std::string_view text, std::size_t at);
/// What stands behind the first of these with which `said` begins; empty where there is none.
std::string_view BehindLead(std::string_view said, std::initializer_list<std::string_view> leads);
/// The words of a text, parted at blanks.
std::vector<std::string_view> WordsIn(std::string_view text);
/// Without the signs around words: `(max.` -> `max`.
std::string_view WithoutSigns(std::string_view word);
/// In small letters and without points: `P.O.,` -> `po`.
std::string LettersOf(std::string_view word);
/// The first byte of the line that holds `at`.
std::size_t LineBegin(std::string_view text, std::size_t at);

/// A sign of other languages or of word processors at `at`: the longest that fits. Empty sign:
/// none.
struct ForeignSign {
  std::string_view sign;
  std::string_view help;
  bool is_quote = false;
};
ForeignSign ForeignSignAt(std::string_view text, std::size_t at);

/// A number with a comma around `at` (`1,2`, `150,000`), or an empty span.
Span NumberWithCommaAt(std::string_view text, std::size_t at);

}  // namespace mgl

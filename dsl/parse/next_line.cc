// Looking for the line where reading can go on. Rather a line too few than one too many: what is
// not read now is read when this mistake is gone, but a mistake that is none costs an author trust.
#include "dsl/parse/next_line.h"

#include <algorithm>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_bullet_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::size_t LineEnd(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', std::min(at, text.size())), text.size());
}

std::size_t QuotesIn(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') ++i;
    if (i < line.size() && line[i] == '"') ++count;
  }
  return count;
}

/// The parenthesis that closes the one at `open`, before the declaration ends, or npos.
std::size_t ClosingParenthesis(std::string_view text, std::size_t open, std::size_t end) {
  int depth = 0;
  for (std::size_t at = open; at < end; at = SkipBlanks(text, at)) {
    const Found found = FindAt(text, at);
    if (found.text == "(") ++depth;
    if (found.text == ")" && --depth == 0) return at;
    at = std::max<std::size_t>(found.span.end, at + 1);
  }
  return std::string_view::npos;
}

/// Where the text that has no quote on its own line has one on a later line of the declaration.
std::size_t EndOfText(std::string_view text, std::size_t at, std::size_t end) {
  const std::size_t first = LineEnd(text, at);
  for (std::size_t line = first + 1; line < end; line = LineEnd(text, line) + 1) {
    const std::string_view rest = text.substr(line, LineEnd(text, line) - line);
    if (QuotesIn(rest) % 2 == 0) continue;
    const std::size_t quote = rest.find('"');
    const bool is_begin = quote > 0 && rest[quote - 1] == ' ';
    return is_begin ? at : LineEnd(text, line);
  }
  return at;
}

/// A word of a line may be one of an expression too: `in mg/dL`, `not a`, `first known of`.
bool GoesOnLikeLine(std::string_view text, std::size_t at, std::string_view keyword) {
  const std::string_view word = WordAt(text, at);
  const std::size_t after = SkipBlanks(text, at + word.size());
  const std::string_view next = WordAt(text, after);
  if (word == "in" && keyword == "fact") return next == "steps";
  if (word == "not") return next == "for";
  if (word == "first") return next == "row";
  if (word == "at") return next == "least" || next == "most";
  if (word == "from") return next == "line" || (after < text.size() && text[after] == '"');
  return true;
}

/// A word of elsewhere, or a misspelt one, that is meant to begin a line.
bool IsMeantAsLine(std::string_view text, std::size_t at, std::string_view keyword) {
  const std::string_view word = WordAt(text, at);
  if (IsReserved(word)) return false;
  const std::string lower = LowerCase(word);
  if (HasClause(keyword, EverydayWord(lower)) || HasClause(keyword, EnglishWord(lower)))
    return true;
  const std::string nearest = NearestKeyword(word, keyword);
  return IsMisspeltLine(text, at) && (HasClause(keyword, nearest) || IsProvenanceWord(nearest));
}

bool BeginsLine(std::string_view text, std::size_t at, const BrokenPlace& place) {
  const std::string_view word = WordAt(text, at);
  if (word.empty()) return false;
  const std::size_t indent = at - LineBegin(text, at);
  const bool is_debris = LineBegin(text, place.begin) == place.begin;
  const bool first = IsFirstOnLine(text, place.begin) && !place.is_header && !is_debris;
  const std::size_t own_indent = place.begin - LineBegin(text, place.begin);
  if (first && indent > own_indent) return false;
  if (word == place.more_word) return true;
  if (HasClause(place.keyword, word) || IsProvenanceWord(word)) {
    return GoesOnLikeLine(text, at, place.keyword);
  }
  return (!first || indent == own_indent) && IsMeantAsLine(text, at, place.keyword);
}

}  // namespace

std::size_t NextLine(std::string_view text, const BrokenPlace& place) {
  const std::size_t numbered = NumberedDeclarationAt(text, place.begin);
  if (numbered != text.npos) return numbered;
  const std::size_t first_word = std::max<std::size_t>(1, WordAt(text, place.begin).size());
  std::size_t at = std::max(place.stop, place.begin + first_word);
  const std::size_t end = NextDeclaration(text, at);
  if (place.in_text) at = EndOfText(text, at, end);
  if (place.open > 0) {
    const std::size_t close = ClosingParenthesis(text, place.open, end);
    if (close != std::string_view::npos) at = std::max(at, close);
  }
  if (!IsFirstOnLine(text, at)) at = LineEnd(text, at);
  while (at < end) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", at);
    if (first >= end) return end;
    if (BeginsLine(text, first, place)) return first;
    at = LineEnd(text, first);
  }
  return end;
}

}  // namespace mgl

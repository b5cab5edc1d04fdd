// Questions about words and lines as plain text.
#include "dsl/parse/misspelt.h"

#include <algorithm>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/parse/parse_debris.h"
#include "dsl/parse/parse_keyword_habits.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

void Append(std::vector<std::string>& words, std::vector<std::string> more) {
  for (std::string& word : more) words.push_back(std::move(word));
}

std::vector<std::string> DeclarationWords() {
  std::vector<std::string> words = WordsOf(WordRole::kDeclaration);
  Append(words, WordsOf(WordRole::kLaterDeclaration));
  return words;
}

const std::vector<std::string>& ProvenanceWords() {
  static const std::vector<std::string> words = {"cite", "from", "assumed", "interpreted"};
  return words;
}

/// The first character after the word at `at` and its blanks, or '\n' at the line's end.
char CharacterAfterWord(std::string_view text, std::size_t at) {
  at += WordAt(text, at).size();
  at = text.find_first_not_of(" \t\r", at);
  return at == std::string_view::npos ? '\n' : text[at];
}

/// `if a then give b`: a rule of elsewhere.
bool IsRuleInOneLine(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  const std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  const bool has_then = line.find(" then ") != line.npos || line.find(" THEN ") != line.npos;
  return has_then && (word == "if" || word == "If" || word == "IF");
}

}  // namespace

bool IsWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool IsWordCharacter(char c) { return IsWordStart(c) || (c >= '0' && c <= '9'); }

std::string_view WordAt(std::string_view text, std::size_t at) {
  if (at >= text.size() || !IsWordStart(text[at])) return {};
  std::size_t end = at;
  while (end < text.size() && IsWordCharacter(text[end])) ++end;
  return text.substr(at, end - at);
}

bool IsFirstOnLine(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\r')) --at;
  return at == 0 || text[at - 1] == '\n';
}

std::string_view DecimalCommaAt(std::string_view text, std::size_t at) {
  const std::string_view whole = DigitsAt(text, at);
  const std::size_t comma = at + whole.size();
  if (whole.empty() || comma >= text.size() || text[comma] != ',') return {};
  const std::string_view part = DigitsAt(text, comma + 1);
  const std::size_t end = comma + 1 + part.size();
  const bool goes_on =
      end + 1 < text.size() && (text[end] == ',' || text[end] == '.') && IsDigit(text[end + 1]);
  constexpr std::size_t kThousands = 3;
  if (part.empty() || part.size() == kThousands || goes_on) return {};
  return text.substr(at, end - at);
}

bool IsMisspeltLine(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  if (word.empty() || IsReserved(word) || !IsFirstOnLine(text, at)) return false;
  const char after = CharacterAfterWord(text, at);
  const bool before_sign = after == '<' || after == '>' || after == '=' || after == '!';
  if (before_sign) return !Nearest(word, {"row", "columns"}).empty();
  if (!IsWordCharacter(after) && after != '"') return false;
  static const std::vector<std::string> keywords = [] {
    std::vector<std::string> words = DeclarationWords();
    Append(words, WordsOf(WordRole::kClause));
    Append(words, WordsOf(WordRole::kLaterClause));
    Append(words, WordsOf(WordRole::kOperator));
    return words;
  }();
  return !Nearest(word, keywords).empty();
}

bool IsProvenanceWord(std::string_view word) {
  const std::vector<std::string>& words = ProvenanceWords();
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string NearestKeyword(std::string_view word, std::string_view declaration) {
  std::vector<std::string> keywords = ClausesOf(declaration);
  if (!declaration.empty()) Append(keywords, ProvenanceWords());
  Append(keywords, DeclarationWords());
  return Nearest(word, keywords);
}

bool IsMisspeltDeclaration(std::string_view text, std::size_t at, std::string_view keyword) {
  const std::string_view word = WordAt(text, at);
  if (word.empty() || IsReserved(word) || !IsFirstOnLine(text, at)) return false;
  const bool column_one = at == 0 || text[at - 1] == '\n';
  if (column_one && !keyword.empty() && IsDebrisInside(text, at)) return false;
  const char after = CharacterAfterWord(text, at);
  const bool like_header = IsWordCharacter(after) || after == '"';
  const std::string nearest = NearestKeyword(word, keyword);
  if (!nearest.empty()) return IsDeclarationWord(nearest) && (column_one || like_header);
  return column_one;
}

std::size_t NextDeclaration(std::string_view text, std::size_t at) {
  static const std::vector<std::string> declarations = DeclarationWords();
  if (!IsFirstOnLine(text, at)) at = std::min(text.find('\n', at), text.size());
  while (at < text.size()) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", at);
    if (first == std::string_view::npos) return text.size();
    const std::string_view word = WordAt(text, first);
    if (IsDeclarationWord(word)) return first;
    const bool column_one = first == 0 || text[first - 1] == '\n';
    if (column_one && IsRuleInOneLine(text, first)) return first;
    const char after = CharacterAfterWord(text, first);
    if (column_one && !word.empty() && !IsReserved(word) &&
        (IsWordCharacter(after) || after == '"') &&
        (!Nearest(word, declarations).empty() || IsForeignKeyword(word))) {
      return first;
    }
    at = std::min(text.find('\n', first), text.size());
  }
  return text.size();
}

}  // namespace mgl

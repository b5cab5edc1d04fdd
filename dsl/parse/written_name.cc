#include "dsl/parse/written_name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

using Letter = std::pair<std::string_view, std::string_view>;
constexpr std::array kLetters = std::to_array<Letter>({
    {"ä", "ae"},   {"ö", "oe"},    {"ü", "ue"}, {"ß", "ss"}, {"Ä", "Ae"}, {"Ö", "Oe"},
    {"Ü", "Ue"},   {"à", "a"},     {"á", "a"},  {"â", "a"},  {"ã", "a"},  {"å", "a"},
    {"æ", "ae"},   {"ç", "c"},     {"è", "e"},  {"é", "e"},  {"ê", "e"},  {"ë", "e"},
    {"ì", "i"},    {"í", "i"},     {"î", "i"},  {"ï", "i"},  {"ñ", "n"},  {"ò", "o"},
    {"ó", "o"},    {"ô", "o"},     {"õ", "o"},  {"ø", "o"},  {"ù", "u"},  {"ú", "u"},
    {"û", "u"},    {"ý", "y"},     {"œ", "oe"}, {"É", "E"},  {"È", "E"},  {"α", "alpha"},
    {"β", "beta"}, {"γ", "gamma"}, {"µ", "u"},  {"μ", "u"},
});

/// A letter with a sign of its own behind it (`a` and U+0308 for `ä`), or an empty pair.
Letter LetterWithSign(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()), 3);
  const bool is_sign = rest.size() == 3 && IsWordStart(rest[0]) && IsContinuationByte(rest[2]) &&
                       (rest[1] == '\xCC' || (rest[1] == '\xCD' && rest[2] <= '\xAF'));
  if (!is_sign) return {};
  constexpr std::array kUmlauts = std::to_array<Letter>(
      {{"a", "ae"}, {"o", "oe"}, {"u", "ue"}, {"A", "Ae"}, {"O", "Oe"}, {"U", "Ue"}});
  const std::string_view plain = rest.substr(0, 1);
  for (const auto& [letter, written] : kUmlauts) {
    if (plain == letter && rest.substr(1) == "\xCC\x88") return {rest, written};
  }
  return {rest, plain};
}

/// The letter of other alphabets at `at`, or an empty pair.
Letter LetterAt(std::string_view text, std::size_t at) {
  if (const Letter letter = LetterWithSign(text, at); !letter.first.empty()) return letter;
  for (const Letter& letter : kLetters) {
    if (text.substr(at).starts_with(letter.first)) return letter;
  }
  return {};
}

bool JoinsWords(char c) { return std::string_view("-./'+&").find(c) != std::string_view::npos; }

}  // namespace

std::string_view WideWordAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const std::size_t letter = LetterAt(text, end).first.size();
    const bool joins = JoinsWords(text[end]) && end > at && end + 1 < text.size() &&
                       (IsWordCharacter(text[end + 1]) || LetterAt(text, end + 1).first.size() > 0);
    if (!IsWordCharacter(text[end]) && letter == 0 && !joins) break;
    end += std::max<std::size_t>(letter, 1);
  }
  return text.substr(std::min(at, text.size()), end - at);
}

std::string AsName(std::string_view written) {
  std::string name;
  for (std::size_t at = 0; at < written.size();) {
    const Letter letter = LetterAt(written, at);
    if (!letter.first.empty()) {
      name += letter.second;
      at += letter.first.size();
      continue;
    }
    if (IsWordCharacter(written[at])) {
      name += written[at];
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
    ++at;
    while (at < written.size() && IsContinuationByte(written[at])) ++at;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || IsReserved(name)) return "";
  return IsWordStart(name.front()) ? name : "";
}

std::string_view WrittenName(std::string_view header) {
  const std::string_view keyword = WordAt(header, 0);
  const std::size_t begin = SkipBlanks(header, keyword.size());
  const std::string_view rest = LineRest(header, begin);
  const std::size_t quote = rest.find('"');
  std::size_t end = 0;
  std::size_t end_before = 0;
  std::size_t words = 0;
  std::string_view next;
  bool are_small = true;
  for (std::size_t at = 0; at < std::min(quote, rest.size());) {
    const std::string_view word = WideWordAt(rest, at);
    next = word;
    // Before a title all words are the name; without one a word of the language ends it.
    const bool is_joint = keyword == "fact" && words > 0 && word != "is" && word != "in" &&
                          rest.find(" is ", at) != std::string_view::npos;  // `type of diabetes`
    if (word.empty() || (quote == std::string_view::npos && IsReserved(word) && !is_joint)) break;
    const bool is_capital = word.front() >= 'A' && word.front() <= 'Z';
    are_small = are_small && (words == 0 || (!is_capital && word != WideWordAt(rest, 0)));
    end_before = end;
    end = at + word.size();
    ++words;
    at = std::min(rest.find_first_not_of(' ', end), rest.size());
  }
  const bool has_title =
      quote != std::string_view::npos && rest.find_first_not_of(' ', end) == quote;
  // `chest pain is yes/no`: small words up to the kind are the name.
  const bool is_cut = keyword == "threshold" && words > 2 && !has_title;
  if (is_cut) {
    end = end_before;
    --words;
  }
  const bool is_kind = next == "is" || next == "in" || next == "as" || next == "of";
  const bool is_whole = quote == std::string_view::npos && are_small && (is_kind || is_cut);
  if (words > 1 && !has_title && !is_whole) end = WideWordAt(rest, 0).size();
  const std::string_view name = rest.substr(0, end);
  const bool is_name = WordAt(name, 0).size() == name.size();
  return is_name ? std::string_view() : name;
}

std::string_view TitleWithoutName(std::string_view header) {
  const std::string_view keyword = WordAt(header, 0);
  const std::string_view rest = LineRest(header, SkipBlanks(header, keyword.size()));
  const bool has_quote = rest.find('"') != std::string_view::npos;
  if (rest.empty() || has_quote || rest.front() < 'A' || rest.front() > 'Z') return {};
  // Of these nothing but the title stands in the first line.
  const bool is_whole = keyword == "rule" || keyword == "guideline" || keyword == "medication" ||
                        keyword == "diet" || keyword == "score" || keyword == "ambiguity";
  std::size_t end = 0;
  std::size_t words = 0;
  for (std::size_t at = 0; at < rest.size();) {
    const std::string_view word = WideWordAt(rest, at);
    if (word.empty() || (!is_whole && IsReserved(word))) break;
    end = at + word.size();
    ++words;
    at = std::min(rest.find_first_not_of(' ', end), rest.size());
  }
  const bool is_title = words > 1 && (!is_whole || end == rest.size());
  return is_title && !NameOfTitle(rest.substr(0, end)).empty() ? rest.substr(0, end)
                                                               : std::string_view();
}

std::string NameOfTitle(std::string_view title) {
  std::string lower(title);
  for (char& c : lower) c = LowerCase(c);
  return AsName(lower);
}

}  // namespace mgl

// Recognising what stands at a place, and the signs that people bring from elsewhere.
#include "dsl/parse/parse_found.h"

#include <algorithm>
#include <array>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

bool IsDigitAt(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

constexpr std::string_view kQuoteHelp = "write straight double quotes: `\"`";
constexpr std::string_view kMinusHelp = "write the sign `-`";
constexpr std::string_view kCommentHelp = "a comment begins with `#`";
constexpr std::string_view kInvisibleHelp = "remove this invisible character";
constexpr std::string_view kBlockHelp =
    "the language has no braces: the next keyword ends what comes before it";
constexpr std::string_view kNoSignHelp = "leave it out: keywords and line ends need no sign";

// Longer signs first.
constexpr std::array kForeignSigns = std::to_array<ForeignSign>({
    {"===", "write `=`"},
    {"!==", "write `!=`"},
    {"<=>", "write `=`"},
    {"==", "write `=`"},
    {"=<", "write `<=`"},
    {"=>", "write `>=` for a comparison, or `implies`"},
    {"<>", "write `!=`"},
    {":=", "write `as`"},
    {"->", "write `implies`"},
    {"&&", "write `and`"},
    {"||", "write `or`"},
    {"**", "write `^`"},
    {"++", "write one `+`"},
    {"//", kCommentHelp},
    {"/*", kCommentHelp},
    {"*/", kCommentHelp},
    {"&", "write `and`"},
    {"|", "write `or`"},
    {"!", "write `not`"},
    {"~", "write `not`"},
    {"¬", "write `not`"},
    {"∧", "write `and`"},
    {"∨", "write `or`"},
    {"→", "write `implies`"},
    {"⇒", "write `implies`"},
    {"×", "write `*`"},
    {"·", "write `*` for a product, `.` inside a unit"},
    {"÷", "write `/` with blanks on both sides"},
    {"−", kMinusHelp},
    {"–", "write `-` for a difference, `to` for an interval"},
    {"—", kMinusHelp},
    {"…", "write `to` for an interval"},
    {"±", "write an interval: `1.8 to 2.2`"},
    {"≈", "write an interval: `x is 1.8 to 2.2`"},
    {";", kNoSignHelp},
    {":", kNoSignHelp},
    {"{", kBlockHelp},
    {"}", kBlockHelp},
    {"[", "write `(` and `)`"},
    {"]", "write `(` and `)`"},
    {"$", "leave it out"},
    {"@", "leave it out"},
    {"?", "leave it out"},
    {"\\", "leave it out: a line may end anywhere between words"},
    {"•", "leave it out: every line begins with a keyword"},
    {"\u00A0", "write an ordinary blank"},
    {"\u202F", "write an ordinary blank"},
    {"\u2009", "write an ordinary blank"},
    {"\u2002", "write an ordinary blank"},
    {"\u2003", "write an ordinary blank"},
    {"\u200A", "write an ordinary blank"},
    {"\u3000", "write an ordinary blank"},
    {"\u00AD", kInvisibleHelp},
    {"\u200B", kInvisibleHelp},
    {"\u200C", kInvisibleHelp},
    {"\u200D", kInvisibleHelp},
    {"\u200E", kInvisibleHelp},
    {"\u200F", kInvisibleHelp},
    {"\u2060", kInvisibleHelp},
    {"\uFEFF", kInvisibleHelp},
    {"“", kQuoteHelp, true},
    {"”", kQuoteHelp, true},
    {"„", kQuoteHelp, true},
    {"«", kQuoteHelp, true},
    {"»", kQuoteHelp, true},
    {"‘", kQuoteHelp, true},
    {"’", kQuoteHelp, true},
    {"‚", kQuoteHelp, true},
    {"'", kQuoteHelp, true},
    {"`", kQuoteHelp, true},
});

std::size_t CharacterSize(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && IsContinuationByte(text[at + size])) {
    ++size;
  }
  return size;
}

}  // namespace

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

Found FindAt(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const auto found = [&](FoundKind kind, std::size_t size) {
    size = std::min(size, text.size() - at);
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(at + size);
    return Found{kind, {begin, end}, text.substr(at, size)};
  };
  if (at >= text.size()) return found(FoundKind::kEnd, 0);
  if (const std::string_view word = WordAt(text, at); !word.empty()) {
    // A unit or a code is shown whole: `mg/dL`.
    std::size_t end = at + word.size();
    while (end + 1 < text.size() && text[end] == '/' && IsWordCharacter(text[end + 1])) {
      end += 1;
      while (end < text.size() && IsWordCharacter(text[end])) ++end;
    }
    return found(FoundKind::kWord, end - at);
  }
  if (IsDigitAt(text, at)) {
    std::size_t end = at;
    const auto joins = [&](char sign) {
      return end < text.size() && text[end] == sign && IsDigitAt(text, end + 1);
    };
    while (IsDigitAt(text, end) || joins('.') || (end - at >= 4 && joins('-'))) ++end;
    return found(FoundKind::kNumber, end - at);
  }
  if (text[at] == '"') {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"' && text[end] != '\n') {
      end += text[end] == '\\' ? 2 : 1;
    }
    return found(FoundKind::kText, std::min(end, text.size()) + 1 - at);
  }
  for (const std::string_view sign : {"<=", ">=", "!="}) {
    if (text.substr(at).starts_with(sign)) return found(FoundKind::kSign, sign.size());
  }
  const ForeignSign foreign = ForeignSignAt(text, at);
  return found(FoundKind::kSign,
               foreign.sign.empty() ? CharacterSize(text, at) : foreign.sign.size());
}

ForeignSign ForeignSignAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  // `!=`, `<=` and the like are signs of the language.
  if (rest.starts_with("!=") && !rest.starts_with("!==")) return {};
  for (const ForeignSign& foreign : kForeignSigns) {
    if (rest.starts_with(foreign.sign)) return foreign;
  }
  return {};
}

std::string_view LineRest(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  std::string_view rest = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  rest = rest.substr(0, std::min(rest.find('#'), rest.size()));
  return rest.substr(0, rest.find_last_not_of(" \t\r") + 1);
}

std::size_t LineBegin(std::string_view text, std::size_t at) {
  const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

Span NumberWithCommaAt(std::string_view text, std::size_t at) {
  const std::size_t comma = at < text.size() && text[at] == ',' ? at : at > 0 ? at - 1 : 0;
  if (comma == 0 || comma >= text.size() || text[comma] != ',') return {};
  if (!IsDigitAt(text, comma - 1) || !IsDigitAt(text, comma + 1)) return {};
  std::size_t begin = comma;
  while (begin > 0 && IsDigitAt(text, begin - 1)) --begin;
  // `1.234,5`: points between thousands.
  constexpr std::size_t kGroup = 3;
  std::size_t last = comma;
  while (last - begin == kGroup && begin > 1 && text[begin - 1] == '.' &&
         IsDigitAt(text, begin - 2)) {
    last = begin - 1;
    begin = last;
    while (begin > 0 && IsDigitAt(text, begin - 1)) --begin;
  }
  if (begin > 0 && IsWordCharacter(text[begin - 1])) return {};
  std::size_t end = comma + 1;
  while (IsDigitAt(text, end) ||
         ((text[end < text.size() ? end : comma] == ',') && IsDigitAt(text, end + 1))) {
    ++end;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::vector<std::string_view> WordsIn(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(' '); at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(' ', end);
  }
  return words;
}

std::string_view BehindLead(std::string_view said, std::initializer_list<std::string_view> leads) {
  for (const std::string_view lead : leads) {
    if (said.starts_with(lead)) return Trimmed(said.substr(lead.size()));
  }
  return {};
}

std::string_view WithoutSigns(std::string_view word) {
  while (!word.empty() && (word.front() == '(' || word.front() == ',')) word.remove_prefix(1);
  while (!word.empty() && std::string_view("),.;").find(word.back()) != std::string_view::npos) {
    if (word.back() == '.' && word.find('.') + 1 < word.size()) break;  // `p.o.`
    word.remove_suffix(1);
  }
  return word;
}

std::string LettersOf(std::string_view word) {
  std::string letters;
  for (const char c : WithoutSigns(word)) {
    if (c != '.') letters += LowerCase(c);
  }
  return letters;
}

}  // namespace mgl

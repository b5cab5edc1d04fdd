#include "dsl/diagnostic/said_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>

#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Signs that are written in several ways. Those that only part or point say nothing.
constexpr auto kSigns = std::to_array<Pair>({
    {"<=>", " <=> "}, {"...", " - "},  {"..", " - "},   {"<=", " <= "},  {"=<", " <= "},
    {">=", " >= "},   {"=>", " >= "},  {"<>", " != "},  {"!=", " != "},  {"->", " "},
    {"-->", " "},     {"&&", " and "}, {"||", " or "},  {"//", " "},     {"--", " "},
    {"<", " < "},     {">", " > "},    {"!", " not "},  {"*", " * "},    {"/", " / "},
    {"^", " ^ "},     {"%", " % "},    {"+", " + "},    {"&", " and "},  {"≤", " <= "},
    {"⩽", " <= "},    {"≥", " >= "},   {"⩾", " >= "},   {"≠", " != "},   {"¬", " not "},
    {"∧", " and "},   {"∨", " or "},   {"×", " * "},    {"·", " * "},    {"⋅", " * "},
    {"∙", " * "},     {"÷", " / "},    {"−", " - "},    {"–", " - "},    {"—", " - "},
    {"‐", "-"},       {"‑", "-"},      {"²", " ^ 2 "},  {"³", " ^ 3 "},  {"½", "+.5 "},
    {"¼", "+.25 "},   {"¾", "+.75 "},  {"→", " "},      {"⇒", " "},      {"•", " "},
    {"…", " - "},     {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u00ad", ""},
    {"\u200b", ""},   {"\ufeff", ""},  {"\u2060", ""},  {"µ", "u"},      {"μ", "u"},
    {"ä", "ae"},      {"ö", "oe"},     {"ü", "ue"},     {"ß", "ss"},     {"Ä", "ae"},
    {"Ö", "oe"},      {"Ü", "ue"},
});

/// Ways to say one thing, from the longest; the words as they come out of the signs.
constexpr auto kSayings = std::to_array<Pair>({
    {"greater than or equal to", ">="},
    {"less than or equal to", "<="},
    {"not more than", "<="},
    {"no more than", "<="},
    {"not less than", ">="},
    {"no less than", ">="},
    {"or more", ">="},
    {"or above", ">="},
    {"or over", ">="},
    {"or less", "<="},
    {"or below", "<="},
    {"at least", ">="},
    {"at most", "<="},
    {"up to", "<="},
    {"greater than", ">"},
    {"higher than", ">"},
    {"more than", ">"},
    {"less than", "<"},
    {"lower than", "<"},
    {"fewer than", "<"},
    {"years of age", "year"},
    {"year of age", "year"},
    {"and / or", "or"},
    {"yes / no", "boolean"},
    {"yes or no", "boolean"},
    {"boolean", "boolean"},
    {"degrees f", "degf"},
    {"once every day", "/ day 1 *"},
    {"once every week", "/ week 1 *"},
    {"once every month", "/ month 1 *"},
    {"b i d", "2 * / day"},
    {"t i d", "3 * / day"},
    {"q i d", "4 * / day"},
    {"q d", "1 * / day"},
    {"half a", "0.5"},
    {"mm hg", "mmhg"},
    {"degrees c", "cel"},
    {"°c", "cel"},
    {"every other day", "every 2 day"},
    {"every day", "/ day 1 *"},
    {"every week", "/ week 1 *"},
    {"every month", "/ month 1 *"},
    {"each day", "/ day 1 *"},
    {"each week", "/ week 1 *"},
    {"each month", "/ month 1 *"},
    {"a day", "/ day"},
    {"a week", "/ week"},
    {"a month", "/ month"},
    {"h", "hour"},
    {"hrs", "hour"},
    {"hr", "hour"},
    {"hours", "hour"},
    {"min", "minute"},
    {"mins", "minute"},
    {"minutes", "minute"},
    {"days", "day"},
    {"weeks", "week"},
    {"months", "month"},
    {"years", "year"},
    {"yrs", "year"},
    {"tabs", "tablet"},
    {"tab", "tablet"},
    {"tablets", "tablet"},
    {"lines", "line"},
    {"point", "points"},
    {"above", ">"},
    {"over", ">"},
    {"below", "<"},
    {"under", "<"},
    {"max", "<="},
    {"maximum", "<="},
    {"limit", "<="},
    {"per", "/"},
    {"perday", "/ day"},
    {"daily", "/ day"},
    {"weekly", "/ week 1 *"},
    {"monthly", "/ month 1 *"},
    {"times", "*"},
    {"time", "*"},
    {"x", "*"},
    {"once", "1 *"},
    {"twice", "2 *"},
    {"thrice", "3 *"},
    {"half", "0.5"},
    {"hourly", "every hour"},
    {"without", "and not"},
    {"as", "when"},
    {"qd", "1 * / day"},
    {"od", "1 * / day"},
    {"bd", "2 * / day"},
    {"bid", "2 * / day"},
    {"tds", "3 * / day"},
    {"tid", "3 * / day"},
    {"qds", "4 * / day"},
    {"qid", "4 * / day"},
    {"to", "-"},
    {"through", "-"},
    {"each", "every"},
    {"orally", "route oral"},
    {"p o", "route oral"},
    {"po", "route oral"},
    {"i v", "intravenous"},
    {"iv", "intravenous"},
    {"but", "and"},
    {"bool", "boolean"},
    {"jan", "1"},
    {"january", "1"},
    {"feb", "2"},
    {"february", "2"},
    {"mar", "3"},
    {"march", "3"},
    {"apr", "4"},
    {"april", "4"},
    {"may", "5"},
    {"jun", "6"},
    {"june", "6"},
    {"jul", "7"},
    {"july", "7"},
    {"aug", "8"},
    {"august", "8"},
    {"sep", "9"},
    {"september", "9"},
    {"oct", "10"},
    {"october", "10"},
    {"nov", "11"},
    {"november", "11"},
    {"dec", "12"},
    {"december", "12"},
});

struct Quote {
  std::string_view open;
  std::array<std::string_view, 4> closers;
};
constexpr Quote kQuotes[] = {
    {"\"", {"\"", "”", "“", "''"}}, {"“", {"”", "“", "\"", ""}}, {"”", {"”", "\"", "", ""}},
    {"„", {"“", "”", "\"", ""}},    {"«", {"»", "", "", ""}},    {"»", {"«", "", "", ""}},
    {"‹", {"›", "", "", ""}},       {"›", {"‹", "", "", ""}},    {"''", {"''", "\"", "", ""}},
    {"‘", {"’", "'", "", ""}},      {"'", {"'", "’", "", ""}},   {"’", {"’", "'", "", ""}},
    {"`", {"`", "'", "", ""}},
};

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// With its blanks as one and its apostrophes straight.
std::string PlainText(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("’") || rest.starts_with("‘")) {
      plain += '\'';
      at += 2;
    } else if (rest.starts_with("\u00ad")) {
      ++at;
    } else if (rest.starts_with("\u200b") || rest.starts_with("\ufeff")) {
      at += 2;
    } else if (rest.starts_with("\u00a0") || text[at] == ' ' || text[at] == '\t') {
      if (rest.starts_with("\u00a0")) ++at;
      if (!plain.empty() && plain.back() != ' ') plain += ' ';
    } else {
      plain += text[at];
    }
  }
  if (plain.ends_with(' ')) plain.pop_back();
  return plain;
}

/// The size of the text in quotes that begins at `at`, with them; its content.
std::optional<std::pair<std::size_t, std::string>> QuotedAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  for (const Quote& quote : kQuotes) {
    if (!rest.starts_with(quote.open)) continue;
    const bool is_apostrophe = at > 0 && (IsLetter(text[at - 1]) || IsDigit(text[at - 1]));
    if (is_apostrophe && IsIn(quote.open, {"'", "’", "‘", "`"})) return std::nullopt;
    for (const std::string_view closer : quote.closers) {
      if (closer.empty()) continue;
      const std::size_t close = rest.find(closer, quote.open.size());
      if (close == rest.npos) continue;
      return std::pair(close + closer.size(),
                       PlainText(rest.substr(quote.open.size(), close - quote.open.size())));
    }
    return std::pair(rest.size(), PlainText(rest.substr(quote.open.size())));
  }
  return std::nullopt;
}

/// In words and numbers with blanks between them.
class Spelling {
 public:
  explicit Spelling(std::string_view text) : text_(text) {}

  Said Read() {
    while (at_ < text_.size()) {
      if (std::optional quoted = QuotedAt(text_, at_)) {
        said_.texts.push_back(std::move(quoted->second));
        plain_ += ' ';
        at_ += quoted->first;
      } else if (!TakeSign()) {
        TakeCharacter();
      }
    }
    ReadWords();
    return std::move(said_);
  }

 private:
  bool TakeSign() {
    const std::string_view rest = text_.substr(at_);
    // `65+` says at least 65.
    const bool is_digit_before = at_ > 0 && IsDigit(text_[at_ - 1]);
    if (rest.starts_with("+") && is_digit_before && (rest.size() == 1 || rest[1] == ' ')) {
      const std::string_view next = Trimmed(rest.substr(1));
      if (next.empty() || !IsDigit(next.front())) return Take(1, " >= ");
    }
    if (rest.starts_with("/") && IsDateAt(at_)) return Take(1, " ");
    for (const auto& [sign, plain] : kSigns) {
      if (rest.starts_with(sign)) return Take(sign.size(), plain);
    }
    return false;
  }

  bool Take(std::size_t size, std::string_view plain) {
    plain_ += plain;
    at_ += size;
    return true;
  }

  void TakeCharacter() {
    const char c = text_[at_++];
    const bool is_before = !plain_.empty() && IsDigit(plain_.back());
    const bool is_between = is_before && at_ < text_.size() && IsDigit(text_[at_]);
    if (c == '-') {
      const bool joins = !plain_.empty() && plain_.back() != ' ' && IsNameBehind() &&
                         at_ < text_.size() && (IsLetter(text_[at_]) || IsDigit(text_[at_]));
      const bool is_bullet = IsFirst() && at_ < text_.size() && text_[at_] == ' ';
      plain_ += joins || is_bullet || IsDateAt(at_ - 1) ? " " : " - ";
    } else if ((c == ',' || c == '.') && is_between) {
      plain_ += '.';
    } else if (IsLetter(c) || IsDigit(c)) {
      if (IsLetter(c) && is_before && !IsNameBehind()) plain_ += ' ';
      plain_ += LowerCase(c);
    } else {
      plain_ += c == ',' || c == ';' ? " , " : " ";
    }
  }

  /// Nothing stands before it in its line.
  bool IsFirst() const {
    const std::size_t begin = text_.rfind('\n', at_ - 1) + 1;
    return Trimmed(text_.substr(begin, at_ - 1 - begin)).empty();
  }

  /// A sign of `2026-02-25` or `25/2/2026`.
  bool IsDateAt(std::size_t at) const {
    constexpr std::string_view kOfDates = "0123456789/-.";
    const std::size_t begin = text_.find_last_not_of(kOfDates, at) + 1;
    const std::size_t end = std::min(text_.find_first_not_of(kOfDates, at), text_.size());
    const std::string_view all = text_.substr(begin, end - begin);
    const auto signs = std::ranges::count_if(all, [](char c) { return !IsDigit(c); });
    const bool has_year = all.find_first_of("/-") == 4 ||
                          (all.size() > 5 && all.find_last_of("/-") == all.size() - 5);
    return signs >= 2 && signs <= 3 && has_year;
  }

  /// What stands last begins with a letter: `g1a`.
  bool IsNameBehind() const {
    const std::size_t begin = plain_.find_last_of(' ') + 1;
    return begin < plain_.size() && IsLetter(plain_[begin]);
  }

  void ReadWords() {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain_.size();) {
      const std::size_t begin = plain_.find_first_not_of(' ', at);
      if (begin == std::string::npos) break;
      at = std::min(plain_.find(' ', begin), plain_.size());
      AddWord(plain_.substr(begin, at - begin), words);
    }
    for (std::size_t i = 0; i < words.size();) i = AddSaying(words, i);
    JoinBetween();
  }

  /// A date in its three numbers, `2+.5` as one, `q8h` in words.
  static void AddWord(std::string word, std::vector<std::string>& words) {
    const std::size_t part = word.find("+.");
    if (part != std::string::npos) {
      if (part == 0) word.insert(0, 1, '0');
      word.erase(word.find('+'), 1);
    }
    const bool is_number = IsDigit(word.front());
    if (is_number && std::ranges::count(word, '.') == 2) {
      std::size_t begin = 0;
      while (begin < word.size()) {
        const std::size_t end = std::min(word.find('.', begin), word.size());
        AddNumber(word.substr(begin, end - begin), words);
        begin = end + 1;
      }
      return;
    }
    if (word.size() > 2 && word.front() == 'q' && word.back() == 'h' && IsDigit(word[1])) {
      words.insert(words.end(), {"every", word.substr(1, word.size() - 2), "hour"});
      return;
    }
    if (is_number) return AddNumber(std::move(word), words);
    words.push_back(std::move(word));
  }

  /// `02`, of a date.
  static void AddNumber(std::string number, std::vector<std::string>& words) {
    while (number.size() > 1 && number.front() == '0' && IsDigit(number[1])) number.erase(0, 1);
    words.push_back(std::move(number));
  }

  std::size_t AddSaying(const std::vector<std::string>& words, std::size_t at) {
    for (const auto& [saying, plain] : kSayings) {
      std::size_t end = at;
      std::string_view rest = saying;
      while (!rest.empty() && end < words.size()) {
        const std::size_t size = std::min(rest.find(' '), rest.size());
        if (words[end] != rest.substr(0, size)) break;
        rest.remove_prefix(std::min(size + 1, rest.size()));
        ++end;
      }
      if (!rest.empty()) continue;
      AddAll(plain);
      return end;
    }
    const std::string& word = words[at];
    if (FindWord(word) != nullptr && NumberWord(word).empty()) {
      said_.words.push_back(word);
      return at + 1;
    }
    for (const std::string_view meant : {NumberWord(word), EnglishWord(word), EverydayWord(word)}) {
      if (meant.empty()) continue;
      AddAll(meant == "above" ? ">" : meant == "below" ? "<" : meant == "=" ? "" : meant);
      return at + 1;
    }
    said_.words.push_back(word);
    return at + 1;
  }

  void AddAll(std::string_view plain) {
    while (!plain.empty()) {
      const std::size_t size = std::min(plain.find(' '), plain.size());
      said_.words.emplace_back(plain.substr(0, size));
      plain.remove_prefix(std::min(size + 1, plain.size()));
    }
  }

  /// `between 3 and 5` says `3 - 5`.
  void JoinBetween() {
    const auto between = std::ranges::find(said_.words, "between");
    if (between == said_.words.end()) return;
    const auto joint = std::find(between, said_.words.end(), "and");
    if (joint == said_.words.end()) return;
    *joint = "-";
    said_.words.erase(between);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string plain_;
  Said said_;
};

}  // namespace

Said SaidIn(std::string_view text) { return Spelling(text).Read(); }

}  // namespace mgl

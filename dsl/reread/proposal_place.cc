#include "dsl/reread/proposal_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsLetter(char c) { return IsWordCharacter(c) && !IsDigit(c); }

/// Finds the place of a text that a help shows, around the span of its message: what stands beside
/// it and is written in the text again belongs to it. `max` of `max 1 g per dose`, for `at most 1 g
/// per dose`: all of it.
class PlaceFinder {
 public:
  /// `all`: also what stands in other lines then.
  PlaceFinder(std::string_view text, Span span, std::string_view shown, std::string_view all)
      : text_(text), line_(LineOf(text, span)), place_(span), shown_(shown), all_(all) {}

  Span Find() {
    Widen();
    CloseParentheses();
    // `is 0 to 1` of `= 0-1`.
    const std::size_t before = text_.substr(0, place_.begin).find_last_not_of(' ');
    if (shown_.starts_with("is ") && before != text_.npos && text_[before] == '=') {
      place_.begin = static_cast<std::uint32_t>(before);
    }
    if (shown_.ends_with('"') && At(place_.end) == '"' && CountQuotes(place_) % 2 == 1) {
      ++place_.end;
    }
    return place_;
  }

 private:
  char At(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  std::ptrdiff_t CountQuotes(Span span) const {
    return std::ranges::count(TextOf(text_, span), '"');
  }

  bool IsAgain(Span token, Span wider) const {
    const std::string_view word = TextOf(text_, token);
    return CountIn(all_, word) >= CountIn(TextOf(text_, wider), word);
  }

  /// Over words that are no numbers and no names, to what is written again.
  void Widen() {
    const std::vector<Span> tokens = TokensOf(TextOf(text_, line_));
    for (const Span& token : tokens) {
      const Span there = SpanOf(line_.begin + token.begin, line_.begin + token.end);
      const Span gap = SpanOf(place_.end, std::max(place_.end, there.begin));
      if (there.begin < place_.end) continue;
      if (Loses(text_, TextOf(text_, gap), shown_)) break;
      const Span wider = SpanOf(place_.begin, there.end);
      if (IsAgain(there, wider) && IsNear(gap, there)) place_ = wider;
    }
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
      const Span there = SpanOf(line_.begin + token->begin, line_.begin + token->end);
      const Span gap = SpanOf(std::min(place_.begin, there.end), place_.begin);
      if (there.end > place_.begin) continue;
      if (Loses(text_, TextOf(text_, gap), shown_)) break;
      const Span wider = SpanOf(there.begin, place_.end);
      if (IsAgain(there, wider) && IsNear(gap, there)) place_ = wider;
    }
  }

  /// Beside the place, or what stands between is said otherwise: `x is greater than 5 mg`.
  bool IsNear(Span gap, Span token) const {
    const std::string_view said = TextOf(text_, gap);
    for (const char sign : {',', '"', ':', ';'}) {
      if (said.find(sign) != said.npos && all_.find(sign) == all_.npos) return false;
    }
    const std::vector<Span> between = TokensOf(said);
    if (between.empty()) return true;
    if (FindWord(TextOf(text_, token)) != nullptr || shown_.find(' ') == shown_.npos) return false;
    constexpr std::size_t kMost = 5;
    const bool is_equal = said.find("or equal") != said.npos;
    return between.size() <= kMost && std::ranges::none_of(between, [&](Span span) {
             const std::string_view word = TextOf(said, span);
             return IsIn(word, {"and", "when", "unless", "then", "as"}) ||
                    (word == "or" && !is_equal);
           });
  }

  /// To the end of what is open, where nothing is lost with it.
  void CloseParentheses() {
    const std::string_view now = TextOf(text_, place_);
    std::ptrdiff_t open = std::ranges::count(now, '(') - std::ranges::count(now, ')');
    const bool is_closed = std::ranges::count(shown_, '(') == std::ranges::count(shown_, ')');
    const std::string_view rest = TextOf(text_, SpanOf(place_.end, line_.end));
    const std::size_t close = rest.find(')');
    if (is_closed && open == 1 && close != rest.npos &&
        !Loses(text_, rest.substr(0, close), shown_)) {
      place_.end += static_cast<std::uint32_t>(close);
    }
    for (; is_closed && open > 0 && At(place_.end) == ')'; --open) ++place_.end;
    for (; is_closed && open < 0 && place_.begin > 0 && At(place_.begin - 1) == '('; ++open) {
      --place_.begin;
    }
  }

  std::string_view text_;
  Span line_;
  Span place_;
  std::string_view shown_;
  std::string_view all_;
};

/// `dose 5 mg`: the first words of a line, which stand nowhere else.
bool BeginsLine(std::string_view shown) {
  const std::string_view word = WordAt(shown, 0);
  const WordRole* role = FindWord(word);
  if (role == nullptr || word.size() == shown.size()) return false;
  const bool is_inside = IsIn(word, {"when", "unless", "of", "by", "at", "for", "from", "over"});
  return BeginsDeclaration(shown) || (*role == WordRole::kClause && !is_inside);
}

}  // namespace

std::vector<Span> TokensOf(std::string_view text) {
  std::vector<Span> tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    if (IsDigit(text[at])) {
      const auto goes_on = [&] {
        const bool is_point = text[end] == '.' && end + 1 < text.size() && IsDigit(text[end + 1]);
        return IsDigit(text[end]) || is_point;
      };
      while (end < text.size() && goes_on()) ++end;
    } else if (IsLetter(text[at])) {
      while (end < text.size() && IsWordCharacter(text[end])) ++end;
    }
    if (end > at) tokens.push_back(SpanOf(at, end));
    at = std::max(end, at + 1);
  }
  return tokens;
}

Span LineOf(std::string_view text, Span span) {
  std::size_t begin = LineBegin(text, span.begin);
  begin = std::min(text.find_first_not_of(" \t", begin), text.size());
  begin = std::min<std::size_t>(begin, span.begin);
  const std::size_t last = std::max<std::size_t>(span.end, span.begin + 1) - 1;
  const std::string_view rest = LineRest(text, LineBegin(text, last));
  const std::size_t end = LineBegin(text, last) + rest.size();
  return SpanOf(begin, std::max<std::size_t>(end, span.end));
}

std::ptrdiff_t CountIn(std::string_view text, std::string_view token) {
  std::ptrdiff_t count = 0;
  for (const Span span : TokensOf(text)) count += TextOf(text, span) == token ? 1 : 0;
  return count;
}

bool Loses(std::string_view text, std::string_view old, std::string_view shown) {
  const std::vector<DeclaredName> declared =
      DeclaredNames(text, {"fact", "threshold", "define", "result", "range", "score", "table",
                           "ambiguity", "medication", "diet", "rule"});
  return std::ranges::any_of(TokensOf(old), [&](Span span) {
    const std::string_view token = TextOf(old, span);
    const bool is_name =
        std::ranges::any_of(declared, [&](const DeclaredName& name) { return name.name == token; });
    const bool is_day = token == "24" && old.substr(span.end).starts_with('h');
    return (IsDigit(token[0]) || is_name) && !is_day && CountIn(shown, token) == 0;
  });
}

bool BeginsDeclaration(std::string_view shown) {
  return IsDeclarationWord(WordAt(shown, 0)) && shown.find(' ') != shown.npos;
}

std::optional<Span> PlaceOf(const SourceFile& source, Span span, std::string_view shown,
                            std::string_view all, std::string_view help) {
  const std::string_view text = source.text();
  const Span line = LineOf(text, span);
  const std::string_view first = WordAt(text, line.begin);
  const std::string_view word = WordAt(shown, 0);
  const bool is_header =
      shown.ends_with('"') && text[std::max<std::size_t>(line.end, 1) - 1] != '"';
  const bool is_whole = word.size() < shown.size() && FindWord(word) != nullptr &&
                        (word == first || (BeginsDeclaration(shown) && IsDeclarationWord(first)));
  // `| < 65 years | low |`, a line that begins with a sign.
  const bool has_sign = first.empty() && span.begin == line.begin && BeginsLine(shown);
  if (has_sign && !Loses(text, TextOf(text, line), all)) return line;
  const Span behind = SpanOf(std::min(span.end, line.end), line.end);
  if (is_whole && !is_header && !Loses(text, TextOf(text, behind), help)) return line;
  if (help.starts_with("did you mean") && TokensOf(shown).size() == 1) return span;
  // `two weeks`, for `2`.
  const std::string_view before = Trimmed(text.substr(0, span.begin));
  const std::string_view last = before.substr(before.find_last_of(" \n") + 1);
  if (!last.empty() && NumberWord(last) == shown) {
    return SpanOf(EndIn(text, last) - last.size(), EndIn(text, last));
  }
  const Span place = PlaceFinder(text, span, shown, all).Find();
  if (BeginsLine(shown) && place.begin != line.begin) return std::nullopt;
  // `or` where one is enough: between the names, and not in the place of one.
  const bool is_joint = word.size() == shown.size() && IsIn(word, {"and", "or", "not"});
  if (is_joint && Loses(text, TextOf(text, place), all)) return std::nullopt;
  return place;
}

bool IsLost(std::string_view before, std::string_view after, Span changed, Span mistaken) {
  const std::string_view place = TextOf(after, changed);
  std::multiset<std::string_view> there;
  for (const Span span : TokensOf(after)) there.insert(TextOf(after, span));
  const std::vector<DeclaredName> declared =
      DeclaredNames(before, {"fact", "threshold", "define", "result", "range", "score", "table",
                             "ambiguity", "medication", "diet", "rule", "recheck"});
  bool is_behind_number = false;
  for (const Span span : TokensOf(before)) {
    const std::string_view token = TextOf(before, span);
    const bool is_name =
        std::ranges::any_of(declared, [&](const DeclaredName& name) { return name.name == token; });
    const bool is_unit = std::exchange(is_behind_number, IsDigit(token[0])) &&
                         FindWord(token) == nullptr && EverydayWord(token).empty();
    const bool is_mistaken = span.begin >= mistaken.begin && span.end <= mistaken.end;
    const bool is_word = FindWord(token) == nullptr && !is_mistaken;
    const bool counts =
        IsDigit(token[0]) || is_name || is_unit || is_word || IsIn(token, {"not", "unless", "no"});
    if (!counts) continue;
    auto at = there.find(token);
    // The number of a choice: `nyha_3` for `3`.
    const auto is_choice = [&](std::string_view word) {
      return IsDigit(token[0]) && word.ends_with(fmt::format("_{}", token));
    };
    if (at == there.end()) at = std::ranges::find_if(there, is_choice);
    // Said once for two lines: `range normal "Normal" of k`.
    const bool is_said = is_name && place.find(token) != place.npos;
    if (at == there.end() && is_said) continue;
    if (at == there.end()) return true;
    there.erase(at);
  }
  return false;
}

}  // namespace mgl

// Helps are read as their readers read them: `write` and the text in backticks, `and below it`
// further lines, `or` another way. What is not led in so is no proposal.
#include "dsl/reread/shown_proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsLetter(char c) { return IsWordCharacter(c) && !IsDigit(c); }

/// Words, and behind them a text in backticks.
struct Part {
  std::string_view words;
  std::string_view shown;
  std::size_t begin = 0;  // of the first backtick
  std::size_t end = 0;    // behind the second
};

struct Parts {
  std::vector<Part> parts;
  std::string_view rest;  // words behind the last
};

Parts PartsOf(std::string_view help) {
  Parts all;
  std::size_t at = 0;
  for (std::size_t open = help.find('`'); open != help.npos; open = help.find('`', at)) {
    const std::size_t close = help.find('`', open + 1);
    if (close == help.npos) break;
    all.parts.push_back(
        {help.substr(at, open - at), help.substr(open + 1, close - open - 1), open, close + 1});
    at = close + 1;
  }
  all.rest = help.substr(at);
  return all;
}

bool IsExample(std::string_view words) {
  return words.find("such as") != words.npos || words.find("for example") != words.npos;
}

/// The words lead in what is to be written at the place of the message: not below it, not for some
/// patients only, not in place of something else.
bool LeadsIn(std::string_view words) {
  if (IsExample(words)) return false;
  const std::size_t semicolon = words.rfind("; ");
  std::string_view clause = semicolon == words.npos ? words : words.substr(semicolon + 2);
  if (clause.ends_with("leave it out: ")) return true;
  // `write the unit: `, `write year, month and day: `
  if (clause.ends_with(": ")) {
    return clause.starts_with("write") && clause.find("rule") == clause.npos &&
           clause.find(" behind ") == clause.npos;
  }
  const std::size_t colon = clause.rfind(": ");
  if (colon != clause.npos) clause = clause.substr(colon + 2);
  if (clause.starts_with(", and ")) clause = clause.substr(6);
  return IsIn(clause, {"write ", "write here ", "did you mean ", "write the lines "});
}

bool LeadsToLine(std::string_view words) {
  return words == ", and below it " || words == ", below it " || words == " and below it ";
}
bool LeadsToMore(std::string_view words) { return words == ", " || words == " and "; }
bool LeadsToDeclaration(std::string_view words) {
  return IsIn(words, {", and declare ", "; and declare ", "; declare ", " here, and declare ",
                      ", and declare that date: "});
}

/// What the words between two texts say of the second: it is another way.
bool IsOtherWay(std::string_view words) {
  if (words == " or " || words == ", or ") return true;
  const bool decides =
      words.starts_with(" if ") || words.starts_with(" where ") || words.starts_with(", where ");
  return decides && words.find(';') == words.npos;
}

/// What the words behind a text say of it: it is not for this place, or not all of it.
bool IsElsewhere(std::string_view words) {
  constexpr std::string_view kElsewhere[] = {
      " for ",     " under ",      " in place of ", " after ", " before ",   " with ",
      " in line",  " instead of ", " behind",       " (",      " and a ",    " and the ",
      " between ", ", and ",       " in its place", ", so ",   " where it ", ", with "};
  return std::ranges::any_of(kElsewhere,
                             [&](std::string_view start) { return words.starts_with(start); });
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

/// How often `token` stands in the tokens of `text`.
std::ptrdiff_t CountIn(std::string_view text, std::string_view token) {
  std::ptrdiff_t count = 0;
  for (const Span span : TokensOf(text)) count += TextOf(text, span) == token ? 1 : 0;
  return count;
}

/// A number or declared name of `old` is not in `shown`.
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

/// `1 g`, `mg/m`: no name.
bool IsUnit(std::string_view shown, Span token) {
  const std::string_view before = Trimmed(shown.substr(0, token.begin));
  const bool is_behind = !before.empty() && (IsDigit(before.back()) || before.back() == '/');
  return is_behind || (token.end < shown.size() && shown[token.end] == '/');
}

bool BeginsDeclaration(std::string_view shown) {
  return IsDeclarationWord(WordAt(shown, 0)) && shown.find(' ') != shown.npos;
}
/// `dose 5 mg`: the first words of a line, which stand nowhere else.
bool BeginsLine(std::string_view shown) {
  const std::string_view word = WordAt(shown, 0);
  const WordRole* role = FindWord(word);
  if (role == nullptr || word.size() == shown.size()) return false;
  const bool is_inside = IsIn(word, {"when", "unless", "of", "by", "at", "for", "from", "over"});
  return BeginsDeclaration(shown) || (*role == WordRole::kClause && !is_inside);
}

/// Where the first text of a proposal goes; nothing where it is no part of this line.
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

/// With blanks where words would run together.
std::string Apart(std::string_view text, Span place, std::string_view shown) {
  std::string apart(shown);
  const auto is_word = [](char c) { return IsWordCharacter(c) || c == '"'; };
  const bool is_short = place.begin == place.end || IsWordStart(shown.front());
  const bool touches = place.begin > 0 && is_word(text[place.begin - 1]);
  if (touches && is_short && is_word(shown.front())) apart.insert(0, 1, ' ');
  if (place.end < text.size() && is_word(text[place.end]) && is_word(shown.back())) apart += ' ';
  return apart;
}

class HelpReader {
 public:
  HelpReader(const SourceFile& source, const Diagnostic& diagnostic)
      : source_(source), diagnostic_(diagnostic), said_(PartsOf(diagnostic.help)) {}

  std::vector<ShownProposal> Read() {
    std::vector<ShownProposal> all;
    const std::vector<Part>& parts = said_.parts;
    std::size_t at = 0;
    std::vector<std::string> declared;
    while (at < parts.size() && !LeadsIn(parts[at].words)) {
      if (parts[at].words.ends_with("declare ")) declared.emplace_back(parts[at].shown);
      ++at;
    }
    if (at == parts.size()) return all;
    while (at < parts.size()) {
      std::optional<ShownProposal> proposal = ReadOne(at);
      if (!proposal) return {};
      for (const std::string& declaration : declared) {
        if (HasPlaceholder(declaration, source_.text())) return {};
        proposal->declarations.push_back(declaration);
      }
      all.push_back(std::move(*proposal));
      if (at == parts.size() || !IsOtherWay(parts[at].words)) break;
    }
    return all;
  }

 private:
  bool IsShownWhole(const Part& part) const {
    return !part.shown.empty() && !HasPlaceholder(part.shown, source_.text());
  }

  /// The one that begins with the part `at`, which is moved behind it.
  std::optional<ShownProposal> ReadOne(std::size_t& at) {
    const std::vector<Part>& parts = said_.parts;
    ShownProposal proposal;
    proposal.help_begin = parts[at].begin;
    const std::string_view first = parts[at].shown;
    if (!IsShownWhole(parts[at])) return std::nullopt;
    bool is_lines = parts[at].words.ends_with("the lines ");
    std::string all(first);
    std::vector<std::string_view> below;
    std::vector<std::string> declared;
    proposal.help_end = parts[at++].end;
    bool is_declaring = false;
    for (; at < parts.size(); ++at) {
      const std::string_view words = parts[at].words;
      if (LeadsToDeclaration(words)) {
        is_declaring = true;
      } else if (LeadsToLine(words)) {
        is_lines = true;
      } else if (!LeadsToMore(words) || (!is_lines && !is_declaring)) {
        break;
      }
      if (!IsShownWhole(parts[at])) return std::nullopt;
      if (is_declaring) {
        declared.emplace_back(parts[at].shown);
      } else {
        below.push_back(parts[at].shown);
      }
      all += ' ';
      all += parts[at].shown;
      proposal.help_end = parts[at].end;
    }
    const std::string_view next = at < parts.size() ? parts[at].words : said_.rest;
    if (IsElsewhere(next) && !LeadsToDeclaration(next)) return std::nullopt;
    for (std::size_t later = at; later < parts.size(); ++later) {
      if (!parts[later].words.ends_with(" and declare ")) continue;
      if (IsShownWhole(parts[later])) declared.emplace_back(parts[later].shown);
    }
    proposal.declarations = std::move(declared);
    if (!Place(first, below, all, proposal)) return std::nullopt;
    return proposal;
  }

  /// Nothing changes, or it has no place here: no proposal.
  bool Place(std::string_view first, const std::vector<std::string_view>& below,
             const std::string& all, ShownProposal& proposal) const {
    const std::string_view text = source_.text();
    const Span whole = LineOf(text, diagnostic_.span);
    const bool is_line = diagnostic_.span == whole;
    if (BeginsDeclaration(first) && !IsDeclarationWord(WordAt(text, whole.begin))) {
      if (!is_line) return false;
      std::string declaration(first);
      for (const std::string_view more : below) declaration += fmt::format("\n  {}", more);
      proposal.edits.push_back({whole, ""});
      proposal.declarations.insert(proposal.declarations.begin(), std::move(declaration));
      return true;
    }
    const std::optional<Span> found =
        PlaceOf(source_, diagnostic_.span, first, all, diagnostic_.help);
    if (!found) return false;
    Span place = *found;
    std::string written = Written(first, place);
    if (below.empty() && TextOf(text, place) == written) return false;
    const std::size_t begin = LineBegin(text, place.begin);
    const std::size_t first_word = std::min(text.find_first_not_of(" \t", begin), text.size());
    std::string indent(text.substr(begin, first_word - begin));
    if (IsDeclarationWord(WordAt(text, first_word))) indent += "  ";
    const Span line = LineOf(text, place);
    std::string lines;
    for (const std::string_view more : below) lines += fmt::format("\n{}{}", indent, more);
    proposal.edits.push_back({place, written});
    if (lines.empty()) return true;
    if (line.end == place.end) {
      proposal.edits.back().text += lines;
    } else {
      proposal.edits.push_back({SpanOf(line.end, line.end), lines});
    }
    return true;
  }

  /// `did you mean` asks for what is underlined.
  bool IsWordAsked() const { return diagnostic_.help.starts_with("did you mean"); }

  /// A text stays in its quotes; what was expected before a number does not take its place.
  std::string Written(std::string_view first, Span& place) const {
    const std::string_view text = source_.text();
    const std::string_view old = TextOf(text, place);
    if (old.starts_with('"') && old.ends_with('"') && first.find('"') == first.npos &&
        IsWordAsked()) {
      return fmt::format("\"{}\"", first);
    }
    const Span span = diagnostic_.span;
    const bool is_next = IsIn(TextOf(text, span), {"gives", ","});
    if (diagnostic_.message.starts_with("expected ") && place.end == span.end &&
        (is_next || Loses(text, TextOf(text, span), first))) {
      place.end = span.begin;
      return fmt::format("{} ", first);
    }
    return Apart(text, place, first);
  }

  const SourceFile& source_;
  const Diagnostic& diagnostic_;
  Parts said_;
};

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

bool HasPlaceholder(std::string_view shown, std::string_view text) {
  if (shown.find("…") != shown.npos) return true;
  constexpr std::size_t kLeast = 3;  // letters: `A` and `IV` are somebody's
  return std::ranges::any_of(TokensOf(shown), [&](Span span) {
    const std::string_view word = TextOf(shown, span);
    const bool is_loud = std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z'); });
    const bool is_letter = word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
    const bool stands = (is_loud && word.size() >= kLeast) || (is_letter && !IsUnit(shown, span));
    return stands && CountIn(text, word) == 0;
  });
}

std::vector<ShownProposal> ShownProposals(const SourceFile& source, const Diagnostic& diagnostic) {
  std::vector<ShownProposal> all = HelpReader(source, diagnostic).Read();
  const bool is_moved = !all.empty() && all.front().edits.front().text.empty();
  if (diagnostic.edits.empty() || all.size() > 1 || is_moved) return all;
  // Edits say the place themselves.
  ShownProposal own;
  if (!all.empty()) own = std::move(all.front());
  own.edits = diagnostic.edits;
  std::ranges::stable_sort(own.edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::vector<Edit> apart;
  for (Edit& edit : own.edits) {
    if (apart.empty() || apart.back().span.end <= edit.span.begin) apart.push_back(std::move(edit));
  }
  own.edits = std::move(apart);
  return {own};
}

}  // namespace mgl

// Signs: what each is meant to say, and the edit that writes it.
#include "dsl/parse/parse_sign_messages.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/repeated_signs.h"
#include "dsl/text/quoted.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// X where the help is no more than "write `X`", else empty.
std::string_view WhatToWrite(std::string_view help) {
  constexpr std::string_view kBegin = "write `";
  if (!help.starts_with(kBegin) || !help.ends_with('`')) return {};
  const std::string_view what = help.substr(kBegin.size(), help.size() - kBegin.size() - 1);
  return what.find('`') == std::string_view::npos ? what : std::string_view();
}

/// A word in the place of a sign needs blanks around it.
Edit Replacement(std::string_view text, Span sign, std::string_view word) {
  std::string written(word);
  if (!IsWordStart(word.front())) return {sign, std::move(written)};
  const auto is_blank = [&](std::size_t at) {
    return at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '\r';
  };
  if (sign.begin > 0 && !is_blank(sign.begin - 1)) written.insert(0, " ");
  if (!is_blank(sign.end)) written += ' ';
  return {sign, std::move(written)};
}

/// The sign `=>` is meant as a comparison where a number follows.
bool IsComparison(const Place& place, std::string_view sign) {
  const std::size_t next = SkipBlanks(place.text, place.stop.offset + sign.size());
  return sign == "=>" && next < place.text.size() &&
         (IsDigit(place.text[next]) || place.text[next] == '-');
}

/// Signs that say one thing wherever they stand; `->` and `~` do not.
bool HasOneMeaning(std::string_view sign) {
  constexpr std::array kSigns = std::to_array<std::string_view>(
      {"&&", "||", "==", "===", "!==", "=<", "=>", "<=>", "<>", "**", "×", "∧", "∨", "¬"});
  return std::find(kSigns.begin(), kSigns.end(), sign) != kSigns.end();
}

void AddEdits(const Place& place, std::string_view sign, Diagnostic& diagnostic) {
  const std::string_view write = WhatToWrite(diagnostic.help);
  const Span span = diagnostic.span;
  if (diagnostic.help == "write an ordinary blank") {
    diagnostic.edits.push_back({span, " "});
  } else if (sign == ";") {
    MendSemicolon(place.text, diagnostic);
  } else if (diagnostic.help == "remove this invisible character" || sign == "•") {
    diagnostic.edits.push_back({span, ""});
  } else if (sign == "//") {
    diagnostic.edits.push_back({span, "#"});
  } else if (sign == "−") {
    diagnostic.edits.push_back({span, "-"});
  } else if (!write.empty() && HasOneMeaning(sign)) {
    diagnostic.edits.push_back(Replacement(place.text, span, write));
  }
}

/// The number that ends at or, behind blanks, before `at`.
Span NumberBefore(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  while (begin > 0 && (IsDigit(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  const bool is_word = begin > 0 && IsWordCharacter(text[begin - 1]);
  return begin < at && IsDigit(text[begin]) && !is_word ? SpanOf(begin, at) : Span{};
}

std::string_view DashAt(std::string_view text, std::size_t at) {
  for (const std::string_view dash : {"–", "—", "−", "…", "...", "..", "-"}) {
    if (text.substr(std::min(at, text.size())).starts_with(dash)) return dash;
  }
  return {};
}

}  // namespace

Diagnostic Unterminated(const Place& place) {
  const std::size_t begin = place.stop.previous.begin;
  std::size_t end = std::min(place.text.find('\n', begin), place.text.size());
  while (end > begin + 1 && (place.text[end - 1] == '\r' || place.text[end - 1] == ' ')) --end;
  const std::string_view content = place.text.substr(begin, end - begin);
  Diagnostic diagnostic{DiagnosticKind::kUnterminatedText,
                        SpanOf(begin, end),
                        "this text has no closing quote on its line",
                        "add `\"` where the text ends; a text stands on one line",
                        {}};
  // What goes on in the next line, up to its quote, belongs to it.
  const std::string_view next = Trimmed(LineRest(place.text, std::min(end + 1, place.text.size())));
  const std::size_t quote = next.find('"');
  const bool is_end = quote != std::string_view::npos && quote + 1 == next.size();
  if (quote != std::string_view::npos && quote > 0 && (is_end || !IsReserved(WordAt(next, 0)))) {
    const std::string joined = std::string(content) + " " + std::string(next.substr(0, quote + 1));
    diagnostic.message = "this text goes on in the next line; a text stands on one line";
    diagnostic.help = "join the two lines: " + Quoted(Shortened(joined, 200));
  }
  for (const std::string_view curly : {"”", "“", "''"}) {
    if (!content.ends_with(curly)) continue;
    diagnostic.help = "close it with a straight quote `\"` instead of a curly one";
    diagnostic.edits.push_back({SpanOf(end - curly.size(), end), "\""});
  }
  return diagnostic;
}

std::optional<Diagnostic> ForeignComment(const Place& place) {
  // `-- a comment` can be read as the end of a difference.
  const std::size_t line = LineBegin(place.text, place.stop.offset);
  const std::size_t first = place.text.find_first_not_of(" \t", line);
  const bool begins_line = place.text.substr(std::min(first, place.text.size())).starts_with("--");
  const bool is_here = place.text.substr(place.stop.offset).starts_with("--");
  if (!begins_line && !is_here) return std::nullopt;
  const std::size_t begin = begins_line ? first : place.stop.offset;
  std::size_t end = begin;
  while (end < place.text.size() && place.text[end] == '-') ++end;
  if (LineRest(place.text, end).empty()) return std::nullopt;
  return Diagnostic{DiagnosticKind::kForeignSign,
                    SpanOf(begin, end),
                    "the language has no sign `--`",
                    "a comment begins with `#`",
                    {},
                    {},
                    {{SpanOf(begin, end), "#"}}};
}

std::optional<Diagnostic> FullStop(const Place& place) {
  if (place.on_later_line || LineRest(place.text, place.stop.offset) != ".") return std::nullopt;
  return Diagnostic{DiagnosticKind::kForeignSign,
                    place.found.span,
                    "a line ends without a full stop",
                    "remove the full stop",
                    {},
                    {},
                    {{place.found.span, ""}}};
}

namespace {

/// ` mL/min`: that of the column in which a row has a number without a unit.
std::string UnitOfColumn(const Place& place, std::size_t behind) {
  const DeclaredName owner = DeclarationAt(place.text, place.stop.declaration.begin);
  if (owner.keyword == "fact" && place.clause == "plausible") {
    const std::string with_unit = InUnitOf(owner, "0");
    const bool is_last = Trimmed(LineRest(place.text, behind)).empty();
    return is_last && with_unit != "0+0" ? with_unit.substr(1) : std::string();
  }
  const bool is_row = owner.keyword == "table" && place.clause == "row";
  const bool is_line = owner.keyword == "range" && place.clause == "line";
  if ((!is_row && !is_line) || !owner.kind.starts_with("of ")) return "";
  const std::string_view rest = Trimmed(LineRest(place.text, behind));
  if (!rest.empty() && rest.front() != ',' && !rest.starts_with("gives")) return "";
  std::string_view inputs = owner.kind.substr(3);
  inputs = inputs.substr(0, std::min({inputs.find(" gives"), inputs.find('"'), inputs.size()}));
  const auto columns = std::ranges::count(
      place.text.substr(place.stop.clause.end, behind - place.stop.clause.end), ',');
  for (std::ptrdiff_t i = 0; is_row && i < columns; ++i) {
    const std::size_t comma = inputs.find(',');
    if (comma == std::string_view::npos) return "";
    inputs = inputs.substr(comma + 1);
  }
  const std::string_view input = WordAt(inputs, SkipBlanks(inputs, 0));
  std::string_view kind = NamedBy(place.text, input, {"fact", "define", "result"}).kind;
  if (!kind.starts_with("in ")) return "";
  kind = kind.substr(3);
  if (kind.starts_with("whole ")) kind = kind.substr(6);
  return " " + std::string(kind.substr(0, kind.find(' ')));
}

}  // namespace

/// `28+0-36+6`, of weeks and days.
static std::optional<Diagnostic> AgeInterval(const Place& place, Span low, std::string_view dash) {
  const Span weeks = NumberBefore(place.text, low.begin - 1);
  const std::size_t begin = place.stop.offset + dash.size();
  const std::string_view high = LineRest(place.text, SkipBlanks(place.text, begin));
  const std::size_t size = std::min(high.find_first_not_of("0123456789+"), high.size());
  if (weeks.end == 0 || high.substr(0, size).find('+') == high.npos) return std::nullopt;
  return Instead(SpanOf(weeks.begin, EndIn(place.text, high.substr(0, size))),
                 "an interval has no " + Quoted(dash) + " between its bounds",
                 fmt::format("{} to {}", TextOf(place.text, SpanOf(weeks.begin, low.end)),
                             high.substr(0, size)));
}

std::optional<Diagnostic> DashInterval(const Place& place) {
  const std::string_view dash = DashAt(place.text, place.stop.offset);
  if (dash.empty() || place.on_later_line) return std::nullopt;
  const Span low = NumberBefore(place.text, place.stop.offset);
  const std::size_t next = SkipBlanks(place.text, place.stop.offset + dash.size());
  const Found high = FindAt(place.text, next);
  if (low.end == 0 || high.kind != FoundKind::kNumber) return std::nullopt;
  if (low.begin > 1 && place.text[low.begin - 1] == '+') return AgeInterval(place, low, dash);
  const auto number = [&](Span span) {
    return place.text.substr(span.begin, span.end - span.begin);
  };
  const Span between{low.end, high.span.begin};
  const std::string unit = UnitOfColumn(place, high.span.end);
  Diagnostic diagnostic{
      DiagnosticKind::kForeignSign,
      place.found.span,
      "an interval has no " + Quoted(dash) + " between its bounds",
      "write `" + std::string(number(low)) + " to " + std::string(number(high.span)) + unit + "`",
      {}};
  if (!unit.empty()) {
    const auto at = static_cast<std::uint32_t>(high.span.end);
    diagnostic.edits.push_back({{at, at}, unit});
    diagnostic.is_proposal = place.clause == "plausible";
  }
  diagnostic.span.end = place.stop.offset + static_cast<std::uint32_t>(dash.size());
  diagnostic.edits.push_back({between, " to "});
  const auto first = ParseDecimal(number(low));
  const auto last = ParseDecimal(number(high.span));
  if (first && last && *first > *last) {  // `500-1 g`
    diagnostic.help =
        "write `to` between the numbers, the smaller one first, and behind each its unit where "
        "they have two";
    diagnostic.edits.clear();
  }
  return diagnostic;
}

std::optional<Diagnostic> FractionSign(const Place& place) {
  using Fraction = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Fraction, 4> kFractions = {
      {{"½", "5"}, {"¼", "25"}, {"¾", "75"}, {"⅛", "125"}}};
  const auto fraction =
      std::find_if(kFractions.begin(), kFractions.end(), [&](const Fraction& candidate) {
        return place.text.substr(place.stop.offset).starts_with(candidate.first);
      });
  if (fraction == kFractions.end()) return std::nullopt;
  const std::size_t end = place.stop.offset + fraction->first.size();
  const Span whole = NumberBefore(place.text, place.stop.offset);
  const bool has_whole = whole.end > 0;
  const Span span = SpanOf(has_whole ? whole.begin : place.stop.offset, end);
  const std::string number =
      (has_whole ? std::string(place.text.substr(whole.begin, whole.end - whole.begin)) : "0") +
      "." + std::string(fraction->second);
  return Diagnostic{DiagnosticKind::kForeignSign,
                    span,
                    "a fraction is written as a decimal",
                    "write " + Quoted(number),
                    {},
                    {},
                    {{span, number}}};
}

/// `x 10⁹/L` -> `10^9/L`, `kg/m²` -> `kg/m2`; empty where it has no small digits.
std::string WithPlainDigits(std::string_view unit) {
  constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string plain;
  bool has_small = false;
  for (std::size_t at = 0; at < unit.size();) {
    bool found = false;
    for (std::size_t i = 0; i < std::size(kDigits); ++i) {
      if (!unit.substr(at).starts_with(kDigits[i])) continue;
      const bool is_power = plain.ends_with("10");
      plain += (is_power ? "^" : "") + std::string(1, static_cast<char>('0' + i));
      at += kDigits[i].size();
      found = has_small = true;
      break;
    }
    if (!found) plain += unit[at++];
  }
  return has_small ? plain : "";
}

std::optional<Diagnostic> UnitWithSmallDigits(const Place& place) {
  const bool is_unit = place.stop.expected == Expected::kUnit || place.previous == "in" ||
                       place.previous == "x" || place.previous == "×";
  if (place.on_later_line || !is_unit) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view unit = rest.substr(0, std::min(rest.find(' '), rest.size()));
  const std::string plain = WithPlainDigits(unit);
  const bool is_times = place.previous == "x" || place.previous == "×";
  const std::size_t begin = is_times ? place.stop.previous.begin : place.stop.offset;
  if (is_times && plain.empty() && WordBefore(place.text, begin) != "in") return std::nullopt;
  if (plain.empty() && !(is_times && unit.starts_with("10"))) return std::nullopt;
  const std::string written = plain.empty() ? std::string(unit) : plain;
  const Span span = SpanOf(begin, EndIn(place.text, unit));
  return Diagnostic{DiagnosticKind::kForeignSign,
                    span,
                    "a unit is written with plain digits",
                    "write " + Quoted(written),
                    {},
                    {},
                    {{span, written}}};
}

std::optional<Diagnostic> SmallDigits(const Place& place) {
  constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string digits;
  std::size_t end = place.stop.offset;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (std::size_t i = 0; i < std::size(kDigits); ++i) {
      if (!place.text.substr(end).starts_with(kDigits[i])) continue;
      digits += static_cast<char>('0' + i);
      end += kDigits[i].size();
      goes_on = true;
    }
  }
  if (digits.empty() || place.stop.previous.end != place.stop.offset) return std::nullopt;
  std::size_t begin = place.stop.offset;
  while (begin > 0 && place.text[begin - 1] != ' ' && place.text[begin - 1] != '(') --begin;
  const std::string_view before = place.text.substr(begin, place.stop.offset - begin);
  const Span span = SpanOf(place.stop.offset, end);
  const std::size_t slash = before.rfind('/');
  const std::string_view piece = before.substr(slash == before.npos ? before.size() : slash + 1);
  const bool is_unit = !piece.empty() && ParseUnit(piece) && !IsConditionName(place.text, piece);
  const std::string written = before == "10" ? "^" + digits : is_unit ? digits : " ^ " + digits;
  return Diagnostic{DiagnosticKind::kForeignSign,
                    span,
                    "small digits above the line are written as digits",
                    "write " + Quoted(std::string(before) + written),
                    {},
                    {},
                    {{span, written}}};
}

std::optional<Diagnostic> TimesPowerOfTen(const Place& place) {
  const bool is_times = place.previous == "x" || place.previous == "×";
  const bool is_sign = place.found.text == "×";
  const std::size_t at = is_sign ? SkipBlanks(place.text, place.found.span.end) : place.stop.offset;
  if ((!is_times && !is_sign) || place.on_later_line || !place.text.substr(at).starts_with("10")) {
    return std::nullopt;
  }
  const std::size_t sign = is_sign ? place.stop.offset : place.stop.previous.begin;
  const Span number = NumberBefore(place.text, sign);
  const std::string_view rest = LineRest(place.text, at);
  const std::string_view raw = rest.substr(0, std::min(rest.find(' '), rest.size()));
  const std::string plain = WithPlainDigits(raw);
  const std::string unit = plain.empty() ? std::string(raw) : plain;
  if (number.end == 0 || unit.size() < 3) return std::nullopt;
  const Span span = SpanOf(sign, EndIn(place.text, raw));
  return Diagnostic{DiagnosticKind::kForeignSign,
                    span,
                    "the power of ten belongs to the unit",
                    "write " + Quoted(std::string(TextOf(place.text, number)) + " " + unit),
                    {},
                    {},
                    {{span, unit}}};
}

std::optional<Diagnostic> WrongSign(const Place& place) {
  const ForeignSign foreign = ForeignSignAt(place.text, place.stop.offset);
  if (foreign.sign.empty()) return std::nullopt;
  if (foreign.is_quote) {
    Diagnostic quote{DiagnosticKind::kWrongQuote,
                     place.found.span,
                     Quoted(foreign.sign) == "```"
                         ? "this quote does not begin a text"
                         : Quoted(foreign.sign) + " does not begin a text",
                     std::string(foreign.help),
                     {}};
    quote.edits = StraightQuotes(place.text, place.stop.offset);
    if (quote.edits.size() > 2) quote.help = HelpForInnerQuotes(place.text, quote.edits);
    return quote;
  }
  if (foreign.sign == "|" && place.first_on_line && place.keyword == "table") {
    std::vector<std::string> cells;
    for (std::string_view rest = LineRest(place.text, place.stop.offset); !rest.empty();) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      if (!Trimmed(rest.substr(0, bar)).empty()) cells.emplace_back(Trimmed(rest.substr(0, bar)));
      rest = rest.substr(std::min(bar + 1, rest.size()));
    }
    const bool is_heading = std::ranges::all_of(cells, [](const std::string& cell) {
      return WordAt(cell, 0).size() == cell.size() && cell != "yes" && cell != "no";
    });
    if (cells.size() > 1 && !is_heading) {
      std::string row = "row ";
      for (std::size_t i = 0; i + 1 < cells.size(); ++i) row += (i == 0 ? "" : ", ") + cells[i];
      row += " gives " + cells.back();
      return Diagnostic{DiagnosticKind::kForeignSign,
                        place.found.span,
                        "a row of a table is not drawn with `|`",
                        "write " + Quoted(row) + ", and likewise the rows below",
                        {}};
    }
  }
  if (foreign.sign == "|" && place.first_on_line) {
    return Diagnostic{DiagnosticKind::kForeignSign,
                      place.found.span,
                      "a table is not drawn with `|`",
                      "write `table NAME \"…\" of INPUT`, and below it a line `row … gives …` for "
                      "each row",
                      {}};
  }
  const bool invisible = IsInvisibleSign(foreign.sign);
  std::string help(foreign.help);
  if (IsComparison(place, foreign.sign)) help = "write `>=`";
  if (LineRest(place.text, place.stop.offset) == "!") help = "leave it out";
  Diagnostic diagnostic{DiagnosticKind::kForeignSign,
                        place.found.span,
                        invisible ? "there is an unusual invisible character here"
                                  : "the language has no sign " + Quoted(foreign.sign),
                        std::move(help),
                        {}};
  if (foreign.sign == "[" && place.stop.expected == Expected::kReferenceKey) {
    const Found key = FindAt(place.text, SkipBlanks(place.text, place.stop.offset + 1));
    const std::size_t close = SkipBlanks(place.text, key.span.end);
    if (place.text.substr(close).starts_with("]")) {
      diagnostic.help = "write `cite " + std::string(key.text) + "`";
      diagnostic.edits = {{place.found.span, ""}, {SpanOf(close, close + 1), ""}};
    }
    return diagnostic;
  }
  AddEdits(place, foreign.sign, diagnostic);
  return diagnostic;
}

std::optional<Diagnostic> LeadingSlash(const Place& place) {
  const bool unit_expected = place.stop.expected == Expected::kUnit && place.found.text == "/";
  if (place.stop.expected != Expected::kNoLeadingSlash && !unit_expected) return std::nullopt;
  Found unit = FindAt(place.text, place.stop.offset + 1);
  if (unit.text == "[") {
    const std::size_t close = LineRest(place.text, unit.span.begin).find(']');
    if (close != std::string_view::npos) {
      unit.span.end = unit.span.begin + static_cast<std::uint32_t>(close + 1);
      unit.text = place.text.substr(unit.span.begin, close + 1);
    }
  }
  const bool in_expression = place.stop.expected == Expected::kNoLeadingSlash;
  const Span number = NumberBefore(place.text, place.stop.offset);
  std::string before(place.text.substr(number.begin, number.end - number.begin));
  if (!before.empty()) before += ' ';
  const std::string known = NearestUnit(unit.text);  // `mm3` of `cumm`
  return Diagnostic{DiagnosticKind::kLeadingSlash,
                    {place.stop.offset, unit.span.end},
                    "a unit cannot begin with `/`",
                    "write `" + before + "per " + (known.empty() ? std::string(unit.text) : known) +
                        "`" +
                        (in_expression ? "; a division has blanks on both sides of its sign" : ""),
                    {}};
}

}  // namespace mgl

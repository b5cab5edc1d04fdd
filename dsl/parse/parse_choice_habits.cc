// Each help is the author's own list, with names that can be written and the author's words as
// labels.
#include "dsl/parse/parse_choice_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// One choice as it is written, and as it can be.
struct SaidChoice {
  std::string said;
  std::string name;
  std::string written;
};

bool IsNumber(std::string_view words) {
  return !words.empty() && std::ranges::all_of(words, IsDigit);
}

/// The things of a list, parted at commas outside of texts.
std::vector<std::string_view> PartsOf(std::string_view list) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool in_text = false;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    if (at < list.size() && list[at] == '"') in_text = !in_text;
    const bool ends =
        at == list.size() || (!in_text && (list[at] == ',' || list[at] == ';' || list[at] == '|'));
    if (!ends) continue;
    const std::string_view part = Trimmed(list.substr(begin, at - begin));
    if (!part.empty()) parts.push_back(part);
    begin = at + 1;
  }
  return parts;
}

SaidChoice ChoiceSaid(std::string_view part, std::string_view owner) {
  for (const std::string_view lead : {"or ", "and ", "- ", "* ", "• "}) {
    if (part.starts_with(lead)) part = Trimmed(part.substr(lead.size()));
  }
  SaidChoice choice{std::string(part), "", ""};
  const std::string_view word = WordAt(part, 0);
  const bool is_own = !word.empty() && !IsForbiddenChoice(word) && word != "yes" && word != "no";
  const std::string_view behind = Trimmed(part.substr(word.size()));
  // `mild "Mild" code "1"`, as it should be.
  if (is_own && (behind.empty() || behind.front() == '"' || behind.starts_with("points ") ||
                 behind.starts_with("code "))) {
    return {std::string(part), std::string(word), std::string(part)};
  }
  const bool is_label =
      is_own && word.front() >= 'a' && behind.front() >= 'A' && behind.front() <= 'Z';
  if (is_label) {
    return {std::string(part), std::string(word), fmt::format("{} \"{}\"", word, behind)};
  }
  std::string code;
  std::string_view label = part;
  for (const std::string_view sign : {" = ", "=", ": ", ":", " - ", " – "}) {
    const std::size_t at = part.find(sign);
    if (at == std::string_view::npos || at == 0) continue;
    code = Trimmed(part.substr(0, at));
    label = Trimmed(part.substr(at + sign.size()));
    break;
  }
  label = WithoutQuotes(label);
  const bool is_named = !code.empty() && WordAt(code, 0).size() == code.size();
  choice.name = is_named ? code : NameOfTitle(label);
  if (choice.name.empty() || IsForbiddenChoice(choice.name) || choice.name == "yes" ||
      choice.name == "no") {
    std::string tail = LowerCase(label);
    std::ranges::replace_if(
        tail, [](char c) { return !IsWordCharacter(c); }, '_');
    choice.name = fmt::format("{}_{}", owner, tail);
  }
  std::string text(label);
  std::erase(text, '"');
  choice.written = fmt::format("{} \"{}\"", choice.name, text);
  if (!code.empty() && !is_named) choice.written += fmt::format(" code \"{}\"", code);
  return choice;
}

/// The lines with a mark that follow: `- mild`.
std::string MarkedLines(std::string_view text, std::size_t at, std::size_t& end) {
  std::string list;
  for (std::size_t next = text.find('\n', at); next != std::string_view::npos;
       next = text.find('\n', next + 1)) {
    const std::string_view line = Trimmed(LineRest(text, next + 1));
    const bool is_marked =
        line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ");
    if (!is_marked) break;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", line);
    end = next + 1 + LineRest(text, next + 1).size();
  }
  return list;
}

/// The list in parentheses behind the first `one of` of a first line, or empty.
std::string_view ListIn(std::string_view header) {
  const std::size_t of = header.find("one of");
  const std::size_t open = of == std::string_view::npos ? of : header.find('(', of);
  if (open == std::string_view::npos) return {};
  const std::size_t close = std::min(header.find(')', open), header.size());
  return header.substr(open + 1, close - open - 1);
}

}  // namespace

std::string UsesElsewhere(std::string_view text, std::string_view words, std::string_view written,
                          Span but, std::vector<Edit>& edits) {
  std::string lines;
  std::size_t count = 0;
  std::size_t number = 1;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1, ++number) {
    const std::string_view rest = LineRest(text, line);
    const std::size_t found = rest.find(words);
    if (found == std::string_view::npos) continue;
    const std::size_t at = line + found;
    const bool is_word =
        (at == 0 || !IsWordCharacter(text[at - 1])) &&
        (at + words.size() >= text.size() || !IsWordCharacter(text[at + words.size()]));
    const bool in_text = std::ranges::count(rest.substr(0, found), '"') % 2 == 1;
    if (!is_word || in_text || (at >= but.begin && at < but.end)) continue;
    lines += fmt::format("{}{}", lines.empty() ? "" : ", ", number);
    edits.push_back({SpanOf(at, at + words.size()), std::string(written)});
    ++count;
  }
  if (count == 0) return "";
  return fmt::format(", and `{}` in line{} {}", written, count > 1 ? "s" : "", lines);
}

namespace {

/// `, `trimester is trimester_2` in place of `trimester is 2``, for each use of a digit.
std::string UsesOfDigits(std::string_view text, std::string_view owner) {
  std::string uses;
  for (std::size_t at = text.find(owner); at != std::string_view::npos;
       at = text.find(owner, at + 1)) {
    if (at > 0 && IsWordCharacter(text[at - 1])) continue;
    const std::string_view use = LineRest(text, at);
    const std::string_view before = text.substr(LineBegin(text, at), at - LineBegin(text, at));
    const bool is_said =
        before.find('#') != before.npos || std::ranges::count(before, '"') % 2 == 1;
    if (is_said || before.starts_with("fact ")) continue;
    std::size_t end = owner.size();
    for (const std::string_view joint : {" is one of (", " is not ", " is ", " = ", " "}) {
      if (end > owner.size() || !use.substr(end).starts_with(joint)) continue;
      end += joint.size();
    }
    const bool is_list = end > 0 && use[end - 1] == '(';
    std::string written(use.substr(0, end));
    const std::size_t digits = end;
    while (end < use.size() &&
           (IsDigit(use[end]) || (is_list && (use[end] == ',' || use[end] == ' ')))) {
      if (IsDigit(use[end]) && !IsDigit(use[end - 1])) written += fmt::format("{}_", owner);
      written += use[end++];
    }
    if (end == digits || !IsDigit(use[digits])) continue;
    if (is_list && end < use.size() && use[end] == ')') written += use[end++];
    const std::string line =
        fmt::format(", and `{}` in place of `{}`", written, Trimmed(use.substr(0, end)));
    if (uses.find(line) == std::string::npos) uses += line;
  }
  return uses;
}

}  // namespace

std::vector<std::string> WideChoicesIn(std::string_view header) {
  std::vector<std::string> wide;
  for (const std::string_view part : PartsOf(ListIn(header))) {
    const SaidChoice choice = ChoiceSaid(part, WordAt(header, SkipBlanks(header, 5)));
    if (choice.said != choice.written) wide.push_back(choice.said);
  }
  return wide;
}

std::optional<Diagnostic> ChoiceListByHabit(const Place& place) {
  const Expected expected = place.stop.expected;
  const bool is_list = expected == Expected::kCloseList || expected == Expected::kChoiceName;
  const bool is_marked = expected == Expected::kOpenList && place.previous == "of";
  const bool has_kind = place.keyword == "fact" || place.keyword == "result" ||
                        place.keyword == "define" || place.keyword == "table";
  // `fact stage "Stage" 1, 2, 3`
  const bool is_bare = expected == Expected::kFactType && place.found.kind == FoundKind::kNumber &&
                       !place.on_later_line;
  if (!has_kind || !place.clause.empty() || (!is_list && !is_marked && !is_bare)) {
    return std::nullopt;
  }
  const std::string_view owner = TextOf(place.text, place.stop.name);
  std::size_t begin = place.stop.open.begin;
  std::string list;
  std::size_t end = place.stop.previous.end;
  bool is_closed = false;
  if (is_marked) {
    begin = end;
    list = MarkedLines(place.text, place.stop.previous.end, end);
  }
  if (is_bare || (is_marked && list.empty() && !place.on_later_line)) {
    if (is_bare) begin = place.stop.offset;
    list = LineRest(place.text, place.stop.offset);
    end = place.stop.offset + list.size();
  } else if (!is_marked) {
    if (place.stop.open.end == 0) return std::nullopt;
    const std::size_t close = place.text.find(')', begin);
    const std::size_t stop = NextDeclaration(place.text, begin + 1);
    is_closed = close < stop;
    end = is_closed ? close + 1 : begin + LineRest(place.text, begin).size();
    list = place.text.substr(begin + 1, (is_closed ? close : end) - begin - 1);
  }
  const std::vector<std::string_view> parts = PartsOf(list);
  if (parts.size() < 2) return std::nullopt;
  std::string written;
  std::string uses;
  std::vector<Edit> edits;
  bool are_numbers = true;
  bool is_changed = is_marked && place.on_later_line;
  for (const std::string_view part : parts) {
    const SaidChoice choice = ChoiceSaid(part, owner);
    if (choice.said == "unknown" || choice.said == "missing") continue;  // every fact may be
    is_changed = is_changed || choice.said != choice.written;
    are_numbers = are_numbers && IsNumber(choice.said);
    written += fmt::format("{}{}", written.empty() ? "" : ", ", choice.written);
    if (choice.said == choice.written || IsNumber(choice.said)) continue;
    uses += UsesElsewhere(place.text, choice.said, choice.name, SpanOf(begin, end), edits);
  }
  if (!is_changed) return std::nullopt;
  const Span span = SpanOf(is_marked ? place.stop.previous.begin : begin, end);
  if (are_numbers) uses = UsesOfDigits(place.text, owner);
  std::string help =
      fmt::format("write `is one of ({}){}`{}", written, are_numbers ? " in order" : "", uses);
  if (are_numbers) {
    help +=
        fmt::format("; a number that is counted or compared is a fact `{} \"…\" is number`", owner);
  }
  Diagnostic diagnostic =
      At(span, "a choice is one word; what people read stands behind it in quotes", help);
  const bool is_one_line = LineRest(place.text, begin).size() >= end - begin;
  if (!is_one_line) diagnostic.span = PlaceSpan(place);
  if (is_one_line && !is_marked && !is_bare && !are_numbers && is_closed) {
    diagnostic.edits = std::move(edits);
    diagnostic.edits.push_back({span, fmt::format("({})", written)});
  }
  return diagnostic;
}

}  // namespace mgl

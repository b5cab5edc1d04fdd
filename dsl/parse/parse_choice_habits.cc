// Each help is the author's own list, with names that can be written and the author's words as
// labels.
#include "dsl/parse/parse_choice_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/parse/written_choices.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsDigits(std::string_view words) {
  return !words.empty() && std::ranges::all_of(words, IsDigit);
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
  const std::size_t close = std::min(ClosingBracket(header, open, header.size()), header.size());
  return header.substr(open + 1, close - open - 1);
}

}  // namespace

std::string UsesElsewhere(std::string_view text, std::string_view words, std::string_view written,
                          Span but, std::vector<Edit>& edits, std::string_view owner) {
  if (words.starts_with('"')) return "";  // a label stays what it is
  std::string lines;
  std::size_t count = 0;
  std::size_t number = 1;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1, ++number) {
    const std::string_view rest = LineRest(text, line);
    const std::size_t found = rest.find(words);
    if (found == std::string_view::npos || rest.find(owner) == rest.npos) continue;
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
    for (const std::string_view joint :
         {" is one of (", " is not ", " is ", " = ", " >= ", " <= ", " > ", " < ", " != ", " "}) {
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
  const std::string_view owner = WordAt(header, SkipBlanks(header, 5));
  std::string_view list = ListIn(header);
  const std::vector<DeclaredName> facts = DeclaredNames(header, {"fact"});
  if (list.empty() && !facts.empty()) list = ListOfChoices(facts.front().kind);
  for (const WrittenChoice& choice : WrittenChoices(list, owner)) {
    if (choice.said != choice.written) wide.push_back(choice.said);
  }
  return wide;
}

namespace {

/// A list of choices in a first line: from where to where it is written anew.
struct SaidList {
  std::string text;          // the list alone
  Span span;                 // empty: there is none
  bool is_whole = false;     // what is there is all of the kind, `is one of` included
  bool is_changed = false;   // it is not how a list is written
  bool is_in_order = false;  // and says that it ascends
};

/// `(a, b` at the bracket where the grammar stopped.
SaidList InBrackets(const Place& place) {
  SaidList list;
  const std::size_t begin = place.stop.open.begin;
  if (place.stop.open.end == 0) return list;
  const std::size_t end = NextDeclaration(place.text, begin + 1);
  const std::size_t close = ClosingBracket(place.text, begin, end);
  const bool is_closed = close != std::string_view::npos;
  list.span = SpanOf(begin, is_closed ? close + 1 : begin + LineRest(place.text, begin).size());
  list.text = place.text.substr(begin + 1, list.span.end - begin - (is_closed ? 2 : 1));
  return list;
}

/// `one of` and, below it, `- a`, `- b`.
SaidList InLines(const Place& place) {
  SaidList list;
  std::size_t end = place.stop.previous.end;
  list.text = MarkedLines(place.text, end, end);
  if (list.text.empty()) return list;
  list.span = SpanOf(place.stop.previous.begin, end);
  list.is_changed = true;
  return list;
}

/// `: low | high`, `as one of low|high`, `in {low, high}` behind the title.
SaidList BehindTitle(const Place& place) {
  SaidList list;
  std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  if (place.keyword == "table") {
    const std::size_t gives = kind.find(" gives ");
    if (gives == std::string_view::npos) return list;
    kind = Trimmed(kind.substr(gives + 7));
  }
  list.text = ListOfChoices(kind);
  const std::size_t end = EndIn(place.text, kind);
  const std::size_t line = RestSpan(place.text, place.stop.declaration.begin).end;
  if (list.text.empty() || end != line || place.stop.offset > end) return list;
  list.span = SpanOf(end - kind.size(), end);
  list.is_changed = list.is_whole = true;
  list.is_in_order = kind.ends_with(" in order");
  return list;
}

bool AreYesAndNo(const std::vector<WrittenChoice>& choices) {
  const auto has = [&](std::string_view answer) {
    return std::ranges::any_of(choices, [&](const WrittenChoice& choice) {
      return AnswerMeant(LowerCase(choice.said)) == answer;
    });
  };
  return choices.size() <= 3 && has("yes") && has("no") &&
         (choices.size() == 2 || has("unknown") || has("missing"));
}

SaidList ListSaid(const Place& place) {
  const Expected expected = place.stop.expected;
  if (expected == Expected::kCloseList || expected == Expected::kChoiceName) {
    return InBrackets(place);
  }
  if (expected == Expected::kOpenList && place.previous == "of") {
    SaidList list = InLines(place);
    if (list.span.end > 0 || place.on_later_line) return list;
  }
  const bool is_kind = expected == Expected::kFactType || expected == Expected::kFactIs ||
                       expected == Expected::kUnit || expected == Expected::kOpenList ||
                       expected == Expected::kValueIs || expected == Expected::kLine;
  return is_kind && !place.on_later_line ? BehindTitle(place) : SaidList();
}

/// All choices of a list as the language writes them.
struct AllWritten {
  std::string list;
  std::string uses;
  std::vector<Edit> edits;  // of the uses
  bool are_numbers = true;
  int pluses = 0;         // `1+`, `++`
  bool are_words = true;  // as they should be
  bool is_open = false;
};

AllWritten WriteAll(const Place& place, const std::vector<WrittenChoice>& choices, Span span) {
  AllWritten all;
  for (const WrittenChoice& choice : choices) {
    if (choice.said == "unknown" || choice.said == "missing") continue;  // every fact may be
    all.are_words = all.are_words && choice.said == choice.written;
    all.is_open = all.is_open || choice.is_open;
    all.are_numbers = all.are_numbers && IsDigits(choice.said);
    all.pluses += choice.name.starts_with("plus_") ? 1 : 0;
    all.list += fmt::format("{}{}", all.list.empty() ? "" : ", ", choice.written);
    if (choice.said == choice.written || IsDigits(choice.said)) continue;
    // `1+` may be a choice of others, too.
    const bool is_word = IsWordCharacter(choice.said.back());
    all.uses += UsesElsewhere(place.text, choice.said, choice.name, span, all.edits,
                              is_word ? std::string_view() : TextOf(place.text, place.stop.name));
  }
  if (all.are_numbers) all.uses = UsesOfDigits(place.text, TextOf(place.text, place.stop.name));
  return all;
}

Diagnostic YesOrNo(const Place& place, Span span, bool may_be_unknown) {
  const bool has_is = StartsWithWord(TextOf(place.text, span), "is");
  return Instead(span,
                 may_be_unknown ? "every fact may be unknown"
                 : has_is       ? "yes or no is one word here"
                                : "the kind of a fact stands behind `is`",
                 "is yes/no");
}

}  // namespace

std::optional<Diagnostic> ChoiceListByHabit(const Place& place) {
  const bool has_kind = place.keyword == "fact" || place.keyword == "result" ||
                        place.keyword == "define" || place.keyword == "table";
  const bool is_kind = place.clause.empty() || (place.clause == "as" && place.keyword == "result");
  if (!has_kind || !is_kind || place.stop.name.end == 0) return std::nullopt;
  const SaidList list = ListSaid(place);
  if (list.span.end == 0) return std::nullopt;
  const std::string_view owner = TextOf(place.text, place.stop.name);
  const std::vector<WrittenChoice> choices = WrittenChoices(list.text, owner);
  const Span span = list.span;
  if (choices.size() < 2) return std::nullopt;
  if (list.is_whole && AreYesAndNo(choices)) return YesOrNo(place, span, choices.size() > 2);
  const auto is_declared = [&](const WrittenChoice& choice) {
    return !NamedBy(place.text, choice.said, {"fact", "threshold", "define", "result"})
                .name.empty();
  };
  // `define risk is fever or cough`
  if (list.is_whole && std::ranges::any_of(choices, is_declared)) return std::nullopt;
  AllWritten all = WriteAll(place, choices, span);
  if (all.are_words && !list.is_changed) return std::nullopt;
  const bool ascends = all.are_numbers || all.pluses > 1;
  const std::string_view order = ascends || list.is_in_order ? " in order" : "";
  const std::string_view joint = place.keyword == "table" ? "gives" : "is";
  std::string help = fmt::format("write `{} one of ({}){}`{}", joint, all.list, order, all.uses);
  if (all.are_numbers) {
    help +=
        fmt::format("; a number that is counted or compared is a fact `{} \"…\" is number`", owner);
  }
  if (all.is_open) help += "; what is specified cannot be stated: no fact is a text";
  Diagnostic diagnostic =
      At(span,
         all.are_words ? "choices stand in a list"
                       : "a choice is one word; what people read stands behind it in quotes",
         help);
  const bool is_one_line = span.begin + LineRest(place.text, span.begin).size() >= span.end;
  if (!is_one_line) diagnostic.span = PlaceSpan(place);
  const bool is_closed = list.is_whole || place.text[span.end - 1] == ')';
  if (!is_one_line || ascends || !is_closed || all.is_open) return diagnostic;
  std::string written = fmt::format("({}){}", all.list, list.is_whole ? order : "");
  if (list.is_whole) {
    const bool is_tight = place.text[span.begin - 1] != ' ';  // `"Title": low | high`
    written =
        fmt::format("{}{}one of {}", is_tight ? " " : "", joint == "is" ? "is " : "", written);
  }
  diagnostic.edits = std::move(all.edits);
  diagnostic.edits.push_back({span, std::move(written)});
  return diagnostic;
}

}  // namespace mgl

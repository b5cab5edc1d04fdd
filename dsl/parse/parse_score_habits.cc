// Items and points of scores. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_score_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_together_habits.h"
#include "dsl/parse/written_interval.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string ItemCondition(std::string_view text, std::string_view words) {
  const DeclaredName named =
      NamedBy(text, WithoutQuotes(words), {"fact", "threshold", "define", "result"});
  if (!named.name.empty()) return std::string(named.name);
  std::string condition(WithoutQuotes(words));
  const std::string_view first = WordAt(condition, 0);
  const DeclaredName subject = NamedBy(text, first, {"fact", "define", "result", "score"});
  const bool is_comparison = condition.find_first_of("<>=") != std::string::npos ||
                             condition.find(" is ") != std::string::npos;
  if (!subject.name.empty() && is_comparison) {
    condition.replace(0, first.size(), subject.name);
    const bool has_unit = !condition.empty() && !IsDigit(condition.back());
    const std::string_view unit = UnitOf(subject);
    if (!has_unit && !unit.empty()) condition += fmt::format(" {}", unit);
    return condition;
  }
  return ConditionMeant(text, WithoutQuotes(words));
}

namespace {

/// What stands in a line of an item: `item "Age" 1 point if age >= 65 years`.
struct ItemSaid {
  std::string title;
  std::string points;
  std::string condition;
};
ItemSaid ReadItem(std::string_view text, std::string_view line) {
  constexpr std::string_view kJoints[] = {"|", "-", "–", "->", "→", "=>"};
  ItemSaid item;
  std::string_view rest = Trimmed(line.substr(std::min(line.find(' '), line.size())));
  if (rest.starts_with('"')) {
    const std::size_t close = std::min(rest.find('"', 1), rest.size() - 1);
    item.title = rest.substr(1, close - 1);
    rest = WithoutQuotes(rest.substr(close + 1));
  }
  const std::vector<std::string_view> words = WordsIn(rest);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    while (!word.empty() && std::string_view(",:;=()").find(word.back()) != word.npos) {
      word.remove_suffix(1);
    }
    while (!word.empty() && std::string_view("(+").find(word.front()) != word.npos) {
      word.remove_prefix(1);
    }
    const std::string letters = LettersOf(word);
    const std::string before = i == 0 ? "" : LettersOf(words[i - 1]);
    const bool is_before_points =
        i + 1 < words.size() && LettersOf(words[i + 1]).starts_with("point");
    const bool is_points_word =
        letters == "point" || letters == "points" || letters == "pts" || letters == "scores";
    const bool is_end =
        i + 1 == words.size() &&
        (before != "<" && before != ">" && before != ">=" && before != "<=" && before != "=");
    const bool is_begin = i == 0;
    // `age >= 75 years add 2`
    const bool is_verb = IsIn(letters, {"add", "adds", "then", "gives", "score", "plus", "assign"});
    if (is_verb && i + 1 < words.size() && IsPoints(WithoutSigns(words[i + 1]))) continue;
    if (is_points_word) continue;
    if (IsPoints(word) && item.points.empty() &&
        (is_begin || is_before_points || is_end || before.starts_with("point"))) {
      item.points = word;
      continue;
    }
    const bool is_last = i + 2 == words.size() ||
                         (i + 3 == words.size() && LettersOf(words[i + 2]).starts_with("point"));
    if (is_last && IsOneOf(words[i], kJoints)) continue;
    const bool is_lead = letters == "if" || letters == "when" || letters == "for" ||
                         letters == "where" || word.empty() || word == "=";
    if (is_lead && item.condition.empty()) continue;
    std::string_view said = words[i];
    while (said.ends_with(':') || said.ends_with(',')) said.remove_suffix(1);
    item.condition += fmt::format("{}{}", item.condition.empty() ? "" : " ", said);
  }
  if (item.title.empty()) item.title = item.condition;
  const std::string meant =
      ItemCondition(text, item.condition.empty() ? item.title : item.condition);
  if (!meant.empty()) item.condition = meant;
  if (!item.title.empty() && item.title.front() >= 'a' && item.title.front() <= 'z') {
    item.title[0] = static_cast<char>(item.title[0] - 'a' + 'A');
  }
  std::erase(item.title, '"');
  return item;
}

/// `points +1 when a`, `points 1 if a`, `points when a`, `points 1 for a`.
std::optional<Diagnostic> PointsLine(const Place& place) {
  const bool is_place =
      place.stop.expected == Expected::kPoints || place.stop.expected == Expected::kWhenOrOtherwise;
  if (place.clause != "points" || place.on_later_line || !is_place) return std::nullopt;
  std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
  if (said.starts_with("+") || said.starts_with("=")) said = Trimmed(said.substr(1));
  const std::size_t blank = std::min(said.find(' '), said.size());
  std::string points(said.substr(0, blank));
  const bool is_number = IsPoints(points);
  const bool is_bare = StartsWithWord(said, "when") || StartsWithWord(said, "if");
  if (!is_number && !is_bare) return std::nullopt;
  if (is_number) said = Trimmed(said.substr(blank));
  if (!is_number) points = "1";
  const std::string_view joint = WordAt(said, 0);
  if (joint != "when" && !Nearest(joint, {"when", "otherwise"}).empty()) return std::nullopt;
  for (const std::string_view lead :
       {"points ", "point ", "if ", "when ", "for ", "where ", "= "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  if (StartsWithWord(said, "else") || StartsWithWord(said, "default")) {
    return Instead(RestSpan(place.text, place.stop.clause.begin),
                   "the points for all others are a line with `otherwise`",
                   fmt::format("points {} otherwise", points));
  }
  if (said.empty() || !IsWordStart(said.front())) return std::nullopt;
  const std::string meant = ItemCondition(place.text, said);
  return Instead(
      RestSpan(place.text, place.stop.clause.begin),
      "points are a number and, behind `when`, their condition",
      fmt::format("points {} when {}", points, meant.empty() ? std::string(said) : meant));
}

/// How far a line is set in.
std::size_t IndentAt(std::string_view text, std::size_t at) {
  const std::size_t begin = LineBegin(text, at);
  return std::min(text.find_first_not_of(" \t", begin), text.size()) - begin;
}

/// `score s "S" as a + b`, `confusion 1 point` without `item`.
std::optional<Diagnostic> ItemsByHabit(const Place& place) {
  const bool is_sum = place.clause.empty() && place.stop.expected == Expected::kLine &&
                      !place.on_later_line && (place.found.text == "as" || place.found.text == "=");
  if (is_sum) {
    const std::string_view sum = Trimmed(LineRest(place.text, place.found.span.end));
    const std::string items = ItemsOfSum(place.text, sum);
    if (items.empty()) return std::nullopt;
    return At(place.found.span, "a score is the sum of its items",
              fmt::format("leave out `{}` and what follows, and write below {}", place.found.text,
                          items));
  }
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string_view word = WordAt(line, 0);
  const std::size_t digits = std::min(line.find_first_not_of("+0123456789."), line.size());
  const std::string_view behind = Trimmed(line.substr(digits));
  const std::string_view when = Trimmed(behind.substr(std::min(behind.find(' '), behind.size())));
  const bool is_condition = !when.empty() && (IsWordStart(when.front()) || when.front() == '(');
  if (is_line && digits > 0 && is_condition &&
      (behind.starts_with("when ") || behind.starts_with("if "))) {
    std::string_view points = line.substr(0, digits);
    if (points.starts_with('+')) points.remove_prefix(1);
    return InsteadOfLine(RestSpan(place.text, place.stop.offset),
                         "a line with points begins with `points`",
                         fmt::format("points {} when {}", Trimmed(points), when));
  }
  if (!is_line || word.empty() || IsReserved(word) || word == "point") return std::nullopt;
  std::string said = fmt::format("item {}", line);
  const bool is_truth = NamedBy(place.text, word, {"fact"}).kind.starts_with("is yes/no");
  const std::size_t equals = said.find(" = ");
  if (is_truth && equals == 5 + word.size()) said.replace(equals, 3, ": ");  // `fever = 1`
  const ItemSaid item = ReadItem(place.text, said);
  const DeclaredName named =
      NamedBy(place.text, WordAt(item.condition, 0), {"fact", "threshold", "define", "result"});
  if (item.points.empty() || named.name.empty()) return std::nullopt;
  // `fever 3 days: 1` says more than that there is fever, `age 65: 1` not which side is meant.
  const std::string_view said_of =
      Trimmed(std::string_view(item.condition).substr(WordAt(item.condition, 0).size()));
  const bool is_known =
      said_of.empty() || IsIn(WordAt(said_of, 0), {"is", "and", "or"}) ||
      (!named.kind.starts_with("is yes/no") && said_of.find_first_of("<>=≤≥") == 0);
  if (!is_known) return std::nullopt;
  const std::string under =
      PointsUnderItem(place.text, place.stop.offset, item.points, item.condition);
  if (!under.empty()) {
    Diagnostic diagnostic =
        At(RestSpan(place.text, place.stop.offset), "what an item adds is a line `points`", under);
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  return InsteadOfLine(
      RestSpan(place.text, place.stop.offset),
      "what counts in a score is an `item` with its points",
      fmt::format("item \"{}\" points {} when {}", item.title, item.points, item.condition));
}

/// `max 5`, `low 0 to 1`, `yes 1`: lines of a score that are none.
std::optional<Diagnostic> OtherScoreLine(const Place& place) {
  const DeclaredName score = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view found = place.found.text;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const Span span = RestSpan(place.text, place.stop.offset);
  const std::string word = LettersOf(found);
  const std::string_view last = line.substr(line.find_last_of(" :=") + 1);
  if ((word == "max" || word == "maximum" || word == "min" || word == "minimum") &&
      IsPoints(last)) {
    return InsteadOfLine(span, "the bounds of a sum are `at least` and `at most`",
                         fmt::format("at {} {}", word.starts_with("max") ? "most" : "least", last));
  }
  const std::size_t digit = line.find_first_of("0123456789");
  if (const std::string ends = EndsOfSum(line); !ends.empty()) {
    return At(
        span, "the ends of a sum come from its points",
        fmt::format("leave out `{}`, or, where the sum is to be cut there, write {}", line, ends));
  }
  if (IsIn(word, {"total", "sum"}) && digit == line.npos) {
    return At(span, "a score is the sum of its items by itself",
              fmt::format("leave out `{}`", line));
  }
  const bool is_grade = digit != std::string_view::npos && digit > 0 &&
                        (line.find(" to ") != std::string_view::npos ||
                         line.find('-', digit) != std::string_view::npos) &&
                        IsDigit(line.back()) && line.find_first_of("<>") == line.npos;
  if (is_grade) {
    std::string interval(line.substr(digit));
    const std::size_t dash = interval.find('-');
    if (dash != std::string::npos) interval.replace(dash, 1, " to ");
    const std::string_view grade = WordAt(line, 0);
    return At(
        span, "what a sum means is a result of its own",
        fmt::format("write `result {0}_class \"…\"`, and below it `value {1} when {0} is {2}`",
                    score.name, grade, interval));
  }
  const bool is_answer = (word == "yes" || word == "no") && IsPoints(last);
  if (is_answer) {
    const std::string_view item = place.text.substr(0, place.stop.offset);
    const std::size_t at = item.rfind("item ");
    const std::string condition =
        at == std::string_view::npos
            ? ""
            : ItemCondition(place.text, Trimmed(LineRest(place.text, at + 5)));
    if (condition.empty()) return std::nullopt;
    return InsteadOfLine(
        span, "what an item adds is a line `points`",
        fmt::format("points {} when {}{}", last, word == "no" ? "not " : "", condition));
  }
  return std::nullopt;
}

}  // namespace

std::string PointsUnderItem(std::string_view text, std::size_t at, std::string_view points,
                            std::string_view condition) {
  const std::size_t indent = IndentAt(text, at);
  std::size_t begin = LineBegin(text, at);
  std::size_t lines = 0;
  while (begin > 0) {
    begin = LineBegin(text, begin - 1);
    if (Trimmed(LineRest(text, begin)).empty()) continue;
    if (IndentAt(text, begin) < indent) break;
    ++lines;
  }
  const std::string_view item = Trimmed(LineRest(text, begin));
  if (!item.starts_with("item ") || !item.ends_with('"')) return {};
  const std::size_t next = text.find('\n', at);
  const bool is_last = next == text.npos || Trimmed(LineRest(text, next + 1)).empty() ||
                       IndentAt(text, next + 1) < indent;
  std::string help = fmt::format("write `points {} when {}`", points, condition);
  if (lines > 0 || !is_last) {
    help +=
        "; of one item only the first line that holds counts: where they add up, write an "
        "`item` for each";
  }
  return help;
}

/// `"Age >= 75 years" 2`.
static std::optional<Diagnostic> TitleFirst(const Place& place) {
  if (place.found.kind != FoundKind::kText) return std::nullopt;
  const std::string line = fmt::format("item {}", LineRest(place.text, place.stop.offset));
  const ItemSaid item = ReadItem(place.text, line);
  if (item.title.empty() || item.points.empty()) return std::nullopt;
  Diagnostic diagnostic =
      Instead(RestSpan(place.text, place.stop.offset),
              "what counts in a score is an `item` with its points",
              fmt::format("item \"{}\" points {} when {}", item.title, item.points,
                          item.condition.empty() ? std::string("…") : std::string(item.condition)));
  return diagnostic;
}

std::optional<Diagnostic> ScoreByHabit(const Place& place) {
  if (place.keyword != "score") return std::nullopt;
  if (std::optional<Diagnostic> points = PointsLine(place)) return points;
  if (std::optional<Diagnostic> items = ItemsByHabit(place)) return items;
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  if (is_line) {
    if (std::optional<Diagnostic> line = OtherScoreLine(place)) return line;
    if (std::optional<Diagnostic> item = TitleFirst(place)) return item;
  }
  if (place.clause != "item") return std::nullopt;
  const bool is_behind = !place.first_on_line && !place.on_later_line;
  const bool is_title =
      place.stop.expected == Expected::kTitle || place.stop.expected == Expected::kText;
  if (!is_behind || (!is_title && place.stop.expected != Expected::kLine)) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.clause.begin);
  const ItemSaid item = ReadItem(place.text, line);
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  if (item.title.empty()) return std::nullopt;
  if (item.points.empty() && is_title) {
    return Instead(span, "an item has a title in quotes", fmt::format("item \"{}\"", item.title));
  }
  if (item.points.empty()) return std::nullopt;
  constexpr std::string_view kMessage = "the points of an item stand behind `points`";
  if (item.condition.empty()) {
    return At(
        span, std::string(kMessage),
        fmt::format("write `item \"{0}\" points {1} when …`, with a fact or a comparison that "
                    "`{0}` stands for",
                    item.title, item.points));
  }
  return Instead(
      span, std::string(kMessage),
      fmt::format("item \"{}\" points {} when {}", item.title, item.points, item.condition));
}

std::optional<Diagnostic> ScoreWord(const Place& place) {
  // `score` may have been read as the begin of a declaration.
  const bool is_head =
      place.keyword == "score" && !IsFirstOnLine(place.text, place.stop.declaration.begin);
  const Span word = is_head ? place.stop.declaration : place.found.span;
  const std::string_view name = WordBefore(place.text, word.begin);
  if ((place.on_later_line && !is_head) || name.empty() ||
      !IsIn(TextOf(place.text, word), {"score", "points", "total", "value", "sum"})) {
    return std::nullopt;
  }
  const DeclaredName score = NamedBy(place.text, name, {"score"});
  if (score.name.empty()) return std::nullopt;
  std::string_view said = Trimmed(LineRest(place.text, word.end));
  const Span span = SpanOf(EndIn(place.text, name) - name.size(), EndIn(place.text, said));
  for (const std::string_view lead : {"of ", "is ", "was "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  std::string rest(said);
  for (const std::string_view unit : {" points", " point"}) {
    for (std::size_t at = rest.find(unit); at != rest.npos; at = rest.find(unit)) {
      rest.erase(at, unit.size());
    }
  }
  const std::string band = WrittenInterval(rest, "");
  if (!band.empty()) rest = band;
  const std::string written = fmt::format("{} {}", score.name, rest);
  return Instead(span, "a score is called by its name, and its points have no unit", written);
}

}  // namespace mgl

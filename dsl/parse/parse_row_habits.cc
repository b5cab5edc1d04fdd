// Lines of tables. Each help is the author's own line in the form that
// works.
#include "dsl/parse/parse_row_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/listed_choices.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_together_habits.h"
#include "dsl/parse/written_interval.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The names that a table distinguishes: `age, symptoms` of `of age, symptoms gives …`.
std::vector<std::string_view> InputsOf(const DeclaredName& table) {
  std::string_view list = table.kind;
  if (list.starts_with("of ")) list.remove_prefix(3);
  list = list.substr(0, std::min({list.find(" gives"), list.find(" across"), list.size()}));
  std::vector<std::string_view> inputs;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    inputs.push_back(Trimmed(list.substr(0, comma)));
    list = comma < list.size() ? list.substr(comma + 1) : std::string_view();
  }
  return inputs;
}

/// The first cell of a row of headings is an input's name or title, and no cell has a number.
bool IsHeading(const Place& place, const DeclaredName& table, std::string_view line) {
  std::string_view cells = line;
  for (const std::string_view lead :
       {"row ", "header ", "heading ", "headings ", "columns ", "|"}) {
    if (cells.starts_with(lead)) cells = Trimmed(cells.substr(lead.size()));
  }
  if (cells.find_first_of("<>0123456789\"") != std::string_view::npos) return false;
  const std::size_t end = std::min(cells.find_first_of(",|\t"), cells.find(" gives"));
  const std::string_view first = Trimmed(cells.substr(0, std::min(end, cells.size())));
  for (const std::string_view input : InputsOf(table)) {
    const DeclaredName named =
        NamedBy(place.text, first, {"fact", "define", "result", "table", "score", "threshold"});
    if (EqualsIgnoringCase(first, input) || (!input.empty() && named.name == input)) return true;
  }
  return false;
}

/// `before 28+0`, `28+0-36+6`, `28+0 or more`.
std::string CellOfDays(std::string_view cell) {
  if (cell.starts_with("before ")) return fmt::format("below {}", cell.substr(7));
  if (cell.starts_with("after ")) return fmt::format("above {}", cell.substr(6));
  const std::string interval = WrittenInterval(cell, "");
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr Row kSigns[] = {{"is ", ""}, {">= ", "at least "}, {"<= ", "at most "}};
  for (const auto& [sign, side] : kSigns) {
    if (interval.starts_with(sign)) return fmt::format("{}{}", side, interval.substr(sign.size()));
  }
  return std::string(cell);
}

/// `at most 10 kg` for `up to 10 kg`.
std::string CellOf(std::string_view cell) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr Row kSides[] = {{"up to ", "at most "},   {"over ", "above "},
                            {"under ", "below "},     {"more than ", "above "},
                            {"less than ", "below "}, {"older than ", "above "}};
  for (const auto& [said, side] : kSides) {
    if (cell.starts_with(said)) return fmt::format("{}{}", side, cell.substr(said.size()));
  }
  if (cell.starts_with("from ")) {
    const bool is_span = cell.find(" to ") != cell.npos || cell.find('-') != cell.npos ||
                         cell.find("–") != cell.npos;
    return fmt::format("{}{}", is_span ? "" : "at least ", cell.substr(5));
  }
  const std::size_t plus = cell.find('+');
  const bool has_days = plus != cell.npos && plus + 1 < cell.size() && IsDigit(cell[plus + 1]);
  return has_days ? CellOfDays(cell) : std::string(cell);
}

/// `below 65 years, no gives low` for `under 65, no gives low`, each cell in the unit of its input.
std::string SidedCells(std::string_view text, std::string_view said,
                       const std::vector<std::string_view>& inputs, std::string& taken) {
  const std::size_t gives = std::min(said.find(" gives "), said.size());
  std::string_view rest = said.substr(0, gives);
  std::string cells;
  bool is_changed = false;
  for (std::size_t i = 0; !rest.empty(); ++i) {
    const bool is_list = rest.find('(') != std::string_view::npos;
    const std::size_t comma = is_list ? rest.size() : std::min(rest.find(','), rest.size());
    const std::string_view one = Trimmed(rest.substr(0, comma));
    const std::size_t digits = std::min(one.find_first_not_of("0123456789."), one.size());
    const bool is_plus = digits > 0 && digits < one.size() && one[digits] == '+' &&
                         (digits + 1 == one.size() || !IsDigit(one[digits + 1]));
    std::string cell =
        is_plus ? fmt::format("at least {}{}", one.substr(0, digits), one.substr(digits + 1))
                : CellOf(one);
    const DeclaredName owner =
        i < inputs.size() ? NamedBy(text, inputs[i], {"fact", "define", "result"}) : DeclaredName();
    const std::string choice = ChoiceCalled(ChoicesOfName(text, owner), one);
    if (!choice.empty()) cell = choice;
    is_changed = is_changed || cell != one;
    const bool is_one_number = cell.find('-') == cell.npos && cell.find("–") == cell.npos;
    if (i < inputs.size() && !is_list && is_one_number) {
      const DeclaredName input = NamedBy(text, inputs[i], {"fact", "define", "result", "table"});
      if (taken.empty()) taken = UnitTaken(input, cell);
      cell = InUnitOf(input, cell);
    }
    cells += fmt::format("{}{}", cells.empty() ? "" : ", ", cell);
    rest = rest.substr(std::min(comma + 1, rest.size()));
  }
  if (!is_changed) return std::string(said);
  return fmt::format("{}{}", cells, said.substr(gives));
}

/// `female: 1`, `<65, yes -> low`: as a row, where it has a cell for each input.
std::string RowSaid(std::string_view text, std::string_view line,
                    const std::vector<std::string_view>& inputs, std::string& taken) {
  const std::string word = LowerCase(WordAt(line, 0));
  if (IsReserved(word) && !IsIn(word, {"any", "yes", "no"})) return "";
  for (const std::string_view sign : {" -> ", " => ", " → ", ": ", " = "}) {
    const std::size_t at = line.find(sign);
    if (at == line.npos || at == 0) continue;
    std::string_view rest = line.substr(0, at);
    std::string cells;
    std::size_t count = 0;
    for (; !rest.empty(); ++count) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view cell = Trimmed(rest.substr(0, comma));
      const std::string interval = WrittenInterval(cell, "");
      const bool is_span = interval.starts_with("is ");
      const std::string bound = is_span ? interval.substr(3) : CellOf(cell);
      const DeclaredName input = count < inputs.size()
                                     ? NamedBy(text, inputs[count], {"fact", "define", "result"})
                                     : DeclaredName();
      if (taken.empty()) taken = UnitTaken(input, bound);
      cells += fmt::format("{}{}", cells.empty() ? "" : ", ", InUnitOf(input, bound));
      rest = rest.substr(std::min(comma + 1, rest.size()));
    }
    return count == inputs.size()
               ? fmt::format("row {} gives {}", cells, Trimmed(line.substr(at + sign.size())))
               : "";
  }
  return "";
}

/// A row whose cells or value are said otherwise.
std::optional<Diagnostic> CellsByHabit(const Place& place, const DeclaredName& table) {
  const std::size_t begin = place.stop.clause.begin;
  const std::string_view line = LineRest(place.text, begin);
  const Span span = RestSpan(place.text, begin);
  // `gives come back soon`
  const std::size_t gives = line.find(" gives ");
  const bool is_text =
      place.clause == "row" && place.stop.expected == Expected::kLine && !place.on_later_line &&
      place.found.kind == FoundKind::kWord && gives != std::string_view::npos &&
      line.find_first_of(",\"", gives) == std::string_view::npos &&
      (table.kind.ends_with("gives text") || WordsIn(line.substr(gives)).size() > 3);
  if (is_text) {
    return Instead(
        span, "a value of several words is a text in quotes",
        fmt::format("{} gives \"{}\"", line.substr(0, gives), Trimmed(line.substr(gives + 7))));
  }
  const bool is_cell =
      place.stop.expected == Expected::kGives ||
      (place.stop.expected == Expected::kCellOperand && place.found.kind == FoundKind::kNumber);
  if (place.clause != "row" || !is_cell || place.on_later_line) {
    return std::nullopt;
  }
  std::string_view cells = Trimmed(line.substr(3));
  const std::vector<std::string_view> inputs = InputsOf(table);
  // `age < 60 years`: the input again.
  if (place.previous == "when" && cells.starts_with("when ")) cells = Trimmed(cells.substr(5));
  const std::string_view first = WordAt(cells, 0);
  const bool repeats = std::ranges::find(inputs, first) != inputs.end() &&
                       (place.previous == first || place.previous == "when");
  if (repeats) {
    std::string_view cell = Trimmed(cells.substr(first.size()));
    for (const std::string_view lead : {"is ", "= ", ": "}) {
      if (cell.starts_with(lead)) cell = Trimmed(cell.substr(lead.size()));
    }
    return Instead(span, "a cell does not repeat its input", fmt::format("row {}", CellOf(cell)));
  }
  if (cells.find(" gives ") == cells.npos) {  // `row < 50, female: 1`
    std::string taken;
    const std::string row = RowSaid(place.text, cells, inputs, taken);
    if (!row.empty()) {
      Diagnostic diagnostic = Instead(span, "the value of a row stands behind `gives`", row);
      diagnostic.help += taken;
      return diagnostic;
    }
    if (cells.find_first_of(":=→") != cells.npos || cells.find("->") != cells.npos) {
      return std::nullopt;
    }
  }
  std::string taken;
  const std::string sided = SidedCells(place.text, cells, inputs, taken);
  if (sided != cells) {
    Diagnostic diagnostic =
        Instead(span, "a side of a number is said with `at least`, `above`, `at most` or `below`",
                fmt::format("row {}", sided));
    diagnostic.help += taken;
    return diagnostic;
  }
  for (const std::string_view sign : {"is", "are", "=", "then", "equals", "means"}) {
    if (place.found.text != sign || IsPoints(place.previous) || inputs.size() != 1) continue;
    Diagnostic diagnostic =
        At(place.found.span, "the value of a row stands behind `gives`",
           fmt::format("write `row {} gives {}`",
                       Trimmed(place.text.substr(begin + 3, place.stop.offset - begin - 3)),
                       Trimmed(LineRest(place.text, place.found.span.end))));
    diagnostic.edits.push_back({place.found.span, "gives"});
    return diagnostic;
  }
  return std::nullopt;
}

}  // namespace

/// What stands between the bars of a row; `gives` separates, too.
static std::vector<std::string_view> BarredCells(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t bar = std::min(line.find('|'), line.size());
    std::string_view cell = Trimmed(line.substr(0, bar));
    const std::size_t gives = cell.find("gives ");
    if (gives != cell.npos) {
      if (gives > 0) cells.push_back(Trimmed(cell.substr(0, gives)));
      cell = Trimmed(cell.substr(gives + 6));
    }
    if (!cell.empty()) cells.push_back(cell);
    if (bar == line.size()) return cells;
    line = line.substr(bar + 1);
  }
}

/// `row none | at least 92 % | mild`: the outcome is the last cell, or the first.
static std::optional<Diagnostic> BarredRow(const Place& place, const DeclaredName& table,
                                           std::string_view line) {
  const std::vector<std::string_view> inputs = InputsOf(table);
  std::vector<std::string_view> cells = BarredCells(line.substr(3));
  if (cells.size() != inputs.size() + 1 || table.kind.find(" across ") != table.kind.npos) {
    return std::nullopt;
  }
  const std::size_t gives = std::min(table.kind.find(" gives "), table.kind.size());
  const std::vector<std::string_view> outcomes = WordsIn(table.kind.substr(gives));
  const auto is_outcome = [&](std::string_view cell) {
    return std::ranges::any_of(outcomes, [&](std::string_view word) {
      return !cell.empty() && WithoutSigns(word) == cell;
    });
  };
  if (is_outcome(cells.front()) && !is_outcome(cells.back())) {
    std::rotate(cells.begin(), cells.begin() + 1, cells.end());
  }
  std::string row;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::string cell = CellOf(cells[i]);
    const bool is_truth = NamedBy(place.text, inputs[i], {"fact"}).kind.starts_with("is yes/no");
    if (is_truth && IsIn(cell, {"none", "absent", "nil", "negative"})) cell = "no";
    if (is_truth && IsIn(cell, {"present", "positive"})) cell = "yes";
    if (IsIn(cell, {"-", "–", "*"})) cell = "any";
    row += (i == 0 ? "row " : ", ") + cell;
  }
  Diagnostic diagnostic =
      Instead(RestSpan(place.text, EndIn(place.text, line) - line.size()),
              "the cells of a row are separated by `,`, and its outcome stands behind `gives`",
              fmt::format("{} gives {}", row, cells.back()));
  const std::size_t next = place.text.find('\n', EndIn(place.text, line));
  const bool goes_on =
      next != place.text.npos && LineRest(place.text, next + 1).find('|') != std::string_view::npos;
  if (goes_on) diagnostic.help += ", and likewise the rows below";
  return diagnostic;
}

std::optional<Diagnostic> RowByHabit(const Place& place) {
  if (place.keyword != "table" || place.text.empty()) return std::nullopt;
  const DeclaredName table = DeclarationAt(place.text, place.stop.declaration.begin);
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  const bool is_row = place.clause == "row" || place.clause == "columns";
  const bool is_input = place.clause.empty() && place.stop.expected == Expected::kLine &&
                        !place.on_later_line && place.found.text == "and";
  if (is_input) {
    Diagnostic diagnostic =
        At(place.found.span, "what the rows distinguish is separated by `,`",
           fmt::format("write `of {}, {}`", place.previous,
                       WordAt(place.text, SkipBlanks(place.text, place.found.span.end))));
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, place.found.span.end), ","});
    return diagnostic;
  }
  if (!is_line && !is_row) {
    const bool lacks_of = place.stop.expected == Expected::kOfInputs && !place.on_later_line &&
                          place.found.kind == FoundKind::kWord;
    if (!lacks_of) return std::nullopt;
    std::string_view rest = LineRest(place.text, place.stop.offset);
    for (const std::string_view lead : {"by ", "for ", "on "}) {
      if (rest.starts_with(lead)) rest = rest.substr(lead.size());
    }
    if (rest.find(" of ") < rest.find(" gives")) return std::nullopt;  // a title without quotes
    return Instead(RestSpan(place.text, place.stop.offset),
                   "what the rows distinguish stands behind `of`", fmt::format("of {}", rest));
  }
  const std::size_t begin = is_line ? place.stop.offset : place.stop.clause.begin;
  std::string_view line = LineRest(place.text, begin);
  const Span span = RestSpan(place.text, begin);
  if (is_row && place.clause == "row" && line.find('|') != line.npos &&
      !IsHeading(place, table, line)) {
    if (auto row = BarredRow(place, table, line)) return row;
  }
  if (IsHeading(place, table, line)) {
    Diagnostic diagnostic =
        At(span, "a table has no row of headings",
           fmt::format("remove this line: the first line of the table names its columns, `{}`",
                       fmt::join(InputsOf(table), ", ")));
    diagnostic.edits.push_back({span, fmt::format("# {}", line)});
    if (is_line) diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (is_line) {
    for (const std::string_view word : {"otherwise", "else", "default", "others", "rest"}) {
      if (!StartsWithWord(line, word)) continue;
      std::string_view value = WithoutQuotes(line.substr(word.size()));
      for (const std::string_view lead : {"gives ", "= ", ": ", "-> ", "then "}) {
        if (value.starts_with(lead)) value = Trimmed(value.substr(lead.size()));
      }
      if (value.empty()) return std::nullopt;
      return InsteadOfLine(span, "the row for all others begins with `row otherwise`",
                           fmt::format("row otherwise gives {}", value));
    }
    std::string taken;
    if (const std::string row = RowSaid(place.text, line, InputsOf(table), taken); !row.empty()) {
      Diagnostic diagnostic = InsteadOfLine(span, "a line of a table begins with `row`", row);
      diagnostic.help += taken;
      return diagnostic;
    }
    const bool is_bare = line.find(" gives ") != std::string_view::npos;
    const std::string_view word = WordAt(line, 0);
    if (!is_bare || (!word.empty() && !Nearest(word, {"row"}).empty())) return std::nullopt;
    if (word == "when" || word == "if") line = Trimmed(line.substr(word.size()));
    return InsteadOfLine(span, "a line of a table begins with `row`",
                         fmt::format("row {}", CellOf(line)));
  }
  return CellsByHabit(place, table);
}

}  // namespace mgl

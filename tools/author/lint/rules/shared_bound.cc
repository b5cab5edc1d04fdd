// A number at which one row of a table ends and another begins, both with it; likewise lines of
// which the first that holds counts, and rules that grade one number.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/bands.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/graded_rules.h"
#include "tools/author/lint/meaning_key.h"

namespace mgl {
namespace {

/// An end of a row that belongs to it.
struct End {
  Rational value;
  const ast::Quantity* written = nullptr;
  const ast::TableRow* row = nullptr;
  bool is_interval = false;
};

struct Ends {
  std::vector<End> low;
  std::vector<End> high;
};

/// False where the cell is no interval or cut of constants.
void Collect(const ast::TableRow& row, const Fact& fact, Ends& ends) {
  const ast::Expr* const cell = row.cells.size() == 1 ? row.cells[0].get() : nullptr;
  if (cell == nullptr) return;
  const auto add = [&](std::vector<End>& list, const ast::Quantity& quantity, bool is_interval) {
    const std::optional<Rational> value =
        ValueIn(quantity, fact.unit, fact.substance ? &*fact.substance : nullptr);
    if (value) list.push_back({*value, &quantity, &row, is_interval});
  };
  if (cell->kind == ast::ExprKind::kIsSpan && cell->interval) {
    const ast::QuantitySpan& span = *cell->interval;
    const bool is_interval = span.low && span.high;
    if (span.low && span.low_closed) add(ends.low, *span.low, is_interval);
    if (span.high && span.high_closed) add(ends.high, *span.high, is_interval);
    return;
  }
  const bool is_cut = cell->kind == ast::ExprKind::kCompare && cell->children.size() == 2 &&
                      cell->children[1] && cell->children[1]->kind == ast::ExprKind::kQuantity;
  if (!is_cut) return;
  if (cell->comparison == ast::Comparison::kGreaterEqual) {
    add(ends.low, cell->children[1]->quantity, false);
  }
  if (cell->comparison == ast::Comparison::kLessEqual) {
    add(ends.high, cell->children[1]->quantity, false);
  }
}

/// Of lines of which the first that holds counts: those that meet in one number.
class FirstLines {
 public:
  FirstLines(const LintInput& input, const DecidedLines& lines, std::string what,
             Diagnostics& found)
      : input_(input), lines_(lines), what_(std::move(what)), found_(found) {}

  void Check() {
    std::vector<BandsByNumber> bands;
    for (const DecidedLine& line : lines_.lines) {
      bands.push_back(BandsOf(input_, line.conditions));
      std::erase_if(bands.back(), [](const auto& each) { return each.second.bands.size() != 1; });
    }
    const LinesThatMeet& meeting = MeetingLines(input_, lines_);
    for (std::size_t i = 0; i < lines_.lines.size(); ++i) {
      for (const std::size_t k : meeting.Before(i)) {
        for (const auto& [key, first] : bands[k]) {
          const auto second = bands[i].find(key);
          if (second == bands[i].end()) continue;
          if (Report(first, second->second, k, i)) return;
        }
      }
    }
  }

 private:
  bool Report(const Banded& first, const Banded& second, std::size_t k, std::size_t i) {
    const Band& before = first.bands[0];
    const Band& after = second.bands[0];
    const bool rises = before.high != nullptr && after.low != nullptr &&
                       before.values.high.value == after.values.low.value;
    const bool falls = before.low != nullptr && after.high != nullptr &&
                       before.values.low.value == after.values.high.value;
    const std::optional<Interval> shared = Intersect(before.values, after.values);
    if (!shared) return false;
    // What is one number by itself is meant.
    if (before.values.IsPoint() || after.values.IsPoint()) return false;
    if (!shared->IsPoint()) return ReportOverlap(first, second, *shared, k, i);
    if (rises == falls) return false;
    const ast::Quantity& end = rises ? *after.low : *after.high;
    const std::string number = QuantityText(end);
    const std::string of = NumberAsWritten(input_, *first.number);
    const PatientSearch search =
        input_.proofs.Find(BothHold(k, i), input_.proofs.everybody(), end.span,
                           fmt::format("two lines of {} hold for one patient", what_));
    if (!search.found) return false;
    Diagnostic finding{DiagnosticKind::kSharedBound,
                       end.span,
                       fmt::format("two lines of {} hold for {} {}: the first counts", what_,
                                   Quoted(of), Quoted(number)),
                       fmt::format("let one of them have it: write `{} {}` here, or there without "
                                   "the number itself",
                                   rises ? "above" : "below", number),
                       {{(rises ? *before.high : *before.low).span, "the other has it, too"}}};
    finding.example = ExampleOf(*search.found, fmt::format("{} {}", of, number));
    found_.push_back(std::move(finding));
    return true;
  }

  /// A range or threshold answers only together with the number that it cuts.
  std::string ExampleOf(const PatientFound& found, const std::string& title) const {
    const std::string& name = lines_.declaration->name.text;
    const SymbolKind kind = input_.names().Find(name).kind;
    const bool is_cut = kind == SymbolKind::kRange || kind == SymbolKind::kThreshold;
    return is_cut ? "" : input_.proofs.AsExample(found, title, {name});
  }
  std::vector<Goal> BothHold(std::size_t k, std::size_t i) const {
    return {{lines_.lines[k].when, Truth::kYes},
            {lines_.lines[i].when, Truth::kYes},
            {input_.compiled.guideline.scope, Truth::kYes}};
  }

  /// Whether it is a comparison with one number and nothing else, or the name of one.
  bool IsPlain(const ast::Expr* condition) const {
    constexpr int kMostNames = 50;
    for (int i = 0; i < kMostNames && condition->kind == ast::ExprKind::kName; ++i) {
      const Symbol symbol = input_.names().expression_symbols.at(condition->id);
      if (symbol.kind == SymbolKind::kThreshold) return true;
      if (symbol.kind != SymbolKind::kDefine) return false;
      condition = input_.names().defines[symbol.index]->as.get();
      if (condition == nullptr) return false;
    }
    return condition->kind == ast::ExprKind::kCompare || condition->kind == ast::ExprKind::kIsSpan;
  }

  /// What each condition of the line means.
  const std::vector<std::string>& KeysOf(std::size_t line) {
    const auto [keys, is_new] = keys_.try_emplace(line);
    for (const ast::Expr* const condition : lines_.lines[line].conditions) {
      if (is_new) keys->second.push_back(MeaningKey(condition));
    }
    return keys->second;
  }

  /// Whether the first line has all values of its band, as far as the second can have them: beside
  /// the band it asks for nothing that the second does not ask for.
  bool HasItsBand(std::size_t line, std::size_t second) {
    const std::vector<std::string>& keys = KeysOf(line);
    const std::vector<std::string>& others = KeysOf(second);
    std::size_t bands = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool is_of_both = std::ranges::find(others, keys[i]) != others.end();
      if (is_of_both) continue;
      if (!IsPlain(lines_.lines[line].conditions[i]) || ++bands > 1) return false;
    }
    return bands == 1;
  }

  /// The end of the second band that lies among the values of the first, while the other end lies
  /// beyond: `40 to 60` behind `50 to 90`. Steps that go one way have none.
  static const ast::Quantity* HiddenEnd(const Band& before, const Band& after) {
    const auto is_inside = [&](const Rational& value) {
      const bool above = before.low == nullptr || value > before.values.low.value;
      return above && (before.high == nullptr || value < before.values.high.value);
    };
    const bool begins_before =
        after.low == nullptr ||
        (before.low != nullptr && after.values.low.value < before.values.low.value);
    const bool ends_behind =
        after.high == nullptr ||
        (before.high != nullptr && after.values.high.value > before.values.high.value);
    if (begins_before == ends_behind) return nullptr;
    const ast::Quantity* const end = begins_before ? after.high : after.low;
    const Bound& bound = begins_before ? after.values.high : after.values.low;
    return end != nullptr && is_inside(bound.value) ? end : nullptr;
  }

  /// `< 4` and then `> 3`: no number with as many digits lies between.
  static bool AreNeighbours(const ast::Quantity& a, const ast::Quantity& b,
                            const Interval& shared) {
    const auto is_as_written = [&](const ast::Quantity& bound) {
      return bound.number.value == shared.low.value || bound.number.value == shared.high.value;
    };
    if (!is_as_written(a) || !is_as_written(b)) return false;
    const Rational step = std::min(LastDigit(a.number.value), LastDigit(b.number.value));
    return !InSteps(shared, step);
  }

  /// `< 7` and then `>= 0.07`: sides of one bound meet in it.
  bool ReportOverlap(const Banded& first, const Banded& second, const Interval& shared,
                     std::size_t k, std::size_t i) {
    const Band& before = first.bands[0];
    const Band& after = second.bands[0];
    const ast::Quantity* const end = HiddenEnd(before, after);
    const DecidedLine& line = lines_.lines[i];
    if (end == nullptr || line.says == lines_.lines[k].says) return false;
    const bool is_low = end == after.low;
    const ast::Quantity* const other = is_low ? before.high : before.low;
    // Steps that go one way.
    if (other == nullptr || !HasItsBand(k, i)) return false;
    if (AreNeighbours(*end, *other, shared)) return false;
    if (!PossibleWithin(input_, *first.number, shared)) return false;
    const PatientSearch search =
        input_.proofs.Find(BothHold(k, i), input_.proofs.everybody(), end->span,
                           fmt::format("two lines of {} hold for one patient", what_));
    if (!search.found) return false;
    const std::string of = NumberAsWritten(input_, *first.number);
    Diagnostic finding{
        DiagnosticKind::kSharedBound,
        end->span,
        fmt::format("two lines of {} hold for {} between {} and {}: the first counts", what_,
                    Quoted(of), Quoted(QuantityText(is_low ? *end : *other)),
                    Quoted(QuantityText(is_low ? *other : *end))),
        fmt::format("see whether one of the two bounds is a slip: the sides of one bound meet in "
                    "it, as with {}",
                    Quoted(QuantityText(*other))),
        {{other->span, "the other line goes to here"}}};
    finding.example =
        ExampleOf(*search.found, fmt::format("two lines for {} near {}", of, QuantityText(*end)));
    found_.push_back(std::move(finding));
    return true;
  }

  const LintInput& input_;
  const DecidedLines& lines_;
  const std::string what_;
  std::map<std::size_t, std::vector<std::string>> keys_;  // by line
  Diagnostics& found_;
};

/// Somebody for whom both rows hold, as an example; empty where the table gives nothing by its own
/// name.
std::string ExampleOfRows(const LintInput& input, const ast::Table& table, const End& high,
                          const End& low) {
  const std::vector<DecidedLines>& all = DecidedLinesOf(input);
  const auto lines = std::ranges::find(all, &table, &DecidedLines::declaration);
  if (lines == all.end()) return "";
  std::vector<Goal> goals = {{input.compiled.guideline.scope, Truth::kYes}};
  for (const DecidedLine& line : lines->lines) {
    const bool is_one =
        line.span.begin == high.row->span.begin || line.span.begin == low.row->span.begin;
    if (is_one) goals.push_back({line.when, Truth::kYes});
  }
  const PatientSearch search =
      input.proofs.Find(goals, input.proofs.everybody(), high.written->span,
                        fmt::format("two rows of `{}` hold for one patient", table.name.text));
  if (!search.found) return "";
  const std::string title = fmt::format("{} {}", table.inputs[0].text, QuantityText(*high.written));
  return input.proofs.AsExample(*search.found, title, {table.name.text});
}

void LookAtRows(const LintInput& input, const ast::Table& table, Diagnostics& found) {
  if (table.inputs.size() != 1 || table.across || table.first_row_wins) return;
  const Symbol symbol = input.names().Find(table.inputs[0].text);
  if (symbol.kind != SymbolKind::kFact) return;
  const Fact& fact = input.compiled.guideline.facts[symbol.index];
  if (fact.type != FactType::kNumber) return;
  Ends ends;
  for (const ast::TableRow& row : table.rows) Collect(row, fact, ends);
  const std::size_t before = found.size();
  for (const End& high : ends.high) {
    const auto low = std::ranges::find_if(ends.low, [&](const End& other) {
      return other.row != high.row && other.value == high.value;
    });
    if (low == ends.low.end()) continue;
    const std::string number = QuantityText(*high.written);
    const std::string written =
        fmt::format("write `{} {}` here", high.is_interval ? "to below" : "below", number);
    if (found.size() > before) {  // one message a table
      found.back().labels.push_back({high.written->span, written});
      continue;
    }
    Diagnostic finding{DiagnosticKind::kSharedBound,
                       high.written->span,
                       fmt::format("two rows of {} hold for `{}` {}", Quoted(table.name.text),
                                   table.inputs[0].text, Quoted(number)),
                       "let one of them have it: " + written,
                       {{low->written->span, "the other row begins here"}}};
    finding.example = ExampleOfRows(input, table, high, *low);
    found.push_back(std::move(finding));
  }
}

/// `creatinine is 1.5 to below 2.75 mg/dL`: with another end; empty where its ends have two units.
std::string BandAsWritten(const std::string& number, const ast::Quantity* low, bool low_closed,
                          const ast::Quantity* high, bool high_closed) {
  if (low == nullptr) {
    return fmt::format("{} {} {}", number, high_closed ? "<=" : "<", QuantityText(*high));
  }
  if (high == nullptr) {
    return fmt::format("{} {} {}", number, low_closed ? ">=" : ">", QuantityText(*low));
  }
  const auto unit_of = [](const ast::Quantity& of) { return of.unit ? of.unit->code : ""; };
  if (unit_of(*low) != unit_of(*high)) return "";
  return fmt::format("{} is {}{} to {}{}", number, low_closed ? "" : "above ",
                     FormatShown(low->number.value), high_closed ? "" : "below ",
                     QuantityText(*high));
}

std::string HelpForRules(const OverlappingRules& of, const std::string& number,
                         const std::string& lower, const std::string& upper) {
  const Band& one = of.lower_band;
  const Band& other = of.upper_band;
  const std::string ended = BandAsWritten(number, one.low, one.values.low.closed, other.low, false);
  const std::string begun =
      BandAsWritten(number, one.high, false, other.high, other.values.high.closed);
  if (ended.empty() || begun.empty()) return "let the bands of the two rules meet in one number";
  return fmt::format(
      "see which of the two the source means: `{}` for `{}`, or `{}` for `{}`. Where both rules "
      "are meant to hold, accept the finding",
      ended, lower, begun, upper);
}

/// Others that hold there by the same bounds.
void AddRules(const LintInput& input, const OverlappingRules& of, Diagnostic& finding) {
  constexpr std::size_t kMostLabels = 5;
  for (const std::size_t rule : {of.lower, of.upper}) {
    const ast::Name& name = input.names().rules[rule]->name;
    const bool is_said = finding.message.find(Quoted(name.text)) != std::string::npos ||
                         std::ranges::any_of(finding.labels, [&](const Label& label) {
                           return label.span == name.span;
                         });
    if (!is_said && finding.labels.size() < kMostLabels) {
      finding.labels.push_back({name.span, "so does this rule"});
    }
  }
}

/// Rules that grade one number, and two of them for one patient. What contradicts each other by
/// what it does is told with that.
void LookAtRules(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  // Rules with the same two bounds are told together.
  std::map<std::tuple<std::string, Rational, Rational>, std::size_t> told;
  for (const OverlappingRules& of : FindOverlappingRules(input)) {
    const std::tuple bounds(NumberAsWritten(input, *of.number), of.shared.low.value,
                            of.shared.high.value);
    const auto known = told.find(bounds);
    if (known != told.end()) {
      AddRules(input, of, found[known->second]);
      continue;
    }
    const bool is_told = std::ranges::any_of(guideline.conflicts, [&](const ConflictPair& pair) {
      return std::minmax<std::size_t>(pair.first_rule, pair.second_rule) ==
             std::minmax(of.lower, of.upper);
    });
    if (is_told || !PossibleWithin(input, *of.number, of.shared)) continue;
    const Rule& lower = guideline.rules[of.lower];
    const Rule& upper = guideline.rules[of.upper];
    const std::vector<Goal> goals = {{lower.outcome, Truth::kYes}, {upper.outcome, Truth::kYes}};
    const std::optional<PatientFound> patient = ShownWithNumberIn(
        input, of.shared, *of.number, goals, of.upper_band.low->span,
        fmt::format("rules `{}` and `{}` hold for one patient", lower.name, upper.name));
    if (!patient) continue;
    const std::string number = NumberAsWritten(input, *of.number);
    const std::string end = QuantityText(*of.lower_band.high);
    const std::string where =
        of.shared.IsPoint() ? Quoted(end)
                            : fmt::format("between {} and {}",
                                          Quoted(QuantityText(*of.upper_band.low)), Quoted(end));
    Diagnostic finding{DiagnosticKind::kSharedBound,
                       of.upper_band.low->span,
                       fmt::format("rules `{}` and `{}` both hold for {} {}", lower.name,
                                   upper.name, Quoted(number), where),
                       HelpForRules(of, number, lower.name, upper.name),
                       {{of.lower_band.high->span, "the other goes to here"}}};
    finding.example = input.proofs.AsExample(
        *patient, fmt::format("{} and {}", lower.name, upper.name), {lower.name, upper.name});
    told.emplace(bounds, found.size());
    found.push_back(std::move(finding));
  }
}

}  // namespace

void LintSharedBound(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& lines : DecidedLinesOf(input)) {
    if (!lines.first_wins) continue;
    FirstLines(input, lines, Quoted(lines.declaration->name.text), found).Check();
  }
  for (const DecidedLines& lines : FindCutLines(input)) {
    FirstLines(input, lines, Quoted(lines.declaration->name.text), found).Check();
  }
  for (const ast::Score* score : input.names().scores) {
    for (const ast::ScoreItem& item : score->items) {
      const std::string what = item.title ? fmt::format("\"{}\"", item.title->text) : "this item";
      FirstLines(input, LinesOfItem(input, *score, item), what, found).Check();
    }
  }
  for (const ast::Table* table : input.names().tables) LookAtRows(input, *table, found);
  LookAtRules(input, found);
}

}  // namespace mgl

// Values between two rows of a table, for which no row is: 59.5 between `30 to 59` and `60 to 89`.
// Not where there are steps that have no such value.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/bands.h"
#include "tools/author/lint/decided_lines.h"

namespace mgl {
namespace {

/// The values of one cell, or of one of its alternatives.
struct Stretch {
  Interval values{Bound::Infinite(), Bound::Infinite()};
  const ast::Quantity* low = nullptr;  // as written; null: no end
  const ast::Quantity* high = nullptr;
};

/// The number that a cell is about; null: it is about none.
const ast::Expr* NumberOf(const LintInput& input, const ast::Expr* cell) {
  if (cell == nullptr || cell->children.empty()) return nullptr;
  const ast::Expr* const first = cell->children.front().get();
  if (cell->kind == ast::ExprKind::kOr) return NumberOf(input, first);
  const ExprType& type = input.compiled.text.checked.types.at(first->id);
  return type.kind == ExprType::Kind::kNumber ? first : nullptr;
}

Interval GapBetween(const Bound& from, const Bound& to) {
  const bool is_point = from.value == to.value;
  return {Bound::At(from.value, is_point || !from.closed),
          Bound::At(to.value, is_point || !to.closed)};
}

class Column {
 public:
  Column(const LintInput& input, const ast::Expr& number)
      : input_(input), number_(number), type_(input.compiled.text.checked.types.at(number.id)) {}

  /// False where the cell is no constant interval.
  bool Add(const ast::Expr* cell) {
    if (cell == nullptr) return false;
    if (cell->kind == ast::ExprKind::kOr) {
      return std::ranges::all_of(cell->children,
                                 [this](const ast::ExprPtr& part) { return Add(part.get()); });
    }
    if (cell->kind == ast::ExprKind::kIsSpan) {
      const ast::QuantitySpan& span = *cell->interval;
      return AddStretch(span.low ? &*span.low : nullptr, span.low_closed,
                        span.high ? &*span.high : nullptr, span.high_closed);
    }
    const bool is_cut = cell->kind == ast::ExprKind::kCompare && cell->children.size() == 2 &&
                        cell->children[1]->kind == ast::ExprKind::kQuantity;
    if (!is_cut) return false;
    const ast::Quantity* const bound = &cell->children[1]->quantity;
    switch (cell->comparison) {
      case ast::Comparison::kLess:
      case ast::Comparison::kLessEqual:
        return AddStretch(nullptr, false, bound, cell->comparison == ast::Comparison::kLessEqual);
      case ast::Comparison::kGreater:
      case ast::Comparison::kGreaterEqual:
        return AddStretch(bound, cell->comparison == ast::Comparison::kGreaterEqual, nullptr,
                          false);
      case ast::Comparison::kEqual:
        return AddStretch(bound, true, bound, true);
      case ast::Comparison::kNotEqual:
        break;
    }
    return false;
  }

  /// Each two stretches between which there are values.
  template <typename Report>
  void FindGaps(const Report& report) {
    std::ranges::stable_sort(stretches_, [](const Stretch& a, const Stretch& b) {
      const Bound& left = a.values.low;
      const Bound& right = b.values.low;
      if (left.infinite || right.infinite) return left.infinite && !right.infinite;
      return left.value < right.value || (left.value == right.value && left.closed > right.closed);
    });
    const Stretch* reach = nullptr;
    for (const Stretch& next : stretches_) {
      if (reach != nullptr && reach->values.high.infinite) return;
      if (reach != nullptr && HasValues(reach->values.high, next.values.low)) report(*reach, next);
      if (reach == nullptr || IsFurther(next.values.high, reach->values.high)) reach = &next;
    }
  }

 private:
  bool AddStretch(const ast::Quantity* low, bool low_closed, const ast::Quantity* high,
                  bool high_closed) {
    Stretch stretch;
    stretch.low = low;
    stretch.high = high;
    for (const bool is_low : {true, false}) {
      const ast::Quantity* const end = is_low ? low : high;
      if (end == nullptr) continue;
      const std::optional<Rational> value = ValueIn(*end, type_.unit, type_.substance);
      if (!value) return false;
      (is_low ? stretch.values.low : stretch.values.high) =
          Bound::At(*value, is_low ? low_closed : high_closed);
    }
    stretches_.push_back(stretch);
    return true;
  }

  static bool IsFurther(const Bound& high, const Bound& than) {
    if (high.infinite) return true;
    return high.value > than.value || (high.value == than.value && high.closed);
  }

  /// Whether it can lie behind `from` and before `to`.
  bool HasValues(const Bound& from, const Bound& to) const {
    if (to.infinite || from.value > to.value) return false;
    if (from.value == to.value && (from.closed || to.closed)) return false;
    return PossibleWithin(input_, number_, GapBetween(from, to)).has_value();
  }

  const LintInput& input_;
  const ast::Expr& number_;
  const ExprType& type_;
  std::vector<Stretch> stretches_;
};

/// Of bounds that are as near as their last digits: that digit. Else 1.
std::string StepBetween(const ast::Quantity& from, const ast::Quantity& to) {
  const Rational apart = abs(to.number.value - from.number.value);
  const bool is_step = apart == 1 || apart == Rational(1, 10) || apart == Rational(1, 100);
  return is_step ? FormatShown(apart) : "1";
}

/// Somebody in scope of whom all is known, has such a number, and for whom no row is. Empty where
/// the table gives nothing by its own name, too.
std::optional<PatientFound> WhoHasNoRow(const LintInput& input, const ast::Table& table,
                                        const ast::Expr& number, const Interval& gap, Span place) {
  const std::vector<DecidedLines>& all = DecidedLinesOf(input);
  const auto lines = std::ranges::find(all, &table, &DecidedLines::declaration);
  if (lines == all.end()) return {};
  std::vector<Goal> goals;
  for (const DecidedLine& line : lines->lines) goals.push_back({line.when, Truth::kNo});
  goals.push_back({input.compiled.guideline.scope, Truth::kYes});
  return FindWithNumberIn(input, gap, number, goals, place,
                          fmt::format("some patient has no row of `{}`", table.name.text))
      .found;
}

void LookAt(const LintInput& input, const ast::Table& table, const ast::Name& name,
            const std::vector<const ast::Expr*>& cells, Diagnostics& found) {
  const ast::Expr* const number = NumberOf(input, cells.empty() ? nullptr : cells.front());
  if (number == nullptr) return;
  Column column(input, *number);
  if (!std::ranges::all_of(cells, [&](const ast::Expr* cell) { return column.Add(cell); })) return;
  column.FindGaps([&](const Stretch& before, const Stretch& next) {
    const std::string end = QuantityText(*next.low);
    const bool is_point = before.values.high.value == next.values.low.value;
    const std::optional<std::uint32_t> fact = FactOf(input, *number);
    const bool may_have_steps = fact && !StepOfFact(input.compiled.guideline.facts[*fact]);
    const std::string where =
        is_point
            ? "at " + Quoted(end)
            : fmt::format("between {} and {}", Quoted(QuantityText(*before.high)), Quoted(end));
    const std::string help =
        is_point ? fmt::format("let one of the two rows have it: `at least {}`", end)
                 : fmt::format("end the row before with `to below {}`{}", end,
                               may_have_steps
                                   ? fmt::format(", or say how the fact is recorded, such as `in "
                                                 "steps of {}`",
                                                 StepBetween(*before.high, *next.low))
                                   : "");
    Diagnostic finding{
        DiagnosticKind::kTableGap,
        next.low->span,
        fmt::format("no row of `{}` is for `{}` {}", table.name.text, name.text, where),
        help,
        {{before.high->span, "that row ends here"}}};
    const Interval gap = GapBetween(before.values.high, next.values.low);
    if (const auto patient = WhoHasNoRow(input, table, *number, gap, next.low->span)) {
      std::string title = fmt::format("{} {}", name.text, where);
      std::erase(title, '`');
      finding.example = input.proofs.AsExample(*patient, title, {table.name.text});
    }
    found.push_back(std::move(finding));
  });
}

}  // namespace

void LintTableGap(const LintInput& input, Diagnostics& found) {
  for (const ast::Table* table : input.names().tables) {
    if (std::ranges::any_of(table->rows, &ast::TableRow::otherwise)) continue;
    std::vector<const ast::Expr*> cells;
    for (std::size_t i = 0; i < table->inputs.size(); ++i) {
      cells.clear();
      for (const ast::TableRow& row : table->rows) cells.push_back(row.cells[i].get());
      LookAt(input, *table, table->inputs[i], cells, found);
    }
    if (!table->across) continue;
    cells.clear();
    for (const ast::ExprPtr& cell : table->columns) cells.push_back(cell.get());
    LookAt(input, *table, *table->across, cells, found);
  }
}

}  // namespace mgl

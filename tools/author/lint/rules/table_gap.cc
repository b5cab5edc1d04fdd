// Values between two rows of a table, for which no row is: 59.5 between `30 to 59` and `60 to 89`.
// Not where there are steps that have no such value.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The values of one cell, or of one of its alternatives.
struct Stretch {
  Interval values{Bound::Infinite(), Bound::Infinite()};
  const ast::Quantity* low = nullptr;  // as written; null: no end
  const ast::Quantity* high = nullptr;
};

/// What the cells of a column are about: a fact, or a number that is computed.
struct Subject {
  Unit unit;
  const Substance* substance = nullptr;
  std::optional<Interval> plausible;
  std::optional<Rational> step;
};

class Column {
 public:
  explicit Column(const Subject& subject) : subject_(subject) {}

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
      const std::optional<Rational> value = ValueIn(*end, subject_.unit, subject_.substance);
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
    if (from.value == to.value) return !from.closed && !to.closed && IsPlausible(from.value);
    if (subject_.plausible) {
      const Bound& low = subject_.plausible->low;
      const Bound& high = subject_.plausible->high;
      if (!low.infinite && low.value >= to.value) return false;
      if (!high.infinite && high.value <= from.value) return false;
    }
    if (!subject_.step) return true;
    const Rational& step = *subject_.step;
    const Rational first = Rational(Floor(from.value / step)) * step;
    const bool is_first = first == from.value && !from.closed;
    const Rational value = is_first ? first : Rational(first + step);
    return value < to.value || (value == to.value && !to.closed);
  }
  bool IsPlausible(const Rational& value) const {
    return !subject_.plausible ||
           (subject_.plausible->low.infinite || value >= subject_.plausible->low.value);
  }

  const Subject& subject_;
  std::vector<Stretch> stretches_;
};

/// Empty where it is no number.
std::optional<Subject> SubjectOf(const LintInput& input, Symbol symbol) {
  if (symbol.kind == SymbolKind::kFact) {
    const Fact& fact = input.compiled.guideline.facts[symbol.index];
    if (fact.type != FactType::kNumber) return std::nullopt;
    return Subject{fact.unit, fact.substance ? &*fact.substance : nullptr, fact.plausible,
                   fact.whole_step ? fact.whole_step : fact.step};
  }
  if (symbol.kind != SymbolKind::kDefine) return std::nullopt;
  const ExprType& type = input.compiled.text.checked.define_types[symbol.index];
  if (type.kind != ExprType::Kind::kNumber) return std::nullopt;
  const ast::Define& define = *input.names().defines[symbol.index];
  const bool is_whole = define.type && define.type->whole;
  return Subject{
      type.unit, type.substance, {}, is_whole ? std::optional<Rational>(1) : std::nullopt};
}

void LookAt(const LintInput& input, const ast::Table& table, const ast::Name& name,
            const std::vector<const ast::Expr*>& cells, Diagnostics& found) {
  const Symbol symbol = input.names().Find(name.text);
  const std::optional<Subject> subject = SubjectOf(input, symbol);
  if (!subject) return;
  Column column(*subject);
  if (!std::ranges::all_of(cells, [&](const ast::Expr* cell) { return column.Add(cell); })) return;
  column.FindGaps([&](const Stretch& before, const Stretch& next) {
    const std::string end = QuantityText(*next.low);
    const bool is_point = before.values.high.value == next.values.low.value;
    const bool may_have_steps = symbol.kind == SymbolKind::kFact && !subject->step;
    const std::string where =
        is_point
            ? "at " + Quoted(end)
            : fmt::format("between {} and {}", Quoted(QuantityText(*before.high)), Quoted(end));
    const std::string help =
        is_point ? fmt::format("let one of the two rows have it: `at least {}`", end)
                 : fmt::format("end the row before with `to below {}`{}", end,
                               may_have_steps ? ", or say how the fact is recorded, such as "
                                                "`in steps of 1`"
                                              : "");
    found.push_back(
        {DiagnosticKind::kTableGap,
         next.low->span,
         fmt::format("no row of `{}` is for `{}` {}", table.name.text, name.text, where),
         help,
         {{before.high->span, "that row ends here"}}});
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

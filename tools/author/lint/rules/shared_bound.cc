// A number at which one row of a table ends and another begins, both with it.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

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

}  // namespace

void LintSharedBound(const LintInput& input, Diagnostics& found) {
  for (const ast::Table* table : input.names().tables) {
    if (table->inputs.size() != 1 || table->across || table->first_row_wins) continue;
    const Symbol symbol = input.names().Find(table->inputs[0].text);
    if (symbol.kind != SymbolKind::kFact) continue;
    const Fact& fact = input.compiled.guideline.facts[symbol.index];
    if (fact.type != FactType::kNumber) continue;
    Ends ends;
    for (const ast::TableRow& row : table->rows) Collect(row, fact, ends);
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
      found.push_back({DiagnosticKind::kSharedBound,
                       high.written->span,
                       fmt::format("two rows of {} hold for `{}` {}", Quoted(table->name.text),
                                   table->inputs[0].text, Quoted(number)),
                       "let one of them have it: " + written,
                       {{low->written->span, "the other row begins here"}}});
    }
  }
}

}  // namespace mgl

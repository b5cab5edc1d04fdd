// Numbers between two that a fact in whole units can have: below 3 months, of an age in whole
// years.
#include <fmt/format.h>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

class Finder {
 public:
  Finder(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Look() {
    for (const ast::Threshold* threshold : input_.names().thresholds) {
      const std::optional<std::uint32_t> fact = FactOf(input_, *threshold->of);
      for (const ast::ThresholdLine& line : threshold->lines) Check(fact, line.bound);
    }
    for (const ast::Range* range : input_.names().ranges) {
      const std::optional<std::uint32_t> fact = FactOf(input_, *range->of);
      for (const ast::RangeLine& line : range->lines) Check(fact, line.interval);
    }
    for (const ast::Declaration& declaration : input_.compiled.text.file->declarations) {
      ForEachExpression(declaration, [this](const ast::Expr& expr) {
        ForEachPart(expr, [this](const ast::Expr& part) { Check(part); });
      });
    }
  }

 private:
  void Check(const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::kIsSpan) {
      Check(FactOf(input_, *expr.children.front()), *expr.interval);
    } else if (expr.kind == ast::ExprKind::kCompare && expr.children.size() == 2) {
      for (const std::size_t side : {0, 1}) {
        const ast::Expr& number = *expr.children[1 - side];
        if (number.kind != ast::ExprKind::kQuantity) continue;
        Check(FactOf(input_, *expr.children[side]), number.quantity);
      }
    }
  }

  void Check(std::optional<std::uint32_t> fact, const ast::QuantitySpan& span) {
    if (span.low) Check(fact, *span.low);
    if (span.high) Check(fact, *span.high);
  }

  void Check(std::optional<std::uint32_t> index, const ast::Quantity& quantity) {
    if (!index) return;
    const Fact& fact = input_.compiled.guideline.facts[*index];
    if (!fact.whole_step) return;
    const std::optional<Rational> value =
        ValueIn(quantity, fact.unit, fact.substance ? &*fact.substance : nullptr);
    if (!value || Rational(*value / *fact.whole_step).get_den() == 1) return;
    found_.push_back(
        {DiagnosticKind::kFinerThanRecorded,
         quantity.span,
         fmt::format("`{}` is counted in whole {}: {} lies between two of them", fact.name,
                     fact.unit.code, Quoted(QuantityText(quantity))),
         "compare with a whole number, or count finer: a fact of its own, or `completed months "
         "since DATE`",
         {}});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintFinerThanRecorded(const LintInput& input, Diagnostics& found) {
  Finder(input, found).Look();
}

}  // namespace mgl

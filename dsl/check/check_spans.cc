// Both bounds of an interval: whether they fit, and are in order.
#include <fmt/format.h>

#include "dsl/check/check_quantities.h"
#include "dsl/check/constant_value.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {

bool QuantityChecker::FitSpan(const Measured& subject, const ast::QuantitySpan& span) {
  // The upper bound first: its unit is also the lower one's where that has none.
  for (const auto* bound : {&span.high, &span.low}) {
    if (!*bound) continue;
    const Measured value = AsMeasured(**bound);
    if (value.type.kind != ExprType::Kind::kNumber || !Fit(subject, value)) return false;
  }
  return CheckOrder(span, subject.type.substance, subject.type.unit->is_difference);
}

bool QuantityChecker::CheckOrder(const ast::QuantitySpan& span, const Substance* substance,
                                 bool are_differences) {
  if (!span.low || !span.high) return true;
  Unit unit = UnityUnit();
  if (span.high->unit) {
    Result<Unit> parsed = ParseUnit(span.high->unit->code);
    if (!parsed) return false;
    unit = std::move(*parsed);
  }
  if (are_differences) unit = DifferenceUnit(unit);
  const std::optional<Rational> low = ValueIn(*span.low, unit, substance);
  if (!low) return true;
  const Rational& high = span.high->number.value;
  const std::string low_text = QuantityText(*span.low);
  const std::string high_text = QuantityText(*span.high);
  if (*low > high) {
    context_.Report(
        DiagnosticKind::kReversedBounds, span.span,
        fmt::format("the upper bound `{}` lies below the lower bound `{}`", high_text, low_text),
        "write the lower bound first");
    return false;
  }
  if (*low == high && !(span.low_closed && span.high_closed)) {
    context_.Report(DiagnosticKind::kEmptyInterval, span.span,
                    fmt::format("no value lies between `{}` and `{}` when a bound is left out",
                                low_text, high_text),
                    "leave out `above` and `below`, or widen the interval");
    return false;
  }
  return true;
}

}  // namespace mgl

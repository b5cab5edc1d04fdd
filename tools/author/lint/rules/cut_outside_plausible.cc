// Bounds of thresholds and ranges that no plausible value of their fact reaches.
#include <fmt/format.h>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class PlausibleCheck {
 public:
  PlausibleCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Check(const ast::Name& name, const ast::Quantity& bound) {
    const std::uint32_t index = input_.names().Find(name.text).index;
    const Fact& fact = input_.compiled.guideline.facts[index];
    if (!fact.plausible) return;
    const std::optional<Rational> value =
        ValueIn(bound, fact.unit, fact.substance ? &*fact.substance : nullptr);
    const Bound& low = fact.plausible->low;
    const Bound& high = fact.plausible->high;
    const bool is_inside = !value || ((low.infinite || *value >= low.value) &&
                                      (high.infinite || *value <= high.value));
    if (is_inside) return;
    const Span plausible = input_.names().facts[index]->plausible->span;
    found_.push_back({DiagnosticKind::kCutOutsidePlausible,
                      bound.span,
                      fmt::format("no plausible value of `{}` reaches {}", fact.name,
                                  Quoted(QuantityText(bound))),
                      "correct the bound or its unit, or what is plausible",
                      {{plausible, "what is plausible"}}});
  }

 private:
  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  PlausibleCheck finder(input, found);
  for (const ast::Threshold* threshold : input.names().thresholds) {
    for (const ast::ThresholdLine& line : threshold->lines) {
      finder.Check(threshold->fact, line.bound);
    }
  }
  for (const ast::Range* range : input.names().ranges) {
    for (const ast::RangeLine& line : range->lines) {
      if (line.interval.low) finder.Check(range->fact, *line.interval.low);
      if (line.interval.high) finder.Check(range->fact, *line.interval.high);
    }
  }
}

}  // namespace mgl

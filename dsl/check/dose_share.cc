#include "dsl/check/dose_share.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/check/dose_of_day.h"
#include "dsl/resolve/wording.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

const ast::Quantity& BoundOf(const ast::QuantitySpan& amount) {
  return amount.high ? *amount.high : *amount.low;
}

/// The dose with so much of its amount; `of` 1: as it stands. Empty where the number has no end.
std::string DoseText(const ast::Dose& dose, const Rational& of) {
  std::string amount;
  for (const auto* bound : {&dose.amount.low, &dose.amount.high}) {
    if (!*bound) continue;
    const Rational one = (*bound)->number.value * of;
    const std::string shown = FormatDecimal(one);
    if (ParseDecimal(shown) != one) return {};
    if (amount == shown) continue;
    amount += (amount.empty() ? "" : " to ") + shown;
  }
  return fmt::format("dose {} {}{}", amount, BoundOf(dose.amount).unit->code, BehindAmount(dose));
}

bool IsName(const ast::Expr& expr) { return expr.kind == ast::ExprKind::kName; }

/// ` when X`, ` when not X`, for the conditions that are a name; else empty.
std::string WhenText(const ast::Expr& when, bool is_opposite) {
  const bool is_not = when.kind == ast::ExprKind::kNot && IsName(*when.children[0]);
  if (!is_not && !IsName(when)) return {};
  const std::string& name = is_not ? when.children[0]->name.text : when.name.text;
  return fmt::format(" when {}{}", is_not == is_opposite ? "" : "not ", name);
}

}  // namespace

bool IsShare(const ast::Quantity& amount) {
  return amount.unit && (amount.unit->code == "%" || amount.unit->code.starts_with("% ") ||
                         amount.unit->code.starts_with("%/"));
}

std::string HelpForShare(const ast::Medication& medication, const ast::Dose& dose) {
  constexpr std::string_view kForm =
      "write the amount that is given, in `mg` or another unit, such as `dose 250 mg every 8 "
      "hours`; how strong a product is stands in the title of its medication";
  // `1% twice per day` is a strength.
  if (!dose.when || dose.every || dose.often || dose.over || dose.once ||
      BoundOf(dose.amount).number.value < 10) {
    return std::string(kForm);
  }
  const ast::Dose* whole = nullptr;
  for (const ast::Dose& other : medication.doses) {
    if (&other == &dose || IsShare(BoundOf(other.amount))) continue;
    if (whole != nullptr || !BoundOf(other.amount).unit) return std::string(kForm);
    whole = &other;
  }
  const bool is_one = dose.amount.low && dose.amount.high &&
                      dose.amount.low->number.value == dose.amount.high->number.value;
  const bool is_plain = whole != nullptr && whole->at_most.empty() && whole->strengths.empty() &&
                        !whole->rounded_to && whole->with.empty();
  if (!is_plain || !is_one) return std::string(kForm);
  const std::string part = DoseText(*whole, BoundOf(dose.amount).number.value / 100);
  const std::string all = DoseText(*whole, 1);
  if (part.empty()) return std::string(kForm);
  const std::string share = FormatDecimal(BoundOf(dose.amount).number.value) + "%";
  std::string help;
  if (const std::string when = WhenText(*dose.when, false); !when.empty()) {
    help = fmt::format("{} of `{}` is `{}{}`", share, all, part, when);
    if (!whole->when) {
      help += fmt::format("; write that, and the other line as `{}{}`, or both doses are given",
                          all, WhenText(*dose.when, true));
    }
  } else {
    help = fmt::format("{} of `{}` is `{}`: write that, and behind it the `when` of this line",
                       share, all, part);
    if (!whole->when) {
      help +=
          "; behind the other line write `when not (…)` with the same condition in the "
          "parentheses, or both doses are given";
    }
  }
  return fmt::format("{}; where it is made less by {}, write what is left", help, share);
}

}  // namespace mgl

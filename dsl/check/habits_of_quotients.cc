#include "dsl/check/habits_of_quotients.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "dsl/resolve/wording.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

const ast::Expr* ChildOf(const ast::Expr& expr, std::size_t index) {
  return index < expr.children.size() ? expr.children[index].get() : nullptr;
}

const Rational* PlainNumber(const ast::Expr* expr) {
  const bool is_plain = expr != nullptr && expr->kind == Kind::kQuantity && !expr->quantity.unit &&
                        !expr->quantity.sum;
  return is_plain ? &expr->quantity.number.value : nullptr;
}

/// The time that so many days are: an average month or year, as spreadsheets have it.
std::string_view TimeOfDays(const Rational& days) {
  if (days == 7) return "weeks";
  if (days >= 30 && days <= Rational(61, 2)) return "months";
  return days >= 365 && days <= Rational(1461, 4) ? "years" : "";
}

/// The date since which it counts up to today; empty: another number of days.
std::string DateSince(const ast::Expr& days) {
  const ast::Expr* date = nullptr;
  if (days.kind == Kind::kTimeSince) date = ChildOf(days, 0);
  const ast::Expr* first = ChildOf(days, 0);
  if (days.kind == Kind::kSubtract && first != nullptr && first->kind == Kind::kToday) {
    date = ChildOf(days, 1);
  }
  return date != nullptr && date->kind == Kind::kName ? date->name.text : std::string();
}

bool IsQuotientOfNames(const ast::Expr* expr) {
  if (expr == nullptr || expr->kind != Kind::kDivide) return false;
  const ast::Expr* a = ChildOf(*expr, 0);
  const ast::Expr* b = ChildOf(*expr, 1);
  return a != nullptr && b != nullptr && a->kind == Kind::kName && b->kind == Kind::kName;
}

}  // namespace

QuotientSaid DividedDays(const ast::Expr& quotient, const ast::Expr* around) {
  const Rational* divisor = PlainNumber(ChildOf(quotient, 1));
  const std::string_view time = divisor == nullptr ? "" : TimeOfDays(*divisor);
  if (quotient.kind != Kind::kDivide || time.empty()) return {};
  const std::string date = DateSince(*ChildOf(quotient, 0));
  QuotientSaid said;
  said.message =
      fmt::format("days divided by {} are days still, and not {}", FormatDecimal(*divisor), time);
  const Rational* bound = around == nullptr ? nullptr : PlainNumber(ChildOf(*around, 1));
  const bool fits = bound != nullptr && (time == "weeks" || bound->get_den() == 1);
  if (fits && !date.empty()) {
    said.help = fmt::format("write `time since {} {} {} {}`", date,
                            ComparisonText(around->comparison), FormatDecimal(*bound), time);
    said.is_comparison = true;
  } else if (date.empty()) {
    said.help = fmt::format(
        "leave out the division: days are compared with `37 weeks` as they are, and shown in the "
        "unit of a define; {} are those since a date, such as `completed {} since DATE`",
        time, time);
  } else if (time == "weeks") {
    said.help = fmt::format(
        "write `time since {0}`, which has its unit; as a plain number it is `(time since {0} in "
        "weeks)`",
        date);
  } else {
    said.help = fmt::format("write `completed {} since {}`", time, date);
  }
  return said;
}

QuotientSaid DividedPressures(const ast::Expr& comparison) {
  const ast::Expr* left = ChildOf(comparison, 0);
  const ast::Expr* right = ChildOf(comparison, 1);
  if (!IsQuotientOfNames(left) || right == nullptr || right->kind != Kind::kDivide) return {};
  const Rational* high = PlainNumber(ChildOf(*right, 0));
  const Rational* low = PlainNumber(ChildOf(*right, 1));
  if (high == nullptr || low == nullptr) return {};
  const std::string_view sign = ComparisonText(comparison.comparison);
  const auto joined = [&](std::string_view joint) {
    return fmt::format("{0} {1} {2} mmHg {5} {3} {1} {4} mmHg", left->children[0]->name.text, sign,
                       FormatDecimal(*high), left->children[1]->name.text, FormatDecimal(*low),
                       joint);
  };
  QuotientSaid said;
  said.is_comparison = true;
  said.message = "this compares the quotient of two pressures, not each of them";
  said.help = sign.starts_with('<')
                  ? fmt::format("write `{}` where both must be so, `{}` where one is enough",
                                joined("and"), joined("or"))
                  : fmt::format("write `{}` where one is enough, `{}` where both must be so",
                                joined("or"), joined("and"));
  return said;
}

std::string AgePulledApart(const ast::Expr& sum) {
  if (sum.kind != Kind::kAdd) return {};
  const Rational* weeks = PlainNumber(ChildOf(sum, 0));
  const Rational* days = PlainNumber(ChildOf(sum, 1));
  const bool is_age = weeks != nullptr && days != nullptr && weeks->get_den() == 1 &&
                      days->get_den() == 1 && *days >= 0 && *days <= 6;
  return is_age ? fmt::format("{}+{}", FormatDecimal(*weeks), FormatDecimal(*days)) : std::string();
}

}  // namespace mgl

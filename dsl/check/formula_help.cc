#include "dsl/check/formula_help.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/check_expressions.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

// How strongly the signs bind.
constexpr int kSum = 1;
constexpr int kProduct = 2;
constexpr int kSigned = 3;
constexpr int kPowered = 4;
constexpr int kAtom = 5;

}  // namespace

struct SignOfFormula {
  Kind kind;
  std::string_view written;
  int own;
  int left;
  int right;
};

namespace {

bool IsPlainNumber(const ast::Expr& expr) {
  return expr.kind == Kind::kQuantity && !expr.quantity.unit && !expr.quantity.sum;
}

bool IsWhole(const ast::Expr& expr) {
  const bool is_negative = expr.kind == Kind::kNegate && !expr.children.empty();
  const ast::Expr& number = is_negative ? *expr.children[0] : expr;
  return IsPlainNumber(number) && number.quantity.number.value.get_den() == 1;
}

bool HasAllChildren(const ast::Expr& expr) {
  return std::ranges::all_of(expr.children, [](const ast::ExprPtr& child) { return !!child; });
}

bool ConvertInto(const Unit& a, const Unit& b) { return FindConversion(a, b, nullptr).has_value(); }

}  // namespace

static constexpr SignOfFormula kSigns[] = {
    {Kind::kAdd, "+", kSum, kSum, kProduct},
    {Kind::kSubtract, "-", kSum, kSum, kProduct},
    {Kind::kMultiply, "*", kProduct, kProduct, kSigned},
    {Kind::kDivide, "/", kProduct, kProduct, kSigned},
    {Kind::kPower, "^", kPowered, kAtom, kSigned},
};

PlainFormula::PlainFormula(const CheckContext& context, const ast::Expr& expr)
    : context_(context), expr_(expr) {
  const ast::Expr* formula = &expr;
  // `… * 1 mL/min` as it should be.
  if (expr.kind == Kind::kMultiply && expr.children.size() == 2 && HasAllChildren(expr) &&
      expr.children[1]->kind == Kind::kQuantity && expr.children[1]->quantity.unit &&
      expr.children[1]->quantity.number.value == 1) {
    formula = expr.children[0].get();
  }
  is_sum_ = formula->kind == Kind::kAdd || formula->kind == Kind::kSubtract;
  text_ = Write(*formula, kSum);
  if (!is_written_) text_.clear();
  if (formula->kind == Kind::kCall && formula->name.text == "round") is_inexact_ = false;
}

std::string PlainFormula::Fail() {
  is_written_ = false;
  return "";
}

std::string PlainFormula::WriteMeasured(const ast::Expr& expr, std::string text) {
  if (expr.id >= context_.checked.types.size()) return Fail();
  const ExprType& type = context_.checked.types[expr.id];
  if (type.kind != TypeKind::kNumber || text.empty()) return Fail();
  if (IsUnity(type.unit)) return text;
  if (type.unit->code == kWeeksAndDays || type.computed_unit) return Fail();
  ++measured_;
  const Unit& unit = type.unit;
  has_several_units_ = has_several_units_ || (!units_.empty() && units_[0].code != unit.code);
  units_.push_back(unit);
  return fmt::format("({} in {})", text, unit.code);
}

std::string PlainFormula::WriteCall(const ast::Expr& expr) {
  const Function* const function = FindFunction(expr.name.text);
  if (function == nullptr || IsOfDates(expr.name.text)) return Fail();
  is_inexact_ = is_inexact_ || function->result == Function::Result::kPlain;
  const bool has_decimals = function->arguments == Function::Arguments::kAndDecimals;
  const bool had_plain_number = has_plain_number_;
  std::string arguments;
  for (const ast::ExprPtr& child : expr.children) {
    arguments += fmt::format("{}{}", arguments.empty() ? "" : ", ", Write(*child, kSum));
  }
  if (has_decimals && expr.children.size() == 2) {
    has_plain_number_ = had_plain_number || !IsPlainNumber(*expr.children[0]);
  }
  return fmt::format("{}({})", expr.name.text, arguments);
}

std::string PlainFormula::WriteSigned(const ast::Expr& expr, const SignOfFormula& sign,
                                      int strength) {
  if (expr.children.size() != 2) return Fail();
  const bool had_plain_number = has_plain_number_;
  std::string text = Write(*expr.children[0], sign.left);
  text += fmt::format(" {} {}", sign.written, Write(*expr.children[1], sign.right));
  if (expr.kind == Kind::kPower && IsWhole(*expr.children[1])) {
    has_plain_number_ = had_plain_number;  // a square is no number of experience
  } else if (expr.kind == Kind::kPower) {
    is_inexact_ = true;
  }
  return sign.own < strength ? fmt::format("({})", text) : text;
}

/// What counts between dates.
std::string PlainFormula::WriteSpan(const ast::Expr& expr) {
  if (expr.children[0]->kind != Kind::kName) return Fail();
  const std::string& date = expr.children[0]->name.text;
  if (expr.kind == Kind::kTimeSince) return WriteMeasured(expr, "time since " + date);
  if (!expr.quantity.unit) return Fail();
  return WriteMeasured(expr, fmt::format("completed {} since {}", expr.quantity.unit->code, date));
}

std::string PlainFormula::Write(const ast::Expr& expr, int strength) {
  if (!HasAllChildren(expr)) return Fail();
  for (const SignOfFormula& sign : kSigns) {
    if (sign.kind == expr.kind) return WriteSigned(expr, sign, strength);
  }
  if (expr.kind == Kind::kName) return WriteMeasured(expr, expr.name.text);
  if (expr.kind == Kind::kCall) return WriteCall(expr);
  if (expr.kind == Kind::kTimeSince || expr.kind == Kind::kCompleted) return WriteSpan(expr);
  if (expr.kind == Kind::kNegate) {
    const std::string text = "-" + Write(*expr.children[0], kPowered);
    return kSigned < strength ? fmt::format("({})", text) : text;
  }
  if (IsPlainNumber(expr)) {
    has_plain_number_ = true;
    return FormatDecimal(expr.quantity.number.value);
  }
  const bool is_in_unit =
      expr.kind == Kind::kInUnit && expr.quantity.unit && expr.children[0]->kind == Kind::kName;
  if (!is_in_unit) return Fail();
  return fmt::format("({} in {})", expr.children[0]->name.text, expr.quantity.unit->code);
}

std::string PlainFormula::WithUnit(const Unit& unit, bool is_rounded) const {
  std::string text = text_;
  if (is_inexact_ && is_rounded) {
    text = fmt::format("round({}, 2)", text);
  } else if (is_sum_) {
    text = fmt::format("({})", text);
  }
  return fmt::format("{} * 1 {}", text, unit.code);
}

/// False where it has none; empty: a number without one, which may stand in any sum.
bool PlainFormula::FindUnit(const ast::Expr& expr, std::optional<Unit>& unit) const {
  unit = std::nullopt;
  if (IsPlainNumber(expr)) return true;
  std::optional<Unit> left;
  std::optional<Unit> right;
  const bool is_sum = expr.kind == Kind::kAdd || expr.kind == Kind::kSubtract;
  const bool is_product = expr.kind == Kind::kMultiply || expr.kind == Kind::kDivide;
  if (is_sum || is_product) {
    if (!FindUnit(*expr.children[0], left) || !FindUnit(*expr.children[1], right)) return false;
    if (is_sum && left && right && !ConvertInto(*right, *left)) return false;
    if (is_sum || !left || !right) {
      const bool is_reciprocal = expr.kind == Kind::kDivide && !left && right;
      if (is_reciprocal) return unit = PowerUnit(*right, -1), true;
      return unit = left ? left : right, true;
    }
    if (!IsLinear(*left) || !IsLinear(*right)) return false;
    unit = expr.kind == Kind::kMultiply ? MultiplyUnits(*left, *right) : DivideUnits(*left, *right);
    return true;
  }
  if (expr.kind == Kind::kNegate) return FindUnit(*expr.children[0], unit);
  const bool is_leaf =
      expr.kind == Kind::kName || expr.kind == Kind::kTimeSince || expr.kind == Kind::kCompleted;
  if (!is_leaf) return expr.kind == Kind::kInUnit;
  const ExprType& type = context_.checked.types[expr.id];
  if (!IsUnity(type.unit)) unit = type.unit;
  return true;
}

bool PlainFormula::Follows(const Unit& unit) const {
  std::optional<Unit> found;
  if (!FindUnit(expr_, found) || !found || !ConvertInto(*found, unit)) return false;
  // In `calcium + 0.8 * (4 - albumin)` the 4 stands beside g/dL, and the result is in mg/dL.
  return std::ranges::all_of(units_, [&](const Unit& measured) {
    return !ConvertInto(measured, unit) || measured.code == unit.code;
  });
}

}  // namespace mgl

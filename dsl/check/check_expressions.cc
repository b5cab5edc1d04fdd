// Names, conditions and what is neither a comparison nor arithmetic.
#include "dsl/check/check_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/value/calendar.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

}  // namespace

ExprType TruthType() {
  ExprType type;
  type.kind = TypeKind::kTruth;
  return type;
}

ExprType DateType() {
  ExprType type;
  type.kind = TypeKind::kDate;
  return type;
}

ExprType PlainNumberType() {
  ExprType type;
  type.kind = TypeKind::kNumber;
  type.unit = SharedUnity();
  return type;
}

ExprType InexactNumber() {
  ExprType type = PlainNumberType();
  type.inexact = true;
  return type;
}

bool IsConstant(const ast::Expr& expr) {
  switch (FamilyOf(expr.kind)) {
    case ast::ExprFamily::kLiteral:
      return true;
    case ast::ExprFamily::kComputed:
      return std::all_of(expr.children.begin(), expr.children.end(),
                         [](const ast::ExprPtr& child) { return child && IsConstant(*child); });
    case ast::ExprFamily::kName:
    case ast::ExprFamily::kCalendar:
    case ast::ExprFamily::kJoined:
    case ast::ExprFamily::kTest:
    case ast::ExprFamily::kFirstKnown:
    case ast::ExprFamily::kLineValue:
      return false;
  }
  std::abort();
}

std::string ExpressionInWords(const ast::Expr& expr) {
  const ast::Expr* child = expr.children.empty() ? nullptr : expr.children[0].get();
  if (expr.kind == Kind::kName) return Quoted(expr.name.text);
  if (expr.kind == Kind::kQuantity) return Quoted(QuantityText(expr.quantity));
  if (expr.kind == Kind::kDate) return Quoted(FormatDay(expr.date.day));
  if (expr.kind == Kind::kToday) return "`today`";
  if (expr.kind == Kind::kYes) return "`yes`";
  if (expr.kind == Kind::kNo) return "`no`";
  if (expr.kind == Kind::kText) return fmt::format("\"{}\"", expr.name.text);
  if (expr.kind == Kind::kCall) {
    return fmt::format("`{}{}(…)`", expr.name.text, IsOfDates(expr.name.text) ? " of " : "");
  }
  if (expr.kind == Kind::kDateOf) return fmt::format("`date of {}`", expr.name.text);
  if (child == nullptr) return "this";
  if (expr.kind == Kind::kPointsOf) return fmt::format("`points of {}`", child->name.text);
  if (expr.kind == Kind::kHighestItem) {
    return fmt::format("`highest item of {}`", child->name.text);
  }
  if (expr.kind == Kind::kCompleted && expr.quantity.unit) {
    return fmt::format("`completed {} …`", expr.quantity.unit->code);
  }
  if (expr.kind == Kind::kTimeSince && child->kind == Kind::kName) {
    return fmt::format("`time since {}`", child->name.text);
  }
  if (expr.kind == Kind::kNegate && child->kind == Kind::kQuantity) {
    return fmt::format("`-{}`", QuantityText(child->quantity));
  }
  return "this";
}

Symbol ExpressionChecker::SymbolOf(const ast::Expr& expr) const {
  const auto& symbols = context_.resolution.expression_symbols;
  return expr.id < symbols.size() ? symbols[expr.id] : Symbol();
}

const ExprType& ExpressionChecker::Stored(const ast::Expr& expr) const {
  static const ExprType error;
  return expr.id < context_.checked.types.size() ? context_.checked.types[expr.id] : error;
}

const ast::Expr* ExpressionChecker::Child(const ast::Expr& expr, std::size_t index) const {
  return index < expr.children.size() ? expr.children[index].get() : nullptr;
}

Measured ExpressionChecker::AsMeasured(const ast::Expr& expr, const ExprType& type) const {
  Measured measured{type, expr.span, ExpressionInWords(expr), "", false, nullptr, false};
  const ast::Expr* literal = &expr;
  if (expr.kind == Kind::kNegate && !expr.children.empty() && expr.children[0]) {
    literal = expr.children[0].get();
  }
  if (literal->kind == Kind::kQuantity) {
    const std::string sign = literal == &expr ? "" : "-";
    measured.number = sign + FormatDecimal(NumberOf(literal->quantity, type));
    measured.has_unit = literal->quantity.unit && !(literal->quantity.sum && IsUnity(type.unit));
    measured.is_age = literal->quantity.is_age;
  }
  if (expr.kind == Kind::kName) {
    measured.declaration = DeclarationOf(context_.resolution, SymbolOf(expr));
  }
  return measured;
}

ExprType ExpressionChecker::Check(const ast::Expr* expr) {
  if (expr == nullptr) return {};
  ExprType type = Compute(*expr);
  if (expr->id < context_.checked.types.size()) context_.checked.types[expr->id] = type;
  return type;
}

void ExpressionChecker::CheckCondition(const ast::Expr* expr) {
  const ExprType type = Check(expr);
  if (type.kind == TypeKind::kError || type.kind == TypeKind::kTruth) return;
  ReportNotACondition(*expr, type);
}

void ExpressionChecker::CheckCell(const ast::Expr* expr) {
  in_cell_ = true;
  CheckCondition(expr);
  in_cell_ = false;
}

std::string ExpressionChecker::HelpForCell(const ExprType& input) const {
  switch (input.kind) {
    case TypeKind::kTruth:
      return "write `yes`, `no`, `known`, `missing` or `any` in this cell";
    case TypeKind::kNumber:
      return fmt::format("write a comparison in this cell, such as `< {}`",
                         QuantityExample("2", input.unit));
    case TypeKind::kDate:
      return "write a comparison in this cell, such as `< today`";
    case TypeKind::kChoice:
      return fmt::format("write a choice in this cell, such as `{}`", FirstChoice(*input.choices));
    case TypeKind::kText:
    case TypeKind::kError:
      break;
  }
  return "";
}

bool ExpressionChecker::RequireExact(const ast::Expr& expr, const ExprType& type) {
  if (type.kind != TypeKind::kNumber || !type.inexact) return true;
  Diagnostic diagnostic{DiagnosticKind::kInexact, expr.span, "", "", {}};
  const bool is_name = expr.kind == Kind::kName;
  diagnostic.message =
      fmt::format("{} comes from `sqrt`, `ln`, `log10`, `exp` or a power and is not rounded",
                  ExpressionInWords(expr));
  diagnostic.help =
      fmt::format("round it first, for example `round({}, 1)`", is_name ? expr.name.text : "X");
  if (is_name) {
    const ast::DeclarationBase* declaration = DeclarationOf(context_.resolution, SymbolOf(expr));
    if (declaration != nullptr) {
      diagnostic.labels.push_back(DeclaredHere(*declaration, "not rounded"));
    }
  }
  context_.Report(std::move(diagnostic));
  return false;
}

void ExpressionChecker::SetDegree(const Symbol& definition, int degree) {
  definition_degrees_[{definition.kind, definition.index}] = degree;
}

ExprType ExpressionChecker::Compute(const ast::Expr& expr) {
  switch (expr.kind) {
    case Kind::kName:
      return TypeOfName(expr);
    case Kind::kQuantity:
      return WithDegree(expr, 1, TypeOfLiteral(expr.quantity));
    case Kind::kDate:
    case Kind::kToday:
    case Kind::kDateOf:
      return DateType();
    case Kind::kYes:
    case Kind::kNo:
      return TruthType();
    case Kind::kNot:
    case Kind::kSurely:
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kImplies:
    case Kind::kAnyKnown:
      return CheckConditions(expr);
    case Kind::kCompare:
      return CheckComparison(expr);
    case Kind::kIsSpan:
      return CheckIsSpan(expr);
    case Kind::kIsRange:
    case Kind::kIsKnown:
    case Kind::kIsMissing:
      Check(Child(expr, 0));
      return TruthType();
    case Kind::kIsYes:
    case Kind::kIsNo:
      return CheckYesNo(expr);
    case Kind::kIsChoice:
      return CheckIsChoice(expr);
    case Kind::kIsOneOf:
      return CheckIsOneOf(expr);
    case Kind::kCount:
      return CheckCount(expr);
    case Kind::kFirstKnown:
      return CheckFirstKnown(expr);
    case Kind::kCall:
      return CheckCall(expr);
    case Kind::kTimeSince:
    case Kind::kCompleted:
    case Kind::kYearOf:
    case Kind::kMonthOf:
      return CheckNumberOfDates(expr);
    case Kind::kAdd:
    case Kind::kSubtract:
      return CheckSum(expr);
    case Kind::kMultiply:
    case Kind::kDivide:
      return CheckProduct(expr);
    case Kind::kPower:
      return CheckPower(expr);
    case Kind::kPointsOf:
    case Kind::kHighestItem:
      return WithDegree(expr, 1, CheckPoints(expr));
    case Kind::kIsSuspect:
      return CheckIsSuspect(expr);
    case Kind::kNegate:
      return CheckNegate(expr);
    case Kind::kInUnit:
      return CheckInUnit(expr);
    case Kind::kText:
    case Kind::kMissingValue:
      return {};  // values of lines: the checker of definitions types them
  }
  return {};
}

/// `36+4` is a sum until something beside it counts days.
ExprType ExpressionChecker::TypeOfLiteral(const ast::Quantity& quantity) {
  return quantity.sum ? PlainNumberType() : quantities_.TypeOf(quantity);
}

ExprType ExpressionChecker::TypeOfName(const ast::Expr& expr) {
  const Symbol symbol = SymbolOf(expr);
  const auto degree = [&] {
    const auto known = definition_degrees_.find({symbol.kind, symbol.index});
    return known == definition_degrees_.end() ? 1 : known->second;
  };
  switch (symbol.kind) {
    case SymbolKind::kFact:
      return WithDegree(expr, 1, context_.fact_types[symbol.index]);
    case SymbolKind::kDefine:
      return WithDegree(expr, degree(), context_.checked.define_types[symbol.index]);
    case SymbolKind::kTable:
      return WithDegree(expr, degree(), context_.checked.table_types[symbol.index]);
    case SymbolKind::kScore:
    case SymbolKind::kItem:
      return WithDegree(expr, 1, PlainNumberType());
    case SymbolKind::kAmbiguity:
      return WithDegree(expr, degree(), context_.checked.ambiguity_types[symbol.index]);
    case SymbolKind::kThreshold:
    case SymbolKind::kRule:
      return TruthType();
    case SymbolKind::kNone:
    case SymbolKind::kRange:
    case SymbolKind::kMedication:
    case SymbolKind::kOption:
    case SymbolKind::kPart:
    case SymbolKind::kDiet:
    case SymbolKind::kRecheck:
      return {};
  }
  return {};
}

void ExpressionChecker::ReportNotACondition(const ast::Expr& expr, const ExprType& type) {
  const std::string words = ExpressionInWords(expr);
  Diagnostic diagnostic{DiagnosticKind::kNotACondition, expr.span, "", "", {}};
  diagnostic.message = fmt::format("{} is {}; a condition is yes or no", words, Words(type));
  const std::string name = expr.kind == Kind::kName ? expr.name.text : "X";
  switch (type.kind) {
    case TypeKind::kNumber:
      diagnostic.help =
          fmt::format("compare it, for example `{} < {}`", name, QuantityExample("2", type.unit));
      break;
    case TypeKind::kDate:
      diagnostic.help = fmt::format("compare it, for example `{} < today`", name);
      break;
    case TypeKind::kChoice:
      diagnostic.help =
          fmt::format("ask for a choice, for example `{} is {}`", name, FirstChoice(*type.choices));
      break;
    case TypeKind::kText:
      diagnostic.help = "write the condition under which the text is shown";
      break;
    case TypeKind::kTruth:
    case TypeKind::kError:
      return;
  }
  if (in_cell_) diagnostic.help = HelpForCell(type);
  if (expr.kind == Kind::kName) {
    const ast::DeclarationBase* declaration = DeclarationOf(context_.resolution, SymbolOf(expr));
    if (declaration != nullptr) {
      diagnostic.labels.push_back(DeclaredHere(*declaration, Words(type)));
    }
  }
  context_.Report(std::move(diagnostic));
}

ExprType ExpressionChecker::CheckConditions(const ast::Expr& expr) {
  const std::vector<ast::ExprPtr>& children = expr.children;
  // An interval of dates is two comparisons of one name: what is wrong with both is one mistake.
  const bool is_date_span = children.size() == 2 && children[0] && children[1] &&
                            children[0]->kind == Kind::kCompare &&
                            children[1]->kind == Kind::kCompare &&
                            children[0]->operator_span == children[1]->operator_span;
  for (const ast::ExprPtr& child : children) {
    const std::size_t before = context_.diagnostics.size();
    CheckCondition(child.get());
    if (is_date_span && context_.diagnostics.size() > before) break;
  }
  return TruthType();
}

ExprType ExpressionChecker::CheckCount(const ast::Expr& expr) {
  CheckConditions(expr);
  const int size = static_cast<int>(expr.children.size());
  const int count = expr.count;
  std::string_view answer;
  switch (expr.count_bound) {
    case ast::CountBound::kAtLeast:
      answer = count <= 0 ? "yes" : count > size ? "no" : "";
      break;
    case ast::CountBound::kAtMost:
      answer = count < 0 ? "no" : count >= size ? "yes" : "";
      break;
    case ast::CountBound::kExactly:
      answer = count < 0 || count > size ? "no" : "";
      break;
  }
  if (answer.empty()) return TruthType();
  const std::string_view bound = expr.count_bound == ast::CountBound::kAtLeast  ? "at least"
                                 : expr.count_bound == ast::CountBound::kAtMost ? "at most"
                                                                                : "exactly";
  context_.Report(
      DiagnosticKind::kCountBound, expr.span,
      fmt::format("`{} {}` of {} condition{} is always {}", bound, count, size,
                  size == 1 ? "" : "s", answer),
      size == 1 ? "write the condition itself"
                : fmt::format("write a number from {} to {}",
                              expr.count_bound == ast::CountBound::kAtLeast ? 1 : 0,
                              expr.count_bound == ast::CountBound::kAtMost ? size - 1 : size));
  return TruthType();
}

ExprType ExpressionChecker::CheckYesNo(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  const ExprType type = Check(child);
  if (type.kind == TypeKind::kError || type.kind == TypeKind::kTruth) return TruthType();
  ReportNotACondition(*child, type);
  return TruthType();
}

ExprType ExpressionChecker::CheckIsSuspect(const ast::Expr& expr) {
  const ExprType type = Check(Child(expr, 0));
  if (type.kind == TypeKind::kError) return TruthType();
  const ast::Expr& subject = *expr.children[0];
  const Symbol symbol = SymbolOf(subject);
  const bool is_fact = subject.kind == Kind::kName && symbol.kind == SymbolKind::kFact;
  if (is_fact && !context_.resolution.facts[symbol.index]->suspect_when.empty()) {
    return TruthType();
  }
  Diagnostic diagnostic{DiagnosticKind::kNeverSuspect, subject.span, "", "", {}};
  diagnostic.message =
      fmt::format("{} is never suspect: only a fact with `suspect when` is put aside",
                  is_fact ? Quoted(subject.name.text) : "this");
  diagnostic.help = is_fact ? "say under the fact when its value is suspect: `suspect when …`"
                            : "ask for the fact itself";
  if (is_fact) {
    diagnostic.labels.push_back(
        DeclaredHere(*DeclarationOf(context_.resolution, symbol), "without `suspect when`"));
  }
  context_.Report(std::move(diagnostic));
  return TruthType();
}

ExprType ExpressionChecker::CheckInUnit(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  const ExprType type = Check(child);
  ExprType plain = PlainNumberType();
  plain.inexact = type.inexact;
  if (child != nullptr) plain = WithDegree(expr, Degree(*child), std::move(plain));
  if (!expr.quantity.unit) return plain;
  const Measured unit = quantities_.AsMeasured(*expr.quantity.unit);
  if (type.kind == TypeKind::kError || unit.type.kind == TypeKind::kError) return plain;
  if (!IsNumber(*child, type, "has no unit")) return plain;
  if (type.day_count && IsCalendarUnit(unit.type.unit)) {
    context_.Report(DiagnosticKind::kCalendarDuration, expr.span,
                    fmt::format("{} is a number of days; `{}` have no fixed number of days",
                                ExpressionInWords(*child), expr.quantity.unit->code),
                    fmt::format("write `{}`, a whole number with its unit",
                                CompletedForm(*child, unit.type.unit)));
    return {};
  }
  quantities_.Fit(AsMeasured(*child, type), unit);
  return plain;
}

}  // namespace mgl

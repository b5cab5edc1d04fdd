// The type of every expression. Part of check.h's phase.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check_quantities.h"

namespace mgl {

class ExpressionChecker {
 public:
  ExpressionChecker(CheckContext& context, QuantityChecker& quantities)
      : context_(context),
        quantities_(quantities),
        degrees_(context.file.expression_count),
        define_degrees_(context.resolution.defines.size()) {}

  /// Types the expression and everything below it. Null is kError.
  ExprType Check(const ast::Expr* expr);
  /// The same; reports where it is not yes or no.
  void CheckCondition(const ast::Expr* expr);
  /// Types a define, which its users then have.
  void CheckDefine(std::uint32_t define);

 private:
  ExprType Compute(const ast::Expr& expr);
  ExprType TypeOfName(const ast::Expr& expr);
  ExprType CheckConditions(const ast::Expr& expr);
  ExprType CheckCount(const ast::Expr& expr);
  ExprType CheckYesNo(const ast::Expr& expr);
  ExprType CheckFirstKnown(const ast::Expr& expr);
  ExprType CheckInUnit(const ast::Expr& expr);
  ExprType CheckTimeSince(const ast::Expr& expr);
  void ReportNotACondition(const ast::Expr& expr, const ExprType& type);

  // check_comparisons.cc
  ExprType CheckComparison(const ast::Expr& expr);
  ExprType ChoiceOperand(const ast::Expr& name, const ast::Expr& other, const ExprType& other_type,
                         ast::Comparison comparison);
  void CompareNumbers(const ast::Expr& a, const ast::Expr& b);
  void CompareChoices(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  enum class CalendarUse { kComparison, kOther };
  void CheckCalendar(const ast::Expr& side, const ast::Expr& other, CalendarUse use);
  bool CheckCalendarBound(const ast::Expr& days, const ast::Quantity& bound);
  void ReportMixed(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  void ReportTruthComparison(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  ExprType CheckIsSpan(const ast::Expr& expr);
  ExprType CheckIsChoice(const ast::Expr& expr);
  ExprType CheckIsOneOf(const ast::Expr& expr);
  void CheckChoice(const ast::Expr& subject, const ExprType& type, const ast::Name& choice);
  bool IsLeftToChecker(const ast::Expr& expr) const;
  bool HaveSameChoices(std::uint32_t a, std::uint32_t b);

  // check_arithmetic.cc
  ExprType CheckSum(const ast::Expr& expr);
  ExprType CheckProduct(const ast::Expr& expr);
  ExprType CheckPower(const ast::Expr& expr);
  ExprType CheckNegate(const ast::Expr& expr);
  ExprType CheckDates(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  ExprType CheckDateShift(const ast::Expr& expr, const ast::Expr& date, const ast::Expr& step,
                          const ExprType& step_type);
  bool IsNumber(const ast::Expr& expr, const ExprType& type, std::string_view purpose);
  bool IsLinearNumber(const ast::Expr& expr, const ExprType& type);
  ExprType WithDegree(const ast::Expr& expr, int degree, ExprType type);
  int Degree(const ast::Expr& expr) const;

  // check_calls.cc
  ExprType CheckCall(const ast::Expr& expr);
  ExprType CheckSameNumbers(const ast::Expr& expr);
  void CheckCalendarMix(const ast::Expr& a, const ast::Expr& b);

  /// Both are of one kind and compare; the literals take over the substance of the other.
  bool FitPair(const ast::Expr& subject, const ast::Expr& value);
  Measured AsMeasured(const ast::Expr& expr, const ExprType& type) const;
  std::string Words(const ExprType& type) const { return TypeInWords(type, context_.resolution); }
  const ExprType& Stored(const ast::Expr& expr) const;
  Symbol SymbolOf(const ast::Expr& expr) const;
  const ast::Expr* Child(const ast::Expr& expr, std::size_t index) const;

  CheckContext& context_;
  QuantityChecker& quantities_;
  std::vector<int> degrees_;  // by expression: to which power facts are multiplied
  std::vector<int> define_degrees_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> same_choices_;  // by two facts
};

/// Numbers, dates, and what is computed from these alone.
bool IsConstant(const ast::Expr& expr);

/// The expression as a message names it: "`serum_magnesium`", "`time since started`", or "this".
std::string ExpressionInWords(const ast::Expr& expr);

ExprType TruthType();
ExprType DateType();

}  // namespace mgl

// The type of every expression. Part of check.h's phase.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check/check_quantities.h"
#include "engine/model/graph.h"

namespace mgl {

class ExpressionChecker {
 public:
  ExpressionChecker(CheckContext& context, QuantityChecker& quantities)
      : context_(context), quantities_(quantities), degrees_(context.file.expression_count) {}

  /// Types the expression and everything below it. Null is kError.
  ExprType Check(const ast::Expr* expr);
  /// The same; reports where it is not yes or no.
  void CheckCondition(const ast::Expr* expr);
  /// A table's cell: help shows what cells look like.
  void CheckCell(const ast::Expr* expr);
  /// Reports a number that is used where only exact ones are; true where it is exact.
  bool RequireExact(const ast::Expr& expr, const ExprType& type);
  /// To which power facts are multiplied in a checked expression, and so in a define or table.
  int Degree(const ast::Expr& expr) const;
  void SetDegree(const Symbol& definition, int degree);
  /// The one type of several values, which are checked; kError, and reported, where they have none.
  struct AlikeHelp {
    std::string_view kinds;    // where their kinds differ
    std::string_view choices;  // where their choices do
  };
  static std::string HelpForKinds(const ast::Expr& first, const ExprType& type,
                                  const ast::Expr& other, std::string_view kinds);
  ExprType CheckAlike(const std::vector<const ast::Expr*>& values, const AlikeHelp& help,
                      int& degree);
  /// `points of X`: of a choice all of whose choices have points.
  ExprType CheckPointsOf(const ast::Expr* of);
  bool HaveSameChoices(const ast::ChoiceOwner* a, const ast::ChoiceOwner* b);
  Measured AsMeasured(const ast::Expr& expr, const ExprType& type) const;
  /// The type of a checked literal: `36+4` beside what counts days is an age from now on.
  ExprType ReadAsAge(const ast::Expr& literal, const ExprType& beside);

 private:
  ExprType Compute(const ast::Expr& expr);
  ExprType TypeOfLiteral(const ast::Quantity& quantity);
  ExprType TypeOfName(const ast::Expr& expr);
  ExprType CheckConditions(const ast::Expr& expr);
  ExprType CheckCount(const ast::Expr& expr);
  ExprType CheckYesNo(const ast::Expr& expr);
  ExprType CheckDatesOf(const ast::Expr& expr);
  ExprType CheckFirstKnown(const ast::Expr& expr);
  ExprType CheckInUnit(const ast::Expr& expr);
  std::string HelpForCell(const ExprType& input) const;
  void ReportNotACondition(const ast::Expr& expr, const ExprType& type);

  // check_comparisons.cc
  ExprType CheckComparison(const ast::Expr& expr);
  ExprType ChoiceOperand(const ast::Expr& name, const ast::Expr& other, const ExprType& other_type,
                         ast::Comparison comparison);
  bool ReportWrittenByHabit(const ast::Expr& expr);
  void CompareNumbers(const ast::Expr& a, const ast::Expr& b);
  void CompareChoices(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  enum class CalendarUse { kComparison, kOther };
  void CheckCalendar(const ast::Expr& side, const ast::Expr& other, CalendarUse use);
  bool CheckCalendarBound(const ast::Expr& days, const ast::Quantity& bound);
  void ReportMixed(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  void ReportText(const ast::Expr& expr, const ExprType& type);
  void ReportTruthComparison(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  ExprType CheckIsSpan(const ast::Expr& expr);
  ExprType CheckIsChoice(const ast::Expr& expr);
  ExprType CheckIsOneOf(const ast::Expr& expr);
  void CheckChoice(const ast::Expr& subject, const ExprType& type, const ast::Name& choice);
  bool IsLeftToChecker(const ast::Expr& expr) const;

  // check_arithmetic.cc
  ExprType CheckSum(const ast::Expr& expr);
  ExprType CheckProduct(const ast::Expr& expr);
  bool ReportDividedDays(const ast::Expr& expr, const ast::Expr* compared);
  ExprType CheckPower(const ast::Expr& expr);
  ExprType CheckNegate(const ast::Expr& expr);
  ExprType CheckDates(const ast::Expr& expr, const ExprType& left, const ExprType& right);
  ExprType CheckDateShift(const ast::Expr& expr, const ast::Expr& date, const ast::Expr& step,
                          const ExprType& step_type);
  bool IsNumber(const ast::Expr& expr, const ExprType& type, std::string_view purpose);
  bool IsLinearNumber(const ast::Expr& expr, const ExprType& type);
  bool ComputesPlainly(const ast::Expr& expr, const ExprType& type);
  void ReportScaleArithmetic(const ast::Expr& expr, const ExprType& type, std::string_view what);
  bool IsPlainNumber(const ast::Expr& expr, const ExprType& type, std::string_view what);
  ExprType WithDegree(const ast::Expr& expr, int degree, ExprType type);

  ExprType CheckIsSuspect(const ast::Expr& expr);
  ExprType CheckPoints(const ast::Expr& expr);  // check_scores.cc

  // check_date_parts.cc
  ExprType CheckTimeSince(const ast::Expr& expr);
  ExprType CheckCompleted(const ast::Expr& expr);
  ExprType CheckNumberOfDates(const ast::Expr& expr);
  ExprType CheckPartOfDate(const ast::Expr& expr);
  bool CheckAreDates(const ast::Expr& expr, std::string_view what, const std::string& help);

  // check_calls.cc
  ExprType CheckCall(const ast::Expr& expr);
  ExprType CheckSameNumbers(const ast::Expr& expr);
  void CheckDecimals(const ast::Expr& call);
  bool AreOfOneKind(const std::vector<const ast::Expr*>& numbers);
  void CheckCalendarMix(const ast::Expr& a, const ast::Expr& b);

  bool ReportSplitAge(const ast::Expr& weeks, const ExprType& beside);
  /// Both are of one kind and compare; the literals take over the substance of the other.
  bool FitPair(const ast::Expr& subject, const ast::Expr& value);
  std::string Words(const ExprType& type) const { return TypeInWords(type); }
  const ExprType& Stored(const ast::Expr& expr) const;
  Symbol SymbolOf(const ast::Expr& expr) const;
  const ast::Expr* Child(const ast::Expr& expr, std::size_t index) const;

  CheckContext& context_;
  QuantityChecker& quantities_;
  bool in_cell_ = false;
  std::optional<std::pair<std::uint32_t, const ast::Expr*>> split_age_;  // of the sum around
  const ast::Expr* compared_ = nullptr;  // the comparison whose left side is checked
  std::vector<int> degrees_;             // by expression: to which power facts are multiplied
  std::map<std::pair<SymbolKind, std::uint32_t>, int> definition_degrees_;
  std::set<std::uint32_t> counted_;  // where definitions begin whose sum of truths was reported
  std::map<std::pair<const ast::ChoiceOwner*, const ast::ChoiceOwner*>, bool> same_choices_;
};

/// Numbers, dates, and what is computed from these alone.
bool IsConstant(const ast::Expr& expr);

/// A function of words.def.
struct Function {
  enum class Arguments { kOne, kTwoOrMore, kAndDecimals };
  enum class Result {
    kMeasured,  // in the unit of the argument, which has a zero of its own
    kRounded,   // in the unit of the argument
    kPlain,     // inexact, as the argument a plain number
  };

  std::string name;
  NodeKind node;
  Arguments arguments;
  Result result;
};
/// Null for a name that none has.
const Function* FindFunction(std::string_view name);

/// Whether a call by this name is `latest of`, `earliest known of` and the like.
bool IsOfDates(const std::string& function);

/// The expression as a message names it: "`serum_magnesium`", "`time since started`", or "this".
std::string ExpressionInWords(const ast::Expr& expr);

ExprType TruthType();
ExprType DateType();
ExprType PlainNumberType();
/// What the inexact functions make.
ExprType InexactNumber();

}  // namespace mgl

// Defines, results, tables and scores: one type for all their values. Part of check.h's phase.
#pragma once

#include "dsl/check/check_expressions.h"

namespace mgl {

class DefinitionChecker {
 public:
  DefinitionChecker(CheckContext& context, QuantityChecker& quantities,
                    ExpressionChecker& expressions)
      : context_(context), quantities_(quantities), expressions_(expressions) {}

  /// A define, ambiguity, table or score, after those it uses: fills Checked::define_types and
  /// table_types.
  void Check(const Symbol& definition);

 private:
  /// What the values had in common so far.
  struct ValueTypes {
    const ast::ChoiceOwner& owner;
    Symbol symbol;
    const ast::DeclaredType* declared = nullptr;
    bool is_shown = false;             // part of the answer
    ExprType type{};                   // kError: not known yet
    const ast::Expr* first = nullptr;  // the value that the type is from, if it is not declared
    bool takes_substance = false;      // no value has said what is measured
    bool is_measured = false;          // some number is no constant
    bool is_wrong = false;             // a value was reported
    int degree = 1;
    std::set<std::string_view> texts{};
  };

  void CheckDefine(const Symbol& symbol);
  void CheckAmbiguity(const Symbol& symbol);
  void CheckTable(const Symbol& symbol);
  void CheckValues(ValueTypes& values, const std::vector<const ast::Expr*>& expressions);
  void CheckValue(ValueTypes& values, const ast::Expr& value);
  void CheckOneValue(ValueTypes& values, const ast::Expr& value);
  void MendFormula(const ValueTypes& values, const ast::Expr& value, std::size_t before);
  ExprType TypeOfDeclared(const ast::DeclaredType& declared, const ast::ChoiceOwner& owner);
  ExprType TypeOfValue(ValueTypes& values, const ast::Expr& value);
  ExprType TypeOfChoice(const ast::ChoiceOwner& owner, const ast::Name& choice);
  /// It can be shown: rounded, and in a unit that somebody wrote.
  bool CheckShown(const ValueTypes& values, const ast::Expr& value, const ExprType& type);
  bool FitValue(ValueTypes& values, const ast::Expr& value, const ExprType& type);
  bool FitNumber(ValueTypes& values, const ast::Expr& value, const ExprType& type);
  void ReportOtherType(const ValueTypes& values, const ast::Expr& value, const ExprType& type,
                       DiagnosticKind kind);
  bool AddText(ValueTypes& values, const ast::Expr& value);
  bool CheckTextValues(const ast::Expr& text);
  void ReportTextValue(const std::string& name, const Symbol& symbol, Span span);
  /// check_scores.cc
  void CheckItem(const ast::ScoreItem& item);
  void CheckPointsFrom(const ast::Expr& from);

  CheckContext& context_;
  QuantityChecker& quantities_;
  ExpressionChecker& expressions_;
};

}  // namespace mgl

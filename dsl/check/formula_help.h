// Formulas found by experience: `(140 - age) * weight / (72 * creatinine)` computes with the
// numbers of one unit each, and its result has a unit that none of them gives. Part of check.h's
// phase.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/check_context.h"

namespace mgl {

/// A sign between two parts: how strongly it binds, and how strongly its parts must bind to need no
/// parentheses.
struct SignOfFormula;

/// The formula with each measured value as a plain number: `(140 - (age in years)) * …`; empty
/// where it is no such formula. Its parts were checked.
class PlainFormula {
 public:
  PlainFormula(const CheckContext& context, const ast::Expr& expr);

  /// Empty where something in it is no number, or a number has a unit of its own.
  const std::string& text() const { return text_; }
  /// With `round` where the result is shown and has to be exact, and with its unit.
  std::string WithUnit(const Unit& unit, bool is_rounded) const;

  bool HasMeasured() const { return measured_ > 0; }
  /// Some number in it is added to, or multiplied with, what is measured.
  bool HasPlainNumber() const { return has_plain_number_; }
  /// What is measured is in several units.
  bool HasSeveralUnits() const { return has_several_units_; }
  /// Its numbers without a unit would have to be such that the result is in `unit`: each stands
  /// beside something measured in a sum, and all is in that very unit.
  bool Follows(const Unit& unit) const;

 private:
  std::string Write(const ast::Expr& expr, int strength);
  std::string WriteSigned(const ast::Expr& expr, const SignOfFormula& sign, int strength);
  std::string WriteSpan(const ast::Expr& expr);
  std::string WriteCall(const ast::Expr& expr);
  std::string WriteMeasured(const ast::Expr& expr, std::string text);
  std::string Fail();
  bool FindUnit(const ast::Expr& expr, std::optional<Unit>& unit) const;

  const CheckContext& context_;
  const ast::Expr& expr_;
  std::string text_;
  bool is_written_ = true;
  bool is_sum_ = false;
  bool is_inexact_ = false;
  int measured_ = 0;
  bool has_plain_number_ = false;
  bool has_several_units_ = false;
  std::vector<Unit> units_;
};

}  // namespace mgl

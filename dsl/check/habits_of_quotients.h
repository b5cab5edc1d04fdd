// What authors of spreadsheets compute by a quotient: weeks or years of days, one blood pressure of
// two.
#pragma once

#include <optional>
#include <string>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"

namespace mgl {

/// What to write for a quotient; empty message: it is none of these.
struct QuotientSaid {
  std::string message;
  std::string help;
  bool is_comparison = false;  // the help stands for the comparison around
};

/// `(today - last_period) / 7`, where its first operand counts days; `around`: the comparison that
/// it is the left side of, or null.
QuotientSaid DividedDays(const ast::Expr& quotient, const ast::Expr* around);
/// `systolic / diastolic >= 140/90`, of two pressures.
QuotientSaid DividedPressures(const ast::Expr& comparison);
/// `41+3` of `41 + 3`; empty: it is no such sum.
std::string AgePulledApart(const ast::Expr& sum);

}  // namespace mgl

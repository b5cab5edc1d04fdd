// Numbers that do not depend on the patient.
#pragma once

#include <optional>

#include "dsl/check/check.h"

namespace mgl {

/// The value of an expression that is written numbers and what + - * / make of them, also through
/// defines; in the unit of its type. Empty where it is none, or long to compute. Operands must have
/// been checked.
std::optional<Rational> ConstantValue(const ast::Expr& expr, const Resolution& resolution,
                                      const Checked& checked);

/// A number as written, exactly, in `unit`; empty where it does not convert.
std::optional<Rational> ValueIn(const ast::Quantity& quantity, const Unit& unit,
                                const Substance* substance);

}  // namespace mgl

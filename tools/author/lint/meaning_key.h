// Expressions as texts that are equal where they say the same.
#pragma once

#include <string>

#include "dsl/ast/ast.h"

namespace mgl {

/// A text that is equal for expressions that say the same in other words: operands of `and`, `or`
/// and sums in another order, `a < b` for `b > a`, 1 g for 1000 mg.
std::string MeaningKey(const ast::Expr* expr);
std::string MeaningKey(const ast::Quantity& quantity);

/// Equal for rules that do the same.
std::string ActionsKey(const ast::Rule& rule);

}  // namespace mgl

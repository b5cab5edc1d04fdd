// The syntax tree as text, without places: for tests that compare what two texts say.
#pragma once

#include <string>

#include "dsl/ast/ast.h"

namespace mgl {

/// One line a declaration, its parts as nested lists.
std::string DumpAst(const ast::File& file);

/// One expression, as a nested list: `(and severe (< age 60 years))`.
std::string DumpExpression(const ast::Expr& expr);

}  // namespace mgl

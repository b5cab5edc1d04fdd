// What comparisons mean to each other.
#pragma once

#include "dsl/ast/ast_expression.h"

namespace mgl {

/// The comparison that says the same with its sides exchanged: `a < b` is `b > a`.
constexpr ast::Comparison Mirrored(ast::Comparison comparison) {
  switch (comparison) {
    case ast::Comparison::kLess:
      return ast::Comparison::kGreater;
    case ast::Comparison::kLessEqual:
      return ast::Comparison::kGreaterEqual;
    case ast::Comparison::kGreater:
      return ast::Comparison::kLess;
    case ast::Comparison::kGreaterEqual:
      return ast::Comparison::kLessEqual;
    case ast::Comparison::kEqual:
    case ast::Comparison::kNotEqual:
      break;
  }
  return comparison;
}

}  // namespace mgl

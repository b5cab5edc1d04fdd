// Parts of a syntax tree that no text has.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "dsl/ast/ast.h"

namespace mgl {

/// Expressions that nobody wrote, at the place of what they stand for.
class ExpressionMaker {
 public:
  explicit ExpressionMaker(ast::File& file) : file_(file) {}

  ast::ExprPtr Make(ast::ExprKind kind, Span place) {
    auto expr = std::make_unique<ast::Expr>();
    expr->kind = kind;
    expr->span = expr->operator_span = place;
    expr->id = file_.expression_count++;
    return expr;
  }
  template <typename... Children>
  ast::ExprPtr Make(ast::ExprKind kind, Span place, Children... children) {
    ast::ExprPtr expr = Make(kind, place);
    (expr->children.push_back(std::move(children)), ...);
    return expr;
  }
  ast::ExprPtr Name(const std::string& name, Span place) {
    ast::ExprPtr expr = Make(ast::ExprKind::kName, place);
    expr->name = {name, place};
    return expr;
  }
  /// Surely one, and surely not the other.
  ast::ExprPtr But(ast::ExprPtr one, ast::ExprPtr other) {
    const Span place = one->span;
    return Make(ast::ExprKind::kAnd, place, std::move(one),
                Make(ast::ExprKind::kNot, place, std::move(other)));
  }
  ast::ExprPtr Either(ast::ExprPtr one, ast::ExprPtr other) {
    const Span place = one->span;
    return Make(ast::ExprKind::kOr, place, std::move(one), std::move(other));
  }

 private:
  ast::File& file_;
};

}  // namespace mgl

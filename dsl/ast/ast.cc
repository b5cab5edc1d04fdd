// What all declarations have in common, and what the list of expressions says of each kind.
#include "dsl/ast/ast.h"

#include <cstdlib>

namespace mgl::ast {

const DeclarationBase& Base(const Declaration& declaration) {
  return std::visit([](const DeclarationBase& base) -> const DeclarationBase& { return base; },
                    declaration);
}

ExprFamily FamilyOf(ExprKind kind) {
  switch (kind) {
#define MGL_EXPRESSION(name, family) \
  case ExprKind::name:               \
    return ExprFamily::family;
#include "dsl/ast/expression_kind.def"
  }
  std::abort();
}

std::string_view JoiningWords(ExprKind kind) {
  if (kind == ExprKind::kCount) return "";
#define MGL_JOINED(name, words, order) \
  if (kind == ExprKind::name) return words;
#include "dsl/ast/expression_kind.def"
  return "";
}

bool MayBeReordered(ExprKind kind) {
  enum Order { kInOrder, kAnyOrder };
#define MGL_JOINED(name, words, order) \
  if (kind == ExprKind::name) return (order) == kAnyOrder;
#include "dsl/ast/expression_kind.def"
  return false;
}

}  // namespace mgl::ast

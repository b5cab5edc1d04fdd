// What all declarations have in common.
#include "dsl/ast.h"

namespace mgl::ast {

const DeclarationBase& Base(const Declaration& declaration) {
  return std::visit([](const DeclarationBase& base) -> const DeclarationBase& { return base; },
                    declaration);
}

}  // namespace mgl::ast

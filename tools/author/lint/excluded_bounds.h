// Bounds of one number that exclude each other, and where `or` may have been meant.
#pragma once

#include <optional>
#include <string>

#include "tools/author/lint/rules.h"

namespace mgl {

/// Two bounds of one number that no value meets both, among the parts of a condition.
struct ExcludedBounds {
  const ast::Expr* first = nullptr;
  const ast::Expr* second = nullptr;
  std::string why;   // `potassium` cannot be below 3.5 mmol/L and above 5.5 mmol/L at once
  std::string help;  // what to write where one of them is enough
};
std::optional<ExcludedBounds> FindExcludedBounds(const LintInput& input,
                                                 const ast::Expr& condition);

}  // namespace mgl

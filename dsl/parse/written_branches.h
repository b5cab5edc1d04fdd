// Values by condition in one expression, as programs, spreadsheets and databases write them.
#pragma once

#include <string_view>
#include <vector>

namespace mgl {

/// A value, and its condition as written; empty: otherwise.
struct Branch {
  std::string_view value;
  std::string_view condition;
};

/// `IF(a, b, c)`, `if a then b else c`, `case when a then b when c then d else e end`, `a ? b : c`,
/// each with others inside. Empty where it is none of these.
std::vector<Branch> BranchesIn(std::string_view text);

}  // namespace mgl

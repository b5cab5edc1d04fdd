// What to write of grades and of the grading that has them. Part of check.h's phase.
#pragma once

#include <string>
#include <string_view>

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

/// `"I", "IIa", "IIb", "III"`: the grades of ESC where rules use them, else those that rules use,
/// if they are none of the gradings that the language knows.
std::string GradesUsed(const Resolution& resolution);

/// `1A` in the words of GRADE: `strong` and `high`; empty for other grades.
struct GradePair {
  std::string_view strength;
  std::string_view certainty;
};
GradePair PairOfGrade(const std::string& grade);

/// What to write for a grade `1A` in the line `what` of a rule, whose other line may be there;
/// empty for other grades.
std::string HelpForPair(const ast::Rule& rule, std::string_view what, const ast::Name& grade);

/// The whole way to a rule with a grade, in a guideline that has no grading.
std::string HelpForUngraded(const Resolution& resolution, const ast::Rule& rule);

}  // namespace mgl

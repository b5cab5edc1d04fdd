// The grades of a recommendation as a line says them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// `strong` and `high` of `1A`, `strong, high`, `Class I`; of two grades of one kind, both, and
/// which it is remains open.
struct GradesSaid {
  std::vector<std::string_view> strengths;
  std::vector<std::string_view> certainties;
};
GradesSaid ReadGrades(std::string_view said);
/// What to write for them at the line at `at` of a rule, which may have one of the lines `strength`
/// and `certainty` already; empty: it says no grade.
std::string GradeLinesAt(std::string_view text, std::size_t at, std::string_view said);

}  // namespace mgl

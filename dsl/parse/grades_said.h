// The grades of a recommendation as a line says them.
#pragma once

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
/// They as the lines `strength` and `certainty`, or empty.
std::string GradeLines(std::string_view said);

}  // namespace mgl

// A `review by` or `valid … until` that lies before the as-of date.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintPastDate(const LintInput& input, Diagnostics& found) {
  const auto check = [&](const std::optional<ast::DateText>& date, std::string_view message,
                         std::string_view help) {
    if (!date || date->day >= input.as_of) return;
    found.push_back({DiagnosticKind::kPastDate,
                     date->span,
                     fmt::format(fmt::runtime(message), FormatDay(date->day)),
                     std::string(help),
                     {}});
  };
  const ast::Guideline& guideline = *input.names().guideline;
  check(guideline.review_by, "the guideline should have been reviewed by {}",
        "review it, then write the date of the next review");
  check(guideline.valid_until, "the guideline was valid until {}",
        "use the version that replaces it, or write until when it is valid");
}

}  // namespace mgl

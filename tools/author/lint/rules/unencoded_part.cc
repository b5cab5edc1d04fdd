// The list of what the source does not say and what the file leaves out.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintUnencodedPart(const LintInput& input, Diagnostics& found) {
  const auto report = [&](const ast::DeclarationBase& part, const std::optional<ast::Text>& because,
                          std::string_view says) {
    const std::string reason = because ? ": " + because->text : "";
    found.push_back({DiagnosticKind::kUnencodedPart,
                     part.title->span,
                     fmt::format("{} \"{}\"{}", says, part.title->text, reason),
                     "",
                     {}});
  };
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    if (const auto* silent = std::get_if<ast::Silent>(&declaration)) {
      report(*silent, silent->because, "the source is silent on");
    } else if (const auto* left_out = std::get_if<ast::LeftOut>(&declaration)) {
      report(*left_out, left_out->because, "the file leaves out");
    }
  }
}

}  // namespace mgl

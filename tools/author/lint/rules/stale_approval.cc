// Approvals of another content than the file has. What was approved is the text without the lines
// of its approvals, which can only be written afterwards.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
void LintStaleApproval(const LintInput& input, Diagnostics& found) {
  const std::vector<ast::Approval>& approvals = input.names().guideline->approvals;
  if (approvals.empty()) return;
  const std::string& content = input.compiled.guideline.header.content_hash;
  for (const ast::Approval& approval : approvals) {
    if (LowerCase(approval.hash.text) == content) continue;
    found.push_back(
        {DiagnosticKind::kStaleApproval,
         approval.hash.span,
         fmt::format("\"{}\" approved another content on {}", approval.by.text,
                     FormatDay(approval.on.day)),
         fmt::format("after a new approval write `for {}`, the hash of the content now", content),
         {}});
  }
}

}  // namespace mgl

// Approvals of another content than the file has. What was approved is the text without the lines
// of its approvals, which can only be written afterwards.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

std::string Lowercase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

}  // namespace

void FindStaleApprovals(const LintInput& input, Diagnostics& found) {
  const std::vector<ast::Approval>& approvals = input.names.guideline->approvals;
  if (approvals.empty()) return;
  const std::string& content = input.guideline.header.content_hash;
  for (const ast::Approval& approval : approvals) {
    if (Lowercase(approval.hash.text) == content) continue;
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

// Approvals of another content than the file has. What was approved is the text without the lines
// of its approvals, which can only be written afterwards.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dsl/content_hash.h"
#include "tools/lint/rules.h"

namespace mgl {
namespace {

std::string Lowercase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::string TextWithoutApprovals(const LintInput& input) {
  std::string text(input.source.text());
  for (const ast::Approval& approval : input.names.guideline->approvals) {
    // Only blanks and comments stand between the keyword and the text behind `by`.
    const std::size_t begin = text.rfind("approved", approval.by.span.begin);
    const std::size_t end = approval.hash.span.end;
    for (std::size_t i = begin; i < end; ++i) {
      if (text[i] != '\n') text[i] = ' ';
    }
  }
  return text;
}

}  // namespace

void FindStaleApprovals(const LintInput& input, Diagnostics& found) {
  const std::vector<ast::Approval>& approvals = input.names.guideline->approvals;
  if (approvals.empty()) return;
  const std::string content = ContentHash(TextWithoutApprovals(input));
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

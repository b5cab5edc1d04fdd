// Examples whose expectations nobody has confirmed, in a guideline that says of some who did, or
// that has generated ones: those expect what the guideline decides, right or wrong.
#include <fmt/format.h>

#include "dsl/text/source.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintUnconfirmedExample(const LintInput& input, Diagnostics& found) {
  const std::vector<const ast::Example*>& examples = input.names().examples;
  const ast::Example* first = nullptr;
  std::size_t unconfirmed = 0;
  for (const ast::Example* example : examples) {
    if (!example->confirmations.empty()) continue;
    if (first == nullptr) first = example;
    ++unconfirmed;
  }
  const bool has_generated =
      input.compiled.text.source.text().find("# generated: confirm") != std::string_view::npos;
  const bool is_used = unconfirmed < examples.size() || has_generated;
  if (first == nullptr || !is_used) return;
  found.push_back(
      {DiagnosticKind::kUnconfirmedExample,
       first->title ? first->title->span : first->keyword,
       fmt::format("{} of {} {} not confirmed by anybody", unconfirmed,
                   Counted(examples.size(), "example"), unconfirmed == 1 ? "is" : "are"),
       "read what each expects, and where it is right, write below it who says so and when: "
       "`confirmed by \"A. Author\" on 2026-03-01`",
       {}});
}

}  // namespace mgl

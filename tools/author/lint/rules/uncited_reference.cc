// References that no statement cites.
#include <fmt/format.h>

#include <set>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintUncitedReference(const LintInput& input, Diagnostics& found) {
  std::set<std::string_view> cited;
  const auto add = [&](const ast::Provenance& provenance) {
    for (const ast::Citation& citation : provenance.citations) cited.insert(citation.key.text);
  };
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    add(ast::Base(declaration).provenance);
  }
  for (const ast::Ambiguity* ambiguity : input.names().ambiguities) {
    for (const ast::Reading& reading : ambiguity->readings) add(reading.provenance);
  }
  for (const ast::Reference* reference : input.names().references) {
    if (cited.contains(reference->name.text)) continue;
    found.push_back({DiagnosticKind::kUncitedReference,
                     reference->name.span,
                     fmt::format("nothing cites the reference `{}`", reference->name.text),
                     fmt::format("write `cite {}` under what it supports, or remove the reference",
                                 reference->name.text),
                     {}});
  }
}

}  // namespace mgl

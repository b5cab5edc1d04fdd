#include "dsl/resolve/accepted.h"

#include <fmt/format.h>

namespace mgl {

const ast::DeclarationBase* AcceptedBy(const Resolution& resolution, const ast::Name& of) {
  if (!of.is_label) {
    const Symbol symbol = resolution.FindWithOptions(of.text);
    if (symbol.kind != SymbolKind::kNone) return DeclarationOf(resolution, symbol);
    const bool is_own =
        resolution.guideline != nullptr && resolution.guideline->name.text == of.text;
    return is_own ? resolution.guideline : nullptr;
  }
  const auto find = [&](const auto& declarations) -> const ast::DeclarationBase* {
    for (const auto* declaration : declarations) {
      if (declaration->title && declaration->title->text == of.text) return declaration;
    }
    return nullptr;
  };
  if (const auto* example = find(resolution.examples)) return example;
  if (const auto* property = find(resolution.properties)) return property;
  return find(resolution.contraindications);
}

void FindAccepted(const ast::Accept& accept, const Resolution& resolution, NameFinder& finder,
                  Diagnostics& diagnostics) {
  if (!accept.of || AcceptedBy(resolution, *accept.of) != nullptr) return;
  if (!accept.of->is_label) {
    finder.Find(*accept.of, NamePlace::kDeclared);
    return;
  }
  diagnostics.push_back(
      {DiagnosticKind::kUnknownName,
       accept.of->span,
       "no example, promise, caution or contraindication has this title",
       fmt::format("write the title as it stands there, or leave it out: `accept {} because \"…\"` "
                   "accepts the finding wherever it is",
                   accept.name.text),
       {}});
}

}  // namespace mgl

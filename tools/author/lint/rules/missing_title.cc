// Declarations that people see by their title and that have none.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// What the declaration is called where it needs a title.
struct TitledKind {
  std::string_view operator()(const ast::DeclarationBase&) const { return ""; }
  std::string_view operator()(const ast::Guideline&) const { return "guideline"; }
  std::string_view operator()(const ast::Fact&) const { return "fact"; }
  std::string_view operator()(const ast::Range&) const { return "range"; }
  std::string_view operator()(const ast::Threshold&) const { return "threshold"; }
  std::string_view operator()(const ast::Define& define) const {
    return define.is_result ? "result" : "definition";
  }
  std::string_view operator()(const ast::Ambiguity&) const { return "ambiguity"; }
  std::string_view operator()(const ast::Table&) const { return "table"; }
  std::string_view operator()(const ast::Score&) const { return "score"; }
  std::string_view operator()(const ast::Medication&) const { return "medication"; }
  std::string_view operator()(const ast::Diet&) const { return "diet"; }
  std::string_view operator()(const ast::Contraindication& contraindication) const {
    return contraindication.blocks ? "contraindication" : "caution";
  }
  std::string_view operator()(const ast::Rule&) const { return "rule"; }
  std::string_view operator()(const ast::Recheck&) const { return "recheck"; }
};

}  // namespace

void LintMissingTitle(const LintInput& input, Diagnostics& found) {
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const std::string_view what = std::visit(TitledKind{}, declaration);
    const ast::DeclarationBase& base = ast::Base(declaration);
    const bool has_title = base.title && !base.title->text.empty();
    if (what.empty() || has_title) continue;
    const bool is_named = !base.name.text.empty();
    found.push_back(
        {DiagnosticKind::kMissingTitle,
         PlaceOf(base),
         is_named ? fmt::format("the {} `{}` has no title", what, base.name.text)
                  : fmt::format("the {} has no title", what),
         is_named ? fmt::format("write `{} \"…\"`", base.name.text) : "write its title in quotes",
         {}});
  }
}

}  // namespace mgl

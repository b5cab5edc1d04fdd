// Declarations that nothing uses and that are no part of the answer themselves.
#include <fmt/format.h>

#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

class UnusedFinder {
 public:
  UnusedFinder(const LintInput& input, Diagnostics& found)
      : used_(SymbolsUsed(input)), found_(found) {}

  template <typename Declaration>
  void Find(const std::vector<const Declaration*>& declarations, SymbolKind kind,
            std::string_view what, std::string_view help) {
    for (std::uint32_t i = 0; i < declarations.size(); ++i) {
      const ast::DeclarationBase& declaration = *declarations[i];
      if (used_.contains({kind, i}) || IsAnswer(*declarations[i])) continue;
      found_.push_back({DiagnosticKind::kUnusedDeclaration,
                        declaration.name.span,
                        fmt::format("nothing uses the {} `{}`", what, declaration.name.text),
                        std::string(help),
                        {}});
    }
  }

 private:
  static bool IsAnswer(const ast::Define& define) { return define.is_result; }
  static bool IsAnswer(const ast::DeclarationBase&) { return false; }

  const UsedSymbols& used_;
  Diagnostics& found_;
};

}  // namespace

void LintUnusedDeclaration(const LintInput& input, Diagnostics& found) {
  constexpr std::string_view kInCondition = "use it in a condition, or remove it";
  UnusedFinder finder(input, found);
  finder.Find(input.names().thresholds, SymbolKind::kThreshold, "threshold", kInCondition);
  finder.Find(input.names().ranges, SymbolKind::kRange, "range", kInCondition);
  finder.Find(input.names().defines, SymbolKind::kDefine, "definition", kInCondition);
  finder.Find(input.names().ambiguities, SymbolKind::kAmbiguity, "ambiguity", kInCondition);
  finder.Find(input.names().medications, SymbolKind::kMedication, "medication",
              "name it in a rule's action, or remove it");
  finder.Find(input.names().diets, SymbolKind::kDiet, "diet",
              "name it in a rule's `advise`, or remove it");
}

}  // namespace mgl

// Runs the compiler and, over a text without errors, each rule of rules.def.
#include "tools/author/lint/lint.h"

#include <algorithm>
#include <vector>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

struct LintRule {
  DiagnosticKind kind;
  void (*find)(const LintInput& input, Diagnostics& found);
};

/// `kNeedlessAccept` looks at what the others found and comes last, before it `kNotDecided`, which
/// lists what they could not decide; the order of the others is all the same, since findings are
/// sorted.
std::vector<LintRule> MakeRules() {
  std::vector<LintRule> rules = {
#define MGL_LINT_RULE(kind, function) {DiagnosticKind::kind, function},
#include "tools/author/lint/rules.def"
#undef MGL_LINT_RULE
  };
  // Not of std::ranges: clang 14 cannot read subranges of GCC 12's library.
  std::stable_partition(rules.begin(), rules.end(), [](const LintRule& rule) {
    return rule.kind != DiagnosticKind::kNeedlessAccept;
  });
  std::stable_partition(rules.begin(), rules.end() - 1, [](const LintRule& rule) {
    return rule.kind != DiagnosticKind::kNotDecided;
  });
  return rules;
}

/// A number that two rows have is two rows for one patient: it is told as the number.
void RemoveToldTwice(Diagnostics& found) {
  std::vector<Span> shared;
  for (const Diagnostic& finding : found) {
    if (finding.kind == DiagnosticKind::kSharedBound) shared.push_back(finding.span);
  }
  std::erase_if(found, [&](const Diagnostic& finding) {
    if (finding.kind != DiagnosticKind::kOverlappingRows) return false;
    return std::ranges::any_of(shared, [&](Span bound) {
      const auto is_in = [&](Span row) { return row.begin <= bound.begin && bound.end <= row.end; };
      return is_in(finding.span) || is_in(finding.labels[0].span);
    });
  });
}

void RemoveAccepted(const CompiledText& text, Diagnostics& found) {
  std::vector<const ast::Accept*> accepts;
  for (const ast::Declaration& declaration : text.file->declarations) {
    if (const auto* accept = std::get_if<ast::Accept>(&declaration)) accepts.push_back(accept);
  }
  std::erase_if(found, [&](const Diagnostic& finding) {
    const auto accepts_it = [&](const ast::Accept* accept) {
      return Accepts(*accept, text.names, finding);
    };
    return !IsLanguageError(Info(finding.kind)) && std::ranges::any_of(accepts, accepts_it);
  });
}

}  // namespace

bool Accepts(const ast::Accept& accept, const Resolution& names, const Diagnostic& finding) {
  if (FindDiagnosticKind(accept.name.text) != &Info(finding.kind)) return false;
  if (!accept.of) return true;
  const ast::DeclarationBase* const of =
      DeclarationOf(names, names.FindWithOptions(accept.of->text));
  return of != nullptr && of->span.begin <= finding.span.begin && finding.span.begin < of->span.end;
}

Diagnostics Lint(const CompileResult& compiled, const LintOptions& options) {
  Diagnostics found = compiled.text->diagnostics;
  if (compiled.guideline != nullptr) {
    Proofs proofs(compiled.guideline->guideline, options.as_of);
    const LintInput input{*compiled.guideline, options.as_of, proofs};
    static const std::vector<LintRule> kRules = MakeRules();
    for (const LintRule& rule : kRules) rule.find(input, found);
    RemoveToldTwice(found);
    RemoveAccepted(*compiled.text, found);
  }
  ApplyLevels(options.levels, found);
  SortDiagnostics(found);
  return found;
}

}  // namespace mgl

// Runs the compiler and, over a text without errors, each rule of rules.def.
#include "tools/author/lint/lint.h"

#include <ctime>
#include <set>

#include "dsl/compile.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

using LintRule = void (*)(const LintInput& input, Diagnostics& found);

constexpr LintRule kRules[] = {
#define MGL_LINT_RULE(kind, function) function,
#include "tools/author/lint/rules.def"
#undef MGL_LINT_RULE
};

/// The local date.
Day Today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return *DayFromDate(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

void RemoveAccepted(const ast::File& file, Diagnostics& found) {
  std::set<const DiagnosticKindInfo*> accepted;
  for (const ast::Declaration& declaration : file.declarations) {
    if (const auto* accept = std::get_if<ast::Accept>(&declaration)) {
      accepted.insert(FindDiagnosticKind(accept->name.text));
    }
  }
  std::erase_if(found, [&](const Diagnostic& diagnostic) {
    const DiagnosticKindInfo& info = Info(diagnostic.kind);
    return !IsLanguageError(info) && accepted.contains(&info);
  });
}

}  // namespace

Diagnostics Lint(const SourceFile& source, const LintOptions& options) {
  CompileResult compiled = Compile(source);
  Diagnostics found = std::move(compiled.diagnostics);
  if (compiled.guideline != nullptr) {
    const CompiledText& text = *compiled.text;
    const Day as_of = options.as_of.value_or(Today());
    const LintInput input{source, text.file, text.names, text.checked, *compiled.guideline, as_of};
    for (const LintRule rule : kRules) rule(input, found);
    RemoveAccepted(text.file, found);
  }
  ApplyLevels(options.levels, found);
  SortDiagnostics(found);
  return found;
}

}  // namespace mgl

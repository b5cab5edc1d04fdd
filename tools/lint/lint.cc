// Runs the compiler and, over a text without errors, each rule of rules/.
#include "tools/lint/lint.h"

#include <algorithm>
#include <set>

#include "dsl/compile.h"
#include "dsl/parse.h"
#include "tools/lint/rules.h"

namespace mgl {
namespace {

std::set<std::string> AcceptedCodes(const ast::File& file) {
  std::set<std::string> codes;
  for (const ast::Declaration& declaration : file.declarations) {
    if (const auto* accept = std::get_if<ast::Accept>(&declaration)) {
      codes.insert(accept->name.text);
    }
  }
  return codes;
}

}  // namespace

Diagnostics Lint(const SourceFile& source) {
  CompileResult compiled = Compile(source);
  Diagnostics found = std::move(compiled.diagnostics);
  if (compiled.guideline == nullptr) return found;
  const ParseResult parsed = Parse(source);
  FindMissingScope(parsed.file, found);
  FindRechecksWithoutTolerance(parsed.file, found);
  const std::set<std::string> accepted = AcceptedCodes(parsed.file);
  std::erase_if(found, [&](const Diagnostic& diagnostic) {
    const DiagnosticKindInfo& info = Info(diagnostic.kind);
    return info.level != Level::kError && accepted.contains(std::string(info.code));
  });
  SortDiagnostics(found);
  return found;
}

}  // namespace mgl

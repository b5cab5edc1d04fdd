// Runs the phases in order; each sees what the one before could read, so one run reports every
// mistake.
#include "dsl/compile.h"

#include <iterator>
#include <utility>

#include "dsl/check/check.h"
#include "dsl/lower/lower.h"
#include "dsl/parse/parse.h"
#include "dsl/resolve/resolve.h"

namespace mgl {
namespace {

void Append(Diagnostics& all, Diagnostics more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

CompileResult Compile(const SourceFile& source) {
  CompileResult result;
  result.text = std::make_unique<CompiledText>();
  CompiledText& text = *result.text;
  ParseResult parsed = Parse(source);
  text.file = std::move(parsed.file);
  Append(result.diagnostics, std::move(parsed.diagnostics));
  ResolveResult resolved = Resolve(*text.file);
  text.names = std::move(resolved.resolution);
  Append(result.diagnostics, std::move(resolved.diagnostics));
  CheckResult checked = Check(*text.file, text.names);
  text.checked = std::move(checked.checked);
  Append(result.diagnostics, std::move(checked.diagnostics));
  if (!HasErrors(result.diagnostics)) {
    LowerResult lowered = Lower(source, *text.file, text.names, text.checked);
    Append(result.diagnostics, std::move(lowered.diagnostics));
    text.expression_nodes = std::move(lowered.expression_nodes);
    if (!HasErrors(result.diagnostics)) result.guideline = std::move(lowered.guideline);
  }
  SortDiagnostics(result.diagnostics);
  return result;
}

}  // namespace mgl

// Runs the phases in order; each sees what the one before could read, so one run reports every
// mistake.
#include "dsl/compile.h"

#include <iterator>
#include <memory>
#include <utility>

#include "dsl/compile_changed.h"
#include "dsl/lower/lower.h"
#include "dsl/parse/parse.h"
#include "dsl/reread/mend_actions.h"
#include "dsl/reread/mend_commas.h"
#include "dsl/reread/mend_help.h"
#include "dsl/reread/mend_units.h"
#include "dsl/reread/propose.h"
#include "dsl/reread/tried_proposals.h"
#include "dsl/resolve/resolve.h"

namespace mgl {
namespace {

void Append(Diagnostics& all, Diagnostics more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

using TreeChange = std::function<void(ast::File& file, const SourceFile& source)>;

/// Reads a text as far as it can be read; the proposals of its messages are not tried.
std::shared_ptr<CompiledGuideline> CompileOnce(SourceFile source, const TreeChange& change = {}) {
  const auto compiled = std::make_shared<CompiledGuideline>(
      CompiledGuideline{{std::move(source), {}, {}, {}, {}}, {}, {}});
  CompiledText& text = compiled->text;
  ParseResult parsed = Parse(text.source);
  if (change) change(*parsed.file, text.source);
  text.file = std::move(parsed.file);
  Append(text.diagnostics, std::move(parsed.diagnostics));
  ResolveResult resolved = Resolve(*text.file);
  text.names = std::move(resolved.resolution);
  Append(text.diagnostics, std::move(resolved.diagnostics));
  CheckResult checked = Check(*text.file, text.names);
  text.checked = std::move(checked.checked);
  Append(text.diagnostics, std::move(checked.diagnostics));
  ProposeConditions(text.source, text.names, text.diagnostics);
  MendHoursOfRechecks(text.source, text.diagnostics);
  MendStartsOfRechecks(text.source, text.diagnostics);
  MendLevels(text.source, text.diagnostics);
  MendSwappedWarnings(text.source, text.diagnostics);
  MendSecondActions(text.source, text.diagnostics);
  MendVerbs(text.source, text.diagnostics);
  MendCommas(text.source, text.diagnostics);
  MendPartedUnits(text.source, text.diagnostics);
  MendShownConditions(text.source, text.names, text.diagnostics);
  if (!HasErrors(text.diagnostics)) {
    LowerResult lowered = Lower(text.source, *text.file, text.names, text.checked);
    Append(text.diagnostics, std::move(lowered.diagnostics));
    if (!HasErrors(text.diagnostics)) {
      compiled->guideline = std::move(lowered.guideline);
      compiled->expression_nodes = std::move(lowered.expression_nodes);
    }
  }
  SortDiagnostics(text.diagnostics);
  return compiled;
}

}  // namespace

Diagnostics MistakesOf(const SourceFile& source) {
  return std::move(CompileOnce(source)->text.diagnostics);
}

CompileResult CompileChanged(SourceFile source, const TreeChange& change) {
  std::shared_ptr<CompiledGuideline> compiled = CompileOnce(std::move(source), change);
  CompiledText& text = compiled->text;
  const bool has_errors = HasErrors(text.diagnostics);
  if (has_errors && !change) TryProposals(text.source, MistakesOf, text.diagnostics);
  CompileResult result;
  result.text = {compiled, &text};
  if (!has_errors) result.guideline = std::move(compiled);
  return result;
}

CompileResult Compile(SourceFile source) { return CompileChanged(std::move(source), {}); }

}  // namespace mgl

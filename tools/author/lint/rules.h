// The lint rules: one function and one file each, in rules/. Each appends its findings; what they
// mean is on the page beside the file.
#pragma once

#include <string_view>

#include "dsl/ast/ast.h"  // what rules look at
#include "dsl/compiled_guideline.h"
#include "dsl/join_guidelines.h"
#include "engine/value/calendar.h"
#include "tools/author/lint/proofs.h"

namespace mgl {

struct LintIndex;
struct LockFile;

/// What a rule may look at.
struct LintInput {
  const CompiledGuideline& compiled;
  Day as_of;       // the day on which dates have passed or not
  Proofs& proofs;  // of the compiled guideline
  LintIndex& index;
  /// Several guidelines that apply together, which are the compiled one; null where it is one.
  const JoinedGuidelines* joined = nullptr;
  /// Of a local version; null: it is not looked at.
  const LockFile* lock = nullptr;

  const Resolution& names() const { return compiled.text.names; }
};

/// Whether an `accept` is of this finding: of its kind, and where it names a declaration, there.
bool Accepts(const ast::Accept& accept, const CompiledText& text, const Diagnostic& finding);

/// Whether a finding of this kind stands within the place. Rules find in the order of their codes.
bool IsToldWithin(const Diagnostics& found, DiagnosticKind kind, Span place);

#define MGL_LINT_RULE(kind, function) void function(const LintInput& input, Diagnostics& found);
#include "tools/author/lint/rules.def"
#undef MGL_LINT_RULE

/// The page of the rule with this name (`missing-source`): Markdown, built into the program. Empty
/// where the name is no rule's.
std::string_view RulePage(std::string_view name);

}  // namespace mgl

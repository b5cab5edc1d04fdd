// The lint rules: one function and one file each, in rules/. Each appends its findings; what they
// mean is on the page beside the file.
#pragma once

#include <string_view>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "engine/model/guideline.h"
#include "engine/value/calendar.h"

namespace mgl {

/// What a rule may look at: one text without errors, as each phase of the compiler left it.
struct LintInput {
  const SourceFile& source;
  const ast::File& file;
  const Resolution& names;
  const Checked& checked;
  const Guideline& guideline;
  Day as_of = 0;  // the day on which dates have passed or not
};

#define MGL_LINT_RULE(kind, function) void function(const LintInput& input, Diagnostics& found);
#include "tools/author/lint/rules.def"
#undef MGL_LINT_RULE

/// The page of the rule with this name (`missing-source`): Markdown, built into the program. Empty
/// where the name is no rule's.
std::string_view RulePage(std::string_view name);

}  // namespace mgl

// A guideline with the text that it was compiled from: what tools hold and pass on.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/check/check.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "dsl/text/source.h"
#include "engine/model/guideline.h"

namespace mgl {

struct Assembly;

/// One text, with errors or without, as far as the compiler could read it. With errors declarations
/// may be missing, `names.guideline` null and types kError: what needs a text without errors takes
/// a CompiledGuideline.
///
/// The later parts point into the earlier ones, also after a move. There are no copies.
struct CompiledText {
  SourceFile source;
  std::shared_ptr<const ast::File> file;  // never null; the declarations that could be read
  Resolution names;
  Checked checked;
  Diagnostics diagnostics;  // of all phases, sorted by place; the linter's are not among them
  /// Of a text that was put together: of which files, and what is changed of them. Else null.
  std::shared_ptr<const Assembly> assembly;
};

/// A text without errors and what it means. It owns all its parts. Compile() makes it, nothing
/// changes it afterwards, and any number of threads may read it at once.
struct CompiledGuideline {
  CompiledText text;  // its diagnostics are warnings at most
  Guideline guideline;
  /// By Expr::id: the node that holds the expression's value. Empty for literals that became part
  /// of their comparison, and for expressions of `suspect when` alone.
  std::vector<std::optional<NodeId>> expression_nodes;
};

}  // namespace mgl

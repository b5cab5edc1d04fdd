// The whole way from text to a guideline that runs.
#pragma once

#include <memory>

#include "dsl/check/check.h"
#include "dsl/diagnostic/diagnostic.h"
#include "engine/model/guideline.h"

namespace mgl {

/// What the phases made of one text on the way, for tools that look at more than the guideline. The
/// later ones point into the earlier ones.
struct CompiledText {
  std::shared_ptr<const ast::File> file;  // never null
  Resolution names;
  Checked checked;
  /// By Expr::id: the node that holds the expression's value (see lower.h).
  std::vector<std::optional<NodeId>> expression_nodes;
};

struct CompileResult {
  std::unique_ptr<Guideline> guideline;  // null where there are errors
  std::unique_ptr<CompiledText> text;    // never null; what could be read
  Diagnostics diagnostics;               // sorted by place
};

CompileResult Compile(const SourceFile& source);

}  // namespace mgl

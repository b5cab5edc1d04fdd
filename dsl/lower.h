// The checked syntax tree to the engine's guideline and evaluation graph.
#pragma once

#include <memory>

#include "dsl/check.h"
#include "engine/guideline.h"

namespace mgl {

struct LowerResult {
  std::unique_ptr<Guideline> guideline;
  Diagnostics diagnostics;  // only limits: too many nodes
};

/// Requires a file without errors.
LowerResult Lower(const SourceFile& source, const ast::File& file, const Resolution& resolution,
                  const Checked& checked);

}  // namespace mgl

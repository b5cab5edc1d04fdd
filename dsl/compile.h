// The whole way from text to a guideline that runs.
#pragma once

#include <memory>

#include "dsl/diagnostic.h"
#include "engine/guideline.h"

namespace mgl {

struct CompileResult {
  std::unique_ptr<Guideline> guideline;  // null where there are errors
  Diagnostics diagnostics;               // sorted by place
};

CompileResult Compile(const SourceFile& source);

}  // namespace mgl

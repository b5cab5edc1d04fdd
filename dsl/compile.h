// The whole way from text to a guideline that runs.
#pragma once

#include <memory>

#include "dsl/compiled_guideline.h"

namespace mgl {

struct CompileResult {
  std::shared_ptr<const CompiledText> text;  // never null; the guideline's where it has one
  std::shared_ptr<const CompiledGuideline> guideline;  // null where the text has errors
};

/// Never fails: what is wrong with the text is in its diagnostics.
CompileResult Compile(SourceFile source);

/// What is wrong with a text, as the phases see it: the proposals are not tried.
Diagnostics MistakesOf(const SourceFile& source);

}  // namespace mgl

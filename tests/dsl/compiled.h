// Texts that tests need as guidelines.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <utility>

#include "dsl/compile.h"

namespace mgl {

/// The test fails where the text has errors.
inline std::shared_ptr<const CompiledGuideline> Compiled(SourceFile source) {
  CompileResult result = Compile(std::move(source));
  if (result.guideline == nullptr) {
    for (const Diagnostic& diagnostic : result.text->diagnostics) {
      MESSAGE(RenderText(diagnostic, result.text->source, false));
    }
    FAIL("the text has errors");
  }
  return result.guideline;
}

}  // namespace mgl

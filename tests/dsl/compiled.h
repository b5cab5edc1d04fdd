// Texts that tests need as guidelines.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "dsl/assemble/named_files.h"
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

/// A text as if it stood in the file, with the files that it names from there.
inline SourceFile AtItsPlace(const std::string& path, std::string text) {
  return WithOtherFiles(SourceFile(path, std::move(text)), [](const std::string& other) {
    std::ifstream file(other, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return file ? OtherFile{content.str(), std::nullopt}
                : OtherFile{{}, Error{"`" + other + "` cannot be read", ""}};
  });
}

}  // namespace mgl

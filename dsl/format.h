// The one layout of .mgl text.
#pragma once

#include <optional>
#include <string>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

struct FormatResult {
  std::optional<std::string> text;  // empty where the text has errors of syntax
  Diagnostics diagnostics;          // these errors
};

/// The text in the one layout: comments stay, meaning is unchanged, formatting twice equals once.
FormatResult Format(const SourceFile& source);

}  // namespace mgl

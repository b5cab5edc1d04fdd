// Mistakes and findings that have one right form: written in it, without a change of meaning.
#pragma once

#include <cstddef>
#include <string>

#include "dsl/text/source.h"
#include "tools/author/lint/lint.h"

namespace mgl {

struct Mended {
  std::string text;
  std::size_t places = 0;  // that were changed; 0: the text is as it was
};

/// Applies the edits of all that Lint finds but proposals, and those of what is seen only then,
/// until there are none: of errors, warnings and infos, not of what is accepted or off. It has as
/// many lines as before.
Mended Mend(const SourceFile& source, const LintOptions& options);

/// What was changed, as `diff -u` shows it; both texts have as many lines. Empty where nothing was.
std::string UnifiedDiff(const std::string& path, std::string_view before, std::string_view after);

}  // namespace mgl

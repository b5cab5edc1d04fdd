// Findings known again in a later version of the text.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

/// For each finding 16 hexadecimal digits that say what it is about: its code, the declaration that
/// it is in, the words there and the words of its message. Layout, comments and lines do not
/// matter, nor does the name of the file. Findings that are equal so far are counted in their
/// order: no two of a file have one fingerprint.
std::vector<std::string> Fingerprints(const CompiledText& text, const Diagnostics& findings);

}  // namespace mgl

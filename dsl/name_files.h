// Of a guideline of several files: which of them says what, and what local versions changed of it.
#pragma once

#include "dsl/compiled_guideline.h"

namespace mgl {

/// Sets Provenance::file, level and changed of all that was lowered.
void NameFiles(CompiledGuideline& compiled);

/// Of a named declaration of a text of several files: Provenance::file, level and changed. Of
/// others they are empty.
Provenance OriginOf(const CompiledText& text, std::string_view name);

/// The changes and withdrawals that are of this declaration: "hospital: we are dialysed".
std::vector<std::string> ChangesOf(const Assembly& assembly, std::string_view name);

}  // namespace mgl

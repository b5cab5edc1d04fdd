// Bare words that are choices in the file that says them, and names once other files stand beside
// it.
#pragma once

#include "dsl/assemble/assemble.h"

namespace mgl {

/// Adds the places of the words in expressions of another file that are no names there.
void AddChoiceWords(const OtherText& other, std::set<PlaceInFile>& choices);

/// Words of `taken.choices` that are names in the assembled text, each declaration that makes them
/// so once; and values of an untyped result, define or table of the first file that came with a
/// file that is used, though nobody asked for them by name. `source`, `file`, `names`: of the
/// assembled text.
Diagnostics FindCapturedWords(const SourceFile& source, const ast::File& file,
                              const Resolution& names, const Assembly& assembly,
                              const TakenNames& taken);

}  // namespace mgl

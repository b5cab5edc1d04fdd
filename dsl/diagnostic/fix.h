// What the edits of a diagnostic come to.
#pragma once

#include <string>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// Whether its edits can be written without a question: they are no proposal, each stays within its
/// line (but for line ends), and nothing of what its author wrote is lost or added to
/// (KeepWhatIsSaid).
bool HasSafeFix(const Diagnostic& diagnostic, const SourceFile& source);

/// What its edits do, for people: its help, or what is written.
std::string FixTitle(const Diagnostic& diagnostic);

}  // namespace mgl

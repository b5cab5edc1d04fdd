// Proposals for conditions that cannot be read: each is tried before it is made.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "dsl/text/source.h"

namespace mgl {

/// Where a message's help shows no more than the form (Diagnostic::is_open), and its line is a
/// condition that prose says, the help becomes that condition in the language's own form. It is
/// only proposed if the text that has it has one mistake less, and none in that line. The first
/// few; none in very large texts.
void ProposeConditions(const SourceFile& source, const Resolution& names, Diagnostics& diagnostics);

}  // namespace mgl

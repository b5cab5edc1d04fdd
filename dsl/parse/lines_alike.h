// A mistake seldom stands in one line alone: who writes one item of a list so writes all of them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The lines that are skipped behind the mistake at `stop`, of which the last of `diagnostics` says
/// how to write its line anew: each that can be written anew too gets a diagnostic of its own.
void AddLinesAlike(const SourceFile& source, StopPlace stop, Span skipped,
                   Diagnostics& diagnostics);

/// `- confusion 1`: the line without its mark, written anew.
std::optional<Diagnostic> MarkedLine(const Place& place);

}  // namespace mgl

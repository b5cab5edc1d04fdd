// The declarations and readings of a text as statements about the source.
#pragma once

#include <vector>

#include "tools/author/trace/trace.h"

namespace mgl {

/// In the order of the text; places as written, sections not yet looked for.
std::vector<TracedStatement> TraceStatements(const CompiledGuideline& compiled);

TraceHeader MakeTraceHeader(const CompiledGuideline& compiled);

}  // namespace mgl

// The declarations and readings of a text as statements about the source.
#pragma once

#include <vector>

#include "tools/author/trace/trace.h"

namespace mgl {

/// In the order of the text; places as written, sections not yet looked for.
std::vector<TracedStatement> TraceStatements(const SourceFile& source, const CompiledText& text);

TraceHeader MakeTraceHeader(const CompiledText& text, const GuidelineHeader& header);

}  // namespace mgl

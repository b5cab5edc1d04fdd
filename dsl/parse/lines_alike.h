// A mistake seldom stands in one line alone: who writes one item of a list so writes all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The lines that are skipped behind the mistake at `stop`, of which the last of `diagnostics` says
/// how to write its line anew: each that can be written anew too gets a diagnostic of its own.
void AddLinesAlike(const SourceFile& source, StopPlace stop, Span skipped,
                   Diagnostics& diagnostics);

/// What was found begins a line under a declaration.
bool IsOwnLine(const Place& place);
/// From `at` to the end of its line, and the same of the lines below it that are indented.
std::vector<std::string_view> LinesFrom(std::string_view text, std::size_t at);
/// `` `a`, `b` and `c` ``.
std::string JoinedLines(const std::vector<std::string>& lines);

/// The message of a line that has a mark before its keyword: `- when fever`.
inline constexpr std::string_view kMarkedLine = "a line begins with its keyword, without a mark";
/// `- confusion 1`: the line without its mark, written anew.
std::optional<Diagnostic> MarkedLine(const Place& place);

}  // namespace mgl

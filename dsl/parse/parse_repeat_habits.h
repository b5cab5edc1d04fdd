// Tests that are done again, said where a rule or a medication stands. Each help is the recheck
// that says it.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `recheck potassium in 2 weeks`, `potassium every week until normal` as the first line of a
/// recheck, at the margin or under a rule or medication; `until not fever` in one.
std::optional<Diagnostic> RecheckInOneLine(const Place& place);

/// `monitor potassium weekly` as a line under a rule or a medication.
std::optional<Diagnostic> RepeatedLine(const Place& place);

/// The same behind `then` or `and`, of the line `said` that begins with its verb.
std::optional<Diagnostic> RepeatedAction(const Place& place, std::string_view said, Span span);

}  // namespace mgl

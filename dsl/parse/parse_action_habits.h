// Messages about what a rule does and what an example expects, written as in prose.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A line of the text declares `name` with one of the keywords.
bool IsDeclared(std::string_view text, std::string_view name,
                std::initializer_list<std::string_view> keywords);

/// `then must give x`, `then do not give x`, `then x`.
std::optional<Diagnostic> ActionByProse(const Place& place);
/// `then "Call"`, `give "Potassium"`, `give a and b`, `give a 30 mL iv`.
std::optional<Diagnostic> ActionByHabit(const Place& place);
/// `expect x is yes`, `expect x = yes`, `given a 1 kg and b yes`.
std::optional<Diagnostic> CaseByHabit(const Place& place);
/// `assumed "ward practice"`, `cite "NICE 2015"`.
std::optional<Diagnostic> OriginByHabit(const Place& place);
/// `cite ESC 2021, p. 34`.
std::optional<Diagnostic> CitedByProse(const Place& place);
/// `applies to adults`.
std::optional<Diagnostic> ScopeByHabit(const Place& place);

}  // namespace mgl

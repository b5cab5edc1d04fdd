// Messages about lines that are written as elsewhere: how often a dose is given, what a rule does,
// routes, limits, titles in the place of names.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `twice daily`, `3x daily`, `2 times per day`.
std::optional<Diagnostic> DoseFrequency(const Place& place);
/// `max 100 mmol`.
std::optional<Diagnostic> DoseMaximum(const Place& place);
/// `route i.v.`.
std::optional<Diagnostic> ShortRoute(const Place& place);
/// `then "Call"`, `give "Potassium"`, `give a and b`.
std::optional<Diagnostic> ActionByHabit(const Place& place);
/// A title where a name belongs: `expect "Give tablets" yes`.
std::optional<Diagnostic> TitleForName(const Place& place);
/// `for 3 months` under a recheck.
std::optional<Diagnostic> RecheckEnd(const Place& place);
/// `accept L0501 NAME because`.
/// `is yes or no`, `is male/female`.
std::optional<Diagnostic> ChoicesByHabit(const Place& place);
/// A choice that is a word of the language and begins a line.
std::optional<Diagnostic> ChoiceBeginsLine(const Place& place);
/// `else` in a rule.
std::optional<Diagnostic> ElseInRule(const Place& place);

}  // namespace mgl

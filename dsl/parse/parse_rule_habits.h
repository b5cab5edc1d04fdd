// Messages about rules as order sets and decision tables write them. Each help is the author's own
// action or line in the form that works.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `give a or b`, `give a, b`, `order a, b`, `advise "X" and "Y"`, `avoid a or b`.
std::optional<Diagnostic> ActionList(const Place& place);
/// `switch a to b`, `monitor a weekly`, `admit`, `alert "X"`, `set a = yes`.
std::optional<Diagnostic> ActionVerb(const Place& place);
/// `give "Oxygen 15 L/min"`, of what is not declared.
std::optional<Diagnostic> ActionOnText(const Place& place);
/// `give a for 7 days`, `refer "X" within 2 weeks`, `give a urgently`.
std::optional<Diagnostic> ActionTail(const Place& place);
/// `else give b`, `otherwise …`, `else if x`.
std::optional<Diagnostic> OtherwiseInRule(const Place& place);
/// `urgency within 2 hours`, `grade 1A`, `priority 1`, `dose 5 mg` under a rule.
std::optional<Diagnostic> RuleLine(const Place& place);
/// `now`, `today` or `routine` for `within 2 hours`, `immediate`; empty: not known.
std::string_view UrgencyMeant(std::string_view said);
/// `high`, `medium`: how urgent, which says no time.
bool IsLevel(std::string_view said);
/// `overrides "Title"`, `overrides a and b`, `overridden by a`.
std::optional<Diagnostic> OverridesByHabit(const Place& place);
/// `rule "Title" name`, `rule 1.2 "Title"`, `rule when x then y`.
std::optional<Diagnostic> RuleHead(const Place& place);
/// `expect give a`.
std::optional<Diagnostic> ExpectedAction(const Place& place);
/// `order egfr and ECG`: of what some is not declared.
std::optional<Diagnostic> ThingsInList(const Place& place);

}  // namespace mgl

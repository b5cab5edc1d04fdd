// What a rule says around a place, as plain text: its conditions, its action, who gives what.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace mgl {

/// With a capital first letter, without quotes.
std::string AsTitle(std::string_view words);
/// The title of the declaration, option or part with this name, without quotes; else the name in
/// words.
std::string TitleOfName(std::string_view text, std::string_view name);
/// The opposite of a condition: `not a`, `not (a and b)`.
std::string Negated(std::string_view condition);
/// A medication, option or part.
bool IsTreatmentName(std::string_view text, std::string_view name);
/// A fact, threshold, define, result, score, table or ambiguity.
bool IsConditionName(std::string_view text, std::string_view name);
/// A title that says a condition: with the titles of what it names.
std::string TitleOfCondition(std::string_view text, std::string_view condition);
/// The condition of the declaration's lines `when` and `unless` above `at`: `a and b and not (c)`.
std::string ConditionAbove(std::string_view text, std::size_t at);
/// The `when` of the lines below, up to the next declaration.
std::string WhenBelow(std::string_view text, std::size_t at);
/// The medication of its action above `at`, or empty.
std::string_view GivenAbove(std::string_view text, std::size_t at);
/// The rule whose action names it, or empty.
std::string_view RuleGiving(std::string_view text, std::string_view treatment);
/// The rule with this title, with or without quotes and capitals, or empty.
std::string_view RuleTitled(std::string_view text, std::string_view title);
/// What stands behind `dose` under the medication, or empty.
std::string_view DoseOfMedication(std::string_view text, std::string_view name);

}  // namespace mgl

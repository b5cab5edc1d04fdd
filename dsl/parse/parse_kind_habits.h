// What facts and tables are, as forms and programs name kinds that the language has not.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `is any of (copd, diabetes)`: each is a fact of its own.
std::optional<Diagnostic> TickListByHabit(const Place& place);
/// `is boolean`, with the line `default false` below it.
std::optional<Diagnostic> BooleanByHabit(const Place& place);
/// `is integer`, with or without the line `unit ng/mL` below it.
std::optional<Diagnostic> NumberKindByHabit(const Place& place);
/// `row < 3 mg gives half dose`.
std::optional<Diagnostic> CellOfWords(const Place& place);
/// `gives dose`, `gives advice`.
std::optional<Diagnostic> TextKindByHabit(const Place& place);
/// `grading "ESC"`, `grading ESC/EACTS`.
std::optional<Diagnostic> GradingByHabit(const Place& place);
/// `yes` of `true`, `no` of `false`; else as it is.
std::string_view AnswerMeant(std::string_view said);

/// Texts that facts cannot be: what a condition asks of such a text is said at the fact, once; the
/// rows of a table of texts, at its first line.
void JoinTextFacts(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl

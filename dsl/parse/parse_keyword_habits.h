// Words that begin lines in other guideline and rule formats: CQL, decision tables, programs.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A word that is known here.
bool IsForeignKeyword(std::string_view word);
/// `library x version '1'`, `valueset "X": '…'`, `hit policy F`, `let k = potassium`.
std::optional<Diagnostic> ForeignKeyword(const Place& place);

}  // namespace mgl

// Facts and their lines as forms, spreadsheets and programs declare them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The kind is what is wrong: nothing is said of numbers that the fact has in another kind.
inline constexpr std::string_view kUnitBehindIn = "a number with a unit is written with `in`";

/// `is datetime`, `is number in mg/dL`, `in mmol/L potassium`, `(yes/no)`, `in % predicted`.
std::optional<Diagnostic> FactKindByHabit(const Place& place);
/// `range 1 to 12 mmol/L`, `loinc 2823-3`, `if missing, no`, `precision 0.1 kg`.
std::optional<Diagnostic> FactLineByHabit(const Place& place);

}  // namespace mgl

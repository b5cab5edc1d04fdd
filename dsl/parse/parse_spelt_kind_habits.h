// Kinds that are said by how their values are spelt: `is DD/MM/YYYY`, `is I-IV`.
#pragma once

#include <optional>
#include <string>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `is DD/MM/YYYY`: how dates are spelt.
std::optional<Diagnostic> DateFormAsKind(const Place& place);
/// `is I-IV`: classes in their order.
std::optional<Diagnostic> ClassesAsKind(const Place& place);
/// `mg`, where all rows of the table at the place give a number in it; else empty.
std::string UnitOfRows(const Place& place);

}  // namespace mgl

// What to write where a number is in a unit of another kind than what it is compared with. Part of
// check.h's phase.
#pragma once

#include <string>

#include "dsl/check/check_quantities.h"

namespace mgl {

/// What the unit measures; what has a body surface in it is no speed.
std::string ReadingOf(const Unit& unit);

/// One sentence, for a value whose unit measures something else than the subject's. `file`: where
/// the size of the body may be declared.
std::string DimensionHelp(const Measured& subject, const Measured& value, const ast::File& file);

/// `m` is metre and `W` is watt where a time is meant: the time to write; else empty.
std::string TimeMeant(const ast::Quantity& quantity, bool may_be_minutes);

}  // namespace mgl

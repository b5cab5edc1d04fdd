// What to write where a number has no unit, or a word for a count in place of one.
#pragma once

#include <string>
#include <string_view>

#include "dsl/check/check_quantities.h"

namespace mgl {

/// The unit of the subject, where the number is plausible in it; else the one in which it is.
std::string MissingUnitHelp(const Measured& subject, const Measured& value, const ast::File& file);

/// `1.5 lakh`, `150 thousand`, with their volume; empty: the word counts nothing. `number` may be
/// empty.
std::string CountWordHelp(std::string_view number, std::string_view word);

/// For a unit that there is not; of a number as written, or of a fact.
std::string UnknownUnitHelp(std::string_view code, bool is_literal);

}  // namespace mgl

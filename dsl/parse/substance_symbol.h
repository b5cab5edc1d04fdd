// Substances as laboratories abbreviate them.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `potassium` of `K+`, `calcium` of `Ca2+`, `bicarbonate` of `HCO3-`; empty: no symbol.
std::string_view SubstanceOfSymbol(std::string_view symbol);

/// The same, or the word itself where it is no symbol.
inline std::string_view SubstanceCalled(std::string_view word) {
  const std::string_view name = SubstanceOfSymbol(word);
  return name.empty() ? word : name;
}

/// `in mmol/L of K+`, whose sign is none of the language's.
std::optional<Diagnostic> SubstanceBySymbol(const Place& place);

}  // namespace mgl

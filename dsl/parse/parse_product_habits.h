// Doses that say their product beside the amount: `500 mL 0.9% saline`, `100 mcg 1-2 puffs`.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `dose 100 mcg 1-2 puffs`, `dose 2 tablets of 500 mg`: pieces and what one of them holds.
std::optional<Diagnostic> PiecesInDose(const Place& place);
/// `dose 500 mL 0.9% saline over 15 min`: what is given is said by the title.
std::optional<Diagnostic> ProductInDose(const Place& place);

}  // namespace mgl

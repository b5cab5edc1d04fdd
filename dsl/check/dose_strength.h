// A dose that is a volume beside what is said of it as a mass: the strength says how they compare.
#pragma once

#include <string>

#include "dsl/ast/ast_fwd.h"
#include "engine/unit/unit.h"

namespace mgl {

/// `dose` is a volume, perhaps per time or body size, and the other a mass, perhaps per time.
bool IsMassOfVolume(const Unit& mass, const Unit& dose);

/// The help for a cap of one dose, `at most 1 g per dose`, of doses in `dose_unit`.
std::string HelpForMassCap(const ast::Medication& medication, const ast::Quantity& most,
                           const Unit& dose_unit);
/// The help for `limit 4 g per day`: of what it is, and how much of that the dose has.
std::string HelpForMassLimit(const ast::Medication& medication, const ast::Limit& limit);

}  // namespace mgl

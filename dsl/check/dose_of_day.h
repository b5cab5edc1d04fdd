// An amount of a day, and what is said of one dose of it.
#pragma once

#include <string>

#include "dsl/ast/ast_fwd.h"

namespace mgl {

/// The help where `80 mg/kg/day every 12 hours` says how often twice; empty where none follows.
std::string HelpForOftenTwice(const ast::Dose& dose, const ast::QuantitySpan& amount);

/// All that stands behind the amount but `when`: ` every 8 hours by weight`.
std::string BehindAmount(const ast::Dose& dose);
/// `at most 4 g per dose`, with these words.
bool IsMostOfDose(const ast::Quantity& most);
/// `15 mg/kg every 6 hours at most 1 g per dose` with `by weight` where it belongs; empty where it
/// is no amount of a weight, or says more.
std::string DoseByWeight(const ast::Dose& dose);
/// The help where it stands behind an amount of a day, or of an hour.
std::string HelpForMostOfDose(const ast::Dose& dose, const ast::Quantity& most);

}  // namespace mgl

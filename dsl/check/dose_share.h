// A dose that is said as a share of another one: `dose 50% when renal_impairment`.
#pragma once

#include <string>

#include "dsl/ast/ast_fwd.h"

namespace mgl {

/// An amount in `%`.
bool IsShare(const ast::Quantity& amount);
/// What to write in its place, worked out of the one other dose of the medication where there is
/// one.
std::string HelpForShare(const ast::Medication& medication, const ast::Dose& dose);

}  // namespace mgl

// Doses that are the same for every patient, beside the limits of a medication.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/compiled_guideline.h"

namespace mgl {

/// A dose that is more than a limit of its medication allows.
struct DoseOverLimit {
  PlannedLimit planned;
  /// In the limit's time: "2400 mg per day"; "at least 4800 mg per day" where that is the least.
  std::string comes_to;
};
/// Of the least amount, given as seldom as the dose says: then all of the dose is over the limit.
/// Of the most, given as often as it says: then some of it is. Doses by body size have none.
std::vector<DoseOverLimit> LimitsExceeded(const ast::Medication& medication, const ast::Dose& dose,
                                          const Checked& checked, DoseEnd end);

}  // namespace mgl

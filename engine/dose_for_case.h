// What a dose by body size is for one patient.
#pragma once

#include <string>
#include <vector>

#include "engine/decision.h"

namespace mgl {

struct DoseForCase {
  std::uint32_t dose = 0;  // of Medication::doses
  Value amount;            // in the unit of the dose's amount; from the least to the most
  std::string text;        // "750 mg every 8 hours, as 3 x 250 mg"; empty where it is missing
  std::vector<std::uint32_t> over_limits;  // of Medication::limits
  std::vector<std::uint32_t> may_be_over;  // the size is uncertain
  bool is_nothing = false;                 // it is rounded down to zero
};

/// The dose has an amount.
DoseForCase DescribeDose(const Medication& medication, std::uint32_t dose,
                         const Decision& decision);

/// All that DescribeDose reads.
std::vector<NodeId> NodesOf(const Medication::Amount& amount);

/// What is to be told of a dose that is in force: "over the limit: paracetamol, 4 g per day".
/// `may_be` too: what is not known for sure.
std::vector<std::string> DoseWarnings(const Medication& medication, std::uint32_t dose,
                                      const Decision& decision, bool may_be);

}  // namespace mgl

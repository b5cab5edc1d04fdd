// What a dose by body size is for one patient.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// What is given together with an amount.
struct PartForCase {
  std::string text;  // "150 mg of clavulanate"
  std::string of;
  std::optional<Interval> number;  // in `unit`; empty: the same for everybody, as written
  std::string unit;
};

struct DoseForCase {
  std::uint32_t dose = 0;  // of Medication::doses
  Value amount;            // in the unit of the dose's amount; from the least to the most
  std::string
      text;  // "750 mg every 8 hours, as 3 x 250 mg", "nothing that can be given"; empty: missing
  std::vector<PartForCase> parts;  // where the amount is not missing
  std::string worked_out;          // "780 mg at weight 31.2 kg": before rounding, caps and limits
  std::vector<std::uint32_t> over_limits;  // of Medication::limits: lessened to stay within
  std::vector<std::uint32_t> may_be_over;  // the size is uncertain
};

/// Whether some dose is by body size.
bool HasAmounts(const Medication& medication);

/// The dose has an amount.
DoseForCase DescribeDose(const Medication& medication, std::uint32_t dose,
                         const Decision& decision);

/// All that DescribeDose and DoseWarnings read, but for what is only shown.
std::vector<NodeId> NodesOf(const Medication::Amount& amount);

/// Whether DoseWarnings may tell something in some case.
bool MayWarnOfDoses(const Medication& medication);

/// What is to be told of the doses of a medication that is given: "no dose of paracetamol holds",
/// "over the limit: paracetamol, 4 g per day".
std::vector<std::string> DoseWarnings(const Medication& medication, const Decision& decision);

}  // namespace mgl

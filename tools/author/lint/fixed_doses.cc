#include "tools/author/lint/fixed_doses.h"

#include <fmt/format.h>

namespace mgl {

std::vector<DoseOverLimit> LimitsExceeded(const ast::Medication& medication, const ast::Dose& dose,
                                          const Checked& checked, DoseEnd end) {
  std::vector<DoseOverLimit> over;
  if (dose.by) return over;
  for (const PlannedLimit& planned : LimitsOfFixedDose(medication, dose, checked, end)) {
    const bool is_most = end == DoseEnd::kMost;
    const Rational& times = is_most ? planned.times_most : planned.times_least;
    if (times <= planned.value) continue;
    const ast::Limit& limit = medication.limits[planned.limit];
    const Rational all = limit.amount.number.value * times / planned.value;
    const bool is_span = !dose.amount.high || !dose.amount.low || !dose.amount.low_closed ||
                         dose.amount.high->number.value != dose.amount.low->number.value ||
                         planned.times_most != planned.times_least;
    const char* const some = is_span && !is_most ? "at least " : "";
    over.push_back(
        {planned, fmt::format("{}{} {}", some, FormatShown(all), limit.amount.unit->code)});
  }
  return over;
}

}  // namespace mgl

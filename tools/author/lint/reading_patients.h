// For whom readings of an ambiguity part: whom a rule is for by one of them and not by another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/author/lint/rules.h"

namespace mgl {

/// A rule that is yes by another reading than the adopted one and no by that, or the reverse.
struct ReadingsPart {
  std::uint32_t reading = 0;  // the other
  std::uint32_t rule = 0;
  bool is_more = false;  // yes by the other reading
  std::string for_whom;  // "for serum_magnesium below 1.2 mg/dL"
  /// The patient as an example by the other reading.
  std::string example;
};
/// Of an ambiguity that adopts a reading, and these rules. What is told was decided by both
/// readings. What is not decided is kept as open, at `place`.
std::vector<ReadingsPart> PatientsBetweenReadings(const Guideline& guideline,
                                                  std::uint32_t ambiguity,
                                                  const std::vector<std::uint32_t>& rules,
                                                  Span place, const LintInput& input);

/// "also for serum_magnesium below 1.2 mg/dL", "not for …": of the other reading.
std::string PartInWords(const ReadingsPart& part);

}  // namespace mgl

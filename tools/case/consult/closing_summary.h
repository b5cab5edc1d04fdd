// The end of a consultation: what applies, results, rechecks, what could not be decided and why,
// warnings, and what the guideline is.
#pragma once

#include <string>
#include <vector>

#include "tools/case/consult/outcome_text.h"

namespace mgl {

/// A titled list; a line that begins with a blank belongs to the one before it.
struct SummarySection {
  std::string title;
  std::vector<std::string> lines;
};

/// "reading of iv_indication: broad (not the adopted one)", a line each.
std::vector<std::string> ReadingLines(const Guideline& guideline, const EvaluationOptions& options);

/// Sections without a line are left out.
std::vector<SummarySection> ClosingSummary(const CompiledGuideline& compiled,
                                           Consultation& consultation);

}  // namespace mgl

#include "tools/author/lint/search_reason.h"

namespace mgl {

const char* SearchReasonText(PatientSearch::Reason reason) {
  switch (reason) {
    case PatientSearch::Reason::kComputedNumbers:
      return "it depends on computed numbers that the search could not settle";
    case PatientSearch::Reason::kOpenDefault:
      return "it depends on a date whose default does not say the day";
    case PatientSearch::Reason::kNothing:
    case PatientSearch::Reason::kBudget:
      break;
  }
  return "the search for a patient became too long";
}

}  // namespace mgl

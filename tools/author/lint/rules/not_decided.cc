// What the other rules asked of all patients and could not decide.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

std::string_view Why(PatientSearch::Reason reason) {
  switch (reason) {
    case PatientSearch::Reason::kBudget:
      return "there are too many cases to look at";
    case PatientSearch::Reason::kComputedNumbers:
      return "it hangs on numbers or dates of several facts together";
    case PatientSearch::Reason::kOpenDefault:
      return "it hangs on a date whose default does not say the day";
    case PatientSearch::Reason::kNothing:
      break;
  }
  return "";
}

}  // namespace

void LintNotDecided(const LintInput& input, Diagnostics& found) {
  for (const Proofs::Undecided& open : input.proofs.undecided()) {
    found.push_back({DiagnosticKind::kNotDecided,
                     open.place,
                     fmt::format("not decided whether {}: {}", open.question, Why(open.reason)),
                     "",
                     {}});
  }
}

}  // namespace mgl

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
  return "whoever was found is decided otherwise by one of the guidelines alone";
}

/// What to do about numbers of several facts together.
std::string_view HelpFor(const Proofs::Undecided& open) {
  switch (open.second) {
    case Proofs::Second::kNone:
      return "Z3, which decides more of such questions, is not part of this program";
    case Proofs::Second::kNotThere:
      return "install Z3, which decides more of such questions (Debian: `libz3-4`)";
    case Proofs::Second::kNotAsked:
    case Proofs::Second::kAsked:
      break;
  }
  return "";
}

}  // namespace

void LintNotDecided(const LintInput& input, Diagnostics& found) {
  for (const Proofs::Undecided& open : input.proofs.undecided()) {
    found.push_back(
        {DiagnosticKind::kNotDecided,
         open.place,
         fmt::format(
             "not decided whether {}: {}{}", open.question, Why(open.reason),
             open.second == Proofs::Second::kAsked ? ", and Z3 does not decide it either" : ""),
         std::string(HelpFor(open)),
         {}});
  }
}

}  // namespace mgl

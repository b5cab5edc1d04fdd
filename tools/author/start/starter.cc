// The text is one that the linter has nothing against but what it says of every draft.
#include "tools/author/start/starter.h"

#include "dsl/parse/written_name.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kBegin =
    R"mgl(# A guideline to start from: it works, and nothing in it is true. Change every line.

guideline )mgl";

constexpr std::string_view kRest = R"mgl( "Low potassium: an example, not for the care of patients"
  language mgl 1
  version 0.1.0
  status draft
  intended use "Trying out the guideline language; not for the care of patients"
  not for "Use without a clinician"
  applies when adult
  author unknown
  encoder "Your name"
  grading none

# The document that is written down here. `from line 1` below is a place in it.
source "Title of the document"
  kind secondary
  author unknown
  edition 1
  address https://example.org

# What can be known of a patient. A number has its unit.
fact age "Age" in whole years
  plausible 0 to 130 years
fact serum_potassium "Serum potassium" in mmol/L of potassium
  plausible 1 to 12 mmol/L
  ask "What is the most recent serum potassium?"
fact muscle_weakness "Muscle weakness" is yes/no

# The numbers of the document, each once.
threshold adult "Adult" age at least 18 years
  assumed because "the document names no age"
threshold low_potassium "Low potassium" serum_potassium below 3.5 mmol/L
  from line 1

# When to do what.
rule show_clinician "Show the patient to a clinician"
  when low_potassium and muscle_weakness
  then note "Low potassium with weakness: have a clinician look at it today"
  from line 2

# Patients, and what must come out: both sides of the number, and a value that is missing.
example "low, with weakness"
  given age 60 years, serum_potassium 3.4 mmol/L, muscle_weakness yes
  expect show_clinician yes
example "at its bound it is not low"
  like "low, with weakness"
  given serum_potassium 3.5 mmol/L
  expect show_clinician no
example "low, without weakness"
  like "low, with weakness"
  given muscle_weakness no
  expect show_clinician no
example "nobody has measured"
  given age 60 years, muscle_weakness yes
  expect show_clinician unknown
)mgl";

}  // namespace

const char* const kStarterCase = "anna,60,3.4,yes";

std::string StarterGuideline(std::string_view name) {
  return std::string(kBegin) + std::string(name) + std::string(kRest);
}

std::string NameFrom(std::string_view written) {
  if (const std::size_t slash = written.rfind('/'); slash != std::string_view::npos) {
    written.remove_prefix(slash + 1);
  }
  constexpr std::string_view kEnding = ".mgl";
  if (written.ends_with(kEnding)) written.remove_suffix(kEnding.size());
  std::string name;
  // `schwäche` as messages write it: `schwaeche`.
  const std::string spelt = AsName(written);
  for (const char written_character : spelt.empty() ? written : std::string_view(spelt)) {
    const char c = LowerCase(written_character);
    const bool is_letter = c >= 'a' && c <= 'z';
    if (is_letter || (IsDigit(c) && !name.empty())) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

}  // namespace mgl

// A medication as an order calls it, with its dose: the declaration that it needs.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// `potassium chloride 40 mmol/day orally`, of what is not declared.
struct MedicationSaid {
  std::string name;      // `potassium_chloride`; empty: no name is said
  std::string declared;  // `medication potassium_chloride "…"` with its lines, as a help says it
};
MedicationSaid ReadMedication(std::string_view text, std::string_view said);

/// `write `then give potassium_chloride`, and declare …` for an action on what is not declared;
/// empty where no name is said.
std::string ActionOnUndeclared(std::string_view text, std::string_view verb, std::string_view said);

}  // namespace mgl

// Codes of terminologies by their form alone: their letters, digits and check digits.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// The last digit of a LOINC code with this number before its hyphen.
char LoincDigit(std::string_view number);
/// Whether the last digit of a SNOMED CT code belongs to the others (Verhoeff).
bool HasVerhoeffDigit(std::string_view code);

/// `loinc` of `2160-0`, `snomed` of `73211009`, `atc` of `A10BA02`, `icd10` of `E11.9`; empty: it
/// has the form of none of them or of several.
std::string_view SystemOfCode(std::string_view code);

/// What to write for a code without its system; `unit`: ` in mg/dL`, or empty.
std::string HelpForSystem(std::string_view code, std::string_view unit);

}  // namespace mgl

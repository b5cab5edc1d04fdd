// Codes of terminologies, and grades, as other systems write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// `code snomed 73211009` of `http://snomed.info/sct|73211009`, `SNOMED-CT 73211009 |term|`,
/// `loinc:2823-3`; empty where it is no such code.
std::string CodeMeant(std::string_view said);

/// `"I", "IIa", "IIb", "III"`: all grades of ESC or of ACC/AHA where those used are of them, else
/// those used.
std::string GradesMeant(std::vector<std::string_view> used);

}  // namespace mgl

// How tests are usually declared, by what they are called: for messages only, never a meaning.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// A test that people know by name: `creatinine`, `HbA1c`, `ECG`.
struct TestForm {
  std::string title;               // `HbA1c`
  std::vector<std::string> kinds;  // `in mmol/mol of hba1c`, `in % of hba1c`: the usual ones
};
/// By its name, also with the sample: `serum_creatinine`, `K+`. No kinds: it is not known.
TestForm FormOfTest(std::string_view name);

/// A test that is known, or what its last word says to be one: `blood cultures`.
bool IsTest(std::string_view said);
/// One test, with and without its sample: `potassium_level` and `serum_potassium`.
bool IsSameTest(std::string_view name, std::string_view other);
/// Both are known, and they are two: `potassium_level` and `magnesium_level`.
bool AreOtherTests(std::string_view name, std::string_view other);

/// The fact's declaration, and in which other unit it is usual: `fact creatinine "Creatinine" in
/// umol/L of creatinine` or `in mg/dL of creatinine`, in the unit that is meant. Of a test that is
/// not known, both kinds that a test can be. `title`: empty where there is none.
std::string DeclarationOfTest(std::string_view name, std::string_view title = {});

/// `in mmol/L of potassium` for `in mmol/L` of a test that is known, else `kind`.
std::string WithSubstance(std::string_view name, std::string_view kind);

}  // namespace mgl

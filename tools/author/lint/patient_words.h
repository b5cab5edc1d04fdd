// Patients whom a proof is about, in the words of the guideline.
#pragma once

#include <string>
#include <vector>

#include "engine/model/case.h"
#include "engine/prove/find_patient.h"

namespace mgl {

/// How the patients of `set` differ from those of `among`: "age from 60 to 74 years, sex female";
/// empty where they do not.
std::string PatientsInWords(const Guideline& guideline, const FactValues& values,
                            const PatientSet& set, const PatientSet& among);

/// "bmi 30 kg/m2": what is computed of the patients. Empty where it has no name.
std::string ComputedInWords(const Guideline& guideline, const PatientFound::Computed& computed);

/// The patient as a declaration `example`, for the author to paste. It expects what is decided now
/// of the rules, defines and results with these names, or of the scope where there is none. It has
/// the day where dates are given, or `hangs_on_day`. Empty where a number has no end in decimals.
std::string PatientAsExample(const Guideline& guideline, const Case& patient,
                             const Decision& decision, Day as_of, const std::string& title,
                             const std::vector<std::string>& names, bool hangs_on_day = false);

}  // namespace mgl

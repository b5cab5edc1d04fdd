// The substances that ship with the project. Molar masses are sums of the standard atomic weights,
// abridged, IUPAC 2021 (https://doi.org/10.1515/pac-2019-0603): H 1.0080, Li 6.94, C 12.011,
// N 14.007, O 15.999, Na 22.990, Mg 24.305, P 30.974, Cl 35.45, K 39.098, Ca 40.078, Fe 55.845,
// Zn 65.38. Valence 0: the charge of what is measured is not one whole number.
//
// HbA1c has no molar mass here, but two scales: mmol/mol (IFCC) and % (NGSP, DCCT), related by the
// master equation of both, NGSP = 0.09148 IFCC + 2.152 (https://ngsp.org/ifccngsp.asp).
#include "engine/unit/substance.h"

#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace mgl {
namespace {

struct BuiltinSubstance {
  std::string_view name;
  std::string_view molar_mass;
  int valence;
};

constexpr BuiltinSubstance kBuiltinSubstances[] = {
    {"ammonia", "17.031", 0},      // NH3
    {"bicarbonate", "61.016", 1},  // HCO3-
    {"bilirubin", "584.673", 0},   // C33H36N4O6
    {"calcium", "40.078", 2},
    {"chloride", "35.45", 1},
    {"cholesterol", "386.664", 0},  // C27H46O, also for LDL and HDL cholesterol
    {"creatinine", "113.120", 0},   // C4H7N3O
    {"glucose", "180.156", 0},      // C6H12O6
    {"hydrogen", "1.0080", 1},
    {"iron", "55.845", 0},     // Fe2+ or Fe3+
    {"lactate", "90.078", 1},  // mass is reported as lactic acid, C3H6O3
    {"lithium", "6.94", 1},
    {"magnesium", "24.305", 2},
    {"phosphate", "30.974", 0},  // mass is reported as phosphorus; HPO4 2- and H2PO4-
    {"potassium", "39.098", 1},
    {"sodium", "22.990", 1},
    {"triglycerides", "885.453", 0},  // as triolein, C57H104O6
    {"urea", "60.056", 0},            // CH4N2O
    {"urea_nitrogen", "28.013", 0},   // N2 of urea, as laboratories state it (BUN)
    {"uric_acid", "168.112", 0},      // C5H4N4O3
    {"zinc", "65.38", 2},
};

using SubstanceMap = std::map<std::string, Substance, std::less<>>;

SubstanceMap MakeSubstances() {
  SubstanceMap substances;
  for (const BuiltinSubstance& builtin : kBuiltinSubstances) {
    const std::string name(builtin.name);
    const Rational molar_mass = ParseDecimal(builtin.molar_mass).value_or(0);
    substances.emplace(name, Substance{name, molar_mass, builtin.valence});
  }
  const Conversion to_ngsp{*ParseDecimal("0.09148"), *ParseDecimal("2.152")};
  substances.emplace("hba1c", Substance{"hba1c", 0, 0, {{"mmol/mol", "%", to_ngsp}}});
  return substances;
}

const SubstanceMap& BuiltinSubstances() {
  static const SubstanceMap substances = MakeSubstances();
  return substances;
}

}  // namespace

const Substance* FindBuiltinSubstance(std::string_view name) {
  const auto found = BuiltinSubstances().find(name);
  return found == BuiltinSubstances().end() ? nullptr : &found->second;
}

std::vector<std::string_view> BuiltinSubstanceNames() {
  std::vector<std::string_view> names;
  for (const auto& [name, substance] : BuiltinSubstances()) names.push_back(name);
  return names;
}

}  // namespace mgl

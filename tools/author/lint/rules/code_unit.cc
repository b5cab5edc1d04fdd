// Codes of facts against their units: LOINC codes whose property is known (loinc_property.def), and
// one code with units of two kinds. A unit that does not convert into the fact's is an error.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

enum class LoincProperty {
  kMassConcentration,
  kSubstanceConcentration,
  kNumberConcentration,
  kMassRatio
};

struct LoincCode {
  std::string_view code;
  LoincProperty property;
  std::string_view analyte;
};
constexpr LoincCode kLoincCodes[] = {
#define MGL_LOINC_PROPERTY(code, property, analyte) {code, LoincProperty::property, analyte},
#include "tools/author/lint/loinc_property.def"
#undef MGL_LOINC_PROPERTY
};

/// The property in words, and units that have it. LOINC counts equivalents as substance.
struct PropertyUnits {
  std::string_view words;
  std::string_view unit;
  std::string_view other_unit;
};
PropertyUnits UnitsOf(LoincProperty property) {
  switch (property) {
    case LoincProperty::kMassConcentration:
      return {"a mass concentration", "mg/dL", "mg/dL"};
    case LoincProperty::kSubstanceConcentration:
      return {"a substance concentration", "mmol/L", "mEq/L"};
    case LoincProperty::kNumberConcentration:
      return {"a number concentration", "10*9/L", "10*9/L"};
    case LoincProperty::kMassRatio:
      break;
  }
  return {"a mass ratio", "mg/g", "mg/g"};
}

bool IsLoinc(const ast::Name& system) { return EqualsIgnoringCase(system.text, "loinc"); }

bool HasDimension(std::string_view unit, const Dimension& dimension) {
  const Result<Unit> parsed = ParseUnit(unit);
  return parsed && parsed->dimension == dimension;
}

class CodeUnits {
 public:
  explicit CodeUnits(Diagnostics& found) : found_(found) {}

  void Add(const ast::FactCode& code, const Unit& unit) {
    const bool is_reported = IsLoinc(code.system) && !FitsLoinc(code, unit);
    const auto [entry, is_new] =
        first_.try_emplace({code.system.text, code.code.text}, code.span, unit);
    const auto& [first_span, first_unit] = entry->second;
    if (is_reported || is_new || first_unit.dimension == unit.dimension) return;
    found_.push_back(
        {DiagnosticKind::kCodeUnit,
         code.span,
         fmt::format("the code `{}` has a unit of {} here and of {} elsewhere", code.code.text,
                     DimensionReading(unit.dimension), DimensionReading(first_unit.dimension)),
         "results in units of different kinds have different codes: check both",
         {{first_span, fmt::format("here it is in `{}`", first_unit.code)}}});
  }

 private:
  /// Reports where not. Codes that are not listed fit.
  bool FitsLoinc(const ast::FactCode& code, const Unit& unit) {
    const auto* known = std::ranges::find(kLoincCodes, code.code.text, &LoincCode::code);
    if (known == std::end(kLoincCodes)) return true;
    const PropertyUnits units = UnitsOf(known->property);
    if (HasDimension(units.unit, unit.dimension) ||
        HasDimension(units.other_unit, unit.dimension)) {
      return true;
    }
    found_.push_back(
        {DiagnosticKind::kCodeUnit,
         code.unit ? code.unit->span : code.span,
         fmt::format("LOINC `{}` is {} of {}; `{}` is a unit of {}", known->code, units.words,
                     known->analyte, unit.code, DimensionReading(unit.dimension)),
         fmt::format("write a unit such as `{}`, or the code that belongs to `{}`", units.unit,
                     unit.code),
         {}});
    return false;
  }

  Diagnostics& found_;
  std::map<std::pair<std::string, std::string>, std::pair<Span, Unit>> first_;
};

}  // namespace

void LintCodeUnit(const LintInput& input, Diagnostics& found) {
  CodeUnits codes(found);
  for (std::size_t i = 0; i < input.names().facts.size(); ++i) {
    const ast::Fact& fact = *input.names().facts[i];
    if (fact.type != ast::FactType::kQuantity) continue;
    for (const ast::FactCode& code : fact.codes) {
      if (!code.unit) {
        codes.Add(code, input.compiled.text.checked.fact_units.at(i));
      } else if (const Result<Unit> unit = ParseUnit(code.unit->code)) {
        codes.Add(code, *unit);
      }
    }
  }
}

}  // namespace mgl

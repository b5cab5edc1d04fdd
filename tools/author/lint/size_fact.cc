#include "tools/author/lint/size_fact.h"

namespace mgl {

std::string SizeFact(const LintInput& input, const Unit& dose) {
  for (std::size_t i = 0; i < input.names().facts.size(); ++i) {
    const Unit& unit = input.compiled.text.checked.fact_units[i];
    const bool is_size = !unit.dimension.IsPlainNumber() && WithoutPer(dose, unit.dimension);
    if (is_size && IsBodySize(unit)) return input.names().facts[i]->name.text;
  }
  return "";
}

}  // namespace mgl

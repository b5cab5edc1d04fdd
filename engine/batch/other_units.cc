#include "engine/batch/other_units.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"

namespace mgl {

bool OtherUnits::Convert(FactId fact, std::string_view code, FixedPoint& number) {
  constexpr std::size_t kMostUnits = 16;  // of one fact
  std::vector<Known>& known = known_[Index(fact)];
  auto found = std::ranges::find(known, code, &Known::code);
  if (found == known.end()) {
    if (known.size() == kMostUnits) return false;
    const Result<Unit> unit = UnitInDataOf(guideline_.facts[Index(fact)], code, spellings_);
    std::optional<FixedConversion> conversion;
    bool is_other = false;
    if (unit) {
      conversion = plan_.ConversionOf(fact, *unit);
      is_other = IsOtherUnit(guideline_.facts[Index(fact)], *unit);
    }
    found = known.insert(known.end(), {std::string(code), conversion, is_other});
  }
  return found->conversion && found->conversion->Apply(number);
}

bool OtherUnits::IsOther(FactId fact, std::string_view code) const {
  const std::vector<Known>& known = known_[Index(fact)];
  const auto found = std::ranges::find(known, code, &Known::code);
  return found != known.end() && found->is_other;
}

}  // namespace mgl

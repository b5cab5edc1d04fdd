#include "engine/batch/other_units.h"

#include <algorithm>

namespace mgl {

bool OtherUnits::Convert(FactId fact, std::string_view code, FixedPoint& number) {
  constexpr std::size_t kMostUnits = 16;  // of one fact
  std::vector<Known>& known = known_[Index(fact)];
  auto found = std::ranges::find(known, code, &Known::code);
  if (found == known.end()) {
    if (known.size() == kMostUnits) return false;
    const Result<Unit> unit = ParseUnit(code);
    std::optional<FixedConversion> conversion;
    if (unit) conversion = evaluator_.ConversionOf(fact, *unit);
    found = known.insert(known.end(), {std::string(code), conversion});
  }
  return found->conversion && found->conversion->Apply(number);
}

}  // namespace mgl

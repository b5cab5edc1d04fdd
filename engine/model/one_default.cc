#include "engine/model/one_default.h"

namespace mgl {

bool HaveOneDefault(const Fact& a, const Fact& b) {
  if (a.default_value.has_value() != b.default_value.has_value()) return false;
  if (!a.default_value) return true;
  const DefaultValue& one = *a.default_value;
  const DefaultValue& other = *b.default_value;
  switch (a.type) {
    case FactType::kTruth:
      return one.choice == other.choice;
    case FactType::kNumber:
      return one.number == other.number;
    case FactType::kDate:
      return one.date == other.date;
    case FactType::kChoice:
      break;
  }
  return a.choices[one.choice].name == b.choices[other.choice].name;
}

}  // namespace mgl

// The type of nodes that hold the values of facts and results.
#pragma once

#include "engine/model/guideline.h"

namespace mgl {

constexpr ValueType ValueTypeOf(FactType type) {
  switch (type) {
    case FactType::kTruth:
      return ValueType::kTruth;
    case FactType::kNumber:
      return ValueType::kNumber;
    case FactType::kDate:
      return ValueType::kDate;
    case FactType::kChoice:
      break;
  }
  return ValueType::kChoice;
}

}  // namespace mgl

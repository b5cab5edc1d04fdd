// A few units stand in a text many times.
#include "dsl/check/shared_unit.h"

namespace mgl {

SharedUnit::SharedUnit() {
  static const std::shared_ptr<const Unit> kNone = std::make_shared<const Unit>();
  unit_ = kNone;
}

const SharedUnit& SharedUnity() {
  static const SharedUnit kUnity(UnityUnit());
  return kUnity;
}

const Result<SharedUnit>& UnitBook::Read(const std::string& code) {
  const auto known = known_.find(code);
  if (known != known_.end()) return known->second;
  Result<Unit> unit = ParseUnit(code);
  Result<SharedUnit> shared =
      unit ? Result<SharedUnit>(SharedUnit(std::move(*unit))) : Result<SharedUnit>(unit.error());
  return known_.emplace(code, std::move(shared)).first->second;
}

}  // namespace mgl

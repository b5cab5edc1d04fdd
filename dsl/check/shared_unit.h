// Units that many expressions have.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/unit/unit.h"

namespace mgl {

/// A unit whose copies share it. Default: an empty code, no dimension.
class SharedUnit {
 public:
  SharedUnit();
  SharedUnit(Unit unit)  // NOLINT(google-explicit-constructor)
      : unit_(std::make_shared<const Unit>(std::move(unit))) {}

  operator const Unit&() const { return *unit_; }  // NOLINT(google-explicit-constructor)
  const Unit* operator->() const { return unit_.get(); }
  /// Copies of one; false says nothing.
  bool IsCopyOf(const SharedUnit& other) const { return unit_ == other.unit_; }

 private:
  std::shared_ptr<const Unit> unit_;
};

/// The unit of plain numbers, always the same copy.
const SharedUnit& SharedUnity();

/// Reads each code once.
class UnitBook {
 public:
  const Result<SharedUnit>& Read(const std::string& code);

 private:
  std::map<std::string, Result<SharedUnit>> known_;
};

}  // namespace mgl

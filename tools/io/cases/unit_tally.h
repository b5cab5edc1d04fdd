// How often a file says no unit of a number, and whether it names another one elsewhere.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/model/case.h"
#include "tools/io/cases/case_block.h"

namespace mgl {

/// Of decided cases.
struct UnitUse {
  std::uint64_t blank = 0;  // numbers whose unit the column for it does not say
  bool is_warned = false;   // these cases are
  bool names_other = false;
};

class UnitTally {
 public:
  /// The cases of a block that are not exceptional.
  void Count(const std::string& file, const CaseBlock& block);
  void Count(const std::string& file, const Case& reported);
  void Add(const UnitTally& other);

  /// By file, then by fact. Only files with something to tell.
  const std::map<std::string, std::vector<UnitUse>>& files() const { return files_; }

 private:
  UnitUse& UseOf(const std::string& file, std::size_t fact, std::size_t facts);

  std::map<std::string, std::vector<UnitUse>> files_;
};

}  // namespace mgl

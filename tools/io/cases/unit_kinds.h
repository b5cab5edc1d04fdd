// What stands under a name that is no fact (a column, a key): units, of which facts' kind.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// Both are empty where no cell is a unit of a fact's kind.
struct UnitKinds {
  std::vector<bool> every;     // by fact: every cell that says something is a unit of its kind
  std::vector<bool> some;      // some are
  bool behind_number = false;  // before it stand numbers that are no fact
};

using UnitKindsOfNames = std::map<std::string, UnitKinds, std::less<>>;

/// Made from the begin of a file, cell by cell.
class UnitLookout {
 public:
  static constexpr std::size_t kMostRows = 2'000;  // are to be seen

  /// The guideline must outlive it.
  explicit UnitLookout(const Guideline& guideline) : guideline_(guideline) {}

  /// A cell under a name that is no fact. `before`: such a name that stands before it in the row;
  /// empty: another does, or none.
  void See(std::string_view name, std::string_view cell, std::string_view before);

  /// Of each name that was seen.
  UnitKindsOfNames Kinds() const;

 private:
  struct Cells {
    std::string before;
    std::map<std::string, std::vector<bool>> spellings;  // of which facts' kind each is
    bool some = false;
    bool are_numbers = true;
    bool are_units = true;
  };
  UnitKinds KindsOf(const Cells& cells) const;

  const Guideline& guideline_;
  std::map<std::string, Cells, std::less<>> names_;
};

}  // namespace mgl

// Which name in a file (a CSV column, a key of an object) means what: the case's id, a fact's
// value, its unit or its date.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/value/result.h"

namespace mgl {

/// `--map FACT=COLUMN`; FACT may be `id`, `FACT.unit` or `FACT.date`.
struct ColumnMapping {
  std::string target;
  std::string column;
};

struct NameTarget {
  enum class Part : std::uint8_t { kId, kValue, kUnit, kDate };
  Part part = Part::kId;
  std::uint32_t fact = 0;  // not for kId
};

/// `id`, `FACT`, `FACT.unit` (where the fact has a unit) and `FACT.date`, or the names that
/// mappings give them. A name may have several targets: two facts may be mapped to one column.
class FactNames {
 public:
  /// The error names a mapping of no fact, or of one that is mapped twice.
  static Result<FactNames> Make(const Guideline& guideline,
                                const std::vector<ColumnMapping>& mappings);

  /// Null for a name that means nothing. Empty where it would mean something, but a mapping takes
  /// that from another name.
  const std::vector<NameTarget>* Find(std::string_view name) const;
  bool IsMapped(const std::string& target) const { return mapped_.contains(target); }

  const std::vector<ColumnMapping>& mappings() const { return mappings_; }
  /// `id` and the facts, for suggestions.
  const std::vector<std::string>& targets() const { return targets_; }

 private:
  std::unordered_map<std::string, std::vector<NameTarget>> names_;
  std::vector<ColumnMapping> mappings_;
  std::set<std::string> mapped_;
  std::vector<std::string> targets_;
};

}  // namespace mgl

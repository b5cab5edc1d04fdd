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
/// What no mapping gives to a name may also be spelt in another case (`FACT`, `Fact.Unit`), where
/// it has no other name there.
class FactNames {
 public:
  using Targets = std::vector<NameTarget>;

  /// The error names a mapping of no fact, or of one that is mapped twice.
  static Result<FactNames> Make(const Guideline& guideline,
                                const std::vector<ColumnMapping>& mappings);

  /// What a name means as it stands: null for nothing. Empty where it would mean something, but a
  /// mapping takes that from another name.
  const Targets* Find(std::string_view name) const;
  /// What a name means that means nothing as it stands, in another case; null: nothing.
  const Targets* FindInOtherCase(std::string_view name) const;
  /// Either.
  const Targets* FindInAnyCase(std::string_view name) const;
  /// What the columns of a table mean: in another case what no column means as it stands, and no
  /// other column in another case. Null or empty: nothing.
  std::vector<const Targets*> OfColumns(const std::vector<std::string>& columns) const;
  bool IsMapped(const std::string& target) const { return mapped_.contains(target); }

  const std::vector<ColumnMapping>& mappings() const { return mappings_; }
  /// `id` and the facts, for suggestions.
  const std::vector<std::string>& targets() const { return targets_; }

 private:
  std::unordered_map<std::string, Targets> names_;
  std::unordered_map<std::string, Targets> in_other_case_;  // by the name in small letters
  std::vector<ColumnMapping> mappings_;
  std::set<std::string> mapped_;
  std::vector<std::string> targets_;
};

}  // namespace mgl

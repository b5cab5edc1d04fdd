// Numbers of a column in other units than their fact's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/meaning/effective_fact.h"

namespace mgl {

/// Remembers the units that it has seen. All that it is made of must outlive it.
class OtherUnits {
 public:
  OtherUnits(const Guideline& guideline, const BatchPlan& plan,
             const std::vector<UnitSpelling>& spellings)
      : guideline_(guideline), plan_(plan), spellings_(spellings), known_(guideline.facts.size()) {}

  /// Makes a number, reported in the unit `code`, one in the fact's own. False where the case is
  /// exceptional: no such unit, a result that no column holds, too many units.
  bool Convert(FactId fact, std::string_view code, FixedPoint& number);
  /// Whether `code`, which Convert() took, is another unit than the fact's own.
  bool IsOther(FactId fact, std::string_view code) const;

 private:
  struct Known {
    std::string code;
    std::optional<FixedConversion> conversion;
    bool is_other = false;
  };

  const Guideline& guideline_;
  const BatchPlan& plan_;
  const std::vector<UnitSpelling>& spellings_;
  std::vector<std::vector<Known>> known_;  // by fact
};

}  // namespace mgl

// What laboratories write of numbers that they could not measure exactly: `<0.3`, `>=10`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// Reads such cells; remembers what the first of them say, since limits of detection are few.
class UncertainCells {
 public:
  /// Both must outlive it.
  UncertainCells(const Guideline& guideline, const BatchPlan& plan,
                 std::shared_ptr<const CellRules> rules);

  /// Empty for all other cells, and for numbers that no column holds (see HoldUncertain).
  std::optional<HeldInterval> Read(FactId fact, std::string_view cell);

 private:
  std::optional<HeldInterval> Hold(FactId fact, std::string_view cell);

  const BatchPlan& plan_;
  FactReader reader_;
  std::vector<std::unordered_map<std::string, std::optional<HeldInterval>>> known_;  // by fact
};

}  // namespace mgl

// Cells that no kernel reads: what laboratories and exports write beside plain numbers and words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

struct OtherCell {
  enum class Meaning : std::uint8_t {
    kAbsent,
    kUnknown,      // stated so
    kExact,        // `number`, its low end; `choice`; `day`
    kUncertain,    // `number`
    kExceptional,  // its case is to be decided one by one
  };
  Meaning meaning = Meaning::kExceptional;
  HeldInterval number;
  std::uint8_t choice = 0;  // of a yes/no fact: 1 is yes
  Day day = 0;
};

/// Says what FactReader says; remembers what the first of them say, since such cells are few.
class OtherCells {
 public:
  /// The guideline and the plan must outlive it.
  OtherCells(const Guideline& guideline, const BatchPlan& plan,
             std::shared_ptr<const CellRules> rules);

  OtherCell Read(FactId fact, std::string_view cell);
  /// Of a cell that says when a value was measured: kAbsent, kExact or kExceptional.
  OtherCell ReadMeasured(std::string_view cell) const;

 private:
  OtherCell Understand(FactId fact, std::string_view cell);

  const Guideline& guideline_;
  const BatchPlan& plan_;
  FactReader reader_;
  std::vector<std::unordered_map<std::string, OtherCell>> known_;  // by fact
};

}  // namespace mgl

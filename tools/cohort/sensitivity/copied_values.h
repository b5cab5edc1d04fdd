// What cases say of the facts that versions take otherwise: made of what they say of the
// guideline's own, whose values are parsed once.
#pragma once

#include <optional>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/batch/fixed_conversion.h"
#include "engine/model/case.h"
#include "tools/cohort/sensitivity/joint_guideline.h"

namespace mgl {

/// Whether the report leaves open in which unit a number is.
inline bool HasNoUnit(const ReportedFact& reported) {
  return reported.state == ReportedFact::State::kValue && reported.unit == nullptr;
}
/// Likewise, of the numbers of a block of which FactColumn::uncertain has none.
inline Word HaveNoUnit(const FactColumn& column, std::size_t w) {
  return column.known[w] & column.reported[w] & ~column.unit_said[w];
}

/// A case of the guideline as one of the joint guideline.
void CopyCase(const JointGuideline& joint, const Case& reported, Case& to);

/// A block of such cases. All must outlive it.
class CopiedColumns {
 public:
  CopiedColumns(const JointGuideline& joint, const BatchPlan& plan);

  /// Adds the columns of the copied facts. Marks cases exceptional of which they cannot say it.
  void AddTo(CaseColumns& columns) const;
  void RemoveFrom(CaseColumns& columns) const { columns.facts.resize(joint_.fact_count()); }

 private:
  void LeaveOtherDefaults(std::size_t copied, CaseColumns& columns) const;
  void ConvertNumbers(std::size_t copied, CaseColumns& columns) const;
  void JudgeNumbers(std::size_t copied, CaseColumns& columns) const;

  const JointGuideline& joint_;
  const BatchPlan& plan_;
  std::vector<std::optional<FixedConversion>> conversions_;  // by copied fact, of another unit
};

}  // namespace mgl

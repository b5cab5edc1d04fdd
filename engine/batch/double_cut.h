// Where a column of doubles is cut so that the answer is that of exact arithmetic.
#pragma once

#include <vector>

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_cut.h"

namespace mgl {

struct BatchPlan;

/// The least double of which the cut does not hold: `x < FirstDoubleBeyond(cut)` says the same of
/// every finite double x below 1e15 in size. Infinite where the cut lies beyond those.
double FirstDoubleBeyond(const NumberCut& cut, FloatMeaning meaning);

/// The cuts of all facts of a plan, of doubles. Never changes: shared as the plan is.
class DoubleCuts {
 public:
  DoubleCuts(const BatchPlan& plan, FloatMeaning meaning);

  FloatMeaning meaning() const { return meaning_; }
  std::size_t Count(FactId fact) const { return facts_[Index(fact)].cuts.size(); }
  /// Of `words` words of numbers: sets Count planes, the i-th from below[i * step], which are for
  /// FactColumn::below, and `inside` where the number is plausible (and not too large). Ahead of
  /// the blocks and in the caller's memory.
  void Apply(FactId fact, const double* numbers, std::size_t words, Word* below, std::size_t step,
             Word* inside) const;

 private:
  struct OfFact {
    std::vector<double> cuts;  // the first beyond each
    double first_low;
    double first_beyond;
  };

  FloatMeaning meaning_;
  std::vector<OfFact> facts_;
};

}  // namespace mgl

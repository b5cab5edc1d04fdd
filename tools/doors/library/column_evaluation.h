// Decides tables of columns, by options that stay the same. Holds the evaluators and their memory,
// to be used again; one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/batch/double_cut.h"
#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/doors/library/arrow_input.h"
#include "tools/doors/library/decision_columns.h"
#include "tools/doors/library/decision_texts.h"
#include "tools/doors/library/number_cells.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

class ColumnEvaluation {
 public:
  /// The guideline must outlive it. `plan` is the guideline's, by these options;
  /// null: it is too large for planes.
  ColumnEvaluation(const Guideline& guideline, std::shared_ptr<const BatchPlan> plan,
                   const EvaluationOptions& options);

  /// The struct of decisions. The errors name a column of a type that cannot say its fact, or texts
  /// that become too large.
  Result<OutputColumn> Decide(const ArrowTable& table, const DecisionGroups& groups,
                              FloatMeaning floats);

 private:
  const Guideline& guideline_;
  EvaluationOptions options_;
  std::shared_ptr<const BatchPlan> plan_;
  std::optional<BatchEvaluator> batch_;
  std::optional<DoubleCuts> double_cuts_;  // as the last table's doubles were read
  ScalarEvaluator scalar_;                 // without ask
  FactReader reader_;
  CaseColumns block_;
  Case case_;
  Decision decision_;
};

}  // namespace mgl

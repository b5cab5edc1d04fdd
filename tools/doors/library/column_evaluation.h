// Decides tables of columns, by options that stay the same. Holds the evaluators and their memory,
// to be used again; one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/doors/library/arrow_input.h"
#include "tools/doors/library/decision_columns.h"
#include "tools/doors/library/decision_texts.h"
#include "tools/doors/library/number_cells.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

class ColumnEvaluation {
 public:
  /// The guideline and its names must outlive it.
  ColumnEvaluation(const Guideline& guideline, const FactNames& names,
                   const EvaluationOptions& options);

  /// The struct of decisions. The errors name a column of a type that cannot say its fact, or texts
  /// that become too large.
  Result<OutputColumn> Decide(const ArrowTable& table, const DecisionGroups& groups,
                              FloatMeaning floats);

 private:
  const Guideline& guideline_;
  const FactNames& names_;
  EvaluationOptions options_;
  std::unique_ptr<BatchEvaluator> batch_;  // null: the guideline is too large for planes
  ScalarEvaluator scalar_;                 // without ask
  FactReader reader_;
  CaseColumns block_;
  Case case_;
  Decision decision_;
};

}  // namespace mgl

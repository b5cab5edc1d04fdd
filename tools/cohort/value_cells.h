// The cells of results that are numbers or dates, which differ from patient to patient.
#pragma once

#include <vector>

#include "engine/batch/eval_batch.h"
#include "tools/cohort/key_table.h"
#include "tools/cohort/text_store.h"
#include "tools/io/bytes/text_buffer.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {

class ValueCells {
 public:
  /// All must outlive it.
  ValueCells(const Guideline& guideline, const DecisionWriter& writer, BatchEvaluator& batch)
      : guideline_(guideline), writer_(writer), batch_(batch) {}

  /// The text of one of the writer's values in a case of the block at hand that is not exceptional.
  /// False where the scalar evaluator must find it: nothing is appended.
  bool Append(std::uint32_t result, std::size_t row, TextBuffer& out);

 private:
  std::string TextFor(std::uint32_t result, Interval interval) const;
  bool AppendNumber(std::uint32_t result, std::size_t row, TextBuffer& out);
  void AppendDate(std::uint32_t result, std::size_t row, TextBuffer& out);

  const Guideline& guideline_;
  const DecisionWriter& writer_;
  BatchEvaluator& batch_;
  KeyTable numbers_{4};  // the result, its bits, low, high
  KeyTable dates_{2};    // the result; the first and the last day
  std::vector<StoredText> number_texts_;
  std::vector<StoredText> date_texts_;
  TextStore texts_;
};

}  // namespace mgl

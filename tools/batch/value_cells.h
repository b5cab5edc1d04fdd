// The cells of results that are numbers or dates, which differ from patient to patient.
#pragma once

#include <vector>

#include "engine/batch/eval_batch.h"
#include "tools/batch/key_table.h"
#include "tools/batch/text_buffer.h"
#include "tools/batch/text_store.h"

namespace mgl {

class ValueCells {
 public:
  /// Both must outlive it.
  ValueCells(const Guideline& guideline, BatchEvaluator& batch);

  /// Results that are numbers or dates, in the guideline's order.
  static bool IsValue(const ResultColumn& result) {
    return result.type == FactType::kNumber || result.type == FactType::kDate;
  }

  /// The cell of a result in a case of the block at hand that is not exceptional, as ResultCell()
  /// shows it.
  void Append(std::size_t result, std::size_t row, TextBuffer& out);

 private:
  void AppendNumber(std::size_t result, std::size_t row, TextBuffer& out);
  void AppendDate(std::size_t result, std::size_t row, TextBuffer& out);

  const Guideline& guideline_;
  BatchEvaluator& batch_;
  KeyTable numbers_{4};  // the result, its bits, low, high
  KeyTable dates_{2};    // the result; the first and the last day
  std::vector<StoredText> number_texts_;
  std::vector<StoredText> date_texts_;
  TextStore texts_;
};

}  // namespace mgl

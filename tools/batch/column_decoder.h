// Cells of plain lines to the columns that the batch evaluator reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "tools/io/csv_lines.h"
#include "tools/io/field_index.h"

namespace mgl {

/// Says of every cell what FactReader and the scalar evaluator would, or marks its case
/// exceptional: it never says anything else.
class ColumnDecoder {
 public:
  /// All must outlive it.
  ColumnDecoder(const Guideline& guideline, const BatchEvaluator& evaluator, Day as_of);

  /// At most kBlockCases rows of `index`, which is of `text`.
  void Decode(const CsvLayout& layout, const char* text, const FieldIndex& index,
              CaseColumns& columns);

 private:
  struct Cells;
  static void Prepare(const Fact& fact, FactColumn& column);
  void DecodeValues(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeTruths(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeNumbers(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeDays(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeChoices(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeUnits(FactId id, const Cells& cells, CaseColumns& columns) const;
  void DecodeDates(FactId id, const Cells& cells, CaseColumns& columns) const;
  void UseDefaults(FactId id, std::size_t w, CaseColumns& columns) const;

  const Guideline& guideline_;
  const BatchEvaluator& evaluator_;
  Day as_of_;
  /// Names and codes of a fact's choices, in the order in which they are looked up.
  struct ChoiceSpellings {
    std::vector<std::uint64_t> short_texts;  // as the words of ReadShortWords()
    std::vector<std::uint8_t> short_choices;
    std::vector<std::string> long_texts;
    std::vector<std::uint8_t> long_choices;
  };
  std::vector<ChoiceSpellings> spellings_;  // by fact
};

}  // namespace mgl

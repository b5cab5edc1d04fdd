// Blocks of cases from CSV.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/io/cases/case_block.h"
#include "tools/io/cases/case_ids.h"
#include "tools/io/cases/text_lines.h"
#include "tools/io/cases/unit_tally.h"
#include "tools/io/cells/column_decoder.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/csv/csv_lines.h"
#include "tools/io/csv/field_index.h"
#include "tools/io/csv/unquoted_records.h"

namespace mgl {

class CsvBlocks : public CaseBlocks {
 public:
  /// All must outlive it.
  CsvBlocks(const Guideline& guideline, const BatchPlan& plan, Day as_of,
            const std::shared_ptr<const CellRules>& rules, bool strict)
      : decoder_(guideline, plan, as_of, rules), facts_(guideline, rules), strict_(strict) {}

  /// `lines` are read until Next() says that there are no more.
  void Start(const TextLines& lines);

  bool Next(CaseBlock& block) override;
  void ReadCase(std::size_t i, InputRow& row) override;
  /// Of all that was decided since the last call, when there are no more.
  UnitTally TakeUnits() { return std::exchange(units_, {}); }

 private:
  void CountUnits();
  void ReadIds(const CellGrid& grid, CaseBlock& block);
  void FindOddRows(const CellGrid& grid, CaseBlock& block) const;
  bool IsBlank(const FieldRow& row) const;
  const std::vector<FieldRow>& Rows() const { return is_plain_ ? index_.rows() : unquoted_.rows(); }
  const std::uint32_t* Ends() const { return is_plain_ ? index_.ends() : unquoted_.ends(); }
  std::string_view CellOf(const FieldRow& row, std::size_t field) const;

  ColumnDecoder decoder_;
  FactReader facts_;
  bool strict_;
  const TextLines* lines_ = nullptr;
  FieldIndex index_;          // of plain lines
  UnquotedRecords unquoted_;  // of others
  bool is_plain_ = true;
  const char* text_ = nullptr;   // of the block's cells
  std::uint64_t rows_done_ = 0;  // before the block at hand
  CaseIds ids_;
  UnitTally units_;
  std::vector<std::string_view> cells_;  // of one case
  const CaseBlock* block_at_hand_ = nullptr;
};

}  // namespace mgl

// Blocks of cases from plain NDJSON lines, or from elements of a JSON array as such.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tools/io/cases/case_block.h"
#include "tools/io/cases/case_ids.h"
#include "tools/io/cases/file_keys.h"
#include "tools/io/cases/keyed_case.h"
#include "tools/io/cases/text_lines.h"
#include "tools/io/cases/unit_tally.h"
#include "tools/io/cells/column_decoder.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/json/ndjson_line.h"
#include "tools/io/json/object_scan.h"

namespace mgl {

class NdjsonBlocks : public CaseBlocks {
 public:
  /// All must outlive it.
  NdjsonBlocks(const Guideline& guideline, const BatchPlan& plan, Day as_of,
               const std::shared_ptr<const CellRules>& rules)
      : guideline_(guideline), decoder_(guideline, plan, as_of, rules), facts_(guideline, rules) {}

  /// `lines` are read until Next() says that there are no more. Then the cases of each block that
  /// are exceptional were read, in their order.
  void Start(const TextLines& lines);

  bool Next(CaseBlock& block) override;
  void ReadCase(std::size_t i, InputRow& row) override;

  /// Of all that was decided since the last call, when there are no more.
  UnitTally TakeUnits() { return std::exchange(units_, {}); }

  /// For CaseReader::SeeKeys(), at the end of the lines.
  void TakeKeys(std::vector<std::string>& keys);

 private:
  void CountUnits();
  /// Reads lines of one file by the parser that takes all of them.
  struct Parser {
    Parser(const Guideline& guideline, const FileKeys& file, FactReader& facts,
           NdjsonLine::Kind kind)
        : keyed(guideline, file.names(), file.unit_rules(), facts), line(keyed, kind) {}
    KeyedCase keyed;
    NdjsonLine line;
  };

  void StartFile(const TextLines& lines);
  void ReadIds(CaseBlock& block);
  bool IsBlank(std::size_t row) const;

  const Guideline& guideline_;
  ColumnDecoder decoder_;
  FactReader facts_;
  std::shared_ptr<FileKeys> file_;
  const TextLines* lines_ = nullptr;
  ObjectKeys keys_;
  ObjectRows rows_;
  std::uint64_t rows_done_ = 0;  // before the block at hand
  CaseIds ids_;
  UnitTally units_;
  const CaseBlock* block_at_hand_ = nullptr;
  // Apart, since each tells of new keys in the order in which it reads rows.
  std::unique_ptr<Parser> of_others_;   // of rows_.others
  std::unique_ptr<Parser> of_scanned_;  // of the rest
};

}  // namespace mgl

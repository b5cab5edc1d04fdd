// What one thread made of its part of a run.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "tools/cohort/fact_tally.h"
#include "tools/cohort/run_summary.h"
#include "tools/io/bytes/text_buffer.h"
#include "tools/io/cases/case_block.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/repeated_ids.h"
#include "tools/io/cases/unit_tally.h"

namespace mgl {

/// What a task counts of its own.
class PartTally {
 public:
  virtual ~PartTally() = default;
  virtual void Clear() = 0;
};

struct PartResult {
  explicit PartResult(const Guideline& guideline) : summary(guideline), facts(guideline) {}

  /// For the next part; memory is kept.
  void Clear(const Guideline& guideline) {
    decisions.Clear();
    rejects.Clear();
    summary = RunSummary(guideline);
    facts = FactTally(guideline);
    units = UnitTally();
    first_reject.reset();
    ids.clear();
    keys.clear();
    if (tally != nullptr) tally->Clear();
  }

  /// Of `count` cases of a block from `first` on, what their ids are told apart by.
  void AddIds(const CaseBlock& block, std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(RepeatedIds::HashOfPadded(block.ids[first + i]));
    }
  }
  /// Of the case whose entry is so far from the end: that which it has when it is read alone.
  void SetId(std::size_t from_end, const InputRow& row) {
    ids[ids.size() - from_end] = row.rejected ? 0 : RepeatedIds::HashOf(row.reported.id);
  }

  TextBuffer decisions;
  TextBuffer rejects;
  RunSummary summary;
  FactTally facts;
  UnitTally units;
  std::optional<RejectedRow> first_reject;
  bool collects_ids = true;        // until a repeated one was found
  std::vector<std::uint64_t> ids;  // of plain lines, by record: RepeatedIds::HashOf(), 0 of rejects
  std::vector<std::string> keys;   // of NDJSON lines, for CaseReader::SeeKeys()
  std::unique_ptr<PartTally> tally;  // null: the task has none
};

}  // namespace mgl

// What one thread made of its part of a run.
#pragma once

#include <optional>
#include <vector>

#include "tools/cohort/fact_tally.h"
#include "tools/cohort/run_summary.h"
#include "tools/io/bytes/text_buffer.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/unit_tally.h"

namespace mgl {

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
};

}  // namespace mgl

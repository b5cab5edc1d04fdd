// What one thread made of its part of a run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/batch/run_summary.h"
#include "tools/io/case_reader.h"

namespace mgl {

struct PartResult {
  explicit PartResult(const Guideline& guideline) : summary(guideline) {}

  /// The id of an accepted case: its hash and the line on which its row begins.
  struct SeenId {
    std::size_t hash;
    std::uint64_t line;
  };

  std::string decisions;
  std::string rejects;
  RunSummary summary;
  std::optional<RejectedRow> first_reject;
  std::vector<SeenId> ids;  // of plain lines, in order
};

}  // namespace mgl

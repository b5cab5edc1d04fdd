// A cohort gone through once, and whose decisions differ between two versions of a guideline.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tools/cohort/cohort_run.h"
#include "tools/cohort/differences/outcome_states.h"
#include "tools/io/bytes/text_sink.h"

namespace mgl {

struct DifferenceCounts {
  /// Ids that are told without a file.
  static constexpr std::size_t kMostIds = 10;

  explicit DifferenceCounts(const VersionPairs& versions) : changes(versions.statements().size()) {}

  void Add(const DifferenceCounts& later);

  std::uint64_t changed = 0;     // patients of whom anything is decided otherwise
  std::vector<std::string> ids;  // of the first of them
  /// By statement: how often its outcome was the one, and is the other.
  std::vector<std::map<std::pair<OutcomeState, OutcomeState>, std::uint64_t>> changes;
};

struct DifferenceReport {
  BatchReport run;
  DifferenceCounts counts;
};

/// `decisions` and `rejects` may be null. To `decisions` goes a record of CSV for each patient
/// whose decisions differ: the id, and each outcome that may differ, by the old version and by the
/// new.
Result<DifferenceReport> RunDifferences(const VersionPairs& versions, CaseReader& reader,
                                        TextSink* decisions, TextSink* rejects,
                                        const BatchOptions& options);

}  // namespace mgl

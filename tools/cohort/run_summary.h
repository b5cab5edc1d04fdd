// What a run did, counted.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/meaning/outcome_counts.h"
#include "tools/cohort/fact_tally.h"

namespace mgl {

/// Rows in = decided + rejected.
struct RunSummary : OutcomeCounts {
  using OutcomeCounts::OutcomeCounts;

  void Add(const RunSummary& other);

  std::uint64_t rejected = 0;
  std::uint64_t blank_rows = 0;          // that say nothing at all: not in rows
  std::uint64_t with_end_separator = 0;  // rejected ones: see RejectedRow
  double seconds = 0;
};

/// "1,234".
std::string Grouped(std::uint64_t number);
/// "1 row", "1,234 rows".
std::string GroupedOf(std::uint64_t number, std::string_view what);

/// For people, on standard error.
std::string SummaryText(const RunSummary& summary, const Guideline& guideline,
                        const nlohmann::ordered_json& run_record);
/// For `--summary FILE`.
nlohmann::ordered_json SummaryJson(const RunSummary& summary, const Guideline& guideline,
                                   const FactTally& facts,
                                   const nlohmann::ordered_json& run_record);

}  // namespace mgl

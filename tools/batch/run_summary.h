// What a run did, counted.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/outcome_counts.h"

namespace mgl {

/// Rows in = decided + rejected.
struct RunSummary : OutcomeCounts {
  using OutcomeCounts::OutcomeCounts;

  void Add(const RunSummary& other);

  std::uint64_t rejected = 0;
  double seconds = 0;
};

/// For people, on standard error.
std::string SummaryText(const RunSummary& summary, const Guideline& guideline,
                        const nlohmann::ordered_json& run_record);
/// For `--summary FILE`.
nlohmann::ordered_json SummaryJson(const RunSummary& summary, const Guideline& guideline,
                                   const nlohmann::ordered_json& run_record);

}  // namespace mgl

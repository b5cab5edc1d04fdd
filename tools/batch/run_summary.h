// What a run did, counted.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/decision.h"

namespace mgl {

/// What is known of a result: one value, several that it could be, none.
enum class ResultState : std::uint8_t { kKnown, kCouldBe, kMissing };

struct RunSummary {
  explicit RunSummary(const Guideline& guideline)
      : results(guideline.results.size()),
        rules(guideline.rules.size()),
        rechecks(guideline.rechecks.size()) {}

  void Count(const Guideline& guideline, const Decision& decision);
  void Add(const RunSummary& other);

  std::uint64_t decided = 0;  // rows in = decided + rejected
  std::uint64_t rejected = 0;
  std::uint64_t blank_rows = 0;          // that say nothing at all: not in rows
  std::uint64_t with_end_separator = 0;  // rejected ones: see RejectedRow
  std::uint64_t warnings = 0;
  std::uint64_t conflicts = 0;                         // warnings of rules and of tables
  std::uint64_t broken_properties = 0;                 // warnings of this kind
  std::array<std::uint64_t, 3> scope{};                // by Truth
  std::vector<std::array<std::uint64_t, 3>> results;   // by result, ResultState; in scope only
  std::vector<std::array<std::uint64_t, 5>> rules;     // by rule, Outcome
  std::vector<std::array<std::uint64_t, 6>> rechecks;  // by recheck, RecheckStatus
  double seconds = 0;
};

/// For people, on standard error.
std::string SummaryText(const RunSummary& summary, const Guideline& guideline,
                        const nlohmann::ordered_json& run_record);
/// For `--summary FILE`.
nlohmann::ordered_json SummaryJson(const RunSummary& summary, const Guideline& guideline,
                                   const nlohmann::ordered_json& run_record);

}  // namespace mgl

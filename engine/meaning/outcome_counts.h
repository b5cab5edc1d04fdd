// Decisions, counted.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// What an answer says of a result: one value, several that it could be, none.
enum class ResultState : std::uint8_t { kKnown, kCouldBe, kMissing };

struct OutcomeCounts {
  explicit OutcomeCounts(const Guideline& guideline)
      : results(guideline.results.size()),
        rules(guideline.rules.size()),
        rechecks(guideline.rechecks.size()) {}

  void Count(const Guideline& guideline, const Decision& decision);
  void CountWarnings(const std::vector<Warning>& of_case);
  void Add(const OutcomeCounts& other);

  std::uint64_t decided = 0;
  std::uint64_t warnings = 0;
  std::uint64_t conflicts = 0;                         // warnings of rules and of tables
  std::uint64_t broken_properties = 0;                 // warnings of this kind
  std::array<std::uint64_t, 3> scope{};                // by Truth
  std::vector<std::array<std::uint64_t, 3>> results;   // by result, ResultState; not out of scope
  std::vector<std::array<std::uint64_t, 5>> rules;     // by rule, Outcome; not out of scope
  std::vector<std::array<std::uint64_t, 6>> rechecks;  // by recheck, RecheckStatus; likewise
};

}  // namespace mgl

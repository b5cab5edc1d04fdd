// What decisions of a cohort hang on, for people and for programs.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tools/cohort/sensitivity/sensitivity_run.h"

namespace mgl {

/// One question with all that was counted of it, in the order in which settling them pays; then
/// those on which no decision hangs, as the guideline has them, without a step.
struct RankedQuestion {
  std::size_t question = 0;
  std::uint64_t hang = 0;
  std::uint64_t alone = 0;
  std::optional<SensitivityTotals::Step> step;
};
std::vector<RankedQuestion> RankQuestions(const OpenQuestions& open,
                                          const SensitivityTotals& totals);

/// `width`: of a line in characters.
std::string SensitivityText(const Guideline& guideline, Day as_of, const OpenQuestions& open,
                            const SensitivityReport& report, std::size_t width);
nlohmann::ordered_json SensitivityJson(const Guideline& guideline, const OpenQuestions& open,
                                       const SensitivityReport& report,
                                       const nlohmann::ordered_json& run_record);
/// A record a question.
std::string SensitivityCsv(const Guideline& guideline, const OpenQuestions& open,
                           const SensitivityReport& report);

}  // namespace mgl

// An explanation as JSON; the keys are a contract and stand at the head of explanation_json.cc.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/model/guideline.h"
#include "tools/case/explain/explanation.h"

namespace mgl {

/// `run_record`: see tools/io/decisions/run_record.h.
nlohmann::ordered_json ExplanationJson(const Explanation& explanation, const Guideline& guideline,
                                       const nlohmann::ordered_json& run_record);

/// The same of what is said in short.
nlohmann::ordered_json ShortExplanationJson(const Explanation& explanation,
                                            const Guideline& guideline,
                                            const nlohmann::ordered_json& run_record);

}  // namespace mgl

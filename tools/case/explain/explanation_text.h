// An explanation as a page for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "engine/model/guideline.h"
#include "tools/case/explain/explanation.h"

namespace mgl {

struct TextStyle {
  std::size_t width = 100;  // of a line, in characters
  bool color = false;
};

/// `run_record`: see tools/io/decisions/run_record.h.
std::string ExplanationText(const Explanation& explanation, const Guideline& guideline,
                            const nlohmann::ordered_json& run_record, const TextStyle& style);

}  // namespace mgl

// Whose decisions differ between two versions, for people and for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tools/cohort/differences/difference_run.h"

namespace mgl {

std::string DifferenceText(const VersionPairs& versions, const DifferenceReport& report,
                           std::size_t width);
std::string DifferenceMarkdown(const VersionPairs& versions, const DifferenceReport& report);
nlohmann::ordered_json DifferenceJson(const VersionPairs& versions, const DifferenceReport& report);

}  // namespace mgl

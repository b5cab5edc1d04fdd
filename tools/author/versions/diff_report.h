// A comparison of two versions for people: what changes for patients first, then how, then what is
// only written otherwise.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/author/versions/version_diff.h"
#include "tools/words/text_page.h"

namespace mgl {

std::string DiffText(const VersionDiff& diff, const TextStyle& style);
std::string DiffMarkdown(const VersionDiff& diff);
nlohmann::ordered_json DiffJson(const VersionDiff& diff);

/// "2 rules decide differently and a dose was changed"; "No patient is decided differently".
std::string DiffHeadline(const VersionDiff& diff);

/// "more patients", "fewer patients", "other patients"; empty.
const char* TrendText(StatementDiff::Trend trend);

}  // namespace mgl

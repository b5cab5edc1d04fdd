// What the examples show of what can be shown, for programs.
#pragma once

#include <nlohmann/json.hpp>

#include "tools/author/testing/proved_coverage.h"

namespace mgl {

/// {"covered", "of", "percent",
///  "totals": {"outcomes", "unknown", "statuses", "values", "readings", "lines", "bounds", "parts":
///             {"covered", "of", "percent"}},
///  "aims": [{"kind", "of", "text", "side", "line", "column", "shown", "state", "reason"}]}
/// "state" is "shown", "missing", "impossible" or "not decided"; "reason" is null where it is shown
/// or missing.
nlohmann::ordered_json ProvedCoverageJson(const SourceFile& source, const ProvedCoverage& proved);

}  // namespace mgl

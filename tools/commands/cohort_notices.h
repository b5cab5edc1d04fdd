// What commands that go through a cohort tell of its files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/cohort/cohort_run.h"

namespace mgl {

/// The first rejected row, and what would help; `are_listed`: they are written to a file.
std::string RejectHint(const BatchReport& report, bool are_listed);

/// Units that some cases do not say, or none has: what to tell, or why nothing is to be decided so.
Result<std::vector<std::string>> UnitNotices(const UnitTally& units, const Guideline& guideline,
                                             const CellRules& rules);

/// `mgl COMMAND: NOTICE`, a line each.
std::string NoticeLines(std::string_view command, const std::vector<std::string>& notices);

}  // namespace mgl

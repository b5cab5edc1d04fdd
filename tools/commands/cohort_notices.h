// How commands go through a cohort, and what they tell of its files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cohort/cohort_run.h"
#include "tools/commands/host.h"

namespace mgl {

/// Threads (0: as many as are good to have), helpers and progress are the host's.
BatchOptions BatchOptionsOn(Host& host, unsigned threads, std::shared_ptr<const CellRules> rules);

/// The first rejected row, and what would help; `are_listed`: they are written to a file.
std::string RejectHint(const BatchReport& report, bool are_listed);

/// Units that some cases do not say, or none has: what to tell, or why nothing is to be decided so.
Result<std::vector<std::string>> UnitNotices(const UnitTally& units, const Guideline& guideline,
                                             const CellRules& rules);

/// `mgl COMMAND: NOTICE`, a line each.
std::string NoticeLines(std::string_view command, const std::vector<std::string>& notices);

}  // namespace mgl

// Files of cases, whatever their formats, as one cohort.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// What the options say of cells; years of two digits are not after `as_of`. The error names what
/// is wrong.
Result<std::shared_ptr<const CellRules>> MakeCellRules(const Guideline& guideline,
                                                       const CaseOptions& options, Day as_of);

/// Reads what `open` opens by these names as one cohort, in their order. The guideline and the fact
/// reader must outlive it. The error names what cannot be used: a missing file, a mapping of no
/// fact, for CSV an empty file and a mapping of no column. Errors in later files come from Next().
Result<std::unique_ptr<CaseReader>> OpenCases(const Guideline& guideline, FactReader& facts,
                                              const std::vector<std::string>& names,
                                              SourceOpener open, const CaseOptions& options = {});

}  // namespace mgl

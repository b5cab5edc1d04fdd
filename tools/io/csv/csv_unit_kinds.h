// Columns of a table that hold units, whatever their names.
#pragma once

#include <string_view>

#include "engine/model/guideline.h"
#include "tools/io/cases/unit_kinds.h"
#include "tools/io/cells/fact_names.h"

namespace mgl {

/// Of the columns that are no fact. `start` is the begin of a file, whole lines.
UnitKindsOfNames FindUnitKinds(const Guideline& guideline, const FactNames& names,
                               std::string_view start);

}  // namespace mgl

// What a run says of how its cells are written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/meaning/effective_fact.h"
#include "engine/model/guideline.h"
#include "engine/value/result.h"
#include "tools/io/cells/date_cell.h"

namespace mgl {

/// Made once, shared by all that read cells of a run.
struct CellRules {
  std::vector<UnitSpelling> spellings;     // --unit "K/uL=10*3/uL"
  std::vector<std::string> missing_marks;  // --missing: they state nothing, as the usual ones
  bool decimal_comma = false;
  DateStyle dates;

  bool IsOwnMark(std::string_view text) const;
};

/// `NULL`, `NA`, `-` …: how exports write that a cell is missing.
bool IsMarkForMissing(std::string_view text);

/// Without blanks at both ends, those that word processors and spreadsheets put there included
/// (U+00A0, U+202F …).
std::string_view TrimmedCell(std::string_view text);

/// `stated` are the arguments of --unit that are of a spelling, not of a fact (see IsUnitSpelling).
Result<std::vector<UnitSpelling>> MakeUnitSpellings(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated);

/// Whether `name`, given a unit by --unit, is a spelling of units, not a fact or a misspelt one.
bool IsUnitSpelling(const Guideline& guideline, const std::string& name);

}  // namespace mgl

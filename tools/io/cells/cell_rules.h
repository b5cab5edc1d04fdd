// What a run says of how its cells are written.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/meaning/effective_fact.h"
#include "engine/model/guideline.h"
#include "engine/value/result.h"
#include "tools/io/cells/date_cell.h"

namespace mgl {

/// --missing: it states nothing, as the usual ones.
struct MissingMark {
  std::string text;
  std::optional<Rational> number;  // the same number is the same mark
};

/// Made once, shared by all that read cells of a run.
struct CellRules {
  std::vector<UnitSpelling> spellings;  // --unit "K/uL=10*3/uL"
  /// By spelling, whether some cell has it. Any thread may say so.
  std::shared_ptr<std::atomic<bool>[]> is_seen;
  std::vector<MissingMark> missing_marks;
  bool decimal_comma = false;
  DateStyle dates;

  void SetSpellings(std::vector<UnitSpelling> all);
  /// `marks`: the arguments of --missing. Once decimal_comma is set.
  void SetMissingMarks(const std::vector<std::string>& marks);
  bool IsOwnMark(std::string_view text) const;
  /// To be called with the units of cells, so that those of no cell can be named.
  void SeeUnit(std::string_view code) const;
  /// The spellings that no cell has.
  std::vector<std::string> UnseenSpellings() const;

 private:
  std::optional<Rational> NumberIn(std::string_view text) const;
};

/// `NULL`, `NA`, `-` …: how exports write that a cell is missing.
bool IsMarkForMissing(std::string_view text);

/// Without blanks at both ends, those that word processors and spreadsheets put there included
/// (U+00A0, U+202F …).
std::string_view TrimmedCell(std::string_view text);

/// `stated` are the arguments of --unit that are of a spelling, not of a fact (see IsUnitSpelling).
/// The error names one that is meant for a fact.
Result<std::vector<UnitSpelling>> MakeUnitSpellings(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated);

/// The fact of this name, or the only one of it in another case; null: none.
const Fact* FactNamed(const Guideline& guideline, std::string_view name);

/// Whether `name`, given a unit by --unit, is a spelling of units, not a fact or a misspelt one.
bool IsUnitSpelling(const Guideline& guideline, const std::string& name);

}  // namespace mgl

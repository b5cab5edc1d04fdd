// What one cell says of one fact. Shared by all input formats.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/model/case.h"
#include "engine/model/guideline.h"
#include "tools/io/cells/cell_rules.h"
#include "tools/io/cells/date_cell.h"
#include "tools/io/cells/unit_rule.h"

namespace mgl {

/// Reads cell texts for the facts of one guideline, which must outlive it. Not thread-safe. The
/// units that it makes live as long as it does.
class FactReader {
 public:
  /// `rules` null: none.
  explicit FactReader(const Guideline& guideline, std::shared_ptr<const CellRules> rules = {});

  /// Shared with other readers of the same run; never null.
  const std::shared_ptr<const CellRules>& rules() const { return rules_; }

  /// `text`: the value; empty or a mark for missing (see IsMarkForMissing, but not where it is a
  /// choice of the fact) is missing, `unknown` states that it is unknown. `unit`:
  /// the text of the fact's unit column, empty: the unit in `text`, that of the rule, or the fact's
  /// own. `date`: when it was measured, empty: not said. Never fails: what cannot be read is
  /// kUnreadable with a reason.
  ReportedFact Read(FactId fact, std::string_view text, std::string_view unit,
                    std::string_view date, const UnitRule& rule = kNoUnitRule);
  /// The same in memory that is used again.
  void ReadInto(FactId fact, std::string_view text, std::string_view unit, std::string_view date,
                const UnitRule& rule, ReportedFact& reported);

  /// What a cell says of when a value was measured: no days and no problem where it says nothing.
  DateCell ReadMeasured(std::string_view date) const;

  /// Whether the text is a unit of the fact's kind, in which a number is another one.
  bool NamesOtherUnit(FactId fact, std::string_view code);
  /// Whether two texts are units in which a number of the fact is the same; empty: one is no unit
  /// of its kind.
  std::optional<bool> AreOneUnit(FactId fact, std::string_view a, std::string_view b);

 private:
  void ReadNumber(const Fact& fact, std::string_view text, std::string_view unit,
                  const UnitRule& rule, ReportedFact& reported);
  void ReadDay(std::string_view text, ReportedFact& reported) const;
  struct Behind {
    std::string unit;
    std::string problem;  // not empty: it is not known what is meant
  };
  Behind UnitBehind(const Fact& fact, std::string_view unit);
  const Result<Unit>& FindUnit(const Fact& fact, std::string_view code);
  bool NamesOtherUnit(const Fact& fact, const Unit& unit);
  std::optional<bool> AreOneUnit(const Fact& fact, std::string_view a, std::string_view b);

  const Guideline& guideline_;
  std::shared_ptr<const CellRules> rules_;
  std::map<const Fact*, std::unordered_map<std::string, std::unique_ptr<Result<Unit>>>> units_;
  std::map<std::pair<const Fact*, const Unit*>, bool> is_other_;
};

/// Whether a row of these cells says nothing at all: blanks, or the mark that ends a file of DOS.
bool IsBlankCell(std::string_view cell);

}  // namespace mgl

// Which column says what of a guideline's facts, and what its cells say: as planes and columns for
// the batch evaluator, or as a case for the scalar one. A cell means what its text means to
// FactReader.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/batch/other_units.h"
#include "tools/doors/library/fact_stretch.h"
#include "tools/doors/library/number_cells.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// What a text says of a fact, without its unit and date columns.
struct TextMeaning {
  enum class Kind : std::uint8_t { kMissing, kStatedUnknown, kHeld, kExceptional };
  Kind kind = Kind::kMissing;
  FixedPoint value = 0;  // kHeld: the number, the day, the choice; yes/no: 0 or 1
};

class FactColumns {
 public:
  /// The columns of one call; the error names one whose type cannot say that fact. All must outlive
  /// it.
  static Result<std::unique_ptr<FactColumns>> Make(const Guideline& guideline,
                                                   const ArrowTable& table, FloatMeaning floats,
                                                   Day as_of, FactReader& reader);

  /// Rows from `first`, at most kBlockCases. The plan, and the cuts of doubles that mean the same
  /// as here, must outlive it.
  void Fill(std::size_t first, const BatchPlan& plan, const DoubleCuts& cuts, CaseColumns& columns);
  /// Likewise, without a plan: all are exceptional.
  void SkipBlock(std::size_t first, CaseColumns& columns) const;
  void ReadCase(std::size_t row, Case& reported);
  /// As shown: the row's number, from 1, where it has none.
  std::string Id(std::size_t row) const;

 private:
  struct Columns {
    const ArrowColumn* value = nullptr;
    const ArrowColumn* unit = nullptr;
    const ArrowColumn* date = nullptr;
    UnitRule unit_rule;
    std::unordered_map<std::string_view, TextMeaning> texts;  // of value, the first of them
    std::vector<std::optional<TextMeaning>> dictionary;       // by index, as far as looked up
    std::optional<FactStretch> stretch;                       // where it can be read ahead
  };
  /// 64 rows of a block, or fewer.
  struct Rows {
    std::size_t first;  // in the table
    std::size_t w;      // the word of the block
    std::size_t count;
  };

  FactColumns(const Guideline& guideline, std::size_t rows, FloatMeaning floats, Day as_of,
              FactReader& reader)
      : guideline_(guideline), rows_(rows), floats_(floats), as_of_(as_of), reader_(reader) {}

  std::optional<Error> MakeUnitRules();
  void PlanStretches(const BatchPlan& plan, const DoubleCuts& cuts);
  void FillValues(FactId id, const Rows& rows, CaseColumns& columns);
  void FillTexts(FactId id, const Rows& rows, CaseColumns& columns);
  void FillBools(FactId id, const Rows& rows, CaseColumns& columns) const;
  void FillNumbers(FactId id, const Rows& rows, CaseColumns& columns) const;
  void FillDays(FactId id, const Rows& rows, CaseColumns& columns) const;
  void FillUnits(FactId id, const Rows& rows, CaseColumns& columns);
  void FillDates(FactId id, const Rows& rows, CaseColumns& columns) const;
  void MarkImplausible(FactId id, const Rows& rows, const BatchPlan& plan,
                       CaseColumns& columns) const;
  void UseDefaults(FactId id, const Rows& rows, const BatchPlan& plan, CaseColumns& columns) const;
  static void UseExactFloat(const ArrowColumn& column, std::size_t row, ReportedFact& fact);
  TextMeaning MeaningOf(FactId id, std::string_view text);
  TextMeaning MeaningAt(FactId id, std::size_t row);

  const Guideline& guideline_;
  std::size_t rows_;
  FloatMeaning floats_;
  Day as_of_;
  FactReader& reader_;
  const ArrowColumn* id_ = nullptr;
  std::vector<Columns> facts_;
  std::optional<OtherUnits> other_units_;
};

/// Null for a row without a value.
std::optional<std::string> CellText(const ArrowColumn& column, std::size_t row);

}  // namespace mgl

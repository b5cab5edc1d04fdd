// Cells of texts to the columns that the batch evaluator reads.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/batch/other_units.h"
#include "tools/io/cells/cell_grid.h"
#include "tools/io/cells/column_roles.h"
#include "tools/io/cells/other_cells.h"

namespace mgl {

/// Says of every cell what FactReader and the scalar evaluator would, or marks its case
/// exceptional: it never says anything else.
class ColumnDecoder {
 public:
  /// All must outlive it.
  ColumnDecoder(const Guideline& guideline, const BatchPlan& plan, Day as_of,
                const std::shared_ptr<const CellRules>& rules);

  void Decode(const ColumnRoles& roles, const CellGrid& grid, CaseColumns& columns);

 private:
  struct Cells;
  static void Prepare(const Fact& fact, FactColumn& column);
  /// False where a cell needs to be read by other means: then nothing is said of any.
  bool DecodeTinyTruths(FactId id, const Cells& cells, FactColumn& column);
  bool DecodeTinyNumbers(FactId id, const Cells& cells, FactColumn& column);
  void DecodeValues(FactId id, const Cells& cells, CaseColumns& columns);
  void DecodeTruths(FactId id, const Cells& cells, CaseColumns& columns);
  void DecodeNumbers(FactId id, const Cells& cells, CaseColumns& columns);
  void DecodeDays(FactId id, const Cells& cells, CaseColumns& columns);
  void DecodeChoices(FactId id, const Cells& cells, CaseColumns& columns);
  /// Reads the cells of `rows` one by one.
  void DecodeOthers(FactId id, const Cells& cells, Word rows, CaseColumns& columns);
  void DecodeUnits(FactId id, const Cells& cells, CaseColumns& columns);
  void UseUnitRule(FactId id, const UnitRule& rule, std::size_t w, Word rows, CaseColumns& columns);
  void MarkImplausible(FactId id, std::size_t w, CaseColumns& columns) const;
  void DecodeDates(FactId id, const Cells& cells, CaseColumns& columns) const;
  void UseDefaults(FactId id, std::size_t w, CaseColumns& columns) const;

  const Guideline& guideline_;
  const BatchPlan& plan_;
  Day as_of_;
  std::shared_ptr<const CellRules> rules_;
  std::vector<bool> are_tiny_;  // by fact: the cells of the block so far
  OtherUnits other_units_;
  OtherCells other_cells_;
  /// Names and codes of a fact's choices, in the order in which they are looked up.
  struct ChoiceSpellings {
    static constexpr std::size_t kMostShort = 16;              // each costs a comparison a cell
    std::vector<std::uint64_t> short_texts;                    // as the words of ReadShortWords()
    std::array<std::uint8_t, kMostShort + 1> short_choices{};  // behind the last one: of no text
    std::vector<std::string> long_texts;
    std::vector<std::uint8_t> long_choices;
  };
  std::vector<ChoiceSpellings> spellings_;  // by fact
};

}  // namespace mgl

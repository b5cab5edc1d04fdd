// A column that planes take as it is: bools, and doubles that are only compared with constants. It
// is read several blocks ahead, since in pieces of one block memory is not read at its full speed.
#pragma once

#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/batch/double_cut.h"
#include "tools/doors/library/arrow_input.h"

namespace mgl {

/// Words of a buffer of bits, from the `first`, which need not begin a byte: `count` bits, those
/// behind them are clear.
void CopyBits(const std::uint8_t* bits, std::size_t first, std::size_t count, Word* to);

class FactStretch {
 public:
  /// Whether the column's cells can be read so, if there is no more to the fact.
  static bool Takes(const ArrowColumn& cells, FactId fact, const BatchPlan& plan);

  /// The column and the cuts must outlive it.
  FactStretch(const ArrowColumn& cells, FactId fact, const DoubleCuts& cuts);

  /// Fills the planes of the rows from `first`, a multiple of kBlockCases, ascending.
  void Fill(std::size_t first, CaseColumns& columns);

 private:
  void CopyBools(std::size_t first, FactColumn& column) const;
  void FetchAhead(const std::uint8_t* bits, std::size_t first) const;
  void ReadValidity(std::size_t first, std::size_t count, Word* known) const;
  void Read(std::size_t first);
  void CutDoubles(std::size_t first, std::size_t count);

  const ArrowColumn& cells_;
  FactId fact_;
  const DoubleCuts& cuts_;
  std::vector<Word> known_;  // of doubles
  std::vector<Word> exceptional_;
  std::vector<Word> below_;  // see DoubleCuts
};

}  // namespace mgl

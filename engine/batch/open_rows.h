// Rows that are decided one by one: those of the block that are not exceptional already.
#pragma once

#include <bit>

#include "engine/batch/case_columns.h"
#include "engine/batch/number_kernels.h"

namespace mgl {

/// Calls `decide` with each open row; where it says false, the case becomes exceptional.
template <typename Decide>
void ForEachOpenRow(const OpenRows& open, CaseColumns& columns, Decide decide) {
  for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
    const std::size_t left = columns.size - w * kWordBits;
    const Word rows = left < kWordBits ? (Word{1} << left) - 1 : ~Word{0};
    for (Word rest = open[w] & rows & ~columns.exceptional[w]; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      if (!decide(w * kWordBits + bit)) SetBit(columns.exceptional.data(), w * kWordBits + bit);
    }
  }
}

inline void AssignBit(Word* plane, std::size_t index, bool value) {
  const Word bit = Word{1} << (index % kWordBits);
  Word& word = plane[index / kWordBits];
  word = value ? word | bit : word & ~bit;
}

}  // namespace mgl

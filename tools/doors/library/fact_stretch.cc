#include "tools/doors/library/fact_stretch.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace mgl {
namespace {

constexpr std::size_t kStretchCases = 8 * kBlockCases;

}  // namespace

void CopyBits(const std::uint8_t* bits, std::size_t first, std::size_t count, Word* to) {
  const std::size_t shift = first % 8;
  const std::uint8_t* bytes = bits + first / 8;
  std::size_t w = 0;
  if (shift == 0) {
    w = count / kWordBits;
    if (count == kBlockCases) {
      std::memcpy(to, bytes, kBlockCases / 8);  // of a size that the compiler knows
    } else {
      std::memcpy(to, bytes, w * sizeof(Word));
    }
  }
  for (; w * kWordBits < count; ++w) {
    const std::size_t rest = std::min(kWordBits, count - w * kWordBits);
    const std::size_t size = (shift + rest + 7) / 8;
    const std::uint8_t* const at = bytes + w * sizeof(Word);
    Word word = 0;
    std::memcpy(&word, at, std::min(size, sizeof(Word)));
    word >>= shift;
    if (size > sizeof(Word)) word |= Word{at[sizeof(Word)]} << (kWordBits - shift);
    to[w] = rest == kWordBits ? word : word & ((Word{1} << rest) - 1);
  }
}

bool FactStretch::Takes(const ArrowColumn& cells, FactId fact, const BatchPlan& plan) {
  if (cells.dictionary != nullptr) return false;
  const bool is_cut = cells.type == CellType::kDouble && plan.IsOnlyCompared(fact);
  return cells.type == CellType::kBool || is_cut;
}

FactStretch::FactStretch(const ArrowColumn& cells, FactId fact, const DoubleCuts& cuts)
    : cells_(cells), fact_(fact), cuts_(cuts) {
  if (cells.type == CellType::kBool) return;
  const std::size_t blocks = (std::min(kStretchCases, cells.rows) + kBlockCases - 1) / kBlockCases;
  const std::size_t words = blocks * kBlockWords;
  known_.resize(words);
  exceptional_.resize(words);
  below_.resize(cuts.Count(fact) * words);
}

void FactStretch::Fill(std::size_t first, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(fact_)];
  if (cells_.validity != nullptr) FetchAhead(cells_.validity, first);
  if (cells_.type == CellType::kBool) return CopyBools(first, column);
  if (first % kStretchCases == 0) Read(first);
  const std::size_t from = first % kStretchCases / kWordBits;
  std::copy_n(&known_[from], kBlockWords, column.known.data());
  column.below = below_.data() + from;
  column.below_step = known_.size();
  for (std::size_t w = 0; w < kBlockWords; ++w) columns.exceptional[w] |= exceptional_[from + w];
}

void FactStretch::CopyBools(std::size_t first, FactColumn& column) const {
  const std::size_t count = std::min(kBlockCases, cells_.rows - first);
  const auto* const bits = static_cast<const std::uint8_t*>(cells_.values);
  CopyBits(bits, cells_.offset + first, count, column.yes.data());
  FetchAhead(bits, first);
  ReadValidity(first, count, column.known.data());
}

/// There are too many columns for the processor to see that each goes on.
void FactStretch::FetchAhead(const std::uint8_t* bits, std::size_t first) const {
  constexpr std::size_t kLineBits = 512;
  if (first + kStretchCases + kBlockCases > cells_.rows) return;
  for (std::size_t i = 0; i < kBlockCases; i += kLineBits) {
    __builtin_prefetch(bits + (cells_.offset + first + kStretchCases + i) / 8);
  }
}

void FactStretch::ReadValidity(std::size_t first, std::size_t count, Word* known) const {
  if (cells_.validity != nullptr) {
    CopyBits(cells_.validity, cells_.offset + first, count, known);
  } else {
    std::fill_n(known, (count + kWordBits - 1) / kWordBits, ~Word{0});
  }
}

void FactStretch::Read(std::size_t first) {
  const std::size_t count = std::min(kStretchCases, cells_.rows - first);
  ReadValidity(first, count, known_.data());
  CutDoubles(first, count);
}

/// Where they are; the numbers of a word that is not whole, or that are not aligned, from a copy.
void FactStretch::CutDoubles(std::size_t first, std::size_t count) {
  const auto* const bytes =
      static_cast<const char*>(cells_.values) + (cells_.offset + first) * sizeof(double);
  const bool is_aligned = reinterpret_cast<std::uintptr_t>(bytes) % alignof(double) == 0;
  const std::size_t whole = is_aligned ? count / kWordBits : 0;
  const std::size_t step = known_.size();
  std::vector<Word>& inside = exceptional_;  // until it is turned round
  if (whole > 0) {
    const auto* const numbers = reinterpret_cast<const double*>(bytes);
    cuts_.Apply(fact_, numbers, whole, below_.data(), step, inside.data());
  }
  for (std::size_t w = whole; w * kWordBits < count; ++w) {
    std::array<double, kWordBits> numbers{};
    const std::size_t rest = std::min(kWordBits, count - w * kWordBits);
    std::memcpy(numbers.data(), bytes + w * sizeof numbers, rest * sizeof(double));
    cuts_.Apply(fact_, numbers.data(), 1, below_.data() + w, step, &inside[w]);
  }
  for (std::size_t w = 0; w * kWordBits < count; ++w) {
    const Word outside = known_[w] & ~inside[w];
    exceptional_[w] = outside;
    known_[w] &= ~outside;
  }
}

}  // namespace mgl

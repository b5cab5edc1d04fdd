// Sets of patients: for each fact the values that it may have. A patient is in the set who has one
// of them for each.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/prove/fact_values.h"

namespace mgl {

/// Some values of one variable, a bit each.
using ValueBits = std::vector<std::uint64_t>;
inline void AddBit(std::uint32_t value, ValueBits& bits) {
  bits[value / 64] |= std::uint64_t{1} << (value % 64);
}

class PatientSet {
 public:
  PatientSet() = default;
  /// All patients.
  explicit PatientSet(const FactValues& values);

  std::span<std::uint64_t> WordsOf(const Variable& variable) {
    return std::span(words_).subspan(variable.first_word, variable.word_count);
  }
  std::span<const std::uint64_t> WordsOf(const Variable& variable) const {
    return std::span(words_).subspan(variable.first_word, variable.word_count);
  }
  bool Has(const Variable& variable, std::uint32_t value) const {
    return (words_[variable.first_word + value / 64] >> (value % 64) & 1U) != 0;
  }
  void Add(const Variable& variable, std::uint32_t value) {
    words_[variable.first_word + value / 64] |= std::uint64_t{1} << (value % 64);
  }
  void Remove(const Variable& variable, std::uint32_t value) {
    words_[variable.first_word + value / 64] &= ~(std::uint64_t{1} << (value % 64));
  }
  /// Leaves of the variable's values those in `bits`; says whether fewer are left.
  bool Narrow(const Variable& variable, const ValueBits& bits);
  /// The variable has the values that it has in `other`.
  void CopyFrom(const PatientSet& other, const Variable& variable);
  void SetOnly(const Variable& variable, std::uint32_t value);
  /// Of a number or date whose values are one stretch: the part of it that is left; null: all.
  const Interval* PartOf(const Variable& variable) const;
  void SetPart(const Variable& variable, Interval part);
  /// How often a part was set.
  std::uint32_t HalvedOf(const Variable& variable) const;
  std::uint32_t CountOf(const Variable& variable) const;
  bool IsEmpty(const Variable& variable) const;
  /// Whether some value of the variable is in both.
  bool Shares(const PatientSet& other, const Variable& variable) const;

  bool operator==(const PatientSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
  struct Part {
    std::uint32_t first_word = 0;  // of the variable
    std::uint32_t halved = 0;
    Interval values;
    bool operator==(const Part&) const = default;
  };
  std::vector<Part> parts_;
};

/// Calls `use(value)` for each value of the variable in the set, in order.
template <typename Use>
void ForEachValue(const PatientSet& set, const Variable& variable, Use use) {
  std::uint32_t first = 0;
  for (std::uint64_t word : set.WordsOf(variable)) {
    for (; word != 0; word &= word - 1) {
      use(first + static_cast<std::uint32_t>(std::countr_zero(word)));
    }
    first += 64;
  }
}

}  // namespace mgl

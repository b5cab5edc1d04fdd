#include "engine/prove/patient_set.h"

#include <algorithm>

namespace mgl {

PatientSet::PatientSet(const FactValues& values) : words_(values.word_count(), 0) {
  for (const Variable& variable : values.variables()) {
    for (std::uint32_t value = 0; value < variable.count(); ++value) Add(variable, value);
  }
}

bool PatientSet::Narrow(const Variable& variable, const ValueBits& bits) {
  bool is_narrower = false;
  const std::span<std::uint64_t> words = WordsOf(variable);
  for (std::size_t i = 0; i < words.size(); ++i) {
    is_narrower |= (words[i] & ~bits[i]) != 0;
    words[i] &= bits[i];
  }
  return is_narrower;
}

void PatientSet::SetOnly(const Variable& variable, std::uint32_t value) {
  std::ranges::fill(WordsOf(variable), 0);
  Add(variable, value);
}

void PatientSet::CopyFrom(const PatientSet& other, const Variable& variable) {
  std::ranges::copy(other.WordsOf(variable), WordsOf(variable).begin());
}

std::uint32_t PatientSet::CountOf(const Variable& variable) const {
  std::uint32_t count = 0;
  for (const std::uint64_t word : WordsOf(variable)) {
    count += static_cast<std::uint32_t>(std::popcount(word));
  }
  return count;
}

bool PatientSet::IsEmpty(const Variable& variable) const {
  return std::ranges::all_of(WordsOf(variable), [](std::uint64_t word) { return word == 0; });
}

}  // namespace mgl

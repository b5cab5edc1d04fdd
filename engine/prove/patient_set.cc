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

const Interval* PatientSet::PartOf(const Variable& variable) const {
  const auto found = std::ranges::find(parts_, variable.first_word, &Part::first_word);
  return found != parts_.end() ? &found->values : nullptr;
}

void PatientSet::SetPart(const Variable& variable, Interval part) {
  const auto found = std::ranges::find(parts_, variable.first_word, &Part::first_word);
  if (found == parts_.end()) {
    parts_.push_back({variable.first_word, 1, std::move(part)});
  } else {
    ++found->halved;
    found->values = std::move(part);
  }
}

std::uint32_t PatientSet::HalvedOf(const Variable& variable) const {
  const auto found = std::ranges::find(parts_, variable.first_word, &Part::first_word);
  return found != parts_.end() ? found->halved : 0;
}

void PatientSet::SetOnly(const Variable& variable, std::uint32_t value) {
  std::ranges::fill(WordsOf(variable), 0);
  Add(variable, value);
}

void PatientSet::CopyFrom(const PatientSet& other, const Variable& variable) {
  std::ranges::copy(other.WordsOf(variable), WordsOf(variable).begin());
  std::erase_if(parts_, [&](const Part& part) { return part.first_word == variable.first_word; });
  const auto found = std::ranges::find(other.parts_, variable.first_word, &Part::first_word);
  if (found != other.parts_.end()) parts_.push_back(*found);
}

std::uint32_t PatientSet::CountOf(const Variable& variable) const {
  std::uint32_t count = 0;
  for (const std::uint64_t word : WordsOf(variable)) {
    count += static_cast<std::uint32_t>(std::popcount(word));
  }
  return count;
}

bool PatientSet::Shares(const PatientSet& other, const Variable& variable) const {
  const std::span<const std::uint64_t> own = WordsOf(variable);
  const std::span<const std::uint64_t> others = other.WordsOf(variable);
  for (std::size_t i = 0; i < own.size(); ++i) {
    if ((own[i] & others[i]) != 0) return true;
  }
  return false;
}

bool PatientSet::IsEmpty(const Variable& variable) const {
  return std::ranges::all_of(WordsOf(variable), [](std::uint64_t word) { return word == 0; });
}

}  // namespace mgl

#include "tools/cohort/sensitivity/sensitivity_tally.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace mgl {
namespace {

template <typename Use>
void ForEachBit(const std::vector<Word>& set, Use use) {
  for (std::size_t w = 0; w < set.size(); ++w) {
    for (Word rest = set[w]; rest != 0; rest &= rest - 1) {
      use(w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest)));
    }
  }
}

void AddAll(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

void SensitivityCounts::Add(const SensitivityCounts& of) {
  on_nothing += of.on_nothing;
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].Add(of.pairs[i]);
  AddAll(of.alternatives, alternatives);
  AddAll(of.unit_not_said, unit_not_said);
  AddAll(of.unit_said, unit_said);
}

SensitivityTally::SensitivityTally(const OpenQuestions& open)
    : counts(open), open_(open), table_(open.SetWords()) {}

void SensitivityTally::Clear() {
  counts = SensitivityCounts(open_);
  table_.Clear();
  first_of_table_ = 0;
  sets_.clear();
}

void SensitivityTally::AddSet(const Word* set) {
  if (!table_.HasRoom()) {
    table_.Clear();
    first_of_table_ = sets_.size();
  }
  const std::uint32_t found = table_.FindOrAdd(set);
  if (found == KeyTable::kNew) {
    sets_.push_back({{set, set + open_.SetWords()}, 1});
    return;
  }
  ++sets_[first_of_table_ + found].cases;
}

std::size_t SensitivityTotals::SetHash::operator()(const std::vector<Word>& set) const {
  constexpr Word kMixer = 0x9E3779B97F4A7C15;
  Word hash = 0;
  for (const Word word : set) hash = ((hash ^ (hash >> 32U)) ^ word) * kMixer;
  return hash ^ (hash >> 32U);
}

void SensitivityTotals::Add(const SensitivityTally& part) {
  counts_.Add(part.counts);
  for (const auto& [set, cases] : part.sets()) {
    on_something_ += cases;
    ForEachBit(set, [&, count = cases](std::size_t question) { cases_[question] += count; });
    if (const auto found = sets_.find(set); found != sets_.end()) {
      found->second += cases;
    } else if (sets_.size() < kMostSets) {
      sets_.emplace(set, cases);
    } else {
      beyond_sets_ += cases;
    }
  }
}

std::vector<SensitivityTotals::Step> SensitivityTotals::Order() const {
  std::vector<std::pair<std::vector<Word>, std::uint64_t>> left(sets_.begin(), sets_.end());
  std::vector<Step> order;
  std::uint64_t settled = 0;
  while (!left.empty()) {
    std::vector<Step> steps(cases_.size());
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i].question = i;
    for (const auto& [set, cases] : left) {
      std::size_t size = 0;
      ForEachBit(set, [&, count = cases](std::size_t question) {
        steps[question].hang += count;
        ++size;
      });
      if (size != 1) continue;
      ForEachBit(set,
                 [&, count = cases](std::size_t question) { steps[question].settles += count; });
    }
    const auto pays = [](const Step& a, const Step& b) {
      return std::tuple(a.settles, a.hang) < std::tuple(b.settles, b.hang);
    };
    Step best = *std::ranges::max_element(steps, pays);
    settled += best.settles;
    best.settled = settled;
    order.push_back(best);
    for (auto& [set, cases] : left) {
      set[best.question / kWordBits] &= ~(Word{1} << (best.question % kWordBits));
    }
    std::erase_if(left, [](const auto& of) {
      return std::ranges::all_of(of.first, [](Word word) { return word == 0; });
    });
  }
  return order;
}

std::vector<std::uint64_t> SensitivityTotals::Alone() const {
  std::vector<std::uint64_t> alone(cases_.size());
  for (const auto& [set, cases] : sets_) {
    std::size_t size = 0;
    std::size_t last = 0;
    ForEachBit(set, [&](std::size_t question) {
      last = question;
      ++size;
    });
    if (size == 1) alone[last] += cases;
  }
  return alone;
}

}  // namespace mgl

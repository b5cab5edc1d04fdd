// How many decisions hang on what: counted by part of a cohort, and of all of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "tools/cohort/key_table.h"
#include "tools/cohort/part_result.h"
#include "tools/cohort/sensitivity/questions.h"

namespace mgl {

/// How often an outcome would be otherwise.
struct ChangeCounts {
  std::array<std::uint64_t, kOutcomeShifts> of{};  // by OutcomeShift

  std::uint64_t& operator[](OutcomeShift change) { return of[static_cast<std::size_t>(change)]; }
  std::uint64_t operator[](OutcomeShift change) const {
    return of[static_cast<std::size_t>(change)];
  }
  void Add(const ChangeCounts& counts) {
    for (std::size_t i = 0; i < of.size(); ++i) of[i] += counts.of[i];
  }
  bool IsAny() const {
    return std::ranges::any_of(of, [](std::uint64_t count) { return count > 0; });
  }
};

/// What is the same for a part and for the whole.
struct SensitivityCounts {
  explicit SensitivityCounts(const OpenQuestions& open)
      : pairs(open.pairs.size()),
        alternatives(open.alternatives.size()),
        unit_not_said(open.first_fact),
        unit_said(open.first_fact) {}

  void Add(const SensitivityCounts& counts);

  std::uint64_t on_nothing = 0;              // cases whose decision hangs on no question
  std::vector<ChangeCounts> pairs;           // by pair, of those with an alternative
  std::vector<std::uint64_t> alternatives;   // cases that it decides otherwise
  std::vector<std::uint64_t> unit_not_said;  // by question, of units: numbers without a unit
  std::vector<std::uint64_t> unit_said;      // likewise: with one
};

/// Of one part. The questions on which a decision hangs are a set: a bit a question.
class SensitivityTally : public PartTally {
 public:
  explicit SensitivityTally(const OpenQuestions& open);

  void Clear() override;
  void AddSet(const Word* set);

  struct SetCount {
    std::vector<Word> set;
    std::uint64_t cases = 0;
  };
  /// Sets may occur again.
  const std::vector<SetCount>& sets() const { return sets_; }

  SensitivityCounts counts;

 private:
  const OpenQuestions& open_;
  KeyTable table_;
  std::size_t first_of_table_ = 0;  // in sets_
  std::vector<SetCount> sets_;
};

/// Of a whole cohort, in memory that does not grow with it.
class SensitivityTotals {
 public:
  /// Sets beyond these are counted question by question, and not put into an order.
  static constexpr std::size_t kMostSets = 1U << 16U;

  explicit SensitivityTotals(const OpenQuestions& open)
      : counts_(open), cases_(open.questions.size()) {}

  /// Parts in the order of the input.
  void Add(const SensitivityTally& part);

  const SensitivityCounts& counts() const { return counts_; }
  /// By question: cases whose decision hangs on it.
  const std::vector<std::uint64_t>& cases() const { return cases_; }
  std::uint64_t on_something() const { return on_something_; }
  std::uint64_t beyond_sets() const { return beyond_sets_; }

  /// One step of the order in which settling the questions pays.
  struct Step {
    std::size_t question = 0;
    std::uint64_t hang = 0;     // cases still open whose decision hangs on it
    std::uint64_t settles = 0;  // of them, those with nothing else open
    std::uint64_t settled = 0;  // with it and all before it
  };
  /// First the question that settles most cases, then that which settles most of the rest; of those
  /// that settle as many, that on which more hang.
  std::vector<Step> Order() const;
  /// By question: cases whose decision hangs on it alone, of those in the order.
  std::vector<std::uint64_t> Alone() const;

 private:
  struct SetHash {
    std::size_t operator()(const std::vector<Word>& set) const;
  };
  SensitivityCounts counts_;
  std::vector<std::uint64_t> cases_;
  std::uint64_t on_something_ = 0;
  std::uint64_t beyond_sets_ = 0;
  std::unordered_map<std::vector<Word>, std::uint64_t, SetHash> sets_;
};

}  // namespace mgl

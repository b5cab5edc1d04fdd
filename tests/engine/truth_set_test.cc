// Operators on sets of truths, against the same operators on every choice of single truths.
#include "engine/truth_set.h"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

namespace mgl {
namespace {

using Truths = std::vector<Truth>;

std::size_t Count(const Truths& truths, Truth wanted) {
  std::size_t count = 0;
  for (const Truth truth : truths) count += truth == wanted ? 1 : 0;
  return count;
}

Truth PlainAtLeast(std::size_t count, const Truths& truths) {
  if (Count(truths, Truth::kYes) >= count) return Truth::kYes;
  return truths.size() - Count(truths, Truth::kNo) >= count ? Truth::kUnknown : Truth::kNo;
}

Truth PlainAnyKnown(const Truths& truths) {
  if (Count(truths, Truth::kYes) > 0) return Truth::kYes;
  return Count(truths, Truth::kNo) > 0 ? Truth::kNo : Truth::kUnknown;
}

Truth PlainFirstKnown(const Truths& truths) {
  for (const Truth truth : truths) {
    if (truth != Truth::kUnknown) return truth;
  }
  return Truth::kUnknown;
}

Truth PlainAgreement(const Truths& truths) {
  if (Count(truths, Truth::kYes) == truths.size()) return Truth::kYes;
  return Count(truths, Truth::kNo) == truths.size() ? Truth::kNo : Truth::kUnknown;
}

/// All non-empty sets.
std::vector<TruthSet> AllSets() {
  std::vector<TruthSet> sets;
  for (unsigned bits = 1; bits < 8; ++bits) {
    TruthSet set;
    for (const Truth truth : kTruths) {
      if ((bits >> static_cast<unsigned>(truth) & 1U) != 0) set = set | truth;
    }
    sets.push_back(set);
  }
  return sets;
}

/// The plain operator on every choice of one truth an operand.
TruthSet OfAllChoices(const std::vector<TruthSet>& operands,
                      const std::function<Truth(const Truths&)>& plain) {
  TruthSet result;
  Truths chosen(operands.size());
  const std::function<void(std::size_t)> choose = [&](std::size_t i) {
    if (i == operands.size()) {
      result = result | plain(chosen);
      return;
    }
    for (const Truth truth : kTruths) {
      if (!operands[i].Has(truth)) continue;
      chosen[i] = truth;
      choose(i + 1);
    }
  };
  choose(0);
  return result;
}

void CheckAllOperators(const std::vector<TruthSet>& operands) {
  REQUIRE(AllOf(operands) == OfAllChoices(operands, [](const Truths& truths) {
            return PlainAtLeast(truths.size(), truths);
          }));
  REQUIRE(AnyOf(operands) ==
          OfAllChoices(operands, [](const Truths& truths) { return PlainAtLeast(1, truths); }));
  for (std::size_t count = 0; count <= operands.size() + 1; ++count) {
    REQUIRE(AtLeast(count, operands) == OfAllChoices(operands, [count](const Truths& truths) {
              return PlainAtLeast(count, truths);
            }));
  }
  REQUIRE(AnyKnown(operands) == OfAllChoices(operands, PlainAnyKnown));
  REQUIRE(FirstKnown(operands) == OfAllChoices(operands, PlainFirstKnown));
  REQUIRE(Agreement(operands) == OfAllChoices(operands, PlainAgreement));
}

TEST_CASE("truth set: every operator on up to three operands") {
  for (const TruthSet a : AllSets()) {
    CheckAllOperators({a});
    REQUIRE(Not(a) == OfAllChoices({a}, [](const Truths& truths) { return Not(truths[0]); }));
    for (const TruthSet b : AllSets()) {
      CheckAllOperators({a, b});
      for (const TruthSet c : AllSets()) CheckAllOperators({a, b, c});
    }
  }
}

}  // namespace
}  // namespace mgl

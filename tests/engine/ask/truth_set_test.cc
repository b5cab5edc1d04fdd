// Operators on sets of truths, against the same operators on every choice of single truths.
#include "engine/ask/truth_set.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <vector>

#include "engine/ask/possible_truth.h"
#include "tests/engine/model/guideline_builder.h"
#include "tests/engine/model/operators.h"

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

/// Every operator of the list, on single truths, by the scalar evaluator.
class OperatorOnTruths {
 public:
  OperatorOnTruths(const Operator& of, std::uint32_t payload, std::size_t count) {
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i < count; ++i)
      operands.push_back(builder_.AddTruth(std::string(1, static_cast<char>('a' + i))));
    if (of.payload == Payload::kAmbiguity) {
      node_ = builder_.AddAmbiguity("reading", std::nullopt, operands);
    } else {
      node_ = builder_.TruthOf(of.kind, operands, payload);
    }
  }

  Truth operator()(const Truths& truths) const {
    std::vector<ReportedFact> facts;
    for (const Truth truth : truths) facts.push_back(ReportedTruth(truth));
    return DecideCase(builder_, facts).nodes[Index(node_)].truth;
  }

 private:
  GuidelineBuilder builder_;
  NodeId node_{};
};

TEST_CASE("truth set: what any operator of the list gives is in what its sets may give") {
  EvaluationOptions options{kAsOf, {}};
  options.readings.resize(1);
  for (const Operator& of : kTruthOperators) {
    const std::size_t count = of.arity < 0 ? 3 : static_cast<std::size_t>(of.arity);
    for (std::uint32_t payload = 0; payload < (of.payload == Payload::kCount ? 5U : 1U);
         ++payload) {
      CAPTURE(NodeText(of.kind));
      const OperatorOnTruths single(of, payload, count);
      std::map<Truths, Truth> table;
      const auto look_up = [&](const Truths& truths) {
        const auto known = table.find(truths);
        return known != table.end() ? known->second : table[truths] = single(truths);
      };
      std::vector<TruthSet> operands(count);
      const std::function<void(std::size_t)> choose = [&](std::size_t i) {
        if (i < count) {
          for (const TruthSet set : AllSets()) {
            operands[i] = set;
            choose(i + 1);
          }
          return;
        }
        const TruthSet exact = OfAllChoices(operands, look_up);
        const TruthSet sets = EvaluateTruths(AsTruthOperator(of.kind), payload, operands, options);
        for (const Truth truth : kTruths) REQUIRE((!exact.Has(truth) || sets.Has(truth)));
      };
      choose(0);
    }
  }
}

}  // namespace
}  // namespace mgl

// What is asked, against brute force over all answers: enough, and not one too many.
#include "engine/ask/sufficient_facts.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// Brute force: whether the node is settled for every answer to the facts in `asked`.
bool DecidesForAllAnswers(const GuidelineBuilder& builder, NodeId node, const Case& one,
                          const std::vector<FactId>& asked) {
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  std::size_t answers = 1;
  const auto choices = [&](FactId id) {
    const Fact& fact = builder.guideline.facts[Index(id)];
    return fact.type == FactType::kTruth ? 2 : fact.choices.size();
  };
  for (const FactId id : asked) answers *= choices(id);
  for (std::size_t answer = 0; answer < answers; ++answer) {
    Case answered = one;
    std::size_t rest = answer;
    for (const FactId id : asked) {
      answered.facts[Index(id)] = ReportedChoice(static_cast<std::uint32_t>(rest % choices(id)));
      rest /= choices(id);
    }
    if (!evaluator.Decide(answered).nodes[Index(node)].IsSettled()) return false;
  }
  return true;
}

/// How many of the operators below a random rule may use.
constexpr std::size_t kDeciding = 8;       // once all is known, decided
constexpr std::size_t kWithAgreement = 9;  // and readings that may disagree
constexpr std::size_t kAllOperators = 12;  // and those that more knowledge turns from yes to no

/// A random rule over yes/no facts and a choice.
void AddRandomRule(GuidelineBuilder& builder, std::mt19937& random, std::size_t operators) {
  const auto pick = [&random](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  std::vector<NodeId> truths = {builder.AddTruth("a"), builder.AddTruth("b"), builder.AddTruth("c"),
                                builder.AddTruth("d")};
  const FactId choice = builder.AddChoice("e", {"x", "y", "z"});
  for (std::uint32_t i = 0; i < 3; ++i) {
    truths.push_back(builder.Truth(NodeKind::kIsChoice, {builder.Node(choice)}, i));
  }
  for (int i = 0; i < 8; ++i) {
    const NodeId a = truths[pick(truths.size())];
    const NodeId b = truths[pick(truths.size())];
    const NodeId c = truths[pick(truths.size())];
    const auto count = static_cast<std::uint32_t>(1 + pick(2));
    switch (pick(operators)) {
      case 11:
        truths.push_back(builder.Truth(NodeKind::kIsKnown, {a}));
        break;
      case 9:
        truths.push_back(builder.Truth(NodeKind::kAnyKnown, {a, b}));
        break;
      case 10:
        truths.push_back(builder.Truth(NodeKind::kFirstKnown, {a, b}));
        break;
      case 8:
        truths.push_back(builder.AddAmbiguity("", std::nullopt, {a, b}));
        break;
      case 0:
        truths.push_back(builder.Truth(NodeKind::kNot, {a}));
        break;
      case 1:
        truths.push_back(builder.Truth(NodeKind::kImplies, {a, b}));
        break;
      case 2:
        truths.push_back(builder.Truth(NodeKind::kAtLeast, {a, b, c}, count));
        break;
      case 3:
        truths.push_back(builder.Truth(NodeKind::kExactly, {a, b, c}, count));
        break;
      case 4:
        truths.push_back(builder.AddAmbiguity("", count - 1, {a, b}));
        break;
      case 5:
      case 6:
        truths.push_back(builder.Truth(NodeKind::kAnd, {a, b}));
        break;
      default:
        truths.push_back(builder.Truth(NodeKind::kOr, {a, b}));
    }
  }
  builder.AddRule("r", truths.back());
}

TEST_CASE(
    "sufficient facts: random rules: what is asked is missing, enough, and not one too many") {
  std::mt19937 random(3);
  const auto pick = [&random](int count) {
    return std::uniform_int_distribution<int>(0, count - 1)(random);
  };
  int asked_cases = 0;
  for (int round = 0; round < 1500; ++round) {
    GuidelineBuilder builder;
    AddRandomRule(builder, random, kDeciding);
    const NodeId outcome = builder.guideline.rules[0].outcome;
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
    for (int i = 0; i < 4; ++i) {
      Case one = builder.EmptyCase();
      for (ReportedFact& fact : one.facts) {
        if (pick(3) == 0) fact = ReportedChoice(static_cast<std::uint32_t>(pick(2)));
      }
      const Decision decision = evaluator.Decide(one);
      if (decision.rules[0] != Outcome::kUnknown) {
        REQUIRE(decision.ask.empty());
        continue;
      }
      ++asked_cases;
      REQUIRE(!decision.ask.empty());
      for (const FactId id : decision.ask) REQUIRE(!decision.facts[Index(id)].value.known);
      REQUIRE(DecidesForAllAnswers(builder, outcome, one, decision.ask));
      for (const FactId id : decision.ask) {
        std::vector<FactId> fewer = decision.ask;
        std::erase(fewer, id);
        REQUIRE(!DecidesForAllAnswers(builder, outcome, one, fewer));
      }
    }
  }
  CHECK(asked_cases > 1000);
}

/// A result over yes/no facts and a choice: the sum of three items of one to three lines.
NodeId AddRandomScore(GuidelineBuilder& builder, std::mt19937& random) {
  const auto pick = [&random](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  std::vector<NodeId> truths;
  for (const char* name : {"a", "b", "c", "d"}) truths.push_back(builder.AddTruth(name));
  const FactId choice = builder.AddChoice("e", {"x", "y", "z"});
  for (std::uint32_t i = 0; i < 3; ++i) {
    truths.push_back(builder.Truth(NodeKind::kIsChoice, {builder.Node(choice)}, i));
  }
  for (int i = 0; i < 3; ++i) {
    const NodeKind kind = pick(2) == 0 ? NodeKind::kAnd : NodeKind::kOr;
    truths.push_back(
        builder.Truth(kind, {truths[pick(truths.size())], truths[pick(truths.size())]}));
  }
  std::vector<NodeId> items;
  for (int i = 0; i < 3; ++i) {
    std::vector<NodeId> operands;
    for (std::size_t line = 0; line <= pick(3); ++line) {
      operands.push_back(truths[pick(truths.size())]);
      operands.push_back(builder.NumberConstant(std::to_string(pick(3))));
    }
    operands.push_back(builder.NumberConstant("0"));
    items.push_back(
        builder.guideline.graph.Add(NodeKind::kFirstLine, ValueType::kNumber, 0, operands));
  }
  const NodeId score = builder.Number(NodeKind::kSum, {items[0], items[1], items[2]});
  builder.AddResult("score", score, 0, ResultColumn::Kind::kScore);
  return score;
}

TEST_CASE("sufficient facts: random scores: what is asked settles them, and nothing is spare") {
  std::mt19937 random(5);
  int asked = 0;
  int spare = 0;
  for (int round = 0; round < 1500; ++round) {
    GuidelineBuilder builder;
    const NodeId score = AddRandomScore(builder, random);
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
    Case one = builder.EmptyCase();
    for (ReportedFact& fact : one.facts) {
      if (random() % 3 == 0) fact = ReportedChoice(static_cast<std::uint32_t>(random() % 2));
    }
    const Decision decision = evaluator.Decide(one);
    REQUIRE(decision.ask.empty() == decision.nodes[Index(score)].IsSettled());
    REQUIRE(DecidesForAllAnswers(builder, score, one, decision.ask));
    for (const FactId id : decision.ask) {
      ++asked;
      std::vector<FactId> fewer = decision.ask;
      std::erase(fewer, id);
      spare += DecidesForAllAnswers(builder, score, one, fewer) ? 1 : 0;
    }
  }
  CHECK(asked > 2000);
  CHECK(spare == 0);
}

/// Answers what is asked at random until nothing is asked any more; the case with all answers.
Case AnswerAll(ScalarEvaluator& evaluator, Case one, std::mt19937& random) {
  for (Decision decision = evaluator.Decide(one); !decision.ask.empty();
       decision = evaluator.Decide(one)) {
    for (const FactId id : decision.ask) {
      REQUIRE(!decision.facts[Index(id)].value.known);
      one.facts[Index(id)] = ReportedChoice(static_cast<std::uint32_t>(random() % 2));
    }
  }
  return one;
}

TEST_CASE("sufficient facts: asking ends, and leaves unknown only what no answer would decide") {
  std::mt19937 random(4);
  int left_open = 0;
  for (int round = 0; round < 4000; ++round) {
    GuidelineBuilder builder;
    AddRandomRule(builder, random, round % 2 == 0 ? kWithAgreement : kAllOperators);
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
    Case one = builder.EmptyCase();
    for (ReportedFact& fact : one.facts) {
      if (random() % 4 == 0) fact = ReportedChoice(static_cast<std::uint32_t>(random() % 2));
    }
    one = AnswerAll(evaluator, one, random);
    // With `is known` and its like, an answer that nobody needs may still change the outcome.
    if (round % 2 != 0 || evaluator.Decide(one).rules[0] != Outcome::kUnknown) continue;
    ++left_open;
    for (int i = 0; i < 20; ++i) {
      Case full = one;
      for (ReportedFact& fact : full.facts) {
        if (fact.state != ReportedFact::State::kAbsent) continue;
        fact = ReportedChoice(static_cast<std::uint32_t>(random() % 2));
      }
      REQUIRE(evaluator.Decide(full).rules[0] == Outcome::kUnknown);
    }
  }
  CHECK(left_open > 30);
}

}  // namespace
}  // namespace mgl

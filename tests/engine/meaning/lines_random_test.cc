// Lines in random graphs: more knowledge never changes what is settled, no case leaves anything
// behind for the next, and what results ask settles them.
#include "engine/meaning/lines.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// Random values of each type over yes/no facts, a choice and two numbers: lines with `otherwise`,
/// comparisons and arithmetic of them. No `is known`, `any known`, `first known`: these look at
/// what is not known.
struct RandomValues {
  GuidelineBuilder builder;
  std::mt19937& random;
  std::vector<NodeId> truths, numbers, choices;

  explicit RandomValues(std::mt19937& generator) : random(generator) {
    for (const char* name : {"a", "b", "c", "d"}) truths.push_back(builder.AddTruth(name));
    choices.push_back(builder.Node(builder.AddChoice("e", {"x", "y", "z"})));
    for (const char* name : {"m", "n"}) {
      numbers.push_back(builder.Node(builder.AddFact(name, FactType::kNumber)));
    }
    for (const char* number : {"0", "1", "2"}) numbers.push_back(builder.NumberConstant(number));
    for (std::uint32_t i = 0; i < 3; ++i) {
      choices.push_back(builder.Choice(NodeKind::kChoice, {}, i));
    }
    for (int i = 0; i < 24; ++i) AddNode();
  }
  std::size_t Pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  }
  NodeId Any(const std::vector<NodeId>& of) { return of[Pick(of.size())]; }
  NodeId AddLines(ValueType type, const std::vector<NodeId>& of) {
    const NodeKind kind = Pick(2) == 0 ? NodeKind::kFirstLine : NodeKind::kOnlyLine;
    if (Pick(3) == 0) return builder.Add(kind, type, 0, {Any(truths), Any(of), Any(of)});
    return builder.Add(kind, type, 0, {Any(truths), Any(of), Any(truths), Any(of), Any(of)});
  }
  void AddNode() {
    const auto truth = [&](NodeKind kind, GuidelineBuilder::Operands operands) {
      truths.push_back(builder.Truth(kind, operands));
    };
    switch (Pick(10)) {
      case 0:
      case 1:
        numbers.push_back(AddLines(ValueType::kNumber, numbers));
        return;
      case 2:
        choices.push_back(AddLines(ValueType::kChoice, choices));
        return;
      case 3:
        truths.push_back(AddLines(ValueType::kTruth, truths));
        return;
      case 4:
        numbers.push_back(builder.Number(Pick(2) == 0 ? NodeKind::kSum : NodeKind::kMinimum,
                                         {Any(numbers), Any(numbers)}));
        return;
      case 5:
        truth(Pick(2) == 0 ? NodeKind::kLess : NodeKind::kEqual, {Any(numbers), Any(numbers)});
        return;
      case 6:
        truth(Pick(2) == 0 ? NodeKind::kSameChoice : NodeKind::kChoiceLess,
              {Any(choices), Any(choices)});
        return;
      case 7:
        truth(NodeKind::kNot, {Any(truths)});
        return;
      default:
        truth(Pick(2) == 0 ? NodeKind::kAnd : NodeKind::kOr, {Any(truths), Any(truths)});
    }
  }
  ReportedFact Answer(std::size_t fact) {
    const auto value = static_cast<std::uint32_t>(Pick(3));
    const FactType type = builder.guideline.facts[fact].type;
    if (type == FactType::kNumber) return ReportedNumber(Interval::Point(value));
    return ReportedChoice(type == FactType::kTruth ? value % 2 : value);
  }
};

TEST_CASE("lines: knowing more never changes what is settled") {
  std::mt19937 random(11);
  int settled = 0;
  for (int round = 0; round < 400; ++round) {
    RandomValues values(random);
    const Graph& graph = values.builder.guideline.graph;
    ScalarEvaluator evaluator(values.builder.guideline, {kAsOf, {}});
    for (int i = 0; i < 20; ++i) {
      Case less = values.builder.EmptyCase();
      for (std::size_t fact = 0; fact < less.facts.size(); ++fact) {
        if (values.Pick(2) == 0) less.facts[fact] = values.Answer(fact);
      }
      Case more = less;
      for (std::size_t fact = 0; fact < more.facts.size(); ++fact) {
        const bool is_open = more.facts[fact].state == ReportedFact::State::kAbsent;
        if (is_open && values.Pick(3) != 0) more.facts[fact] = values.Answer(fact);
      }
      const Decision before = evaluator.Decide(less);
      const Decision after = evaluator.Decide(more);
      for (std::size_t id = 0; id < graph.size(); ++id) {
        const ValueType type = graph.node(static_cast<NodeId>(id)).type;
        if (!before.nodes[id].IsSettled()) continue;
        ++settled;
        REQUIRE(ValueText(after.nodes[id], type) == ValueText(before.nodes[id], type));
      }
    }
  }
  CHECK(settled > 50000);
}

TEST_CASE("lines: a reused decision holds nothing of the case before") {
  std::mt19937 random(12);
  for (int round = 0; round < 100; ++round) {
    RandomValues values(random);
    const Graph& graph = values.builder.guideline.graph;
    ScalarEvaluator evaluator(values.builder.guideline, {kAsOf, {}});
    Decision reused;
    for (int i = 0; i < 10; ++i) {
      Case one = values.builder.EmptyCase();
      for (std::size_t fact = 0; fact < one.facts.size(); ++fact) {
        if (values.Pick(2) == 0) one.facts[fact] = values.Answer(fact);
      }
      evaluator.DecideInto(one, reused);
      const Decision fresh = evaluator.Decide(one);
      REQUIRE(reused.ask == fresh.ask);
      for (std::size_t id = 0; id < graph.size(); ++id) {
        const ValueType type = graph.node(static_cast<NodeId>(id)).type;
        REQUIRE(ValueText(reused.nodes[id], type) == ValueText(fresh.nodes[id], type));
      }
    }
  }
}

/// Answers what is asked until nothing is; how often something was.
int Interview(RandomValues& values, ScalarEvaluator& evaluator, Case& one) {
  int rounds = 0;
  for (Decision decision = evaluator.Decide(one); !decision.ask.empty();
       decision = evaluator.Decide(one)) {
    for (const FactId id : decision.ask) {
      REQUIRE(!decision.facts[Index(id)].value.known);
      one.facts[Index(id)] = values.Answer(Index(id));
    }
    ++rounds;
  }
  return rounds;
}

TEST_CASE("lines: results ask, answering settles them, and what is settled does not ask") {
  std::mt19937 random(13);
  int asked = 0;
  for (int round = 0; round < 3000; ++round) {
    RandomValues values(random);
    const std::vector<NodeId>& of = round % 3 == 0   ? values.numbers
                                    : round % 3 == 1 ? values.choices
                                                     : values.truths;
    values.builder.AddResult("result", of.back());
    ScalarEvaluator evaluator(values.builder.guideline, {kAsOf, {}});
    Case one = values.builder.EmptyCase();
    for (std::size_t fact = 0; fact < one.facts.size(); ++fact) {
      if (values.Pick(3) == 0) one.facts[fact] = values.Answer(fact);
    }
    const auto is_settled = [&] {
      return evaluator.Decide(one).nodes[Index(of.back())].IsSettled();
    };
    if (is_settled()) {
      REQUIRE(evaluator.Decide(one).ask.empty());
      continue;
    }
    const int rounds = Interview(values, evaluator, one);
    asked += rounds > 0 ? 1 : 0;
    REQUIRE(rounds <= 1);
    if (is_settled()) continue;
    // Rows of a table that conflict: no answer settles them.
    for (std::size_t fact = 0; fact < one.facts.size(); ++fact) {
      const bool is_open = one.facts[fact].state == ReportedFact::State::kAbsent;
      if (is_open) one.facts[fact] = values.Answer(fact);
    }
    REQUIRE(!is_settled());
  }
  CHECK(asked > 1500);
}

}  // namespace
}  // namespace mgl

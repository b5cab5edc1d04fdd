// Two versions in one graph: every node of each has the value there that it has in its own version.
#include "engine/prove/guideline_pair.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/eval_scalar.h"
#include "engine/value/whole_number.h"
#include "tests/engine/batch/batch_random_graph.h"

namespace mgl {
namespace {

/// The facts of one version, some of which take other values.
void ChangeFacts(RandomGraph& random, Guideline& guideline) {
  for (Fact& fact : guideline.facts) {
    if (!random.OneIn(3)) continue;
    if (fact.type == FactType::kNumber && random.OneIn(2)) {
      fact.plausible = Closed("0", random.OneIn(2) ? "2" : "5");
    } else if (fact.type == FactType::kNumber && random.OneIn(2)) {
      (random.OneIn(2) ? fact.step : fact.whole_step) = Rational(1, random.OneIn(2) ? 1 : 2);
    } else if (random.OneIn(2)) {
      fact.default_value.reset();
    } else {
      DefaultValue by_default;
      by_default.number = Interval::Point(1);
      by_default.date = {kAsOf - 3, kAsOf - 3};
      fact.default_value = by_default;
    }
  }
}

std::vector<FactMatch> AllFacts(const Guideline& guideline) {
  std::vector<FactMatch> matches;
  for (std::uint32_t i = 0; i < guideline.facts.size(); ++i) {
    matches.push_back({FactId{i}, FactId{i}});
  }
  return matches;
}

ReportedFact RandomReport(RandomGraph& random, const Fact& fact, FactId id) {
  ReportedFact reported;
  if (random.OneIn(6)) return reported;
  if (random.OneIn(8)) {
    reported.state = ReportedFact::State::kUnknown;
    return reported;
  }
  reported.state = ReportedFact::State::kValue;
  switch (fact.type) {
    case FactType::kNumber:
      reported.number =
          Interval::Point(Rational(WholeNumber(random.RandomFixedPoint(id))) / PowerOfTen(9));
      break;
    case FactType::kDate: {
      const Day day = random.RandomDay();
      reported.day = {day, day};
      break;
    }
    case FactType::kTruth:
      reported.choice = static_cast<std::uint32_t>(random.Pick(2));
      break;
    case FactType::kChoice:
      reported.choice = static_cast<std::uint32_t>(random.Pick(fact.choices.size()));
      break;
  }
  if (random.OneIn(3)) {
    const Day day = std::min(random.RandomDay(), kAsOf);
    reported.date = DaySpan{day, day};
  }
  return reported;
}

/// Of numbers, what is below or above one.
void MakeUncertain(RandomGraph& random, ReportedFact& reported) {
  if (reported.state != ReportedFact::State::kValue) return;
  (random.OneIn(2) ? reported.number.low : reported.number.high) = Bound::Infinite();
}

bool AreSame(const Value& a, const Value& b, ValueType type) {
  if (type == ValueType::kTruth) return a.truth == b.truth;
  if (a.known != b.known) return false;
  if (!a.known) return true;
  if (a.settled != b.settled) return false;
  return type == ValueType::kChoice ? a.choices == b.choices : a.number == b.number;
}

class PairCheck {
 public:
  PairCheck(RandomGraph& random, const Guideline& before, const Guideline& after)
      : random_(random),
        before_(before),
        after_(after),
        pair_(before, {}, after, {}, AllFacts(before)) {}

  /// Says how many values were compared.
  int Check(int cases) {
    const EvaluationOptions options{kAsOf, {}, false};
    ScalarEvaluator joint(pair_.joint(), options);
    ScalarEvaluator before(before_, options);
    ScalarEvaluator after(after_, options);
    int compared = 0;
    for (int i = 0; i < cases; ++i) {
      const Case patient = RandomPatient();
      const Decision both = joint.Decide(patient);
      compared += Compare(before_, before.Decide(pair_.CaseBefore(patient)), pair_.before(), both);
      compared += Compare(after_, after.Decide(pair_.CaseAfter(patient)), pair_.after(), both);
    }
    return compared;
  }

  bool has_apart() const {
    return std::ranges::any_of(pair_.facts(), [](const FactInBoth& fact) {
      return fact.taken == FactInBoth::Taken::kApart;
    });
  }

 private:
  Case RandomPatient() {
    Case patient;
    patient.facts.resize(pair_.joint().facts.size());
    for (std::size_t i = 0; i < pair_.facts().size(); ++i) {
      const FactInBoth& fact = pair_.facts()[i];
      if (!fact.after) continue;
      patient.facts[i] = RandomReport(random_, pair_.joint().facts[i], *fact.after);
      const bool is_number = pair_.joint().facts[i].type == FactType::kNumber;
      const bool is_alike = fact.taken == FactInBoth::Taken::kAlike;
      if (is_number && is_alike && random_.OneIn(4)) MakeUncertain(random_, patient.facts[i]);
      if (fact.other) patient.facts[Index(*fact.other)] = patient.facts[i];
      if (!fact.not_stated) continue;
      const bool is_absent = patient.facts[i].state == ReportedFact::State::kAbsent;
      patient.facts[Index(*fact.not_stated)] = ReportedChoice(is_absent ? 1 : 0);
    }
    return patient;
  }

  static int Compare(const Guideline& version, const Decision& decision, const VersionInBoth& where,
                     const Decision& both) {
    int compared = 0;
    for (std::size_t i = 0; i < version.graph.size(); ++i) {
      const auto id = static_cast<NodeId>(i);
      const Value& own = decision.nodes[i];
      const Value& joint = both.nodes[Index(where.Of(id))];
      ++compared;
      if (AreSame(own, joint, version.graph.node(id).type)) continue;
      std::string of;
      for (const NodeId operand : version.graph.Operands(id)) {
        of += std::string(NodeText(version.graph.node(operand).kind)) + " " +
              ValueText(decision.nodes[Index(operand)], version.graph.node(operand).type) + ", ";
        for (const NodeId inner : version.graph.Operands(operand)) {
          of += "[" + std::string(NodeText(version.graph.node(inner).kind)) + " " +
                ValueText(decision.nodes[Index(inner)], version.graph.node(inner).type) + "] ";
        }
      }
      CAPTURE(of);
      FAIL_CHECK(std::string(NodeText(version.graph.node(id).kind))
                     .append(" ")
                     .append(ValueText(own, version.graph.node(id).type))
                     .append(" is ")
                     .append(ValueText(joint, version.graph.node(id).type)));
      return compared;
    }
    return compared;
  }

  RandomGraph& random_;
  const Guideline& before_;
  const Guideline& after_;
  GuidelinePair pair_;
};

TEST_CASE("guideline pair: each node has the value that it has in its version") {
  int compared = 0;
  int apart = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    RandomGraph random(seed);
    Guideline changed = random.builder.guideline;
    if (seed % 3 != 0) ChangeFacts(random, changed);
    PairCheck check(random, random.builder.guideline, changed);
    compared += check.Check(30);
    apart += check.has_apart() ? 1 : 0;
  }
  CHECK(compared > 100'000);
  CHECK(apart < 75);
}

TEST_CASE("guideline pair: equal versions share all nodes") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RandomGraph random(seed);
    const Guideline& guideline = random.builder.guideline;
    const GuidelinePair pair(guideline, {}, guideline, {}, AllFacts(guideline));
    CHECK(pair.IsOfOneCase());
    CHECK(pair.before().nodes == pair.after().nodes);
    CHECK(pair.before().facts == pair.after().facts);
  }
}

TEST_CASE("guideline pair: other words for the same are one node") {
  GuidelineBuilder before;
  const NodeId a = before.AddTruth("a");
  const NodeId b = before.AddTruth("b");
  const FactId x = before.AddNumber("x", "mg/dL");
  const NodeId one = before.NumberConstant("1");
  GuidelineBuilder after = before;
  before.AddRule("r", before.Truth(NodeKind::kNot, {before.Truth(NodeKind::kOr, {a, b})}));
  before.AddRule(
      "s", before.Truth(NodeKind::kNot, {before.Truth(NodeKind::kLess, {before.Node(x), one})}));
  before.AddRule("t", before.Truth(NodeKind::kImplies, {a, b}));
  before.AddRule("u", before.Truth(NodeKind::kAtLeast, {a, b}, 1));
  const NodeId not_a = after.Truth(NodeKind::kNot, {a});
  const NodeId not_b = after.Truth(NodeKind::kNot, {b});
  after.AddRule("r", after.Truth(NodeKind::kAnd, {not_b, not_a}));
  after.AddRule("s", after.Truth(NodeKind::kLessEqual, {one, after.Node(x)}));
  after.AddRule("t", after.Truth(NodeKind::kOr, {b, not_a, b}));
  after.AddRule("u", after.Truth(NodeKind::kNot, {after.Truth(NodeKind::kAnd, {not_a, not_b})}));
  const GuidelinePair pair(before.guideline, {}, after.guideline, {}, AllFacts(before.guideline));
  for (std::size_t i = 0; i < before.guideline.rules.size(); ++i) {
    CAPTURE(i);
    CHECK(pair.before().Of(before.guideline.rules[i].outcome) ==
          pair.after().Of(after.guideline.rules[i].outcome));
  }
  CHECK(pair.joint().rules.size() == 8);
  CHECK(pair.after().first_rule == 4);
}

}  // namespace
}  // namespace mgl

// What changes an answer about patients changes the key of the question; what does not leaves it.
#include "engine/prove/question_key.h"

#include <doctest/doctest.h>

#include <functional>

#include "engine/prove/find_patient.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// A guideline with a bit of everything, and goals of it.
struct Question {
  Question() {
    builder.AddTruth("t");
    x = builder.AddNumber("x", "mg/dL");
    y = builder.AddNumber("y", "1");
    choice = builder.AddChoice("c", {"a", "b", "c"});
    date = builder.AddFact("d", FactType::kDate);
    builder.Of(x).plausible = Closed("0", "100");
    builder.Of(y).step = Decimal("0.5");
    builder.Of(choice).default_value.emplace();
    bound = "5";
    low_line = builder.Line("mg/dL", Under("7"));
    range_line = builder.Line("1", Closed("2", "3"));
  }

  /// Each node is made after the changes.
  QuestionKey Key() {
    const NodeId t = builder.Node(FactId{0});
    const NodeId nx = builder.Node(x);
    std::vector<NodeId> all = {builder.Truth(NodeKind::kLess, {nx, builder.NumberConstant(bound)}),
                               builder.AddThreshold("low", x, {low_line}),
                               builder.Truth(NodeKind::kIsChoice, {builder.Node(choice)}, chosen),
                               builder.Truth(kind, {t, builder.TruthConstant(constant)})};
    const std::uint32_t range = builder.AddRange("range", y, {range_line});
    const NodeId when = builder.Truth(NodeKind::kNot, {t});
    all.push_back(builder.Truth(NodeKind::kWithinRange, {builder.Node(y), when}, range));
    all.push_back(builder.Truth(NodeKind::kLess,
                                {builder.Node(date), builder.Date(NodeKind::kDate, {}, day)}));
    all.push_back(builder.TruthOf(NodeKind::kAtLeast, {t, all[0], all[1]}, count));
    all.push_back(builder.AddAmbiguity("reading", std::nullopt, {t, all[0]}));
    const NodeId sum = builder.Number(NodeKind::kAdd, {nx, builder.Node(y)});
    all.push_back(builder.Truth(NodeKind::kLess, {sum, builder.NumberConstant(sum_bound)}));
    const NodeId goal = builder.TruthOf(NodeKind::kAnd, all);
    if (has_suspects) {
      builder.Of(x).suspect_when = {suspect_of_no ? when : t};
      builder.guideline.suspect_order = {x};
    }
    if (more) more(*this);
    PatientFinder finder(builder.guideline, {as_of, readings});
    const std::vector<Goal> goals = {{goal, wanted}, {t, wanted_of_t}};
    return finder.KeyOf(goals);
  }

  GuidelineBuilder builder;
  FactId x, y, choice, date;
  std::string bound, sum_bound = "50";
  CutLine low_line, range_line;
  std::uint32_t chosen = 1, day = 20'000, count = 2;
  NodeKind kind = NodeKind::kOr;
  bool constant = false, has_suspects = false, suspect_of_no = false;
  Day as_of = kAsOf;
  std::vector<std::optional<std::uint32_t>> readings;
  TruthSet wanted = Truth::kYes, wanted_of_t = Truth::kNo;
  std::function<void(Question&)> more;
};

QuestionKey KeyAfter(const std::function<void(Question&)>& change) {
  Question question;
  change(question);
  return question.Key();
}

TEST_SUITE("prove") {
  TEST_CASE("a question has another key where its answer may be another") {
    using Q = Question;
    const std::vector<std::function<void(Q&)>> changes = {
        [](Q&) {},
        [](Q& q) { q.bound = "6"; },
        [](Q& q) { q.bound = "-5"; },
        [](Q& q) { q.bound = "0.5"; },
        [](Q& q) { q.bound = "18446744073709551621"; },  // 5 and 2^64
        [](Q& q) { q.sum_bound = "51"; },
        [](Q& q) { q.chosen = 2; },
        [](Q& q) { q.day = 20'001; },
        [](Q& q) { q.count = 1; },
        [](Q& q) { q.kind = NodeKind::kAnd; },
        [](Q& q) { q.constant = true; },
        [](Q& q) { q.as_of = kAsOf - 1; },
        [](Q& q) { q.readings = {1}; },
        [](Q& q) { q.readings = {0}; },
        [](Q& q) { q.wanted = Truth::kNo; },
        [](Q& q) { q.wanted = Truth::kUnknown; },
        [](Q& q) { q.wanted = TruthSet::Decided(); },
        [](Q& q) { q.wanted = TruthSet(Truth::kNo) | Truth::kUnknown; },
        [](Q& q) { q.wanted = TruthSet(Truth::kYes) | Truth::kUnknown; },
        [](Q& q) { q.wanted_of_t = Truth::kUnknown; },
        [](Q& q) { q.has_suspects = true; },
        [](Q& q) { q.has_suspects = q.suspect_of_no = true; },
        [](Q& q) { q.low_line.interval.high.value = 8; },
        [](Q& q) { q.low_line.interval.high.closed = true; },
        [](Q& q) { q.low_line.interval = Closed("6", "7"); },
        [](Q& q) { q.low_line.interval = Over("7"); },
        [](Q& q) {
          q.low_line.unit = UnitOf("mmol/L");
          q.low_line.kind = q.low_line.unit.dimension;
        },
        [](Q& q) { q.range_line.interval = Closed("2", "4"); },
        [](Q& q) { q.range_line.interval = Closed("1", "3"); },
        [](Q& q) { q.range_line.when_operand = 1; },
        [](Q& q) { q.builder.Of(q.x).unit = UnitOf("mg/L"); },
        [](Q& q) { q.builder.Of(q.x).unit = UnitOf("g/dL"); },
        [](Q& q) { q.builder.Of(q.x).has_unit = false; },
        [](Q& q) { q.builder.Of(q.x).plausible = Closed("0", "99"); },
        [](Q& q) { q.builder.Of(q.x).plausible.reset(); },
        [](Q& q) { q.builder.Of(q.x).whole_step = 1; },
        [](Q& q) { q.builder.Of(q.x).step = Rational(1); },
        [](Q& q) { q.builder.Of(q.x).substance = *FindBuiltinSubstance("magnesium"); },
        [](Q& q) { q.builder.Of(q.x).substance = *FindBuiltinSubstance("calcium"); },
        [](Q& q) {
          q.builder.Of(q.x).default_value.emplace();
          q.builder.Of(q.x).default_value->number = Interval::Point(3);
        },
        [](Q& q) {
          q.builder.Of(q.x).default_value.emplace();
          q.builder.Of(q.x).default_value->number = Interval::Point(4);
        },
        [](Q& q) { q.builder.Of(q.y).step = Decimal("0.25"); },
        // By their names facts that are alike are told apart.
        [](Q& q) { q.builder.Of(q.x).name = "other"; },
        [](Q& q) { q.builder.Of(q.choice).default_value->choice = 1; },
        [](Q& q) { q.builder.Of(q.choice).default_value.reset(); },
        [](Q& q) {
          q.builder.Of(q.choice).choices.push_back({"d", "", ""});
        },
        [](Q& q) { q.builder.Of(q.choice).ordered = true; },
        [](Q& q) {
          q.builder.Of(q.date).default_value.emplace();
          q.builder.Of(q.date).default_value->date = {kAsOf, kAsOf};
        },
        [](Q& q) {
          q.builder.Of(q.date).default_value.emplace();
          q.builder.Of(q.date).default_value->date = {kAsOf - 1, kAsOf};
        },
        [](Q& q) {
          q.builder.Of(q.date).default_value.emplace();
          q.builder.Of(q.date).default_value->date = {kAsOf, kAsOf + 1};
        },
        [](Q& q) {
          q.builder.Of(q.x).whole_step = 1;
          q.builder.Of(q.x).plausible = Closed("0", "100.5");
        },
        [](Q& q) {
          q.builder.Of(q.x).substance = Substance{"one", 1, 0, {}};
        },
        [](Q& q) {
          q.builder.Of(q.x).substance = Substance{"two", 1, 0, {}};
        },
        [](Q& q) {
          q.builder.Of(q.x).substance = Substance{"two", 1, 2, {}};
        },
        [](Q& q) {
          q.builder.Of(q.x).substance = Substance{"two", 1, 2, {{"a", "b", {2, 0}}}};
        },
        [](Q& q) {
          q.builder.Of(q.x).substance = Substance{"two", 1, 2, {{"a", "b", {2, 1}}}};
        },
        [](Q& q) {
          q.more = [](Q& made) {
            GuidelineBuilder& of = made.builder;
            const NodeId sum = of.Number(NodeKind::kAdd, {of.Node(made.x), of.Node(made.y)});
            of.Truth(NodeKind::kLess, {sum, of.NumberConstant("70")});
          };
        },
        // Other conditions on the same facts cut their stretches.
        [](Q& q) {
          q.builder.Truth(NodeKind::kLess, {q.builder.Node(q.x), q.builder.NumberConstant("33")});
        },
        [](Q& q) {
          q.builder.Truth(NodeKind::kLess, {q.builder.DateOf(q.x), q.builder.Node(q.date)});
        },
        [](Q& q) {
          q.builder.Truth(NodeKind::kLess,
                          {q.builder.DateOf(q.x), q.builder.Date(NodeKind::kToday, {})});
        },
    };
    std::vector<QuestionKey> keys;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      keys.push_back(KeyAfter(changes[i]));
      CAPTURE(i);
      CHECK(KeyAfter(changes[i]) == keys.back());
      CHECK(std::ranges::count(keys, keys.back()) == 1);
      CHECK(std::ranges::count(keys, keys.back().first, &QuestionKey::first) == 1);
      CHECK(std::ranges::count(keys, keys.back().second, &QuestionKey::second) == 1);
    }
  }

  TEST_CASE("a question keeps its key where nothing that it hangs on is another") {
    using Q = Question;
    const QuestionKey key = KeyAfter([](Q&) {});
    const std::vector<std::function<void(Q&)>> changes = {
        [](Q& q) { q.builder.Of(q.x).title = "Other"; },
        [](Q& q) { q.builder.AddTruth("one more"); },
        [](Q& q) { q.more = [](Q& made) { made.builder.guideline.thresholds[0].name = "other"; }; },
        [](Q& q) { q.builder.AddRange("other", q.y, {q.range_line}); },
        [](Q& q) { q.builder.AddThreshold("other", q.x, {q.low_line}); },
        // Numbers that nothing reads.
        [](Q& q) { q.builder.NumberConstant("7"); },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
      CAPTURE(i);
      CHECK(KeyAfter(changes[i]) == key);
    }
  }

  TEST_CASE("two facts that are alike are two") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const NodeId u = builder.AddTruth("u");
    PatientFinder finder(builder.guideline, {kAsOf, {}});
    CHECK_FALSE(finder.KeyOf(std::vector<Goal>{{t, Truth::kYes}}) ==
                finder.KeyOf(std::vector<Goal>{{u, Truth::kYes}}));
  }

  TEST_CASE("two ambiguities of the same readings, of which each has its own in use") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const NodeId u = builder.AddTruth("u");
    const NodeId first = builder.AddAmbiguity("first", 0, {t, u});
    const NodeId second = builder.AddAmbiguity("second", 1, {t, u});
    PatientFinder finder(builder.guideline, {kAsOf, {}});
    CHECK_FALSE(finder.KeyOf(std::vector<Goal>{{first, Truth::kYes}}) ==
                finder.KeyOf(std::vector<Goal>{{second, Truth::kYes}}));
  }

  TEST_CASE("a question of some patients has another key than one of others") {
    GuidelineBuilder builder;
    const NodeId t = builder.AddTruth("t");
    const NodeId u = builder.AddTruth("u");
    const FactId x = builder.AddNumber("x", "1");
    const NodeId low =
        builder.Truth(NodeKind::kLess, {builder.Node(x), builder.NumberConstant("5")});
    const NodeId goal = builder.Truth(NodeKind::kAnd, {t, low});
    PatientFinder finder(builder.guideline, {kAsOf, {}});
    const std::vector<Goal> goals = {{goal, Truth::kYes}};
    const auto& variables = finder.values().variables();
    const PatientSet all = finder.Everybody();
    PatientSet fewer = all;
    fewer.Remove(variables[0], 1);
    PatientSet others = all;
    others.Remove(variables[1], 1);
    PatientSet part = all;
    part.SetPart(variables[2], Closed("0", "1"));
    PatientSet other_part = all;
    other_part.SetPart(variables[2], Closed("0", "2"));
    const QuestionKey key = finder.KeyOf(goals, all);
    CHECK_FALSE(key == finder.KeyOf(goals));
    CHECK_FALSE(key == finder.KeyOf(goals, fewer));
    CHECK_FALSE(key == finder.KeyOf(goals, part));
    CHECK_FALSE(finder.KeyOf(goals, part) == finder.KeyOf(goals, other_part));
    CHECK(finder.KeyOf(goals, part) == finder.KeyOf(goals, part));
    // The goals do not hang on the other fact.
    CHECK(key == finder.KeyOf(goals, others));
    CHECK_FALSE(finder.KeyOf(std::vector<Goal>{{u, Truth::kYes}}) == finder.KeyOf(goals));
  }
}

}  // namespace
}  // namespace mgl

// The scalar evaluator: truth tables with all their rows, comparisons, arithmetic, dates, and that
// more knowledge never turns a yes into a no.
#include "engine/eval_scalar.h"

#include <doctest/doctest.h>

#include <random>

#include "engine/value/day_interval.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// The truth of `node` where the guideline's yes/no facts have these truths.
Truth TruthFor(const GuidelineBuilder& builder, NodeId node, const std::vector<Truth>& truths) {
  std::vector<ReportedFact> facts;
  for (const Truth truth : truths) facts.push_back(ReportedTruth(truth));
  return TruthAt(DecideCase(builder, facts), node);
}

/// A row has the truths of two facts, then those of the nodes.
void CheckRows(const GuidelineBuilder& builder, const NodeId (&nodes)[7],
               const Truth (&rows)[9][9]) {
  for (const auto& row : rows) {
    CAPTURE(TruthName(row[0]));
    CAPTURE(TruthName(row[1]));
    for (std::size_t i = 0; i < std::size(nodes); ++i) {
      CAPTURE(i);
      CHECK(TruthName(TruthFor(builder, nodes[i], {row[0], row[1]})) == TruthName(row[i + 2]));
    }
  }
}

TEST_CASE("evaluate: not, and, or, implies, any known, first known: all rows") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId nodes[] = {
      builder.Truth(NodeKind::kNot, {a}),         builder.Truth(NodeKind::kAnd, {a, b}),
      builder.Truth(NodeKind::kOr, {a, b}),       builder.Truth(NodeKind::kImplies, {a, b}),
      builder.Truth(NodeKind::kAnyKnown, {a, b}), builder.Truth(NodeKind::kFirstKnown, {a, b}),
      builder.Truth(NodeKind::kIsKnown, {a})};
  // a, b, not a, and, or, implies, any known, first known, a is known
  const Truth rows[][9] = {
      {kN, kN, kY, kN, kN, kY, kN, kN, kY}, {kN, kY, kY, kN, kY, kY, kY, kN, kY},
      {kN, kU, kY, kN, kU, kY, kN, kN, kY}, {kY, kN, kN, kN, kY, kN, kY, kY, kY},
      {kY, kY, kN, kY, kY, kY, kY, kY, kY}, {kY, kU, kN, kU, kY, kU, kY, kY, kY},
      {kU, kN, kU, kN, kU, kU, kN, kN, kN}, {kU, kY, kU, kU, kY, kY, kY, kY, kN},
      {kU, kU, kU, kU, kU, kU, kU, kU, kN},
  };
  CheckRows(builder, nodes, rows);
}

TEST_CASE("evaluate: counts of two, all rows") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId nodes[] = {
      builder.Truth(NodeKind::kAtLeast, {a, b}, 1), builder.Truth(NodeKind::kAtLeast, {a, b}, 2),
      builder.Truth(NodeKind::kAtMost, {a, b}, 0),  builder.Truth(NodeKind::kAtMost, {a, b}, 1),
      builder.Truth(NodeKind::kExactly, {a, b}, 0), builder.Truth(NodeKind::kExactly, {a, b}, 1),
      builder.Truth(NodeKind::kExactly, {a, b}, 2)};
  // a, b, at least 1, at least 2, at most 0, at most 1, exactly 0, exactly 1, exactly 2
  const Truth rows[][9] = {
      {kN, kN, kN, kN, kY, kY, kY, kN, kN}, {kN, kY, kY, kN, kN, kY, kN, kY, kN},
      {kN, kU, kU, kN, kU, kY, kU, kU, kN}, {kY, kN, kY, kN, kN, kY, kN, kY, kN},
      {kY, kY, kY, kY, kN, kN, kN, kN, kY}, {kY, kU, kY, kU, kN, kU, kN, kU, kU},
      {kU, kN, kU, kN, kU, kY, kU, kU, kN}, {kU, kY, kY, kU, kN, kU, kN, kU, kU},
      {kU, kU, kU, kU, kU, kU, kU, kU, kU},
  };
  CheckRows(builder, nodes, rows);
}

TEST_CASE("evaluate: at least 2 of three, all rows") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId c = builder.AddTruth("c");
  const NodeId two = builder.Truth(NodeKind::kAtLeast, {a, b, c}, 2);
  const Truth rows[][4] = {
      {kN, kN, kN, kN}, {kN, kN, kY, kN}, {kN, kN, kU, kN}, {kN, kY, kN, kN}, {kN, kY, kY, kY},
      {kN, kY, kU, kU}, {kN, kU, kN, kN}, {kN, kU, kY, kU}, {kN, kU, kU, kU}, {kY, kN, kN, kN},
      {kY, kN, kY, kY}, {kY, kN, kU, kU}, {kY, kY, kN, kY}, {kY, kY, kY, kY}, {kY, kY, kU, kY},
      {kY, kU, kN, kU}, {kY, kU, kY, kY}, {kY, kU, kU, kU}, {kU, kN, kN, kN}, {kU, kN, kY, kU},
      {kU, kN, kU, kU}, {kU, kY, kN, kU}, {kU, kY, kY, kY}, {kU, kY, kU, kU}, {kU, kU, kN, kU},
      {kU, kU, kY, kU}, {kU, kU, kU, kU},
  };
  for (const auto& row : rows) {
    CHECK(TruthFor(builder, two, {row[0], row[1], row[2]}) == row[3]);
  }
}

TEST_CASE("evaluate: readings, adopted, chosen and agreed") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId adopted = builder.AddAmbiguity("adopted", 1, {a, b});
  const NodeId agreed = builder.AddAmbiguity("agreed", std::nullopt, {a, b});
  // a, b, agreement
  const Truth rows[][3] = {{kN, kN, kN}, {kN, kY, kU}, {kN, kU, kU}, {kY, kN, kU}, {kY, kY, kY},
                           {kY, kU, kU}, {kU, kN, kU}, {kU, kY, kU}, {kU, kU, kU}};
  for (const auto& row : rows) {
    CHECK(TruthFor(builder, agreed, {row[0], row[1]}) == row[2]);
    CHECK(TruthFor(builder, adopted, {row[0], row[1]}) == row[1]);
    ScalarEvaluator chosen(builder.guideline, {kAsOf, {0, 1}});
    const Decision decision = chosen.Decide({"", {ReportedTruth(row[0]), ReportedTruth(row[1])}});
    CHECK(TruthAt(decision, adopted) == row[0]);
    CHECK(TruthAt(decision, agreed) == row[1]);
    CHECK(TruthAt(decision, b) == row[1]);  // every reading is evaluated all the same
  }
}

TEST_CASE("evaluate: comparisons of numbers") {
  GuidelineBuilder builder;
  const FactId a = builder.AddNumber("a", "mmol/L");
  const FactId b = builder.AddNumber("b", "mmol/L");
  const NodeId less = builder.Truth(NodeKind::kLess, {builder.Node(a), builder.Node(b)});
  const NodeId less_equal = builder.Truth(NodeKind::kLessEqual, {builder.Node(a), builder.Node(b)});
  const NodeId equal = builder.Truth(NodeKind::kEqual, {builder.Node(a), builder.Node(b)});
  const auto check = [&](const ReportedFact& left, const ReportedFact& right, Truth is_less,
                         Truth is_less_equal, Truth is_equal) {
    const Decision decision = DecideCase(builder, {left, right});
    CHECK(TruthAt(decision, less) == is_less);
    CHECK(TruthAt(decision, less_equal) == is_less_equal);
    CHECK(TruthAt(decision, equal) == is_equal);
  };
  check(ReportedNumber("1"), ReportedNumber("2"), kY, kY, kN);
  check(ReportedNumber("2"), ReportedNumber("2.0"), kN, kY, kY);
  check(ReportedNumber("3"), ReportedNumber("2"), kN, kN, kN);
  check(ReportedNumber(Under("2")), ReportedNumber("2"), kY, kY, kN);
  check(ReportedNumber(Under("2", true)), ReportedNumber("2"), kU, kY, kU);
  check(ReportedNumber(Closed("1", "3")), ReportedNumber("2"), kU, kU, kU);
  check({}, ReportedNumber("2"), kU, kU, kU);
  check(ReportedNumber("2"), {}, kU, kU, kU);
}

TEST_CASE("evaluate: choices") {
  GuidelineBuilder builder;
  const FactId a = builder.AddChoice("a", {"mild", "moderate", "severe"});
  const FactId b = builder.AddChoice("b", {"mild", "moderate", "severe"});
  const NodeId is_moderate = builder.Truth(NodeKind::kIsChoice, {builder.Node(a)}, 1);
  const NodeId same = builder.Truth(NodeKind::kSameChoice, {builder.Node(a), builder.Node(b)});
  const NodeId less = builder.Truth(NodeKind::kChoiceLess, {builder.Node(a), builder.Node(b)});
  const NodeId severe = builder.Add(NodeKind::kChoice, ValueType::kChoice, 2, {});
  const NodeId milder = builder.Truth(NodeKind::kChoiceLess, {builder.Node(a), severe});
  for (std::uint32_t left = 0; left < 3; ++left) {
    for (std::uint32_t right = 0; right < 3; ++right) {
      const Decision decision = DecideCase(builder, {ReportedChoice(left), ReportedChoice(right)});
      CHECK(TruthAt(decision, is_moderate) == ToTruth(left == 1));
      CHECK(TruthAt(decision, same) == ToTruth(left == right));
      CHECK(TruthAt(decision, less) == ToTruth(left < right));
      CHECK(TruthAt(decision, milder) == ToTruth(left < 2));
    }
  }
  const Decision missing = DecideCase(builder, {{}, ReportedChoice(1)});
  for (const NodeId node : {is_moderate, same, less, milder}) CHECK(TruthAt(missing, node) == kU);
}

TEST_CASE("evaluate: arithmetic, and missing operands") {
  GuidelineBuilder builder;
  const FactId a = builder.AddFact("a", FactType::kNumber);
  const FactId b = builder.AddFact("b", FactType::kNumber);
  const NodeId x = builder.Node(a);
  const NodeId y = builder.Node(b);
  struct Row {
    NodeId node;
    const char* value;  // for a = 7, b = -2
  };
  const Row rows[] = {
      {builder.Number(NodeKind::kNegate, {x}), "-7"},
      {builder.Number(NodeKind::kAdd, {x, y}), "5"},
      {builder.Number(NodeKind::kSubtract, {x, y}), "9"},
      {builder.Number(NodeKind::kMultiply, {x, y}), "-14"},
      {builder.Number(NodeKind::kDivide, {x, y}), "-3.5"},
      {builder.Number(NodeKind::kPower, {y}, 3), "-8"},
      {builder.Number(NodeKind::kPower, {y}, static_cast<std::uint32_t>(-2)), "0.25"},
      {builder.Number(NodeKind::kAbsolute, {y}), "2"},
      {builder.Number(NodeKind::kMinimum, {x, y, builder.NumberConstant("1")}), "-2"},
      {builder.Number(NodeKind::kMaximum, {x, y, builder.NumberConstant("8.5")}), "8.5"},
  };
  const NodeId ratio = rows[4].node;
  const NodeId floor = builder.Number(NodeKind::kFloor, {ratio});
  const NodeId ceiling = builder.Number(NodeKind::kCeiling, {ratio});
  const NodeId rounded = builder.Number(NodeKind::kRound, {ratio}, 0);
  const NodeId tenths =
      builder.Number(NodeKind::kRound, {builder.Number(NodeKind::kDivide, {y, x})}, 2);
  const NodeId first = builder.Number(NodeKind::kFirstKnown, {y, x});
  const Decision decision = DecideCase(builder, {ReportedNumber("7"), ReportedNumber("-2")});
  const auto value = [](const Decision& of, NodeId node) {
    const Value& of_node = of.nodes[Index(node)];
    return of_node.known ? FormatInterval(of_node.number) : std::string("missing");
  };
  for (const Row& row : rows) CHECK(value(decision, row.node) == row.value);
  CHECK(value(decision, floor) == "-4");
  CHECK(value(decision, ceiling) == "-3");
  CHECK(value(decision, rounded) == "-4");
  CHECK(value(decision, tenths) == "-0.29");
  CHECK(value(decision, first) == "-2");

  const Decision half = DecideCase(builder, {ReportedNumber("7"), {}});
  CHECK(value(half, rows[0].node) == "-7");
  for (std::size_t i = 1; i < std::size(rows); ++i) CHECK(value(half, rows[i].node) == "missing");
  CHECK(value(half, floor) == "missing");
  CHECK(value(half, first) == "7");
  CHECK(value(DecideCase(builder, {{}, {}}), first) == "missing");

  CHECK(value(DecideCase(builder, {ReportedNumber("7"), ReportedNumber("0")}), ratio) == "missing");
  const Decision uncertain =
      DecideCase(builder, {ReportedNumber(Closed("1", "2")), ReportedNumber(Closed("-1", "1"))});
  CHECK(value(uncertain, ratio) == "missing");
  CHECK(value(uncertain, rows[1].node) == "0..3");
}

TEST_CASE("evaluate: dates") {
  GuidelineBuilder builder;
  const FactId started = builder.AddFact("started", FactType::kDate);
  const FactId magnesium = builder.AddNumber("serum_magnesium", "mg/dL");
  const FactId days = builder.AddNumber("days", "d");
  const NodeId month_later = builder.Date(NodeKind::kAddMonths, {builder.Node(started)}, 1);
  const NodeId later =
      builder.Date(NodeKind::kAddDays, {builder.Node(started), builder.Node(days)});
  const NodeId today = builder.Date(NodeKind::kToday, {});
  const NodeId since = builder.Number(NodeKind::kDaysBetween, {builder.Node(started), today});
  const NodeId tested = builder.DateOf(magnesium);
  const NodeId past = builder.Truth(NodeKind::kLess, {month_later, today});
  const auto span = [](const Decision& decision, NodeId node) {
    const Value& value = decision.nodes[Index(node)];
    if (!value.known) return std::string("missing");
    const auto day = [](const Bound& bound) {
      return FormatDay(static_cast<Day>(bound.value.get_d()));
    };
    return day(value.number.low) + ".." + day(value.number.high);
  };
  Decision decision = DecideCase(
      builder,
      {ReportedDate("2026-01-31"), Dated(ReportedNumber("2"), "2026-02-03"), ReportedNumber("1")});
  CHECK(span(decision, month_later) == "2026-02-28..2026-02-28");
  CHECK(span(decision, later) == "2026-02-01..2026-02-01");
  CHECK(decision.nodes[Index(later)].number == Interval::Point(DayOf("2026-02-01")));
  CHECK(span(decision, tested) == "2026-02-03..2026-02-03");
  CHECK(decision.nodes[Index(since)].number == Interval::Point(60));
  CHECK(TruthAt(decision, past) == kY);
  decision = DecideCase(builder, {ReportedDate("2026-02"), ReportedNumber("2"), {}});
  CHECK(span(decision, month_later) == "2026-03-01..2026-03-28");
  CHECK(span(decision, later) == "missing");
  CHECK(span(decision, tested) == "missing");
  CHECK(decision.nodes[Index(since)].number == Closed("32", "59"));
  CHECK(TruthAt(DecideCase(builder, {ReportedDate("2026-03"), {}, {}}), past) == kN);
  CHECK(TruthAt(DecideCase(builder, {ReportedDate("2026"), {}, {}}), past) == kU);
}

TEST_CASE("evaluate: dates that are missing") {
  GuidelineBuilder builder;
  const FactId date = builder.AddFact("d", FactType::kDate);
  const FactId days = builder.AddNumber("days", "d");
  const auto add = [&](std::uint32_t payload) {
    return builder.Date(NodeKind::kAddDays, {builder.Node(date), builder.Node(days)}, payload);
  };
  const NodeId maybe_whole = add(0);
  const NodeId whole = add(kWholeDays);
  const auto months = [&](int count) {
    return builder.Date(NodeKind::kAddMonths, {builder.Node(date)},
                        static_cast<std::uint32_t>(count));
  };
  const NodeId after = months(8000 * 12);
  const NodeId before = months(-3000 * 12);
  const auto value = [&](const ReportedFact& reported_date, const ReportedFact& reported_days,
                         NodeId node) -> std::string {
    const Decision decision = DecideCase(builder, {reported_date, reported_days});
    const Value& at = decision.nodes[Index(node)];
    if (!at.known) return "missing";
    const DaySpan span = SpanOfDays(at.number);
    return FormatDay(span.first) + ".." + FormatDay(span.last);
  };
  const ReportedFact on = ReportedDate("2005-10-10");
  const ReportedFact none = ReportedNumber("0");
  SUBCASE("beyond the calendar") {
    CHECK(value(on, none, after) == "missing");
    CHECK(value(on, none, before) == "missing");
    CHECK(value(ReportedDate("1999-12-31"), none, after) == "9999-12-31..9999-12-31");
    CHECK(value(ReportedDate("2000-01-01"), none, after) == "missing");
    CHECK(value(ReportedDate("3001-01-01"), none, before) == "0001-01-01..0001-01-01");
    CHECK(value(ReportedDate("3000-12-31"), none, before) == "missing");
    for (const NodeId node : {maybe_whole, whole}) {
      CHECK(value(on, ReportedNumber("3000000"), node) == "missing");
      CHECK(value(on, ReportedNumber("-3000000"), node) == "missing");
      CHECK(value(on, ReportedNumber("1e300"), node) == "missing");
      CHECK(value(ReportedDate("9999-12-30"), ReportedNumber("1"), node) ==
            "9999-12-31..9999-12-31");
      CHECK(value(ReportedDate("9999-12-30"), ReportedNumber("2"), node) == "missing");
    }
    // One end of a partial date leaves it.
    CHECK(value(ReportedDate("1999"), none, after) == "9999-01-01..9999-12-31");
    CHECK(value(ReportedDate("9999-12"), ReportedNumber("1"), whole) == "missing");
    CHECK(value(ReportedDate("0001"), ReportedNumber("-1"), whole) == "missing");
  }
  SUBCASE("a fraction of a day") {
    for (const NodeId node : {maybe_whole, whole}) {
      CHECK(value(on, ReportedNumber("1.5"), node) == "missing");
      CHECK(value(on, ReportedNumber("-0.1"), node) == "missing");
      CHECK(value(on, ReportedNumber("2"), node) == "2005-10-12..2005-10-12");
    }
  }
  SUBCASE("an uncertain number of days") {
    CHECK(value(on, ReportedNumber(Closed("1", "3")), maybe_whole) == "missing");
    CHECK(value(on, ReportedNumber(Closed("1", "3")), whole) == "2005-10-11..2005-10-13");
    CHECK(value(on, ReportedNumber({Bound::At(1, false), Bound::At(3, false)}), whole) ==
          "2005-10-12..2005-10-12");
    CHECK(value(on, ReportedNumber({Bound::At(1, false), Bound::At(2, false)}), whole) ==
          "missing");
    CHECK(value(on, ReportedNumber({Bound::At(0), Bound::Infinite()}), whole) == "missing");
  }
}

TEST_CASE("evaluate: zero to the power of zero is missing on every path") {
  GuidelineBuilder builder;
  const FactId x = builder.AddNumber("x", "1");
  const FactId y = builder.AddNumber("y", "1");
  const NodeId whole = builder.Number(NodeKind::kPower, {builder.Node(x)}, 0);
  const NodeId real = builder.Number(NodeKind::kRealPower, {builder.Node(x), builder.Node(y)});
  const auto value = [&](const ReportedFact& base, const char* exponent, NodeId node) {
    const Decision decision = DecideCase(builder, {base, ReportedNumber(exponent)});
    const Value& at = decision.nodes[Index(node)];
    return at.known ? FormatInterval(at.number) : std::string("missing");
  };
  for (const NodeId node : {whole, real}) {
    CHECK(value(ReportedNumber("0"), "0", node) == "missing");
    CHECK(value(ReportedNumber("3"), "0", node) == "1");
    CHECK(value(ReportedNumber(Closed("0", "2")), "0", node) == "missing");
    CHECK(value(ReportedNumber(Closed("1", "2")), "0", node) == "1");
  }
  CHECK(value(ReportedNumber("-3"), "0", whole) == "1");
  CHECK(value(ReportedNumber("0"), "0.5", real) == "0");
}

/// Random truths over yes/no and number facts, of operators for which more knowledge only decides
/// more (not `is known`, `any known`, `first known`).
void AddRandomNodes(GuidelineBuilder& builder, std::mt19937& random, std::vector<NodeId>& truths,
                    const std::vector<NodeId>& numbers) {
  const auto pick = [&random](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  for (const NodeId number : numbers) {
    const char* constants[] = {"-1", "0", "1", "2"};
    const NodeId scaled =
        builder.Number(NodeKind::kMultiply,
                       {number, builder.NumberConstant(constants[pick(std::size(constants))])});
    const NodeId sum = builder.Number(NodeKind::kSubtract, {scaled, numbers[pick(numbers.size())]});
    const NodeKind kinds[] = {NodeKind::kLess, NodeKind::kLessEqual, NodeKind::kEqual};
    truths.push_back(builder.Truth(kinds[pick(3)], {sum, builder.NumberConstant("1")}));
    const NodeId ratio = builder.Number(NodeKind::kDivide, {sum, number});
    truths.push_back(builder.Truth(kinds[pick(3)], {ratio, scaled}));
  }
  for (int i = 0; i < 12; ++i) {
    const NodeId a = truths[pick(truths.size())];
    const NodeId b = truths[pick(truths.size())];
    const NodeId c = truths[pick(truths.size())];
    const NodeKind kinds[] = {NodeKind::kAnd,     NodeKind::kOr,      NodeKind::kAtLeast,
                              NodeKind::kAtMost,  NodeKind::kExactly, NodeKind::kNot,
                              NodeKind::kImplies, NodeKind::kReading};
    const NodeKind kind = kinds[pick(std::size(kinds))];
    if (kind == NodeKind::kNot) {
      truths.push_back(builder.Truth(kind, {a}));
    } else if (kind == NodeKind::kImplies) {
      truths.push_back(builder.Truth(kind, {a, b}));
    } else if (kind == NodeKind::kReading) {
      truths.push_back(builder.AddAmbiguity("", std::nullopt, {a, b}));
    } else {
      const bool is_count = kind != NodeKind::kAnd && kind != NodeKind::kOr;
      truths.push_back(
          builder.Truth(kind, {a, b, c}, is_count ? static_cast<std::uint32_t>(pick(4)) : 0));
    }
  }
}

TEST_CASE("evaluate: knowing more never turns yes into no, nor no into yes") {
  std::mt19937 random(7);
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  int decided = 0;
  for (int round = 0; round < 400; ++round) {
    GuidelineBuilder builder;
    std::vector<NodeId> truths = {builder.AddTruth("a"), builder.AddTruth("b"),
                                  builder.AddTruth("c")};
    std::vector<NodeId> numbers;
    for (const char* name : {"x", "y"}) {
      numbers.push_back(builder.Node(builder.AddFact(name, FactType::kNumber)));
    }
    AddRandomNodes(builder, random, truths, numbers);
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
    for (int i = 0; i < 20; ++i) {
      // The full case, and one in which facts are missing or intervals around their values.
      Case full = builder.EmptyCase();
      Case less = builder.EmptyCase();
      for (std::size_t fact = 0; fact < full.facts.size(); ++fact) {
        const bool is_number = builder.guideline.facts[fact].type == FactType::kNumber;
        const int value = pick(-2, 2);
        full.facts[fact] =
            is_number ? ReportedNumber(Interval::Point(value)) : ReportedTruth(ToTruth(value > 0));
        const int how = pick(0, 2);
        if (how == 1) less.facts[fact] = full.facts[fact];
        if (how == 2 && is_number) {
          less.facts[fact] = ReportedNumber(
              Interval{Bound::At(value - pick(0, 1)),
                       pick(0, 3) == 0 ? Bound::Infinite() : Bound::At(value + pick(0, 2))});
        }
      }
      const Decision known = evaluator.Decide(full);
      const Decision partly = evaluator.Decide(less);
      for (const NodeId node : truths) {
        const Truth before = TruthAt(partly, node);
        if (before == kU) continue;
        ++decided;
        REQUIRE(TruthAt(known, node) == before);
      }
    }
  }
  CHECK(decided > 10000);
}

}  // namespace
}  // namespace mgl

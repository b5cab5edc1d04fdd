// The graph: equal nodes are one, operands come first, and the dump that people and tests read.
#include "engine/model/graph.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

TEST_CASE("graph: equal content is one node") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const std::size_t size = builder.guideline.graph.size();
  const NodeId both = builder.Truth(NodeKind::kAnd, {a, b});
  CHECK(builder.Truth(NodeKind::kAnd, {a, b}) == both);
  CHECK(builder.guideline.graph.size() == size + 1);
  CHECK(builder.Truth(NodeKind::kAnd, {b, a}) != both);  // no algebra
  CHECK(builder.Truth(NodeKind::kOr, {a, b}) != both);
  CHECK(builder.Truth(NodeKind::kAtLeast, {a, b}, 1) !=
        builder.Truth(NodeKind::kAtLeast, {a, b}, 2));
}

TEST_CASE("graph: equal numbers are one node") {
  Graph graph;
  const NodeId number = graph.AddNumber(Decimal("1.2"));
  CHECK(graph.AddNumber(Decimal("1.20")) == number);
  CHECK(graph.AddNumber(Decimal("1.3")) != number);
  CHECK(graph.size() == 2);
  CHECK(graph.number(graph.node(number).payload) == Decimal("1.2"));
}

TEST_CASE("graph: operands") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const Graph& graph = builder.guideline.graph;
  const NodeId both = builder.Truth(NodeKind::kAnd, {b, a, b});
  REQUIRE(graph.Operands(both).size() == 3);
  CHECK(graph.Operands(both)[0] == b);
  CHECK(graph.Operands(both)[1] == a);
  CHECK(graph.Operands(both)[2] == b);
  CHECK(graph.Operands(a).empty());
  // The caller may pass a part of the graph itself.
  const NodeId either = builder.guideline.graph.Add(NodeKind::kOr, ValueType::kTruth, 0,
                                                    graph.Operands(both).subspan(1));
  CHECK(graph.Operands(either)[0] == a);
  CHECK(graph.Operands(either)[1] == b);
}

TEST_CASE("graph: the words of the operators") {
  CHECK(NodeText(NodeKind::kAnd) == "and");
  CHECK(NodeText(NodeKind::kDaysBetween) == "days between");
  CHECK(NodeText(NodeKind::kFact) == "fact");
}

TEST_CASE("graph: the dump names what nodes mean") {
  GuidelineBuilder builder;
  const FactId magnesium = builder.AddNumber("serum_magnesium", "mg/dL");
  const NodeId cramps = builder.AddTruth("cramps");
  const FactId sex = builder.AddChoice("sex", {"female", "male"});
  const FactId started = builder.AddFact("started", FactType::kDate);
  const NodeId severe =
      builder.AddThreshold("severe", magnesium, {builder.Line("mg/dL", Under("1.2"))});
  const NodeId male = builder.Truth(NodeKind::kIsChoice, {builder.Node(sex)}, 1);
  CutLine line = builder.Line("mg/dL", Closed("1.8", "2.5"));
  line.when_operand = 1;
  const std::uint32_t normal = builder.AddRange("normal_magnesium", magnesium, {line});
  const NodeId below =
      builder.Truth(NodeKind::kBelowRange, {builder.Node(magnesium), male}, normal);
  const NodeId strict = builder.Truth(NodeKind::kAnd, {severe, cramps});
  const NodeId indication = builder.AddAmbiguity("iv_indication", 0, {strict, below});
  const NodeId half =
      builder.Number(NodeKind::kMultiply, {builder.Node(magnesium), builder.NumberConstant("0.5")});
  const NodeId rounded = builder.Number(NodeKind::kRound, {half}, 1);
  const NodeId later =
      builder.Date(NodeKind::kAddMonths, {builder.Node(started)}, static_cast<std::uint32_t>(-3));
  const NodeId past = builder.Truth(NodeKind::kLess, {later, builder.Date(NodeKind::kToday, {})});
  const NodeId missing = builder.Truth(NodeKind::kAtLeast, {past, below}, 1);
  builder.Truth(NodeKind::kLess, {rounded, builder.Stated(magnesium)});
  builder.Truth(NodeKind::kLess, {builder.DateOf(magnesium),
                                  builder.Date(NodeKind::kDate, {},
                                               static_cast<std::uint32_t>(DayOf("2026-03-01")))});
  builder.AddDefinition("strictly", strict);
  builder.AddRule("iv_magnesium", indication);
  Recheck recheck;
  recheck.name = "after_start";
  recheck.when = missing;
  builder.guideline.rechecks.push_back(recheck);
  builder.guideline.properties.push_back({"treat", past, false});
  builder.Of(magnesium).suspect_when.push_back(cramps);

  CHECK(DumpGraph(builder.guideline) ==
        "%0 = truth yes   # scope\n"
        "%1 = fact cramps   # suspect serum_magnesium\n"
        "%2 = fact serum_magnesium\n"
        "%3 = threshold severe(%2)\n"
        "%4 = fact sex\n"
        "%5 = is male(%4)\n"
        "%6 = below normal_magnesium(%2, %5)\n"
        "%7 = and %3 %1   # define strictly\n"
        "%8 = reading iv_indication(%7, %6)\n"
        "%9 = number 0.5\n"
        "%10 = * %2 %9\n"
        "%11 = round 1(%10)\n"
        "%12 = fact started\n"
        "%13 = add months -3(%12)\n"
        "%14 = today\n"
        "%15 = < %13 %14   # never \"treat\"\n"
        "%16 = at least 1(%15, %6)   # recheck after_start\n"
        "%17 = stated serum_magnesium\n"
        "%18 = < %11 %17\n"
        "%19 = date of serum_magnesium\n"
        "%20 = date 2026-03-01\n"
        "%21 = < %19 %20\n"
        "%22 = and %0 %8   # due of iv_magnesium, outcome of iv_magnesium\n");
}

TEST_CASE("graph: the dump of results") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const FactId sex = builder.AddChoice("sex", {"female", "male"});
  const NodeId first = builder.Choice(NodeKind::kChoice, {}, 0);
  const NodeId second = builder.Choice(NodeKind::kChoice, {}, 1);
  const NodeId third = builder.Choice(NodeKind::kChoice, {}, 2);
  const NodeId stage = builder.Choice(NodeKind::kFirstLine, {a, second, third});
  builder.Truth(NodeKind::kIsChoice, {stage}, 1);
  builder.Truth(NodeKind::kSameChoice, {builder.Node(sex), first});
  builder.Truth(NodeKind::kSameChoice, {builder.Node(sex), second});
  const NodeId missing = builder.Number(NodeKind::kMissing, {});
  const NodeId sum = builder.Number(NodeKind::kSum, {builder.NumberConstant("1"), missing});
  builder.Number(NodeKind::kRealPower, {sum, builder.Number(NodeKind::kLogarithm, {sum})});
  builder.AddResult("stage", stage, 3);
  builder.AddResult("total", sum);
  builder.guideline.contraindications.push_back({"allergy", {}, a, true, "", {}});
  builder.AddRule("r", a, Urgency::kNone, {}, builder.Truth(NodeKind::kNot, {a}));
  // The second choice is `b` of one list and `male` of another, so it stays a number.
  CHECK(DumpGraph(builder.guideline) ==
        "%0 = truth yes   # scope\n"
        "%1 = fact a   # contraindication \"allergy\"\n"
        "%2 = choice female\n"
        "%3 = choice 1\n"
        "%4 = choice c\n"
        "%5 = first line %1 %3 %4   # result stage\n"
        "%6 = is b(%5)\n"
        "%7 = fact sex\n"
        "%8 = same %7 %2\n"
        "%9 = same %7 %3\n"
        "%10 = missing\n"
        "%11 = number 1\n"
        "%12 = sum %11 %10   # result total\n"
        "%13 = ln %12\n"
        "%14 = power %12 %13\n"
        "%15 = not %1   # allowed of r\n"
        "%16 = and %0 %1   # due of r\n"
        "%17 = and %16 %15   # outcome of r\n");
}

TEST_CASE("graph: the example in the engine's README") {
  GuidelineBuilder builder;
  const FactId magnesium = builder.AddNumber("serum_magnesium", "mg/dL");
  const NodeId severe =
      builder.AddThreshold("severe", magnesium, {builder.Line("mg/dL", Under("1.2"))});
  const NodeId cramps = builder.AddTruth("cramps");
  const NodeId urgent = builder.Truth(NodeKind::kAnd, {severe, cramps});
  builder.AddDefinition("urgent", urgent);
  builder.AddRule("iv_magnesium", urgent);
  std::ifstream file(MGL_SOURCE_DIR "/engine/README.md");
  const std::string readme((std::istreambuf_iterator<char>(file)), {});
  CHECK(readme.find("```\n" + DumpGraph(builder.guideline) + "```\n") != std::string::npos);
}

}  // namespace
}  // namespace mgl

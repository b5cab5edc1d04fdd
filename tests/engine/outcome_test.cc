// What the nodes of a case mean: scope, outcomes, conflicts, properties; and that no case leaves
// anything behind for the next.
#include "engine/outcome.h"

#include <doctest/doctest.h>

#include "tests/engine/guideline_builder.h"

namespace mgl {
namespace {

constexpr Truth kN = Truth::kNo;
constexpr Truth kY = Truth::kYes;
constexpr Truth kU = Truth::kUnknown;
const Day kAsOf = DayOf("2026-04-01");

Decision DecideCase(const GuidelineBuilder& builder, const std::vector<ReportedFact>& facts) {
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  return evaluator.Decide({"", facts});
}

TEST_CASE("outcome: scope and outcomes") {
  GuidelineBuilder builder;
  const NodeId adult = builder.AddTruth("adult");
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  builder.guideline.scope = adult;
  const std::uint32_t strong = builder.AddRule("strong", a);
  builder.AddRule("weak", b, Urgency::kNone, {strong});
  builder.guideline.conflicts.push_back({1, 0});
  builder.guideline.properties.push_back(
      {"a means b", builder.Truth(NodeKind::kImplies, {a, b}), true});
  builder.guideline.properties.push_back({"never a", a, false});
  const auto decide = [&](Truth in_scope, Truth first, Truth second) {
    return DecideCase(builder,
                      {ReportedTruth(in_scope), ReportedTruth(first), ReportedTruth(second)});
  };
  const auto outcomes = [&](Truth in_scope, Truth first, Truth second) {
    std::string text;
    for (const Outcome outcome : decide(in_scope, first, second).rules) {
      text += std::string(OutcomeName(outcome)) + " ";
    }
    return text;
  };
  CHECK(outcomes(kN, kY, kY).empty());
  CHECK(decide(kN, kY, kY).scope == kN);
  CHECK(outcomes(kY, kY, kY) == "yes overridden ");
  CHECK(outcomes(kY, kN, kY) == "no yes ");
  CHECK(outcomes(kY, kY, kN) == "yes no ");
  CHECK(outcomes(kY, kU, kY) == "unknown unknown ");
  CHECK(outcomes(kY, kY, kU) == "yes no ");
  CHECK(outcomes(kU, kY, kY) == "unknown unknown ");
  CHECK(outcomes(kU, kN, kY) == "no unknown ");
  CHECK(decide(kU, kN, kY).scope == kU);

  using Texts = std::vector<std::string>;
  CHECK(WarningTexts(decide(kY, kY, kN)) == Texts{"property: a means b", "property: never a"});
  CHECK(WarningTexts(decide(kY, kY, kU)) == Texts{"property: never a"});
  CHECK(WarningTexts(decide(kY, kN, kY)).empty());
  CHECK(WarningTexts(decide(kU, kY, kN)).empty());
  CHECK(WarningTexts(decide(kN, kY, kN)).empty());
}

TEST_CASE("outcome: a conflict names both rules in the guideline's order") {
  GuidelineBuilder builder;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  builder.AddRule("give_it", a);
  builder.AddRule("avoid_it", b);
  builder.guideline.conflicts.push_back({1, 0});
  const auto decide = [&](Truth first, Truth second) {
    return DecideCase(builder, {ReportedTruth(first), ReportedTruth(second)});
  };
  CHECK(WarningTexts(decide(kY, kY)) == std::vector<std::string>{"conflict: give_it, avoid_it"});
  CHECK(decide(kY, kY).warnings[0].kind == Warning::Kind::kConflict);
  CHECK(decide(kY, kU).warnings.empty());
  CHECK(decide(kY, kN).warnings.empty());
}

TEST_CASE("outcome: a decision's buffers leave nothing of the case before") {
  GuidelineBuilder builder;
  const FactId id = builder.AddNumber("serum_magnesium", "mg/dL");
  builder.Of(id).substance = Substance{"magnesium", Decimal("24.305"), 2};
  builder.Of(id).plausible = Closed("0.1", "20");
  builder.AddRule("r", builder.AddThreshold("severe", id, {builder.Line("mg/dL", Under("1.2"))}));
  const Unit meq_per_litre = UnitOf("mEq/L");
  const ReportedFact cases[] = {Dated(ReportedNumber("1"), "2026-03-01"),
                                {},
                                ReportedNumber("99"),
                                ReportedNumber(Under("5")),
                                ReportedNumber("2.5", &meq_per_litre)};
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  Decision reused;
  for (const ReportedFact& before : cases) {
    for (const ReportedFact& after : cases) {
      evaluator.DecideInto({"", {before}}, reused);
      evaluator.DecideInto({"", {after}}, reused);
      const Decision fresh = DecideCase(builder, {after});
      CHECK(reused.rules == fresh.rules);
      CHECK(reused.ask == fresh.ask);
      CHECK(WarningTexts(reused) == WarningTexts(fresh));
      CHECK(reused.facts[0].state == fresh.facts[0].state);
      CHECK(reused.facts[0].date == fresh.facts[0].date);
      CHECK(reused.facts[0].detail == fresh.facts[0].detail);
      for (std::size_t i = 0; i < fresh.nodes.size(); ++i) {
        REQUIRE(reused.nodes[i].known == fresh.nodes[i].known);
        REQUIRE(reused.nodes[i].truth == fresh.nodes[i].truth);
        const bool is_number =
            builder.guideline.graph.node(static_cast<NodeId>(i)).type == ValueType::kNumber;
        if (is_number && fresh.nodes[i].known) {
          REQUIRE(reused.nodes[i].number == fresh.nodes[i].number);
          REQUIRE(reused.nodes[i].kind == fresh.nodes[i].kind);
        }
      }
    }
  }
}

}  // namespace
}  // namespace mgl

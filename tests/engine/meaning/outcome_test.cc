// What the nodes of a case mean: scope, outcomes, conflicts, properties; and that no case leaves
// anything behind for the next.
#include "engine/meaning/outcome.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

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

TEST_CASE("outcome: blocked and overridden, all rows") {
  GuidelineBuilder builder;
  const NodeId when = builder.AddTruth("when");
  const NodeId allowed = builder.AddTruth("allowed");
  const NodeId strong = builder.AddTruth("strong");
  const std::uint32_t overrider = builder.AddRule("overrider", strong);
  builder.AddRule("rule", when, Urgency::kNone, {overrider}, allowed);
  // when, allowed, the overrider, the rule
  struct Row {
    Truth when, allowed, strong;
    const char* outcome;
  };
  const Row rows[] = {
      {kN, kN, kN, "no"},      {kN, kN, kY, "no"},         {kN, kN, kU, "no"},
      {kN, kY, kN, "no"},      {kN, kY, kY, "no"},         {kN, kY, kU, "no"},
      {kN, kU, kN, "no"},      {kN, kU, kY, "no"},         {kN, kU, kU, "no"},
      {kY, kN, kN, "blocked"}, {kY, kN, kY, "blocked"},    {kY, kN, kU, "blocked"},
      {kY, kY, kN, "yes"},     {kY, kY, kY, "overridden"}, {kY, kY, kU, "unknown"},
      {kY, kU, kN, "unknown"}, {kY, kU, kY, "overridden"}, {kY, kU, kU, "unknown"},
      {kU, kN, kN, "no"},      {kU, kN, kY, "no"},         {kU, kN, kU, "no"},
      {kU, kY, kN, "unknown"}, {kU, kY, kY, "no"},         {kU, kY, kU, "unknown"},
      {kU, kU, kN, "unknown"}, {kU, kU, kY, "no"},         {kU, kU, kU, "unknown"},
  };
  for (const Row& row : rows) {
    const Decision decision = DecideCase(
        builder, {ReportedTruth(row.when), ReportedTruth(row.allowed), ReportedTruth(row.strong)});
    CAPTURE(TruthName(row.when));
    CAPTURE(TruthName(row.allowed));
    CAPTURE(TruthName(row.strong));
    CHECK(OutcomeName(decision.rules[1]) == row.outcome);
    const bool is_no = decision.rules[1] == Outcome::kBlocked ||
                       decision.rules[1] == Outcome::kOverridden ||
                       decision.rules[1] == Outcome::kNo;
    CHECK((TruthAt(decision, builder.guideline.rules[1].outcome) == kN) == is_no);
  }
}

TEST_CASE("outcome: two rows of a table that hold and differ") {
  GuidelineBuilder builder;
  const NodeId scope = builder.AddTruth("scope");
  builder.guideline.scope = scope;
  const NodeId a = builder.AddTruth("a");
  const NodeId b = builder.AddTruth("b");
  const NodeId low = builder.Choice(NodeKind::kChoice, {}, 0);
  const NodeId high = builder.Choice(NodeKind::kChoice, {}, 1);
  const NodeId stage = builder.Choice(NodeKind::kOnlyLine, {a, low, b, high});
  const NodeId same = builder.Choice(NodeKind::kOnlyLine, {a, low, b, low});
  const NodeId first = builder.Choice(NodeKind::kFirstLine, {a, low, b, high});
  builder.AddResult("stage", stage, 2, ResultColumn::Kind::kTable);
  builder.AddResult("same", same, 2, ResultColumn::Kind::kTable);
  builder.AddResult("first", first, 2, ResultColumn::Kind::kTable);
  builder.AddResult("shown", stage, 2);  // the table's conflict, not its own
  const auto warnings = [&](Truth in_scope, Truth of_a, Truth of_b) {
    return WarningTexts(
        DecideCase(builder, {ReportedTruth(in_scope), ReportedTruth(of_a), ReportedTruth(of_b)}));
  };
  CHECK(warnings(kY, kY, kY) == std::vector<std::string>{"conflict: stage"});
  CHECK(warnings(kU, kY, kY) == std::vector<std::string>{"conflict: stage"});
  CHECK(warnings(kY, kY, kU).empty());
  CHECK(warnings(kY, kY, kN).empty());
  CHECK(warnings(kN, kY, kY).empty());
}

/// Magnesium with the options oxide and citrate, and levothyroxine; a rule for each, by its fact.
struct Treatments {
  GuidelineBuilder builder;
  static constexpr Treatment kMagnesium{0, std::nullopt};
  static constexpr Treatment kOxide{0, 0};
  static constexpr Treatment kCitrate{0, 1};
  static constexpr Treatment kLevothyroxine{1, std::nullopt};

  Treatments() {
    Medication magnesium;
    magnesium.name = "magnesium";
    magnesium.options.resize(2);
    magnesium.options[0].name = "oxide";
    magnesium.options[1].name = "citrate";
    Medication levothyroxine;
    levothyroxine.name = "levothyroxine";
    builder.guideline.medications = {magnesium, levothyroxine};
    AddRule("give_magnesium", ActionVerb::kGive, kMagnesium);
    AddRule("give_oxide", ActionVerb::kConsider, kOxide);
    AddRule("give_citrate", ActionVerb::kGive, kCitrate);
    AddRule("give_levothyroxine", ActionVerb::kGive, kLevothyroxine);
    AddRule("stop_oxide", ActionVerb::kStop, kOxide);
  }
  void AddRule(const std::string& name, ActionVerb verb, const Treatment& treatment) {
    const std::uint32_t rule = builder.AddRule(name, builder.AddTruth(name));
    Action action;
    action.verb = verb;
    action.target = treatment.option ? Action::Target::kOption : Action::Target::kMedication;
    action.index = treatment.medication;
    action.option = treatment.option.value_or(0);
    builder.guideline.rules[rule].actions.push_back(action);
  }
  /// The warnings where the rules named by their number are yes, and `unknown` ones unknown.
  std::vector<std::string> Warnings(const std::vector<std::size_t>& yes,
                                    const std::vector<std::size_t>& unknown = {}, Truth last = kU) {
    Case one = builder.EmptyCase();
    for (ReportedFact& fact : one.facts) fact = ReportedTruth(kN);
    for (const std::size_t rule : yes) one.facts[rule] = ReportedTruth(kY);
    for (const std::size_t rule : unknown) one.facts[rule] = {};
    if (one.facts.size() > 5) one.facts[5] = ReportedTruth(last);
    return WarningTexts(DecideCase(builder, one.facts));
  }
};

TEST_CASE("outcome: a caution warns once where its treatment may be given") {
  Treatments treatments;
  const NodeId when = treatments.builder.AddTruth("diarrhea");
  Contraindication caution{"loose stools", {Treatments::kOxide}, when, false, "", {}};
  treatments.builder.guideline.contraindications = {caution};
  using Texts = std::vector<std::string>;
  const Texts warned{"caution: loose stools"};
  CHECK(treatments.Warnings({1}, {}, kY) == warned);
  CHECK(treatments.Warnings({0}, {}, kY) == warned);  // oxide may be chosen
  CHECK(treatments.Warnings({0, 1}, {}, kY) == warned);
  CHECK(treatments.Warnings({}, {1}, kY) == warned);
  CHECK(treatments.Warnings({2}, {}, kY).empty());
  CHECK(treatments.Warnings({4}, {}, kY).empty());  // `stop` gives nothing
  CHECK(treatments.Warnings({}, {}, kY).empty());
  CHECK(treatments.Warnings({1}, {}, kN).empty());
  // What is not known is told where the treatment is given, not where it only may be.
  const Texts not_known{"caution not known: loose stools"};
  CHECK(treatments.Warnings({1}, {}, kU) == not_known);
  CHECK(treatments.Warnings({0, 1}, {}, kU) == not_known);
  CHECK(treatments.Warnings({}, {1}, kU).empty());
  CHECK(treatments.Warnings({2}, {}, kU).empty());
  treatments.builder.guideline.contraindications[0].blocks = true;
  CHECK(treatments.Warnings({1}, {}, kY).empty());
}

TEST_CASE("outcome: treatments that are to be taken apart") {
  Treatments treatments;
  treatments.builder.guideline.separations = {
      {Treatments::kMagnesium, Treatments::kLevothyroxine, "2 hours before", "", {}},
      {Treatments::kOxide, Treatments::kCitrate, "1 hour before", "", {}}};
  using Texts = std::vector<std::string>;
  const Texts apart{"apart: magnesium, levothyroxine"};
  CHECK(treatments.Warnings({0, 3}) == apart);
  CHECK(treatments.Warnings({1, 3}) == apart);
  CHECK(treatments.Warnings({0, 1, 3}) ==
        Texts{"apart: magnesium, levothyroxine", "apart: oxide, citrate"});
  CHECK(treatments.Warnings({0}).empty());  // one of its options
  CHECK(treatments.Warnings({1, 2}) == Texts{"apart: oxide, citrate"});
  CHECK(treatments.Warnings({3, 4}).empty());
  CHECK(treatments.Warnings({3}, {0}).empty());
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

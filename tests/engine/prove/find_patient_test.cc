// The search for a patient against every patient there is, on random guidelines.
#include "engine/prove/find_patient.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/engine/batch/batch_random_graph.h"
#include "tests/engine/model/guideline_builder.h"
#include "tests/engine/prove/seed_range.h"

namespace mgl {
namespace {

using Answer = PatientSearch::Answer;

constexpr std::uint64_t kBudget = 20'000;

PatientSearch FindFor(PatientFinder& finder, const std::vector<Goal>& goals) {
  return finder.Find(goals, finder.Everybody(), kBudget);
}

/// A case with a value of every fact's type, often at a bound, often missing.
Case RandomCase(RandomGraph& random) {
  Case patient;
  const Guideline& guideline = random.builder.guideline;
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    const Fact& fact = guideline.facts[i];
    ReportedFact& reported = patient.facts.emplace_back();
    if (random.OneIn(5)) {
      if (random.OneIn(2)) reported.state = ReportedFact::State::kUnknown;
      continue;
    }
    reported.state = ReportedFact::State::kValue;
    switch (fact.type) {
      case FactType::kTruth:
        reported.choice = random.OneIn(2) ? 1 : 0;
        break;
      case FactType::kChoice:
        reported.choice = static_cast<std::uint32_t>(random.Pick(fact.choices.size()));
        break;
      case FactType::kDate: {
        const Day day = random.OneIn(30) ? kNever : random.RandomDay();
        reported.day = {day, day};
        break;
      }
      case FactType::kNumber: {
        const Rational billionths(random.RandomFixedPoint(static_cast<FactId>(i)));
        reported.number = Interval::Point(billionths * PowerOfTen(-9));
        if (!random.OneIn(2)) break;
        const Day day = random.RandomDay();
        if (day <= kAsOf) reported.date = DaySpan{day, day};
        break;
      }
    }
  }
  return patient;
}

TEST_SUITE("prove") {
  TEST_CASE(
      "the patient whom two conditions leave is found, and proved not to be where there is none") {
    GuidelineBuilder builder;
    const FactId age = builder.AddNumber("age", "a");
    builder.Of(age).plausible = Closed("0", "120");
    builder.Of(age).whole_step = 1;
    const NodeId node = builder.Node(age);
    const NodeId above_14 = builder.Truth(NodeKind::kLess, {builder.NumberConstant("14"), node});
    const NodeId below_15 = builder.Truth(NodeKind::kLess, {node, builder.NumberConstant("15")});
    const NodeId below_16 = builder.Truth(NodeKind::kLess, {node, builder.NumberConstant("16")});
    const std::vector<Goal> none = {{above_14, Truth::kYes}, {below_15, Truth::kYes}};
    const std::vector<Goal> some = {{above_14, Truth::kYes}, {below_16, Truth::kYes}};
    PatientFinder finder(builder.guideline, {kAsOf, {}});
    CHECK(FindFor(finder, none).answer == Answer::kNone);
    const PatientSearch found = FindFor(finder, some);
    REQUIRE(found.answer == Answer::kFound);
    CHECK(found.found->patient.facts[0].number == Interval::Point(15));
    builder.Of(age).whole_step.reset();
    PatientFinder exact(builder.guideline, {kAsOf, {}});
    CHECK(FindFor(exact, none).answer == Answer::kFound);
  }

  TEST_CASE("a value that would be put aside if reported is found where it is the default") {
    GuidelineBuilder builder;
    const NodeId haemolysed = builder.AddTruth("haemolysed");
    const FactId potassium = builder.AddNumber("potassium", "mmol/L");
    builder.Of(potassium).default_value.emplace();
    builder.Of(potassium).default_value->number = Interval::Point(4);
    builder.Of(potassium).suspect_when = {builder.Stated(FactId{0})};
    const FactId fasting = builder.AddFact("fasting", FactType::kTruth);
    builder.Of(fasting).default_value.emplace();
    builder.Of(fasting).suspect_when = {builder.Truth(NodeKind::kNot, {builder.Stated(fasting)})};
    builder.guideline.suspect_order = {potassium, fasting};
    const NodeId five = builder.NumberConstant("5");
    const NodeId low = builder.Truth(NodeKind::kLess, {builder.Node(potassium), five});
    const NodeId is_fasting = builder.Node(fasting);
    PatientFinder finder(builder.guideline, {kAsOf, {}});
    const PatientSearch found = FindFor(finder, {{haemolysed, Truth::kYes}, {low, Truth::kYes}});
    REQUIRE(found.answer == Answer::kFound);
    CHECK(found.found->patient.facts[1].state == ReportedFact::State::kAbsent);
    const std::vector<Goal> not_fasting = {{is_fasting, Truth::kNo}};
    CHECK(FindFor(finder, not_fasting).answer == Answer::kFound);
  }

  TEST_CASE("nothing is proved to be none that a random patient is, and whoever is found is") {
    // MGL_SEARCH_GUIDELINES=FIRST..LAST: other guidelines than usual.
    const SeedRange seeds = SeedsIn("MGL_SEARCH_GUIDELINES", 2000);
    std::map<Answer, int> answers;
    std::uint64_t looked_at = 0;
    for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
      RandomGraph random(seed);
      const Guideline& guideline = random.builder.guideline;
      PatientFinder finder(guideline, {kAsOf, {}});
      ScalarEvaluator evaluator(guideline, {kAsOf, {}, false});
      std::vector<Decision> decisions;
      for (int i = 0; i < 40; ++i) decisions.push_back(evaluator.Decide(RandomCase(random)));
      std::vector<NodeId> truths;
      for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (guideline.graph.node(id).type == ValueType::kTruth) truths.push_back(id);
      }
      for (int i = 0; i < 8; ++i) {
        std::vector<Goal> goals;
        for (std::size_t count = 1 + random.Pick(3); count > 0; --count) {
          goals.push_back({truths[random.Pick(truths.size())], TruthSet::At(1 + random.Pick(6))});
        }
        const PatientSearch search = finder.Find(goals, finder.Everybody(), 2000);
        ++answers[search.answer];
        looked_at += search.sets_looked_at;
        if (search.answer == Answer::kFound) {
          const Decision decision = evaluator.Decide(search.found->patient);
          for (const Goal& goal : goals) CHECK(goal.wanted.Has(TruthAt(decision, goal.node)));
        }
        if (search.answer != Answer::kNone) continue;
        for (const Decision& decision : decisions) {
          const bool meets = std::ranges::all_of(goals, [&](const Goal& goal) {
            return goal.wanted.Has(TruthAt(decision, goal.node));
          });
          INFO("seed ", seed, " goals ", i);
          REQUIRE_FALSE(meets);
        }
      }
    }
    MESSAGE(seeds.Count(), " guidelines: ", answers[Answer::kFound], " found, ",
            answers[Answer::kNone], " none, ", answers[Answer::kNotDecided], " not decided; ",
            looked_at, " sets");
  }
}

}  // namespace
}  // namespace mgl

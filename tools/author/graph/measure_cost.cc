// Cases are made up from a fixed seed: a quarter of the facts missing, the rest plausible.
#include <random>

#include "engine/eval_scalar.h"
#include "tools/author/graph/graph_report.h"

namespace mgl {
namespace {

constexpr std::size_t kMostCases = 2'000;
constexpr double kLongest = 0.3;  // seconds

/// Within `plausible`, or 0 to 100 where that has no ends; two decimals.
Interval MadeUpNumber(const Fact& fact, std::mt19937& random) {
  Rational low = 0;
  Rational width = 100;
  if (fact.plausible && !fact.plausible->low.infinite) low = fact.plausible->low.value;
  if (fact.plausible && !fact.plausible->high.infinite) {
    if (fact.plausible->low.infinite) low = fact.plausible->high.value - 100;
    width = fact.plausible->high.value - low;
  }
  Rational part(static_cast<std::uint32_t>(random() % 10'001), 10'000U);
  part.canonicalize();
  return Interval::Point(RoundToStep(low + width * part, Rational(1, 100)));
}

ReportedFact MadeUpFact(const Fact& fact, Day as_of, std::mt19937& random) {
  ReportedFact reported;
  if (random() % 4 == 0) return reported;
  reported.state = ReportedFact::State::kValue;
  switch (fact.type) {
    case FactType::kTruth:
      reported.choice = static_cast<std::uint32_t>(random() % 2);
      break;
    case FactType::kNumber:
      reported.number = MadeUpNumber(fact, random);
      break;
    case FactType::kDate: {
      const Day day = as_of - static_cast<Day>(random() % 1'000);
      reported.day = {day, day};
      break;
    }
    case FactType::kChoice:
      reported.choice = static_cast<std::uint32_t>(random() % fact.choices.size());
      break;
  }
  return reported;
}

}  // namespace

MeasuredCost MeasureCost(const Guideline& guideline, const std::function<double()>& seconds) {
  EvaluationOptions options;
  options.as_of = *DayFromDate(2026, 1, 1);
  options.readings.resize(guideline.ambiguities.size());
  ScalarEvaluator evaluator(guideline, options);
  std::mt19937 random(1);
  Decision decision;
  MeasuredCost measured;
  double spent = 0;
  Case made_up;
  made_up.facts.resize(guideline.facts.size());
  const double begin = seconds();
  while (measured.cases < kMostCases && seconds() - begin < kLongest) {
    for (std::size_t i = 0; i < made_up.facts.size(); ++i) {
      made_up.facts[i] = MadeUpFact(guideline.facts[i], options.as_of, random);
    }
    const double start = seconds();
    evaluator.DecideInto(made_up, decision);
    spent += seconds() - start;
    ++measured.cases;
  }
  constexpr double kMicrosecondsASecond = 1e6;
  measured.microseconds = spent * kMicrosecondsASecond / static_cast<double>(measured.cases);
  return measured;
}

}  // namespace mgl

// Both meanings ascend with the double, so that one step after the other from the nearest finds it.
#include "engine/batch/double_cut.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

#include "engine/batch/batch_plan.h"
#include "engine/batch/plane_kernels.h"

namespace mgl {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Rational MeaningOf(double value, FloatMeaning meaning) {
  if (meaning == FloatMeaning::kExact) return RationalOf(value);
  std::array<char, 40> text;
  const char* const end = std::to_chars(text.begin(), text.end(), value).ptr;
  return *ParseDecimal({text.begin(), end});
}

}  // namespace

double FirstDoubleBeyond(const NumberCut& cut, FloatMeaning meaning) {
  static const Rational kMost = PowerOfTen(15);
  if (cut.value < -kMost) return -kInfinity;
  if (cut.value > kMost) return kInfinity;
  const auto is_beyond = [&](double value) {
    const Rational said = MeaningOf(value, meaning);
    return cut.inclusive ? said > cut.value : said >= cut.value;
  };
  double first = cut.value.get_d();
  while (is_beyond(first)) first = std::nextafter(first, -kInfinity);
  while (!is_beyond(first)) first = std::nextafter(first, kInfinity);
  return first;
}

DoubleCuts::DoubleCuts(const BatchPlan& plan, FloatMeaning meaning)
    : meaning_(meaning), facts_(plan.fact_plans.size()) {
  constexpr double kTooLarge = 1e15;  // as FirstDoubleBeyond has it
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    OfFact& fact = facts_[i];
    for (const std::size_t cut : plan.fact_plans[i].cuts) {
      fact.cuts.push_back(FirstDoubleBeyond(plan.cuts[cut].number, meaning));
    }
    fact.first_low = -kTooLarge;
    fact.first_beyond = kTooLarge;
    const std::optional<Interval>& plausible = plan.guideline.facts[i].plausible;
    if (!plausible) continue;
    const auto& [low, high] = *plausible;
    if (!low.infinite) {
      const double first = FirstDoubleBeyond({low.value, !low.closed}, meaning);
      fact.first_low = std::max(-kTooLarge, first);
    }
    if (!high.infinite) {
      const double first = FirstDoubleBeyond({high.value, high.closed}, meaning);
      fact.first_beyond = std::min(kTooLarge, first);
    }
  }
}

void DoubleCuts::Apply(FactId id, const double* numbers, std::size_t words, Word* below,
                       std::size_t step, Word* inside) const {
  const OfFact& fact = facts_[Index(id)];
  CutNumbers(numbers, fact.first_low, fact.first_beyond, fact.cuts, words, inside, below, step);
}

}  // namespace mgl

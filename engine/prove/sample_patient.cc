#include "engine/prove/sample_patient.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

constexpr std::uint32_t kVariants = 5;  // of a number within its stretch

/// Of the lines without a condition that a range of the fact has, the middle of the first.
std::optional<Rational> UsualNumber(const Guideline& guideline, FactId fact) {
  for (const Range& range : guideline.ranges) {
    if (range.fact != fact) continue;
    for (const CutLine& line : range.lines) {
      const Interval& within = line.interval;
      if (within.low.infinite || within.high.infinite) continue;
      const Rational middle = (within.low.value + within.high.value) / 2;
      return RoundToDigits(middle, 2);
    }
  }
  return std::nullopt;
}

/// In a stretch that begins or ends with what is plausible, a number of few digits beside its other
/// end, which is a bound of the guideline.
std::optional<Rational> BesideBound(const Fact& fact, const Interval& stretch) {
  if (!fact.plausible || stretch.IsPoint()) return std::nullopt;
  const auto is_at = [](const Bound& end, const Bound& plausible) {
    return !end.infinite && !plausible.infinite && end.value == plausible.value;
  };
  const bool is_lowest = is_at(stretch.low, fact.plausible->low) && !stretch.high.infinite;
  const bool is_highest = is_at(stretch.high, fact.plausible->high) && !stretch.low.infinite;
  if (is_lowest == is_highest) return std::nullopt;
  const Bound& end = is_lowest ? stretch.high : stretch.low;
  if (end.closed) return end.value;
  for (int digits = 0; digits <= 6; ++digits) {
    const Rational step = PowerOfTen(-digits);
    const Rational beside = is_lowest ? Rational(step * (Ceiling(end.value / step) - 1))
                                      : Rational(step * (Floor(end.value / step) + 1));
    // Ten of these steps to the other end, so that it is beside the bound.
    const Rational room = is_lowest ? Rational(end.value - stretch.low.value)
                                    : Rational(stretch.high.value - end.value);
    if (Contains(stretch, beside) && room > 10 * step) return beside;
  }
  return std::nullopt;
}

/// Of what is plausible, where all of it is the stretch: a number in its middle.
std::optional<Rational> MiddleOfPlausible(const Fact& fact, const Interval& stretch) {
  if (!fact.plausible || stretch.IsPoint()) return std::nullopt;
  const Bound& low = fact.plausible->low;
  const Bound& high = fact.plausible->high;
  if (low.infinite || high.infinite || stretch.low.infinite || stretch.high.infinite) {
    return std::nullopt;
  }
  if (stretch.low.value != low.value || stretch.high.value != high.value) return std::nullopt;
  return RoundToDigits((low.value + high.value) / 2, 2);
}

/// A number at some part of the way through the stretch.
Rational AtPart(const Interval& stretch, std::uint32_t part) {
  const Rational far = 1'000'000;
  const bool is_from = !stretch.low.infinite;
  const bool is_to = !stretch.high.infinite;
  const Rational low =
      is_from ? stretch.low.value : Rational((is_to ? stretch.high.value : Rational(0)) - far);
  const Rational high =
      is_to ? stretch.high.value : Rational((is_from ? stretch.low.value : Rational(0)) + far);
  switch (part) {
    case 1:
      return stretch.low.closed && is_from ? low : Rational(low + (high - low) / 1024);
    case 2:
      return stretch.high.closed && is_to ? high : Rational(high - (high - low) / 1024);
    case 3:
      return low + (high - low) / 4;
    default:
      return low + (high - low) * 3 / 4;
  }
}

}  // namespace

PatientSampler::PatientSampler(const Guideline& guideline, const FactValues& values, Day as_of)
    : guideline_(guideline), values_(values), as_of_(as_of) {
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    usual_.push_back(UsualNumber(guideline, static_cast<FactId>(i)));
  }
}

std::uint32_t PatientSampler::PlainestValue(const PatientSet& set, const Variable& variable) const {
  const std::uint32_t missing = variable.missing();
  return set.Has(variable, missing) ? missing : PlainestKnown(set, variable);
}

std::uint32_t PatientSampler::PlainestKnown(const PatientSet& set, const Variable& variable) const {
  std::optional<std::uint32_t> first;
  std::optional<std::uint32_t> usual;
  const std::optional<Rational>& number = usual_[Index(variable.fact)];
  ForEachValue(set, variable, [&](std::uint32_t value) {
    if (value == variable.missing()) return;
    if (!first) first = value;
    if (!variable.IsInterval() || usual) return;
    const Interval& stretch = variable.StretchOf(value);
    if (variable.type == FactType::kDate ? Contains(stretch, as_of_)
                                         : number && Contains(stretch, *number)) {
      usual = value;
    }
  });
  return usual.value_or(first.value_or(variable.missing()));
}

std::optional<Case> PatientSampler::Sample(const PatientSet& set, std::uint32_t variant) const {
  Case patient;
  patient.facts.resize(guideline_.facts.size());
  std::uint32_t rest = variant;
  for (const Variable& variable : values_.variables()) {
    if (variable.computed) break;  // they come last
    ReportedFact& reported = patient.facts[Index(variable.fact)];
    const std::uint32_t value = PlainestValue(set, variable);
    if (value == variable.missing()) {
      const bool has_default = guideline_.facts[Index(variable.fact)].default_value.has_value();
      if (!variable.is_date_of && has_default) reported.state = ReportedFact::State::kUnknown;
      continue;
    }
    std::uint32_t own = 0;
    if (variable.IsInterval()) {
      own = rest % kVariants;
      rest /= kVariants;
    }
    const Interval* const part = set.PartOf(variable);
    const Interval* within = part;
    if (within == nullptr && variable.IsInterval()) within = &variable.StretchOf(value);
    if (within == nullptr) {
      reported.state = ReportedFact::State::kValue;
      reported.choice = value;
    } else if (!Report(variable, value, *within, own, patient)) {
      return std::nullopt;
    }
  }
  return patient;
}

std::optional<Rational> PatientSampler::Report(const Variable& variable, std::uint32_t value,
                                               const Interval& within, std::uint32_t variant,
                                               Case& patient) const {
  ReportedFact& reported = patient.facts[Index(variable.fact)];
  std::optional<Rational> number = NumberIn(variable, within, variant);
  if (!number) return std::nullopt;
  if (variable.type == FactType::kDate) {
    const Day day = SpanOfDays(Interval::Point(*number)).first;
    if (variable.is_date_of) {
      reported.date = DaySpan{day, day};
      return day <= as_of_ ? number : std::nullopt;
    }
    reported.day = {day, day};
  } else {
    reported.number = Interval::Point(*number);
    const Unit& unit = variable.UnitOf(value);
    if (&unit != &variable.units.front()) {
      const Fact& fact = guideline_.facts[Index(variable.fact)];
      const std::optional<Conversion> conversion = ConversionInto(fact, unit);
      if (!conversion) return std::nullopt;
      const auto in_unit = [&](const Rational& own) {
        return Rational((own - conversion->offset) / conversion->factor);
      };
      Rational as_reported = in_unit(*number);
      const bool is_free = !fact.step && !fact.whole_step && conversion->factor > 0;
      if (is_free && !IsDecimal(as_reported)) {
        Interval reportable = within;
        for (Bound* const end : {&reportable.low, &reportable.high}) {
          if (!end->infinite) end->value = in_unit(end->value);
        }
        as_reported = PlainNumberIn(reportable);
        number = conversion->Apply(as_reported);
      }
      reported.number = Interval::Point(as_reported);
      reported.unit = &unit;
    }
  }
  reported.state = ReportedFact::State::kValue;
  return number;
}

std::optional<Rational> PatientSampler::NumberIn(const Variable& variable, const Interval& stretch,
                                                 std::uint32_t variant) const {
  const Fact& fact = guideline_.facts[Index(variable.fact)];
  std::optional<Rational> wanted;
  if (variant > 0) {
    wanted = AtPart(stretch, variant);
  } else if (variable.type == FactType::kDate) {
    wanted = as_of_;
  } else {
    wanted = usual_[Index(variable.fact)];
    const bool is_usual = wanted && Contains(stretch, *wanted);
    if (!is_usual) wanted = BesideBound(fact, stretch);
    if (!wanted) wanted = MiddleOfPlausible(fact, stretch);
  }
  if (variable.type != FactType::kDate) return ReportedValueIn(fact, stretch, wanted);
  Fact day;
  day.step = 1;
  return ReportedValueIn(day, stretch, wanted);
}

}  // namespace mgl

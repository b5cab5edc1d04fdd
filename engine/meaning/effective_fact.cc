// Each step as one small function; Make calls them in the order of the language's definition.
#include "engine/meaning/effective_fact.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/unit/unit_in_data.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

constexpr std::size_t kMaxKnownUnits = 64;  // for one fact; an input cannot make the search long

/// The fact is missing because of `state`; `detail` is what the warning says after the fact's name.
void Fail(const Guideline& guideline, FactId id, FactState state, std::string detail,
          EffectiveFact& effective, std::vector<Warning>& warnings) {
  const std::string& name = guideline.facts[Index(id)].name;
  warnings.push_back({Warning::Kind::kFact, static_cast<std::uint32_t>(Index(id)),
                      fmt::format("{} {}", name, detail)});
  effective.state = state;
  effective.detail = std::move(detail);
}

/// A truth, a choice or a date; numbers have a unit and go through MakeNumber.
void SetValue(const Fact& fact, const DaySpan& day, std::uint32_t choice, Value& value) {
  value.known = true;
  if (fact.type == FactType::kTruth) value.truth = ToTruth(choice != 0);
  if (fact.type == FactType::kChoice) value.choices = ChoiceSet::Of(choice);
  if (fact.type == FactType::kDate) SetDays(day, value.number);
}

/// Nothing was stated, or nothing that exists yet: the default, else missing because of `state`.
void UseDefault(const Fact& fact, FactState state, EffectiveFact& effective) {
  effective.state = state;
  if (!fact.default_value) return;
  effective.state = FactState::kDefault;
  SetValue(fact, fact.default_value->date, fact.default_value->choice, effective.value);
  if (fact.type != FactType::kNumber) return;
  effective.value.number = fact.default_value->number;
  effective.value.kind = fact.unit.dimension;
}

/// `1.2`, `1.2..1.8`; one-sided as laboratories write it: `<0.3`, `>=10`.
std::string NumberText(const Interval& number) {
  if (number.low.infinite && !number.high.infinite) {
    return (number.high.closed ? "<=" : "<") + FormatDecimal(number.high.value);
  }
  if (number.high.infinite && !number.low.infinite) {
    return (number.low.closed ? ">=" : ">") + FormatDecimal(number.low.value);
  }
  return FormatInterval(number);
}

std::string QuantityText(const std::string& number, const Fact& fact, const Unit* unit) {
  if (unit == nullptr && !fact.has_unit) return number;
  if (unit == nullptr && fact.unit.code == kWeeksAndDays) return WeeksAndDaysText(number);
  return fmt::format("{} {}", number, unit != nullptr ? unit->code : fact.unit.code);
}

std::string WrongUnitText(const Fact& fact, const ReportedFact& reported) {
  const std::string seen = QuantityText(NumberText(reported.number), fact, reported.unit);
  if (!fact.has_unit) return seen + " cannot be used: it is a plain number, without a unit";
  const std::string why = MixesCalendar(*reported.unit, fact.unit)
                              ? "months and years have no fixed number of days"
                              : WhyNoConversion(*reported.unit, fact.unit);
  const std::string text =
      fmt::format("{} cannot be used: {} does not convert into {}, in which it is measured{}{}",
                  seen, reported.unit->code, fact.unit.code, why.empty() ? "" : ": ", why);
  const bool differ = DifferInU(*reported.unit, fact.unit);
  if (!differ || ReadInternationally(*reported.unit, fact.unit)->factor != 1) return text;
  return fmt::format("{}; a line `written \"{}\"` under the fact says that it means {}", text,
                     reported.unit->code, fact.unit.code);
}

/// n/d over p/q is nq/dp. In lowest terms, as both are, that is whole where d divides q and p
/// divides n.
bool IsMultiple(const Rational& value, const Rational& step) {
  return mpz_divisible_p(step.get_den_mpz_t(), value.get_den_mpz_t()) != 0 &&
         mpz_divisible_p(value.get_num_mpz_t(), step.get_num_mpz_t()) != 0;
}

/// More than 89 whole years are 90 at least, less than 259 days of a gestational age are 258 at
/// most: what is compared was recorded, in the fact's own unit.
void EndOnSteps(const Rational& step, Interval& number) {
  const auto is_open = [&](const Bound& end) {
    return !end.infinite && !end.closed && IsMultiple(end.value, step);
  };
  if (is_open(number.low)) number.low = Bound::At(number.low.value + step, true);
  if (is_open(number.high)) number.high = Bound::At(number.high.value - step, true);
}

/// Whether recording leaves the number as it is.
bool IsAsRecorded(const Fact& fact, const Interval& number) {
  if (!fact.whole_step && !fact.step) return true;
  if (!number.IsPoint()) return false;
  const auto is_multiple = [&](const std::optional<Rational>& step) {
    return !step || IsMultiple(number.low.value, *step);
  };
  return is_multiple(fact.whole_step) && is_multiple(fact.step);
}

std::string FutureText(const DaySpan& date) {
  const std::string first = FormatDay(date.first);
  if (date.first == date.last) return fmt::format("is dated {}, after the as-of date", first);
  return fmt::format("is dated {}..{}, after the as-of date", first, FormatDay(date.last));
}

}  // namespace

Interval ApplyRecordedPrecision(const Fact& fact, const Interval& value) {
  Interval recorded = value;
  if (fact.whole_step) {
    const Rational& step = *fact.whole_step;
    recorded = Scale(FloorInterval(Scale(recorded, 1 / step, 0)), step, 0);
  }
  return fact.step ? RoundInterval(recorded, *fact.step) : recorded;
}

std::optional<Conversion> ConversionInto(const Fact& fact, const Unit& unit) {
  if (!fact.has_unit || MixesCalendar(unit, fact.unit)) return std::nullopt;
  return FindConversion(unit, fact.unit, fact.substance ? &*fact.substance : nullptr);
}

bool CanBeIn(const Fact& fact, const Unit& unit) {
  if (fact.has_unit) return ConversionInto(fact, unit).has_value();
  return unit.dimension.IsPlainNumber() && unit.factor == 1 && unit.offset == 0 &&
         !unit.logarithmic;
}

Result<Unit> UnitInDataOf(const Fact& fact, std::string_view code,
                          const std::vector<UnitSpelling>& spellings) {
  for (const auto* said : {&spellings, &fact.spellings}) {
    const auto found = std::ranges::find(*said, code, &UnitSpelling::spelling);
    if (found != said->end()) return found->unit;
    for (const UnitSpelling& known : *said) {
      if (!AreOneSpelling(known.spelling, code)) continue;
      Unit unit = known.unit;
      unit.code = std::string(code);
      return unit;
    }
  }
  Result<Unit> exact = ParseUnit(code);
  const auto is_possible = [&fact](const Unit& unit) { return CanBeIn(fact, unit); };
  // A kelvin per millilitre is none that is meant.
  const bool may_multiply = code.size() > 1 && code[1] == '/' &&
                            std::string_view("KMGT").find(code[0]) != std::string_view::npos;
  if (exact && (!may_multiply || is_possible(*exact))) return exact;
  std::vector<Unit> meant = UnitsInData(code, is_possible);
  if (meant.size() == 1) {
    meant[0].code = std::string(code);
    return std::move(meant[0]);
  }
  if (meant.empty()) return exact;
  std::string codes;
  for (const Unit& unit : meant) codes += (codes.empty() ? "" : " or ") + unit.code;
  return Error{fmt::format("`{}` could be {}", code, codes), ""};
}

bool IsOtherUnit(const Fact& fact, const Unit& unit) {
  const std::optional<Conversion> conversion = ConversionInto(fact, unit);
  return conversion && (conversion->factor != 1 || conversion->offset != 0);
}

EffectiveFactMaker::EffectiveFactMaker(const Guideline& guideline, Day as_of)
    : guideline_(guideline), as_of_(as_of), conversions_(guideline.facts.size()) {}

void EffectiveFactMaker::Make(FactId id, const ReportedFact& reported, EffectiveFact& effective,
                              std::vector<Warning>& warnings) {
  const Fact& fact = guideline_.facts[Index(id)];
  effective.value.known = false;
  effective.value.truth = Truth::kUnknown;
  effective.date.reset();
  effective.detail.clear();
  if (!reported.date_problem.empty()) {
    warnings.push_back({Warning::Kind::kFact, static_cast<std::uint32_t>(Index(id)),
                        fmt::format("date of {} {}", fact.name, reported.date_problem)});
  }
  if (reported.state == ReportedFact::State::kAbsent) {
    UseDefault(fact, FactState::kNotReported, effective);
  } else if (reported.state == ReportedFact::State::kUnknown) {
    effective.state = FactState::kStatedUnknown;
  } else if (reported.date && reported.date->first > as_of_) {
    Fail(guideline_, id, FactState::kFutureDated, FutureText(*reported.date), effective, warnings);
    UseDefault(fact, FactState::kFutureDated, effective);
  } else if (reported.state == ReportedFact::State::kUnreadable) {
    Fail(guideline_, id, FactState::kUnreadable, reported.reason, effective, warnings);
  } else if (fact.type == FactType::kNumber) {
    MakeNumber(id, reported, effective, warnings);
  } else {
    effective.state = FactState::kKnown;
    SetValue(fact, reported.day, reported.choice, effective.value);
  }
  if (effective.state != FactState::kKnown || !reported.date) return;
  effective.date = {reported.date->first, std::min(reported.date->last, as_of_)};
}

void EffectiveFactMaker::MakeNumber(FactId id, const ReportedFact& reported,
                                    EffectiveFact& effective, std::vector<Warning>& warnings) {
  const Fact& fact = guideline_.facts[Index(id)];
  Value& value = effective.value;
  if (reported.warns_of_unit) {
    warnings.push_back({Warning::Kind::kFact, static_cast<std::uint32_t>(Index(id)),
                        fmt::format("{}: no unit stated, read as {}", fact.name, fact.unit.code)});
  }
  value.number = reported.number;
  value.kind = fact.unit.dimension;
  bool is_own = true;
  if (reported.unit != nullptr) {
    const std::optional<Conversion>& conversion = ConversionOf(id, *reported.unit);
    if (!conversion) {
      Fail(guideline_, id, FactState::kWrongUnit, WrongUnitText(fact, reported), effective,
           warnings);
      return;
    }
    is_own = conversion->factor == 1 && conversion->offset == 0;
    if (!is_own) ScaleInPlace(conversion->factor, conversion->offset, value.number);
    value.kind = reported.unit->dimension;
  }
  // Weeks and days are counted as whole years are.
  const auto& counted = fact.unit.code == kWeeksAndDays ? fact.step : fact.whole_step;
  if (counted && is_own) EndOnSteps(*counted, value.number);
  if (fact.plausible && !NarrowTo(*fact.plausible, value.number)) {
    const std::string seen = QuantityText(NumberText(reported.number), fact, reported.unit);
    const std::string limits = QuantityText(FormatInterval(*fact.plausible), fact, nullptr);
    Fail(guideline_, id, FactState::kImplausible, fmt::format("{} is outside {}", seen, limits),
         effective, warnings);
    return;
  }
  if (!IsAsRecorded(fact, value.number)) {
    value.number = ApplyRecordedPrecision(fact, value.number);
  }
  effective.state = FactState::kKnown;
  value.known = true;
}

void EffectiveFactMaker::MakeSuspect(FactId id, EffectiveFact& effective,
                                     std::vector<Warning>& warnings) const {
  Fail(guideline_, id, FactState::kSuspect, "is suspect", effective, warnings);
  effective.value.known = false;
  effective.value.truth = Truth::kUnknown;
  effective.date.reset();
}

const std::optional<Conversion>& EffectiveFactMaker::ConversionOf(FactId id, const Unit& unit) {
  std::vector<KnownConversion>& known = conversions_[Index(id)];
  const auto found = std::ranges::find(known, &unit, &KnownConversion::unit);
  if (found != known.end()) return found->conversion;
  if (known.size() == kMaxKnownUnits) known.clear();
  const Fact& fact = guideline_.facts[Index(id)];
  return known.emplace_back(KnownConversion{&unit, ConversionInto(fact, unit)}).conversion;
}

}  // namespace mgl

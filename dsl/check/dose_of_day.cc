#include "dsl/check/dose_of_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/check/dose_plan.h"
#include "dsl/resolve/wording.h"
#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

const Rational kDay = 86400;

std::optional<PerParts> WithoutTime(const ast::QuantitySpan& amount) {
  const ast::Quantity& bound = amount.high ? *amount.high : *amount.low;
  const Result<Unit> unit = ParseUnit(bound.unit->code);
  if (!unit) return std::nullopt;
  return WithoutPer(*unit, Dimension::Of(BaseDimension::kTime));
}

/// `40 mg/kg` of `80 mg/kg/day` in 2; empty where it is no amount of a day, or has more digits.
std::string PartOfDay(const ast::QuantitySpan& amount, const Rational& times) {
  const std::optional<PerParts> parts = WithoutTime(amount);
  if (!parts || parts->per.factor != kDay || !amount.low || !amount.high) return {};
  std::string part;
  for (const ast::Quantity* bound : {&*amount.low, &*amount.high}) {
    const Rational one = bound->number.value / times;
    const std::string shown = FormatDecimal(one);
    if (ParseDecimal(shown) != one || bound->unit->code != amount.high->unit->code) return {};
    if (part == shown) continue;
    part += (part.empty() ? "" : " to ") + shown;
  }
  return fmt::format("{} {}", part, parts->rest.code);
}

/// How often in a day, where that is one number.
std::optional<Rational> TimesOfDay(const ast::Dose& dose) {
  std::optional<Rational> times;
  const auto seconds = [](const ast::Quantity& time) {
    const Result<Unit> unit = ParseUnit(time.unit->code);
    return unit ? Rational(time.number.value * unit->factor) : Rational(0);
  };
  if (dose.often) {
    const ast::Often& often = *dose.often;
    if (seconds(often.period) == kDay && often.least.value == often.most.value) {
      times = often.least.value;
    }
  } else if (dose.every && dose.every->high &&
             (!dose.every->low ||
              dose.every->low->number.value == dose.every->high->number.value)) {
    const Rational time = seconds(*dose.every->high);
    if (time > 0) times = Rational(kDay / time);
  }
  const bool is_count = times && *times > 0 && times->get_den() == 1;
  return is_count ? times : std::nullopt;
}

std::string OftenText(const ast::Dose& dose) {
  if (!dose.often) {
    const bool is_range =
        dose.every->low && dose.every->low->number.value != dose.every->high->number.value;
    return fmt::format("every {}{}",
                       is_range ? FormatDecimal(dose.every->low->number.value) + " to " : "",
                       QuantityText(*dose.every->high));
  }
  const Rational times = dose.often->least.value;
  const ast::Quantity& period = dose.often->period;
  const bool is_day = period.unit && period.unit->code.starts_with("d");
  if (dose.often->most.value != times || !is_day) {
    const std::string most = dose.often->most.value == times
                                 ? std::string()
                                 : " to " + FormatDecimal(dose.often->most.value);
    const std::string per =
        period.number.value == 1 && period.unit ? period.unit->code : QuantityText(period);
    return fmt::format("{}{} times per {}", FormatDecimal(times), most, per);
  }
  return times == 1   ? std::string("once per day")
         : times == 2 ? std::string("twice per day")
                      : FormatDecimal(times) + " times per day";
}

/// All that stands behind how often but `when`.
std::string Tail(const ast::Dose& dose, const ast::Quantity* left_out = nullptr) {
  std::string tail;
  if (dose.by) tail += " by " + dose.by->name.text;
  if (!dose.by && !dose.at_most.empty()) tail += " by weight";
  for (const ast::Quantity& most : dose.at_most) {
    if (&most == left_out) continue;
    tail += fmt::format(" at most {}{}", QuantityText(most), IsMostOfDose(most) ? " per dose" : "");
  }
  if (dose.rounded_to) tail += " rounded to " + QuantityText(*dose.rounded_to);
  for (std::size_t i = 0; i < dose.strengths.size(); ++i) {
    tail += (i == 0 ? " of strength " : ", ") + QuantityText(dose.strengths[i]);
  }
  return tail;
}

std::string_view WithWhen(const ast::Dose& dose) {
  return dose.when ? "; behind it stays the `when` of this line" : "";
}

}  // namespace

std::string BehindAmount(const ast::Dose& dose) {
  std::string behind;
  if (dose.over) {
    const ast::Quantity& most = dose.over->high ? *dose.over->high : *dose.over->low;
    const bool is_range = dose.over->low && dose.over->high &&
                          dose.over->low->number.value != dose.over->high->number.value;
    behind +=
        fmt::format(" over {}{}",
                    is_range ? FormatDecimal(dose.over->low->number.value) + " to " : std::string(),
                    QuantityText(most));
  }
  if (dose.once) behind += " once";
  if (dose.often || (dose.every && dose.every->high)) behind += " " + OftenText(dose);
  return behind + Tail(dose);
}

bool IsMostOfDose(const ast::Quantity& most) {
  return most.unit && most.span.end > most.unit->span.end;
}

std::string HelpForOftenTwice(const ast::Dose& dose, const ast::QuantitySpan& amount) {
  const std::optional<Rational> times = TimesOfDay(dose);
  const std::string each = PartOfDay(amount, 1);
  if (!times || each.empty() || !dose.with.empty() || dose.over) return {};
  const std::string tail = fmt::format(" {}{}", OftenText(dose), Tail(dose));
  if (*times == 1) return fmt::format("write `dose {}{}`{}", each, tail, WithWhen(dose));
  const std::string part = PartOfDay(amount, *times);
  const bool is_one = amount.low->number.value == amount.high->number.value;
  if (part.empty() && (!is_one || std::ranges::any_of(dose.at_most, IsMostOfDose))) return {};
  if (part.empty()) {  // a third has no end
    return fmt::format(
        "where it is given each time, write `dose {}{}`; where it is the amount of a whole day, "
        "`dose {}{}`: the clinician decides{}",
        each, tail, QuantityText(*amount.high), Tail(dose), WithWhen(dose));
  }
  return fmt::format(
      "where it is the amount of a whole day, write `dose {}{}`; where it is given each "
      "time, `dose {}{}`: the clinician decides{}",
      part, tail, each, tail, WithWhen(dose));
}

std::string DoseByWeight(const ast::Dose& dose) {
  const ast::QuantitySpan& amount = dose.amount;
  if (dose.by || !dose.with.empty() || dose.over || !amount.low || !amount.high) return {};
  const bool is_per_weight =
      amount.high->unit && amount.high->unit->code.find("/kg") != std::string::npos;
  if (!is_per_weight || (!dose.once && !TimesOfDay(dose))) return {};
  const std::string low = amount.low->number.value == amount.high->number.value
                              ? std::string()
                              : FormatDecimal(amount.low->number.value) + " to ";
  return fmt::format("dose {}{} {}{}", low, QuantityText(*amount.high),
                     dose.once ? std::string("once") : OftenText(dose), Tail(dose));
}

std::string HelpForMostOfDose(const ast::Dose& dose, const ast::Quantity& most) {
  const std::string said = QuantityText(most);
  const std::optional<PerParts> parts = WithoutTime(dose.amount);
  const std::string half = PartOfDay(dose.amount, 2);
  if (half.empty() || !dose.with.empty()) {
    return fmt::format(
        "write the amount of one dose and how often it is given; where {} is the most "
        "in the time of the amount, `at most {} per {}`",
        said, said, parts ? parts->per.code : "day");
  }
  const ast::Quantity& bound = *dose.amount.high;
  const std::string low = dose.amount.low->number.value == bound.number.value
                              ? std::string()
                              : FormatDecimal(dose.amount.low->number.value) + " to ";
  return fmt::format(
      "write the amount of one dose and how often, in 2 doses a day `dose {} every 12 hours{}`; "
      "where "
      "{} is the most of a day, `dose {}{}{} at most {} per day`{}",
      half, Tail(dose), said, low, QuantityText(bound), Tail(dose, &most), said, WithWhen(dose));
}

}  // namespace mgl

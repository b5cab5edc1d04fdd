// The plan of a dose: which amount is worked out, and what it is compared with.
#include "dsl/check/dose_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "dsl/check/dose_of_day.h"
#include "dsl/check/dose_strength.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

Dimension TimeDimension() { return Dimension::Of(BaseDimension::kTime); }
/// What a number in `from` is multiplied with to be one in `to`.
std::optional<Rational> FactorTo(const Unit& from, const Unit& to,
                                 const Substance* substance = nullptr) {
  if (!IsLinear(from) || !IsLinear(to)) return std::nullopt;
  const std::optional<Conversion> conversion = FindConversion(from, to, substance);
  if (!conversion || conversion->offset != 0) return std::nullopt;
  return conversion->factor;
}

class DosePlanner {
 public:
  DosePlanner(const ast::Medication& medication, const ast::Dose& dose, const ExprType& size,
              const Checked& checked)
      : medication_(medication), dose_(dose), size_(size), checked_(checked) {}

  std::variant<DosePlan, DoseMistake> Plan() {
    if (!PlanAmounts() || !PlanCaps() || !PlanSteps()) return mistake_;
    for (std::uint32_t i = 0; i < medication_.limits.size(); ++i) PlanLimit(i);
    return plan_;
  }

  /// `value` counts the least or most amount of the dose.
  std::vector<PlannedLimit> LimitsOfFixed(DoseEnd end) {
    for (const ast::QuantitySpan* amount : AmountsOf(dose_)) {
      const std::optional<ast::Quantity>& counted =
          end == DoseEnd::kMost ? amount->high : amount->low;
      const Unit* const unit = counted ? UnitOf(*counted) : nullptr;
      if (unit == nullptr || counted->number.value <= 0) continue;
      const std::optional<ast::Name>& of = counted->unit->substance;
      const ast::Name* const of_other = amount->high ? OfWhat(*amount) : nullptr;
      counted_.push_back({*unit, of ? &*of : of_other, counted->number.value});
    }
    for (std::uint32_t i = 0; i < medication_.limits.size(); ++i) PlanLimit(i);
    return plan_.limits;
  }

 private:
  bool Fail(Span span, std::string message, std::string help) {
    mistake_ = {span, std::move(message), std::move(help)};
    return false;
  }

  std::nullopt_t FailSize() {
    Fail(dose_.by->span, fmt::format("no amount follows from {}", Quoted(dose_.by->name.text)),
         "name a body weight or a body surface");
    return std::nullopt;
  }

  /// Null where it is no unit, which was reported.
  const Unit* UnitOf(const ast::Quantity& quantity) {
    if (!quantity.unit) return nullptr;
    const Result<SharedUnit>& unit = units_.Read(quantity.unit->code);
    return unit ? &static_cast<const Unit&>(*unit) : nullptr;
  }

  /// The first amount per size is worked out; those that are so too keep their proportion to it.
  bool PlanAmounts() {
    const std::vector<const ast::QuantitySpan*> amounts = AmountsOf(dose_);
    const auto is_per_size = [&](const ast::QuantitySpan* amount) {
      const ast::Quantity& bound = amount->high ? *amount->high : *amount->low;
      return WithoutPer(*UnitOf(bound), size_.unit->dimension).has_value();
    };
    const auto first = std::ranges::find_if(amounts, is_per_size);
    if (first != amounts.end()) {
      plan_.amount = static_cast<std::uint32_t>(first - amounts.begin());
    }
    const std::optional<PerSize> leading = PlanAmount(*amounts[plan_.amount]);
    if (!leading) return false;
    plan_.unit = leading->unit;
    plan_.low = leading->low;
    plan_.high = leading->high;
    counted_.push_back({leading->unit, OfWhat(*amounts[plan_.amount]), 1});
    for (std::uint32_t i = 0; i < amounts.size(); ++i) {
      if (i == plan_.amount) continue;
      plan_.parts.push_back({i, std::nullopt, {}});
      if (is_per_size(amounts[i]) && !PlanPart(*amounts[i], plan_.parts.back())) return false;
    }
    return true;
  }

  bool PlanPart(const ast::QuantitySpan& amount, PlannedPart& part) {
    const std::optional<PerSize> own = PlanAmount(amount);
    if (!own) return false;
    if (own->low * plan_.high != own->high * plan_.low) {
      return Fail(amount.span, "the bounds of these amounts are not in one proportion",
                  "write amounts that rise together, such as `10 to 20 mg/kg of a with 1 to 2 "
                  "mg/kg of b`, or a `dose` line for each");
    }
    part.share = own->high / plan_.high;
    part.unit = own->unit;
    counted_.push_back({own->unit, OfWhat(amount), *part.share});
    return true;
  }

  static const ast::Name* OfWhat(const ast::QuantitySpan& amount) {
    const std::optional<ast::Name>& of = amount.high->unit->substance;
    return of ? &*of : nullptr;
  }

  /// What one unit of the size gives, in the unit that is left.
  struct PerSize {
    Unit unit;
    Rational low;
    Rational high;
  };
  std::optional<PerSize> PlanAmount(const ast::QuantitySpan& amount) {
    const auto fail = [&](Span span, std::string message, std::string help) {
      Fail(span, std::move(message), std::move(help));
      return std::nullopt;
    };
    const std::string size_text = Quoted(dose_.by->name.text);
    if (!amount.low || !amount.high || !amount.low_closed || !amount.high_closed) {
      return fail(amount.span, "from this dose no amount for one patient follows",
                  "write one amount, or `10 to 15 mg/kg`, before `by`");
    }
    const Unit& dose_unit = *UnitOf(*amount.high);
    const std::optional<PerParts> parts = WithoutPer(dose_unit, size_.unit->dimension);
    if (!parts || size_.unit->dimension.IsPlainNumber()) {
      if (!IsBodySize(size_.unit)) return FailSize();
      const bool is_mass = size_.unit->dimension == Dimension::Of(BaseDimension::kMass);
      return fail(amount.span,
                  fmt::format("{} is not per {}, which is in `{}`",
                              Quoted(QuantityText(*amount.high)), size_text, size_.unit->code),
                  fmt::format("write the amount per unit of it, such as `15 mg/{}`",
                              is_mass ? "kg" : size_.unit->code));
    }
    const std::optional<Rational> per_size = FactorTo(size_.unit, parts->per);
    const std::optional<Rational> low_in_high = FactorTo(*UnitOf(*amount.low), dose_unit);
    if (!per_size || !low_in_high) return FailSize();
    return PerSize{parts->rest, amount.low->number.value * *low_in_high * *per_size,
                   amount.high->number.value * *per_size};
  }

  /// The number in the amount's unit. Of a dose per time also where only the amount is said.
  std::optional<Rational> InAmount(const ast::Quantity& quantity) {
    const Unit* const unit = UnitOf(quantity);
    if (unit == nullptr) return std::nullopt;
    std::optional<Rational> factor = FactorTo(*unit, plan_.unit);
    if (!factor) {
      const std::optional<PerParts> parts = WithoutPer(plan_.unit, TimeDimension());
      if (parts) factor = FactorTo(*unit, parts->rest);
    }
    if (!factor) return std::nullopt;
    return quantity.number.value * *factor;
  }

  /// `60 mg/kg per day` of `4 doses per day` of 15 mg/kg.
  std::string LimitOf(const ast::Quantity& quantity) const {
    const std::string& code = quantity.unit->code;
    const ast::Quantity& amount = dose_.amount.high ? *dose_.amount.high : *dose_.amount.low;
    if (!code.starts_with("dose") || !amount.unit) return QuantityText(quantity);
    return fmt::format("{} {}{}", FormatDecimal(amount.number.value * quantity.number.value),
                       amount.unit->code,
                       code.substr(std::min(code.find_first_of(" /"), code.size())));
  }

  std::string LimitsOf(const std::vector<ast::Quantity>& quantities) {
    std::vector<std::string> lines;
    for (const ast::Quantity& quantity : quantities) {
      if (!InAmount(quantity)) lines.push_back("limit " + LimitOf(quantity));
    }
    return JoinedNames(lines, "and");
  }

  bool TakeAmounts(const std::vector<ast::Quantity>& quantities, std::vector<Rational>& amounts) {
    for (const ast::Quantity& quantity : quantities) {
      const std::optional<Rational> amount = InAmount(quantity);
      if (!amount || *amount <= 0) {
        const Unit* const unit = UnitOf(quantity);
        const bool is_per_time = unit != nullptr && WithoutPer(*unit, TimeDimension());
        return Fail(
            quantity.span,
            amount ? fmt::format("{} is not above zero", Quoted(QuantityText(quantity)))
                   : fmt::format("{} is no amount in `{}`, as this dose is",
                                 Quoted(QuantityText(quantity)), plan_.unit.code),
            is_per_time
                ? fmt::format("what is given in a time at most is a line of its own: write {}",
                              LimitsOf(quantities))
            : unit != nullptr && IsMassOfVolume(*unit, plan_.unit)
                ? HelpForMassCap(medication_, quantity, plan_.unit)
                : fmt::format("write a number above zero in `{}`", plan_.unit.code));
      }
      amounts.push_back(*amount);
    }
    return true;
  }

  bool PlanCaps() {
    const auto most = std::ranges::find_if(dose_.at_most, IsMostOfDose);
    if (most != dose_.at_most.end() && WithoutPer(plan_.unit, TimeDimension())) {
      return Fail(most->span,
                  fmt::format("{} is the most of one dose, and `{}` an amount per time",
                              Quoted(QuantityText(*most) + " per dose"), plan_.unit.code),
                  HelpForMostOfDose(dose_, *most));
    }
    return TakeAmounts(dose_.at_most, plan_.caps);
  }

  bool PlanSteps() {
    std::vector<Rational> steps;
    if (dose_.rounded_to && !TakeAmounts({*dose_.rounded_to}, steps)) return false;
    if (!steps.empty()) plan_.step = steps.front();
    if (dose_.strengths.empty()) return true;
    if (dose_.rounded_to) {
      return Fail(dose_.rounded_to->span, "`of strength` rounds to what whole pieces make",
                  "leave out `rounded to`");
    }
    if (!TakeAmounts(dose_.strengths, plan_.strengths)) return false;
    std::ranges::sort(plan_.strengths, std::ranges::greater());
    const Rational& smallest = plan_.strengths.back();
    for (std::size_t i = 0; i < plan_.strengths.size(); ++i) {
      const Rational pieces = plan_.strengths[i] / smallest;
      if (pieces.get_den() == 1 && (i == 0 || plan_.strengths[i] != plan_.strengths[i - 1])) {
        continue;
      }
      return Fail({dose_.strengths.front().span.begin, dose_.strengths.back().span.end},
                  pieces.get_den() == 1 ? "the same strength stands twice"
                                        : "not each strength is made of whole smallest ones",
                  pieces.get_den() == 1
                      ? "leave one out"
                      : "write a dose for each, or `rounded to` the smallest amount");
    }
    plan_.step = smallest;
    return true;
  }

  Rational Seconds(const ast::Quantity& duration) {
    return duration.number.value * UnitOf(duration)->factor;
  }

  /// How many durations such as these fit into the period; for `whole`, begin in it.
  void CountIn(const Rational& period, const ast::QuantitySpan& durations, bool whole,
               PlannedLimit& limit) {
    const auto times = [&](const ast::Quantity& duration) {
      const Rational count = period / Seconds(duration);
      return whole ? Ceiling(count) : count;
    };
    const ast::Quantity& longest = durations.high ? *durations.high : *durations.low;
    const ast::Quantity& shortest = durations.low ? *durations.low : *durations.high;
    limit.times_least = times(longest);
    limit.times_most = times(shortest);
  }

  /// What a limit may count: an amount that follows from the size.
  struct Counted {
    Unit unit;
    const ast::Name* of = nullptr;
    Rational share;  // of one of the amount that is worked out
  };

  /// A limit that cannot be compared is left out; lint tells of it.
  void PlanLimit(std::uint32_t index) {
    for (const Counted& counted : counted_) {
      if (PlanLimit(index, counted)) return;
    }
  }

  bool PlanLimit(std::uint32_t index, const Counted& counted) {
    const ast::Limit& stated = medication_.limits[index];
    const Unit* const unit = UnitOf(stated.amount);
    if (unit == nullptr) return false;
    PlannedLimit limit;
    limit.limit = index;
    const std::optional<Rational> direct = LimitIn(stated.amount, *unit, counted, limit);
    if (direct && IsOutOfStep(dose_, stated, *unit)) return false;
    if (direct) {  // both per time
      limit.value = *direct;
      plan_.limits.push_back(limit);
      return true;
    }
    const std::optional<PerParts> parts = WithoutPer(*unit, TimeDimension());
    if (!parts || IsOutOfStep(dose_, stated, *unit)) return false;
    const std::optional<Rational> value = LimitIn(stated.amount, parts->rest, counted, limit);
    if (!value) return false;
    limit.value = *value;
    if (stated.rate) {
      if (!dose_.over) return false;
      CountIn(parts->per.factor, *dose_.over, false, limit);
    } else if (dose_.every) {
      CountIn(parts->per.factor, *dose_.every, true, limit);
    } else if (dose_.often) {
      const Rational periods = parts->per.factor / Seconds(dose_.often->period);
      limit.times_least = Ceiling(dose_.often->least.value * periods);
      limit.times_most = Ceiling(dose_.often->most.value * periods);
    }
    plan_.limits.push_back(limit);
    return true;
  }

  /// The limit as a number of the amount's unit; it may be per size, too.
  std::optional<Rational> LimitIn(const ast::Quantity& quantity, const Unit& unit,
                                  const Counted& counted, PlannedLimit& limit) {
    Rational content = counted.share;
    const Substance* substance = nullptr;
    const std::optional<Unit> counted_unit = CountedUnit(quantity, counted, content, substance);
    if (!counted_unit) return std::nullopt;
    std::optional<Rational> factor = FactorTo(unit, *counted_unit, substance);
    if (!factor && dose_.by) {
      factor = FactorTo(MultiplyUnits(unit, size_.unit), *counted_unit, substance);
      limit.by_size = factor.has_value();
    }
    if (!factor) return std::nullopt;
    return quantity.number.value * *factor / content;
  }

  /// In which unit the limit counts a dose: its own, or that of what the dose contains of the
  /// limit's substance, `content` of it in one unit of the dose. Empty where that is not said.
  std::optional<Unit> CountedUnit(const ast::Quantity& limit, const Counted& counted,
                                  Rational& content, const Substance*& substance) {
    const std::optional<ast::Name>& of = limit.unit->substance;
    const ast::Name* const of_dose = counted.of;
    if (!of) return of_dose != nullptr ? std::nullopt : std::optional(counted.unit);
    substance = FindSubstance(of->text);
    const bool is_counted = of_dose != nullptr
                                ? of_dose->text == of->text
                                : medication_.basis && medication_.basis->text == "elemental";
    if (is_counted) return counted.unit;
    const bool is_open = medication_.basis && medication_.basis->text == "open";
    if (of_dose != nullptr || is_open) return std::nullopt;
    for (const ast::Content& contained : medication_.contents) {
      const Unit* const unit = UnitOf(contained.amount);
      if (contained.substance.text != of->text || unit == nullptr) continue;
      if (contained.amount.number.value <= 0 || !IsLinear(*unit)) return std::nullopt;  // reported
      content *= contained.amount.number.value;
      return MultiplyUnits(counted.unit, *unit);
    }
    return std::nullopt;
  }

  const Substance* FindSubstance(const std::string& name) const {
    const auto own = std::ranges::find(checked_.substances, name, &Substance::name);
    return own != checked_.substances.end() ? &*own : FindBuiltinSubstance(name);
  }

  const ast::Medication& medication_;
  const ast::Dose& dose_;
  const ExprType& size_;
  const Checked& checked_;
  UnitBook units_;
  DosePlan plan_;
  std::vector<Counted> counted_;
  DoseMistake mistake_;
};

}  // namespace

std::vector<const ast::QuantitySpan*> AmountsOf(const ast::Dose& dose) {
  std::vector<const ast::QuantitySpan*> amounts{&dose.amount};
  for (const ast::QuantitySpan& with : dose.with) amounts.push_back(&with);
  return amounts;
}

/// Zero where it is no duration.
static Rational SecondsOf(const ast::Quantity& duration) {
  if (!duration.unit) return 0;
  const Result<Unit> unit = ParseUnit(duration.unit->code);
  if (!unit || unit->dimension != TimeDimension()) return 0;
  return duration.number.value * unit->factor;
}

bool IsOutOfStep(const ast::Dose& dose, const ast::Limit& limit, const Unit& limit_unit) {
  const Rational day = 86400;
  const std::optional<PerParts> per = WithoutPer(limit_unit, TimeDimension());
  if (!per) return false;
  const Rational& period = per->per.factor;
  const ast::Quantity& amount = dose.amount.high ? *dose.amount.high : *dose.amount.low;
  const Result<Unit> unit = amount.unit ? ParseUnit(amount.unit->code) : ParseUnit("1");
  if (!unit) return false;
  const std::optional<PerParts> dose_per = WithoutPer(*unit, TimeDimension());
  const Rational over =
      dose.over ? SecondsOf(dose.over->high ? *dose.over->high : *dose.over->low) : Rational(0);
  if (dose_per && dose_per->per.factor >= day) {  // the total of a day has no speed
    return limit.rate ? over < dose_per->per.factor : period < day;
  }
  if (dose_per) return false;
  if (limit.rate) return dose.over && period >= day && over < day;
  if (period >= day) return false;
  if (dose.every) {
    return SecondsOf(dose.every->low ? *dose.every->low : *dose.every->high) > period;
  }
  if (dose.often) return SecondsOf(dose.often->period) > Rational(period * dose.often->most.value);
  return true;
}

std::variant<DosePlan, DoseMistake> PlanDose(const ast::Medication& medication,
                                             const ast::Dose& dose, const ExprType& size,
                                             const Checked& checked) {
  return DosePlanner(medication, dose, size, checked).Plan();
}

std::vector<PlannedLimit> LimitsOfFixedDose(const ast::Medication& medication,
                                            const ast::Dose& dose, const Checked& checked,
                                            DoseEnd end) {
  return DosePlanner(medication, dose, ExprType(), checked).LimitsOfFixed(end);
}

}  // namespace mgl

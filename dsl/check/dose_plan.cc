// Units are taken apart as they are written: what stands behind `/` or `per`.
#include "dsl/check/dose_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

Dimension TimeDimension() { return Dimension::Of(BaseDimension::kTime); }
Dimension MassDimension() { return Dimension::Of(BaseDimension::kMass); }
Dimension AreaDimension() { return Dimension::Of(BaseDimension::kLength, 2); }

/// `mg/kg per day`: `mg`, `/kg`, ` per day`, each with what stands before it.
std::vector<std::string_view> PartsOf(std::string_view code) {
  std::vector<std::string_view> parts;
  constexpr std::string_view kPer = " per ";
  std::size_t begin = 0;
  for (std::size_t i = 1; i < code.size(); ++i) {
    if (code[i] != '/' && code.substr(i, kPer.size()) != kPer) continue;
    parts.push_back(code.substr(begin, i - begin));
    begin = i;
  }
  parts.push_back(code.substr(begin));
  return parts;
}

std::string_view WithoutSign(std::string_view part) {
  for (const std::string_view sign : {std::string_view("/"), std::string_view(" per ")}) {
    if (part.substr(0, sign.size()) == sign) return part.substr(sign.size());
  }
  return part;
}

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
    if (!PlanAmount() || !PlanCaps() || !PlanSteps()) return mistake_;
    for (std::uint32_t i = 0; i < medication_.limits.size(); ++i) PlanLimit(i);
    return plan_;
  }

 private:
  bool Fail(Span span, std::string message, std::string help) {
    mistake_ = {span, std::move(message), std::move(help)};
    return false;
  }

  bool FailSize() {
    return Fail(dose_.by->span,
                fmt::format("no amount follows from {}", Quoted(dose_.by->name.text)),
                "name a body weight or a body surface");
  }

  /// Null where it is no unit, which was reported.
  const Unit* UnitOf(const ast::Quantity& quantity) {
    if (!quantity.unit) return nullptr;
    const Result<SharedUnit>& unit = units_.Read(quantity.unit->code);
    return unit ? &static_cast<const Unit&>(*unit) : nullptr;
  }

  /// What one unit of the size gives, in the unit that is left.
  bool PlanAmount() {
    const ast::QuantitySpan& amount = dose_.amount;
    const std::string size_text = Quoted(dose_.by->name.text);
    if (!amount.low || !amount.high || !amount.low_closed || !amount.high_closed) {
      return Fail(amount.span, "from this dose no amount for one patient follows",
                  "write one amount, or `10 to 15 mg/kg`, before `by`");
    }
    const Unit& dose_unit = *UnitOf(*amount.high);
    const std::optional<PerParts> parts = WithoutPer(dose_unit, size_.unit->dimension);
    if (!parts || size_.unit->dimension.IsPlainNumber()) {
      if (!IsBodySize(size_.unit)) return FailSize();
      const bool is_mass = size_.unit->dimension == MassDimension();
      return Fail(amount.span,
                  fmt::format("{} is not per {}, which is in `{}`",
                              Quoted(QuantityText(*amount.high)), size_text, size_.unit->code),
                  fmt::format("write the amount per unit of it, such as `15 mg/{}`",
                              is_mass ? "kg" : size_.unit->code));
    }
    const std::optional<Rational> per_size = FactorTo(size_.unit, parts->per);
    const std::optional<Rational> low_in_high = FactorTo(*UnitOf(*amount.low), dose_unit);
    if (!per_size || !low_in_high) return FailSize();
    plan_.unit = parts->rest;
    plan_.low = amount.low->number.value * *low_in_high * *per_size;
    plan_.high = amount.high->number.value * *per_size;
    return true;
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
                ? fmt::format(
                      "what is given in a time at most is a line of its own: write `limit {}`",
                      LimitOf(quantity))
                : fmt::format("write a number above zero in `{}`", plan_.unit.code));
      }
      amounts.push_back(*amount);
    }
    return true;
  }

  bool PlanCaps() { return TakeAmounts(dose_.at_most, plan_.caps); }

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

  /// A limit that cannot be compared is left out; lint tells of it.
  void PlanLimit(std::uint32_t index) {
    const ast::Limit& stated = medication_.limits[index];
    const Unit* const unit = UnitOf(stated.amount);
    if (unit == nullptr) return;
    PlannedLimit limit;
    limit.limit = index;
    const std::optional<Rational> direct = LimitIn(stated.amount, *unit, limit);
    if (direct) {  // both per time
      limit.value = *direct;
      plan_.limits.push_back(limit);
      return;
    }
    const std::optional<PerParts> parts = WithoutPer(*unit, TimeDimension());
    if (!parts) return;
    const std::optional<Rational> value = LimitIn(stated.amount, parts->rest, limit);
    if (!value) return;
    limit.value = *value;
    if (stated.rate) {
      if (!dose_.over) return;
      CountIn(parts->per.factor, *dose_.over, false, limit);
    } else if (dose_.every) {
      CountIn(parts->per.factor, *dose_.every, true, limit);
    } else if (dose_.often) {
      const Rational periods = parts->per.factor / Seconds(dose_.often->period);
      limit.times_least = Ceiling(dose_.often->least.value * periods);
      limit.times_most = Ceiling(dose_.often->most.value * periods);
    }
    plan_.limits.push_back(limit);
  }

  /// The limit as a number of the amount's unit; it may be per size, too.
  std::optional<Rational> LimitIn(const ast::Quantity& quantity, const Unit& unit,
                                  PlannedLimit& limit) {
    Rational content = 1;
    const Substance* substance = nullptr;
    const std::optional<Unit> counted = CountedUnit(quantity, content, substance);
    if (!counted) return std::nullopt;
    std::optional<Rational> factor = FactorTo(unit, *counted, substance);
    if (!factor) {
      factor = FactorTo(MultiplyUnits(unit, size_.unit), *counted, substance);
      limit.by_size = factor.has_value();
    }
    if (!factor) return std::nullopt;
    return quantity.number.value * *factor / content;
  }

  /// In which unit the limit counts a dose: its own, or that of what the dose contains of the
  /// limit's substance, `content` of it in one unit of the dose. Empty where that is not said.
  std::optional<Unit> CountedUnit(const ast::Quantity& limit, Rational& content,
                                  const Substance*& substance) {
    const std::optional<ast::Name>& of = limit.unit->substance;
    const std::optional<ast::Name>& of_dose = dose_.amount.high->unit->substance;
    if (!of) return of_dose ? std::nullopt : std::optional(plan_.unit);
    substance = FindSubstance(of->text);
    const bool is_counted = of_dose ? of_dose->text == of->text
                                    : medication_.basis && medication_.basis->text == "elemental";
    if (is_counted) return plan_.unit;
    if (of_dose || (medication_.basis && medication_.basis->text == "open")) return std::nullopt;
    for (const ast::Content& contained : medication_.contents) {
      const Unit* const unit = UnitOf(contained.amount);
      if (contained.substance.text != of->text || unit == nullptr) continue;
      content = contained.amount.number.value;
      if (content <= 0 || !IsLinear(*unit)) return std::nullopt;  // reported
      return MultiplyUnits(plan_.unit, *unit);
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
  DoseMistake mistake_;
};

}  // namespace

std::optional<PerParts> WithoutPer(const Unit& unit, const Dimension& per) {
  const std::vector<std::string_view> parts = PartsOf(unit.code);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Result<Unit> removed = ParseUnit(WithoutSign(parts[i]));
    if (!removed || removed->dimension != per) continue;
    std::string rest;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (k != i) rest += parts[k];
    }
    Result<Unit> read = ParseUnit(rest);
    if (read) return PerParts{std::move(*read), *removed};
  }
  return std::nullopt;
}

bool IsBodySize(const Unit& unit) {
  return unit.dimension == MassDimension() || unit.dimension == AreaDimension();
}

bool IsPerBodySize(const Unit& dose) {
  return WithoutPer(dose, MassDimension()) || WithoutPer(dose, AreaDimension());
}

std::variant<DosePlan, DoseMistake> PlanDose(const ast::Medication& medication,
                                             const ast::Dose& dose, const ExprType& size,
                                             const Checked& checked) {
  return DosePlanner(medication, dose, size, checked).Plan();
}

}  // namespace mgl

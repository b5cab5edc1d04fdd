#include "dsl/check/dose_strength.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "dsl/ast/ast.h"
#include "dsl/check/dose_plan.h"
#include "dsl/resolve/wording.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

Dimension Volume() { return Dimension::Of(BaseDimension::kLength, 3); }
Dimension Mass() { return Dimension::Of(BaseDimension::kMass); }
Dimension Time() { return Dimension::Of(BaseDimension::kTime); }

/// Without its time and without its body size.
Unit Plain(const Unit& unit) {
  Unit plain = unit;
  for (const Dimension& per : {Time(), Mass(), Dimension::Of(BaseDimension::kLength, 2)}) {
    if (const std::optional<PerParts> parts = WithoutPer(plain, per)) plain = parts->rest;
  }
  return plain;
}

/// `contains 24 mg/mL paracetamol`: the first that is a mass per volume.
struct Strength {
  const ast::Content* content = nullptr;
  Rational factor;  // of one unit of volume, in the base units
};
Strength StrengthOf(const ast::Medication& medication) {
  for (const ast::Content& content : medication.contents) {
    const Result<Unit> unit =
        content.amount.unit ? ParseUnit(content.amount.unit->code) : ParseUnit("1");
    const std::optional<PerParts> parts = unit ? WithoutPer(*unit, Volume()) : std::nullopt;
    if (!parts || parts->rest.dimension != Mass() || content.amount.number.value <= 0) continue;
    return {&content, content.amount.number.value * parts->rest.factor / parts->per.factor};
  }
  return {};
}

/// `at most 41.6 mL per dose` of 1 g in 24 mg/mL, never more than it is. Empty where nothing is
/// left.
std::string VolumeOf(const Rational& mass, const Rational& strength, const Unit& volume) {
  const Rational amount = mass / strength / volume.factor;
  const std::string exact = FormatDecimal(amount);
  if (ParseDecimal(exact) == amount && exact.size() < 8) {
    return fmt::format("`at most {} {} per dose`", exact, volume.code);
  }
  const Rational tenths = Floor(amount * 10) / 10;
  return tenths > 0 ? fmt::format("`at most {} {} per dose`, rounded down", FormatDecimal(tenths),
                                  volume.code)
                    : std::string();
}

}  // namespace

bool IsMassOfVolume(const Unit& mass, const Unit& dose) {
  const std::optional<PerParts> parts = WithoutPer(mass, Time());
  return (parts ? parts->rest : mass).dimension == Mass() && Plain(dose).dimension == Volume();
}

std::string HelpForMassCap(const ast::Medication& medication, const ast::Quantity& most,
                           const Unit& dose_unit) {
  const Unit volume = Plain(dose_unit);
  const Result<Unit> mass_unit = ParseUnit(most.unit->code);
  const Rational mass = mass_unit ? Rational(most.number.value * mass_unit->factor) : Rational(0);
  const Strength strength = StrengthOf(medication);
  const std::string said = QuantityText(most);
  std::string help;
  if (strength.content != nullptr) {
    const std::string shown = VolumeOf(mass, strength.factor, volume);
    if (!shown.empty()) {
      help = fmt::format("the dose is a volume: at {}, {} is {}",
                         QuantityText(strength.content->amount), said, shown);
    }
  }
  if (help.empty()) {
    const Result<Unit> example = ParseUnit("mg/mL");
    const Rational fifty = example ? Rational(50 * example->factor) : Rational(1);
    help = fmt::format(
        "the dose is a volume, and how much is in it is not known: write how many {} of the "
        "solution "
        "are {} (with 50 mg/mL, for example, {}), or the dose as a mass, in "
        "`mg/kg`",
        volume.code, said, VolumeOf(mass, fifty, volume));
  }
  for (const ast::Limit& limit : medication.limits) {
    const Result<Unit> unit =
        limit.amount.unit ? ParseUnit(limit.amount.unit->code) : ParseUnit("1");
    if (!unit || limit.amount.unit->substance || !IsMassOfVolume(*unit, dose_unit)) continue;
    return fmt::format("{}; likewise of `limit {}`: {}", help, QuantityText(limit.amount),
                       HelpForMassLimit(medication, limit));
  }
  return help;
}

std::string HelpForMassLimit(const ast::Medication& medication, const ast::Limit& limit) {
  const Strength strength = StrengthOf(medication);
  const std::string said =
      fmt::format("limit {}{}", limit.rate ? "rate " : "", QuantityText(limit.amount));
  if (strength.content != nullptr) {
    return fmt::format("write of what it is: `{} of {}`", said, strength.content->substance.text);
  }
  return fmt::format(
      "say how strong the solution is and of what the limit is: with 50 mg/mL of it, for example, "
      "`contains 50 mg/mL {0}` and `{1} of {0}`, and before the medication `substance {0}`",
      medication.name.text, said);
}

}  // namespace mgl

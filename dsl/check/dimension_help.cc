#include "dsl/check/dimension_help.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/check/dose_plan.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

/// `mg` where the subject is in `mg/dL` or, of a substance, in `mmol/L`: the rest of the unit
/// lacks.
std::string WholeUnitHelp(const Measured& subject, const Measured& value) {
  const std::string& code = subject.type.unit->code;
  const std::size_t joint = std::min(code.find('/'), code.find(" per "));
  if (!value.IsLiteral() || !value.has_unit || joint == std::string::npos) return "";
  const std::string& said = value.type.unit->code;
  const Substance any{"", 1, 1};
  const auto fits = [&](const std::string& whole, const Substance* substance) {
    const Result<Unit> unit = ParseUnit(whole);
    return unit && FindConversion(*unit, subject.type.unit, substance).has_value();
  };
  const bool is_volume = fits(said + "/L", &any);
  if (is_volume && said == "kg") return "";  // nothing in a patient is that dense
  const bool is_amount = said.find("mol") != std::string::npos;
  const std::string whole = said + (is_volume && is_amount ? "/L" : code.substr(joint));
  if (!fits(whole, &any)) return "";
  const std::string lacks =
      is_volume ? fmt::format("`{}` alone is no concentration", said)
                : fmt::format("`{}` lacks `{}`", said, code.substr(joint + (code[joint] == ' ')));
  if (!fits(whole, subject.type.substance)) {
    const std::string of = subject.declaration == nullptr
                               ? std::string()
                               : HelpForSubstance(*subject.declaration, subject.text, code);
    const bool is_known = !of.empty() && of.find("SUBSTANCE") == std::string::npos &&
                          of.find("declare it") == std::string::npos;
    return fmt::format("{}: write the number that counts in `{}`{}", lacks, code,
                       is_known ? fmt::format("; to compare one in `{}`, {}", whole, of) : "");
  }
  if (!is_volume || is_amount) {
    return fmt::format("{}: write `{} {}`, or the unit that the source has", lacks, value.number,
                       whole);
  }
  // Which volume is meant is a matter of ten.
  const bool is_own = said == code.substr(0, joint);
  const std::string first = is_own ? whole : said + "/dL";
  const std::string other = said + (first.ends_with("/L") ? "/dL" : "/L");
  return fmt::format("{}: write the unit as the source has it, `{} {}` or `{} {}`{}", lacks,
                     value.number, first, value.number, other,
                     is_own ? "" : fmt::format(", or the number that counts in `{}`", code));
}

/// `3 weeks`, `1 week`.
std::string TimeSaid(const std::string& number, std::string_view unit) {
  return fmt::format("{} {}{}", number, unit, number == "1" ? "" : "s");
}

/// `m` where the subject is a time.
std::string TimeHelp(const Measured& subject, const Measured& value) {
  const Unit& unit = subject.type.unit;
  const std::string& said = value.type.unit->code;
  if (!value.IsLiteral() || !IsDuration(unit) || (said != "m" && said != "W")) return "";
  const Unit& fixed = *ParseUnit("h");
  const bool is_calendar = subject.type.day_count || MixesCalendar(unit, fixed);
  if (said == "W") {
    return is_calendar && !subject.type.day_count
               ? fmt::format("`W` is watt: write the time in `{}`", unit.code)
               : fmt::format("`W` is watt: write `{}`", TimeSaid(value.number, "week"));
  }
  if (is_calendar) {
    return fmt::format("`m` is metre: write `{}`", TimeSaid(value.number, "month"));
  }
  if (unit.factor < ParseUnit("d")->factor) {
    return fmt::format("`m` is metre: write `{}`", TimeSaid(value.number, "minute"));
  }
  return fmt::format("`m` is metre; months have no fixed number of days: write the time in `{}`",
                     unit.code);
}

/// `U` for `IU`; a clearance with and without its body surface.
std::string LookAlikeHelp(const Unit& unit, const Unit& other) {
  const bool is_indexed = IsIndexedRate(unit) && IsVolumeRate(other);
  if (is_indexed || (IsVolumeRate(unit) && IsIndexedRate(other))) {
    return fmt::format(
        "`{}` is per body surface, `{}` is not: two different measures; compare with a number in "
        "`{}`, or declare a fact of its own in `{}`",
        is_indexed ? unit.code : other.code, is_indexed ? other.code : unit.code, unit.code,
        other.code);
  }
  if (!DifferInU(unit, other) || ReadInternationally(unit, other)->factor != 1) return "";
  return fmt::format(
      "`U` is the enzyme unit, `IU` the international one: write it in `{0}`; for data in `{1}`, "
      "say under the fact `written \"{1}\"`",
      unit.code, other.code);
}

/// The fact of the size of a body, in kg or m2; empty where there is none, or more than one.
std::string SizeFact(const ast::File& file, const Dimension& size) {
  std::string name;
  for (const ast::Declaration& declaration : file.declarations) {
    const auto* fact = std::get_if<ast::Fact>(&declaration);
    if (fact == nullptr || !fact->unit) continue;
    const Result<Unit> unit = ParseUnit(fact->unit->code);
    if (!unit || unit->dimension != size) continue;
    const bool is_weight = fact->name.text.find("weight") != std::string::npos;
    if (!name.empty() && !is_weight) continue;
    if (!name.empty() && name.find("weight") != std::string::npos) return {};  // `ideal_weight`
    name = fact->name.text;
  }
  return name;
}

/// `urine < 0.5 mL/kg/h` of a fact in mL/h, and the reverse: no number of one unit is one of the
/// other before the size of the body comes in.
std::string BodySizeHelp(const Measured& subject, const Measured& value, const ast::File& file) {
  const Unit& unit = subject.type.unit;
  const Unit& said = value.type.unit;
  const Dimension sizes[] = {Dimension::Of(BaseDimension::kMass),
                             Dimension::Of(BaseDimension::kLength, 2)};
  for (const Dimension& size : sizes) {
    const std::optional<PerParts> of_said = WithoutPer(said, size);
    const std::optional<PerParts> of_unit = WithoutPer(unit, size);
    const bool is_said = of_said && of_said->rest.dimension == unit.dimension;
    const bool is_own = of_unit && of_unit->rest.dimension == said.dimension;
    const bool is_filtration =
        said.code.find("1.73") != std::string::npos || unit.code.find("1.73") != std::string::npos;
    if (is_said == is_own || is_filtration) continue;
    const bool is_weight = size == sizes[0];
    const std::string fact = SizeFact(file, size);
    const std::string by = !fact.empty() ? fact : is_weight ? "weight" : "body_surface";
    const std::string name = subject.declaration == nullptr ? std::string("the measured value")
                                                            : subject.declaration->name.text;
    std::string help = fmt::format(
        "`{}` is per {}, `{}` is not, and their numbers are not the same: {} `{} {} {}` in place "
        "of `{}`{}",
        is_said ? said.code : unit.code, is_weight ? "body weight" : "body surface",
        is_said ? unit.code : said.code, is_said ? "divide by it and write" : "write", name,
        is_said ? "/" : "*", by, name,
        value.IsLiteral() ? fmt::format(" before `{}`", value.text.substr(1, value.text.size() - 2))
                          : std::string());
    if (fact.empty()) {
      help += is_weight ? ", and declare `fact weight \"Body weight\" in kg`"
                        : ", and declare `fact body_surface \"Body surface\" in m2`";
    }
    help += "; a line of a threshold or a range takes no formula: write it as `define … as …`";
    return help + fmt::format("; where the value is known in `{0}`, a fact of its own in `{0}`",
                              said.code);
  }
  return "";
}

/// `34/40`, `3/12`.
std::string QuotientHelp(const Measured& subject, const Measured& value) {
  const Unit& unit = subject.type.unit;
  const bool is_quotient = !value.IsLiteral() && value.declaration == nullptr &&
                           IsUnity(value.type.unit) &&
                           unit.dimension == Dimension::Of(BaseDimension::kTime);
  if (!is_quotient) return "";
  if (unit.code == kWeeksAndDays) {
    return "weeks and days are written `34+0`, not `34/40`; those since a date are `time since "
           "DATE`";
  }
  const bool has_months = subject.type.day_count || !MixesCalendar(unit, *ParseUnit("months"));
  if (!has_months) return fmt::format("write the number with its unit, in `{}`", unit.code);
  return fmt::format(
      "a number is written with its unit: `3 months`, not `3/12`; {} is compared in `{}`",
      subject.text, unit.code);
}

}  // namespace

std::string ReadingOf(const Unit& unit) {
  return IsIndexedRate(unit) ? "volume rate per body surface" : DimensionReading(unit.dimension);
}

std::string DimensionHelp(const Measured& subject, const Measured& value, const ast::File& file) {
  const Unit& unit = subject.type.unit;
  const bool lacks_unit =
      subject.type.computed_unit && value.IsLiteral() && IsUnity(value.type.unit);
  const std::string usual = lacks_unit ? UsualUnit(unit) : "";
  if (!usual.empty()) return fmt::format("write its unit, such as `{} {}`", value.number, usual);
  const bool is_kelvin = value.IsLiteral() && value.type.unit->code == "K" &&
                         FindConversion(*ParseUnit("/uL"), unit, nullptr).has_value();
  if (is_kelvin) return fmt::format("`K` is kelvin: write `{} 10*3/uL`", value.number);
  for (std::string help : {QuotientHelp(subject, value), BodySizeHelp(subject, value, file),
                           LookAlikeHelp(unit, value.type.unit), TimeHelp(subject, value),
                           WholeUnitHelp(subject, value)}) {
    if (!help.empty()) return help;
  }
  if (IsUnity(unit)) return "compare it with a plain number";
  return value.IsLiteral()
             ? fmt::format("write it in `{}`, or in another unit of {}", unit.code, ReadingOf(unit))
             : fmt::format("only units of {} go with `{}`", ReadingOf(unit), unit.code);
}

std::string TimeMeant(const ast::Quantity& quantity, bool may_be_minutes) {
  if (!quantity.unit) return "";
  const std::string number = FormatDecimal(quantity.number.value);
  if (quantity.unit->code == "m") {
    const std::string help = fmt::format("`m` is metre: write `{}`", TimeSaid(number, "month"));
    return may_be_minutes ? fmt::format("{}, or `{}`", help, TimeSaid(number, "minute")) : help;
  }
  return quantity.unit->code == "W"
             ? fmt::format("`W` is watt: write `{}`", TimeSaid(number, "week"))
             : "";
}

}  // namespace mgl

#include "dsl/check/dimension_help.h"

#include <fmt/format.h>

#include <algorithm>

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
std::string Time(const std::string& number, std::string_view unit) {
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
               : fmt::format("`W` is watt: write `{}`", Time(value.number, "week"));
  }
  if (is_calendar) {
    return fmt::format("`m` is metre: write `{}`", Time(value.number, "month"));
  }
  if (unit.factor < ParseUnit("d")->factor) {
    return fmt::format("`m` is metre: write `{}`", Time(value.number, "minute"));
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

/// `34/40`, `3/12`.
std::string QuotientHelp(const Measured& subject, const Measured& value) {
  const Unit& unit = subject.type.unit;
  const bool is_quotient = !value.IsLiteral() && value.declaration == nullptr &&
                           IsUnity(value.type.unit) &&
                           unit.dimension == Dimension::Of(BaseDimension::kTime);
  if (!is_quotient) return "";
  if (unit.code == kWeeksAndDays) return "weeks and days are written `34+0`, not `34/40`";
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

std::string DimensionHelp(const Measured& subject, const Measured& value) {
  const Unit& unit = subject.type.unit;
  const bool lacks_unit =
      subject.type.computed_unit && value.IsLiteral() && IsUnity(value.type.unit);
  const std::string usual = lacks_unit ? UsualUnit(unit) : "";
  if (!usual.empty()) return fmt::format("write its unit, such as `{} {}`", value.number, usual);
  for (std::string help : {QuotientHelp(subject, value), LookAlikeHelp(unit, value.type.unit),
                           TimeHelp(subject, value), WholeUnitHelp(subject, value)}) {
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
    const std::string help = fmt::format("`m` is metre: write `{}`", Time(number, "month"));
    return may_be_minutes ? fmt::format("{}, or `{}`", help, Time(number, "minute")) : help;
  }
  return quantity.unit->code == "W" ? fmt::format("`W` is watt: write `{}`", Time(number, "week"))
                                    : "";
}

}  // namespace mgl

#include "dsl/check/missing_unit_help.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/parse/written_date.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// Units that are a power of ten, or so, of each other, as laboratories have them.
constexpr std::string_view kOfLaboratories[] = {
    "g/dL",  "g/L",    "mg/dL",  "mg/L",   "ug/dL",  "ug/L", "ng/mL", "ng/L", "pg/mL",
    "mol/L", "mmol/L", "umol/L", "nmol/L", "pmol/L", "kg",   "g",     "m",    "cm",
    "mm",    "years",  "months", "weeks",  "days",   "kPa",  "mmHg",  "Cel",  "[degF]"};

const ast::QuantitySpan* PlausibleOf(const Measured& subject, const ast::File& file) {
  if (subject.declaration == nullptr) return nullptr;
  for (const ast::Declaration& declaration : file.declarations) {
    const auto* fact = std::get_if<ast::Fact>(&declaration);
    const bool is_it = fact != nullptr && fact->name.text == subject.declaration->name.text;
    if (is_it && fact->plausible) return &*fact->plausible;
  }
  return nullptr;
}

/// Whether a number in `unit` lies within; a bound without a unit is not looked at.
bool IsWithin(const Rational& number, const Unit& unit, const ast::QuantitySpan& span) {
  const auto bound = [&](const std::optional<ast::Quantity>& end) -> std::optional<Rational> {
    if (!end || !end->unit) return std::nullopt;
    const Result<Unit> own = ParseUnit(end->unit->code);
    const auto conversion = own ? FindConversion(*own, unit, nullptr) : std::nullopt;
    if (!conversion) return std::nullopt;
    return conversion->Apply(end->number.value);
  };
  const std::optional<Rational> low = bound(span.low);
  const std::optional<Rational> high = bound(span.high);
  return (!low || number >= *low) && (!high || number <= *high);
}

/// `150000 per uL`, of a count of cells in a larger unit.
std::string OfCells(const Measured& subject, const Rational& number, std::string_view said) {
  const Result<Unit> per = ParseUnit("/uL");
  const auto conversion = per ? FindConversion(*per, subject.type.unit, nullptr) : std::nullopt;
  constexpr int kManyCells = 1000;
  if (!conversion || number < kManyCells || conversion->factor >= 1) return {};
  return fmt::format("where it is per microlitre, write `{} per uL`, which is {} in `{}`", said,
                     FormatShown(conversion->Apply(number)), subject.type.unit->code);
}

}  // namespace

std::string MissingUnitHelp(const Measured& subject, const Measured& value, const ast::File& file) {
  const Unit& unit = subject.type.unit;
  const bool is_age = unit.code == kWeeksAndDays;
  const std::string plain = fmt::format("write {}: `{}`", is_age ? "weeks and days" : "the unit",
                                        QuantityExample(value.number, unit));
  const std::optional<Rational> number = ParseDecimal(value.number);
  if (!number || is_age) return plain;
  if (std::string cells = OfCells(subject, *number, value.number); !cells.empty()) return cells;
  const ast::QuantitySpan* plausible = PlausibleOf(subject, file);
  if (plausible == nullptr || IsWithin(*number, unit, *plausible)) return plain;
  std::string others;
  for (const std::string_view code : kOfLaboratories) {
    const Result<Unit> other = ParseUnit(code);
    if (!other || other->code == unit.code || !FindConversion(*other, unit, nullptr)) continue;
    if (!IsWithin(*number, *other, *plausible)) continue;
    others += fmt::format("{}`{} {}`", others.empty() ? "" : ", or ", value.number, code);
  }
  const std::string why = fmt::format("in `{}`, the unit of {}, {} would not be plausible",
                                      unit.code, subject.text, value.number);
  return others.empty() ? fmt::format("{}: write the number with the unit that is meant", why)
                        : fmt::format("write the unit that is meant: {}; {}", others, why);
}

std::string CountWordHelp(std::string_view number, std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kCountWords[] = {
      {"lakh", "10*5"},    {"lakhs", "10*5"},    {"lac", "10*5"},      {"lacs", "10*5"},
      {"crore", "10*7"},   {"crores", "10*7"},   {"thousand", "10*3"}, {"thousands", "10*3"},
      {"million", "10*6"}, {"millions", "10*6"}, {"billion", "10*9"},  {"billions", "10*9"}};
  for (const auto& [said, factor] : kCountWords) {
    if (LowerCase(word) != said) continue;
    return fmt::format("a count has its volume: where it is per microlitre, write `{}{}{}/uL`",
                       number, number.empty() ? "" : " ", factor);
  }
  return {};
}

std::string UnknownUnitHelp(std::string_view code, bool is_literal) {
  if (!is_literal && IsDateForm(code)) {
    return fmt::format("dates have a kind of their own: in place of `in {}` {}", code,
                       HelpForDateForm(code));
  }
  if (code.find("..") != code.npos) {
    return "an interval is written `is 18 to 64` with its unit, in place of `in`";
  }
  return is_literal ? "write the unit of what it is compared with; `mgl units` tries how a unit is "
                      "written"
                    : "write `is number` where it has no unit; `mgl units` tries how a unit is "
                      "written";
}

}  // namespace mgl

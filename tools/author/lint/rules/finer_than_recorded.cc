// Numbers between two that a fact in whole units can have: below 3 months, of an age in whole
// years.
#include <fmt/format.h>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

/// `months` for `month` and `mo`.
std::string Plural(const ast::UnitText& unit) {
  constexpr std::pair<std::string_view, std::string_view> kUnits[] = {
      {"mo", "months"}, {"wk", "weeks"}, {"d", "days"}, {"h", "hours"}, {"min", "minutes"}};
  const auto parsed = ParseUnit(unit.code);
  for (const auto& [ucum, plural] : kUnits) {
    if (parsed && parsed->ucum == ucum) return std::string(plural);
  }
  return unit.code;
}

/// A fact of its own for the smaller unit: a column of whole years would else be read as months.
std::string HelpForFiner(const ast::Fact& declared, const std::string& whole,
                         const ast::Quantity& number) {
  const std::string unit = Plural(*number.unit);
  const std::string name = fmt::format("{}_in_{}", declared.name.text, unit);
  const std::string title = declared.title ? declared.title->text : declared.name.text;
  const bool is_month = unit == "months";
  return fmt::format(
      "ask for the {0} in a fact of its own, `fact {1} \"{2} in {0}\" in whole {0}`, and write "
      "`{1}` here{3}; of `{4}` itself, `in whole {0}` would read each bare number of a column as "
      "{0}, no longer as {5}",
      unit, name, title,
      is_month ? fmt::format(", or count from a date: `fact birth_date \"Date of birth\" is date` "
                             "and `completed months since birth_date`")
               : "",
      declared.name.text, whole);
}

/// `time since onset <= 4.5 hours`: both are days.
void FindHoursSince(const ast::Expr& part, const Unit& days, Diagnostics& found) {
  if (part.kind != ast::ExprKind::kCompare || part.children.size() != 2) return;
  for (const std::size_t side : {0, 1}) {
    const ast::Expr& since = *part.children[side];
    const ast::Expr& number = *part.children[1 - side];
    if (since.kind != ast::ExprKind::kTimeSince || number.kind != ast::ExprKind::kQuantity)
      continue;
    const std::optional<Rational> value = ValueIn(number.quantity, days, nullptr);
    const bool is_calendar = number.quantity.unit && ParseUnit(number.quantity.unit->code) &&
                             IsCalendarUnit(*ParseUnit(number.quantity.unit->code));
    if (!value || value->get_den() == 1 || is_calendar) continue;
    const std::string date = since.children[0] && since.children[0]->kind == ast::ExprKind::kName
                                 ? since.children[0]->name.text
                                 : "event";
    found.push_back(
        {DiagnosticKind::kFinerThanRecorded,
         number.span,
         fmt::format("a date is a day and has no time of day: {} lies between two days",
                     Quoted(QuantityText(number.quantity))),
         fmt::format("ask for the hours: `fact hours_since_{0} \"Hours since: {0}\" in hours`, and "
                     "write `hours_since_{0}` for `time since {0}`",
                     date),
         {}});
  }
}

}  // namespace

void LintFinerThanRecorded(const LintInput& input, Diagnostics& found) {
  for (const auto& [index, number, value] : CutsOf(input)) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.whole_step || Rational(value / *fact.whole_step).get_den() == 1) continue;
    std::string help = "compare with a whole number, or count finer: a fact of its own";
    if (IsCalendarUnit(fact.unit)) help += ", or `completed months since DATE`";
    const auto unit = number->unit ? ParseUnit(number->unit->code) : ParseUnit("");
    const bool is_finer = number->unit && unit && IsDuration(fact.unit) && IsDuration(*unit) &&
                          unit->factor < fact.unit.factor;
    if (is_finer) help = HelpForFiner(*input.names().facts[index], fact.unit.code, *number);
    found.push_back({DiagnosticKind::kFinerThanRecorded,
                     number->span,
                     fmt::format("`{}` is counted in whole {}: {} lies between two of them",
                                 fact.name, fact.unit.code, Quoted(QuantityText(*number))),
                     std::move(help),
                     {}});
  }
  const Result<Unit> days = ParseUnit("d");
  if (!days) return;
  for (const PlacedPart& placed : PlacedParts(input)) FindHoursSince(*placed.part, *days, found);
}

}  // namespace mgl

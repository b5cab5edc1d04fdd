// Recognizes the calendar by UCUM code, so that every spelling of a unit counts alike.
#include "dsl/ast/calendar_duration.h"

#include <string>

#include "engine/unit/unit.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

constexpr int kMonthsAYear = 12;
constexpr int kDaysAWeek = 7;
constexpr int kMostMonths = 120'000;
constexpr int kMostDays = 3'700'000;

std::string UcumCode(const ast::UnitText& unit) {
  const Result<Unit> parsed = ParseUnit(unit.code);
  return parsed ? parsed->ucum : std::string();
}

std::optional<int> WholeWithin(const Rational& value, int most) {
  const std::optional<std::int64_t> whole = ToInt64(value);
  if (!whole || *whole < -most || *whole > most) return std::nullopt;
  return static_cast<int>(*whole);
}

}  // namespace

std::optional<CalendarDuration> ToCalendarDuration(const ast::Quantity& quantity) {
  if (!quantity.unit) return std::nullopt;
  const std::string code = UcumCode(*quantity.unit);
  const Rational& count = quantity.number.value;
  CalendarDuration duration;
  if (code == "mo" || code == "a") {
    const auto months = WholeWithin(code == "a" ? count * kMonthsAYear : count, kMostMonths);
    if (!months) return std::nullopt;
    duration.months = *months;
    return duration;
  }
  if (code == "d" || code == "wk") {
    const auto days = WholeWithin(code == "wk" ? count * kDaysAWeek : count, kMostDays);
    if (!days) return std::nullopt;
    duration.days = *days;
    return duration;
  }
  return std::nullopt;
}

bool IsCalendarUnit(const ast::UnitText& unit) {
  const std::string code = UcumCode(unit);
  return code == "mo" || code == "a";
}

std::string CompletedForm(const ast::Expr& days, const Unit& unit) {
  const std::string what = unit.ucum == "mo" ? "completed months" : "completed years";
  const auto name = [&days](std::size_t i) -> std::string {
    const bool has = i < days.children.size() && days.children[i];
    const ast::Expr* date = has ? days.children[i].get() : nullptr;
    if (date != nullptr && date->kind == ast::ExprKind::kToday) return "today";
    return date != nullptr && date->kind == ast::ExprKind::kName ? date->name.text : "DATE";
  };
  if (days.kind != ast::ExprKind::kSubtract) return what + " since " + name(0);
  if (name(0) == "today") return what + " since " + name(1);
  return what + " from " + name(1) + " to " + name(0);
}

}  // namespace mgl

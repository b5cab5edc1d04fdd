// Durations that authors write, as calendar months and days.
#pragma once

#include <optional>
#include <string>

#include "dsl/ast/ast_expression.h"
#include "engine/unit/unit.h"

namespace mgl {

/// Months and years are calendar months; weeks and days are days.
struct CalendarDuration {
  int months = 0;
  int days = 0;
};

/// `2 weeks` is 14 days, `1 year` 12 months. Empty for other units (hours, mg), for parts of a day
/// or of a month, and for more than 10,000 years.
std::optional<CalendarDuration> ToCalendarDuration(const ast::Quantity& quantity);

/// True where the unit is counted in calendar months (months, years).
bool IsCalendarUnit(const ast::UnitText& unit);

/// How to count what `days` is (a number of days) in months or years: `completed years since born`,
/// with the dates' names where they have some.
std::string CompletedForm(const ast::Expr& days, const Unit& unit);

}  // namespace mgl

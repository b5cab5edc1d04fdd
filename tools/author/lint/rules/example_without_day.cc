// Examples of rechecks that name no day: tomorrow they come out otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "engine/value/calendar.h"
#include "engine/value/whole_number.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The example itself or one that it is like says its day.
bool HasDay(const Resolution& names, const ast::Example& example) {
  const ast::Example* at = &example;
  for (std::size_t steps = 0; at != nullptr && steps <= names.examples.size(); ++steps) {
    if (at->as_of) return true;
    if (!at->like) return false;
    const auto like = std::ranges::find_if(names.examples, [&](const ast::Example* other) {
      return other->title && other->title->text == at->like->text;
    });
    at = like == names.examples.end() ? nullptr : *like;
  }
  return false;
}

/// The day on which the test is due by the dates that the example gives; else the last of these.
std::optional<Day> DueDay(const ast::Example& example, const ast::Recheck& recheck) {
  std::optional<Day> last;
  for (const ast::Given& given : example.givens) {
    const bool is_date = given.value.kind == ast::Literal::Kind::kDate;
    if (!is_date && !given.on) continue;
    const Day day = is_date ? given.value.date.day : given.on->day;
    last = last ? std::max(*last, day) : day;
    const bool is_anchor = recheck.anchors.size() == 1 && recheck.anchors[0] &&
                           recheck.anchors[0]->name.text == given.fact.text;
    const ast::Quantity* const after = recheck.every                   ? &*recheck.every
                                       : recheck.in && recheck.in->low ? &*recheck.in->low
                                                                       : nullptr;
    if (!is_anchor || !is_date || after == nullptr || !after->unit) continue;
    const std::string& unit = after->unit->code;
    const Rational& value = after->number.value;
    const std::optional<std::int64_t> whole = ToInt64(value);
    constexpr int kMost = 1000;  // of any unit
    if (!whole || *whole > kMost) continue;
    const int number = static_cast<int>(*whole);
    if (unit == "d" || unit == "day" || unit == "days") return day + number;
    if (unit == "wk" || unit == "week" || unit == "weeks") return day + 7 * number;
    if (unit == "mo" || unit == "month" || unit == "months") return AddMonths(day, number);
    if (unit == "a" || unit == "year" || unit == "years") return AddMonths(day, 12 * number);
  }
  return last;
}

}  // namespace

void LintExampleWithoutDay(const LintInput& input, Diagnostics& found) {
  const Resolution& names = input.names();
  for (const ast::Example* example : names.examples) {
    if (HasDay(names, *example)) continue;
    for (const ast::Expectation& expectation : example->expectations) {
      const Symbol symbol = names.Find(expectation.target.text);
      if (symbol.kind != SymbolKind::kRecheck) continue;
      const ast::Recheck& recheck = *names.rechecks[symbol.index];
      const std::optional<Day> day = DueDay(*example, recheck);
      found.push_back(
          {DiagnosticKind::kExampleWithoutDay,
           expectation.target.span,
           fmt::format("what {} is depends on the day, and this example names none",
                       Quoted(recheck.name.text)),
           day ? fmt::format("write `as of {}`, or another day, in this example", FormatDay(*day))
               : std::string("write `as of` and a day in this example"),
           {}});
      break;
    }
  }
}

}  // namespace mgl

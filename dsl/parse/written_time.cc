#include "dsl/parse/written_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// The digits at `at`.
bool Converts(std::string_view unit, std::string_view time) {
  if (unit.empty()) return true;
  const Result<Unit> measured = ParseUnit(unit);
  const Result<Unit> said = ParseUnit(time);
  return measured && said && IsDuration(*measured) && !MixesCalendar(*measured, *said);
}

}  // namespace

WrittenTime WrittenTimeAt(std::string_view text, std::size_t at, std::string_view unit) {
  const std::string_view number = DigitsAt(text, at);
  std::size_t end = at + number.size();
  const std::string_view rest = text.substr(std::min(end, text.size()));
  const bool has_days = rest.size() > 1 && rest[0] == '+' && rest[1] >= '0' && rest[1] < '7';
  const char days = has_days ? rest[1] : '0';
  if (has_days) end += 2;
  if (number.empty() || end >= text.size() || text[end] != '/') return {};
  const std::string_view part = DigitsAt(text, end + 1);
  end += 1 + part.size();
  constexpr std::array kParts = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"40", "week"}, {"52", "week"}, {"12", "month"}, {"7", "day"}});
  for (const auto& [of, time] : kParts) {
    if (part != of || (has_days && of != "40")) continue;
    if (!Converts(unit, time)) return {};
    if (of == "40" && unit == kWeeksAndDays) {
      return {fmt::format("{}+{}", number, days), end - at};
    }
    std::string written = fmt::format("{} {}{}", number, time, number == "1" ? "" : "s");
    if (days != '0') written += fmt::format(" {} day{}", days, days == '1' ? "" : "s");
    return {std::move(written), end - at};
  }
  return {};
}

}  // namespace mgl

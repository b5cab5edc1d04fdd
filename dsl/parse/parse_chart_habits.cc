// As they are written on charts. Each help is the author's own words in the form that works.
#include "dsl/parse/parse_chart_habits.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/written_time.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsNumber(std::string_view word) {
  return !word.empty() && IsDigit(word.front()) &&
         word.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::optional<Diagnostic> LineByHabit(const Place& place) {
  if (!place.first_on_line) return std::nullopt;
  const std::string_view text = place.found.text;
  const std::string_view rest = Trimmed(LineRest(place.text, place.found.span.end));
  if (place.keyword == "fact" && text == "default" && !rest.empty()) {
    return At(place.found.span, "what counts where nothing is stated is a line `unless stated`",
              fmt::format("write `unless stated, {}`", rest));
  }
  if (place.keyword == "rule" && text == "instead" && rest.starts_with("of ")) {
    return At(place.found.span, "a rule that goes before another one `overrides` it",
              fmt::format("write `overrides {}`", Trimmed(rest.substr(3))));
  }
  const bool is_points = rest.starts_with("point ") || rest.starts_with("points ");
  if (place.keyword == "score" && IsNumber(text) && is_points) {
    const std::string_view when = Trimmed(rest.substr(rest.find(' ')));
    return At(place.found.span, "a line with points begins with `points`",
              fmt::format("write `points {} {}`", text, when));
  }
  return std::nullopt;
}

std::optional<Diagnostic> LimitInTime(const Place& place) {
  if (place.clause != "limit" || place.found.text != "in" || place.on_later_line) {
    return std::nullopt;
  }
  const std::string_view time = Trimmed(LineRest(place.text, place.found.span.end));
  const std::string_view amount = Trimmed(
      place.text.substr(place.stop.clause.end, place.found.span.begin - place.stop.clause.end));
  std::string_view per;
  if (time.starts_with("24 h") || time.starts_with("24h") || time.starts_with("1 day")) per = "day";
  if (time.starts_with("7 days") || time.starts_with("1 week")) per = "week";
  if (time.starts_with("1 h")) per = "hour";
  return At(place.found.span, "a limit is said `per` day, week or hour",
            per.empty() ? fmt::format("write `limit {} per day`, with the amount of a day", amount)
                        : fmt::format("write `limit {} per {}`", amount, per));
}

std::optional<Diagnostic> ChartTime(std::string_view text, Span sign) {
  std::size_t begin = sign.begin;
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  const std::string_view number = text.substr(begin, sign.begin - begin);
  const std::string_view behind = DigitsAt(text, sign.end);
  const std::string_view written = text.substr(sign.begin, sign.end - sign.begin);
  if (number.empty() || behind.empty()) return std::nullopt;
  if (written == "/") {
    if (begin > 1 && text[begin - 1] == '+') --begin;  // `34+2/40`
    while (begin > 0 && IsDigit(text[begin - 1])) --begin;
    const WrittenTime time = WrittenTimeAt(text, begin, "");
    if (time.text.empty()) return std::nullopt;
    return At(SpanOf(begin, sign.end + behind.size()), fmt::format("`/{}` is no unit", behind),
              fmt::format("write `{}`", time.text));
  }
  const bool are_days = written == "+" && behind.size() == 1 && behind.front() < '7';
  if (!are_days) return std::nullopt;
  if (Trimmed(LineRest(text, sign.end + 1)).starts_with("w")) {
    return At(sign, "weeks and days as on charts have no unit behind them",
              fmt::format("write `{}+{}`", number, behind));
  }
  std::string help = fmt::format("write `{} weeks", number);
  if (behind != "0") help += fmt::format(" {} day{}", behind, behind == "1" ? "" : "s");
  return At(sign, "weeks and days are written out here", help + "`");
}

std::optional<Diagnostic> RangeBehindEquals(std::string_view text, Span dash) {
  std::size_t begin = dash.begin;
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  const std::string_view low = text.substr(begin, dash.begin - begin);
  const std::string_view high = DigitsAt(text, dash.end);
  const bool is_dash = text.substr(dash.begin, dash.end - dash.begin) == "-";
  const bool ascends = low.size() < high.size() || (low.size() == high.size() && low < high);
  if (!is_dash || low.empty() || high.empty() || !ascends) return std::nullopt;
  return At(dash, "an interval stands behind `is`, and has no `-` between its bounds",
            fmt::format("write `is {} to {}`", low, high));
}

std::optional<Diagnostic> TimeOfCharts(const Place& place) {
  const bool is_sign = place.found.kind == FoundKind::kSign && !place.on_later_line;
  const std::string_view days = DigitsAt(place.text, place.found.span.end + 1);
  const bool is_apart = is_sign && place.found.text == "+" && IsNumber(place.previous) &&
                        days.size() == 1 && days.front() < '7' &&
                        place.stop.previous.end < place.found.span.begin;
  if (is_apart) {  // `28 + 0`
    return Instead(SpanOf(place.stop.previous.begin, EndIn(place.text, days)),
                   "weeks and days are written without blanks",
                   fmt::format("{}+{}", place.previous, days));
  }
  return is_sign ? ChartTime(place.text, place.found.span) : std::nullopt;
}

std::optional<Diagnostic> NumberByHabit(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const bool follows_number = IsNumber(place.previous);
  const bool is_condition = place.clause == "when" || place.clause == "unless" ||
                            place.keyword == "define" || place.keyword == "threshold" ||
                            place.clause == "applies";
  const bool is_points = place.found.text == "points" || place.found.text == "point";
  if (is_condition && follows_number && is_points) {
    return At(place.found.span, "a score is a plain number, without a unit",
              fmt::format("leave out `{}`", place.found.text));
  }
  if (place.keyword == "fact" && place.previous == "number" &&
      place.found.kind == FoundKind::kNumber) {
    return At(place.found.span, "which values there can be is a line of its own, `plausible`",
              fmt::format("write `is number`, and below it `plausible {} {}`", place.found.text,
                          Trimmed(LineRest(place.text, place.found.span.end))));
  }
  return std::nullopt;
}

}  // namespace mgl

// When a number was measured, as prose says it: its latest value counts, and that has a date.
#include <fmt/format.h>

#include <optional>

#include "dsl/reread/read_numbers.h"
#include "engine/value/rational.h"

namespace mgl {

std::string NumberReader::TakeDaysBack() {
  const std::size_t begin = at_;
  const bool is_within = Take("within") || Take("in") || Take("for") || Take("during");
  Take("the");
  if (!Take("last")) Take("past");
  std::string number = TakeDigits();
  if (number.empty() && is_within) number = "1";
  for (const std::string_view unit : {"day", "week", "month", "year"}) {
    const std::string several = fmt::format("{}s", unit);
    if (is_within && (Take(several) || Take(unit))) {
      return fmt::format("{} {}", number, number == "1" ? std::string(unit) : several);
    }
  }
  const bool is_hours = is_within && (Take("hours") || Take("h"));
  const std::optional<Rational> hours = is_hours ? ParseDecimal(number) : std::nullopt;
  if (hours && *hours > 0 && Rational(*hours / 24).get_den() == 1) {  // days are what dates count
    const std::string days = FormatShown(Rational(*hours / 24));
    return fmt::format("{} {}", days, days == "1" ? "day" : "days");
  }
  at_ = begin;
  return "";
}

std::string NumberReader::MeasuredWithin(std::string_view name) {
  const std::size_t begin = at_;
  if (Take("for")) {  // how long it has been so
    at_ = begin;
    return "";
  }
  const std::string time = TakeDaysBack();
  return time.empty() ? time : fmt::format("time since date of {} <= {}", name, time);
}

std::string NumberReader::NotMeasured(const Called& subject, bool is_denied) {
  const std::size_t begin = at_;
  const bool is_not = is_denied || Take("not");
  const bool is_measured = Take("been measured") || Take("measured") || Take("done") ||
                           Take("checked") || Take("available") || Take("tested");
  const std::string time = is_not && (is_measured || is_denied) ? TakeDaysBack() : std::string();
  if (time.empty()) {
    at_ = begin;
    return "";
  }
  return fmt::format("({0} is missing or time since date of {0} > {1})", subject.name, time);
}

const Called* NumberReader::TakeSubject() {
  const std::size_t begin = at_;
  if (const Called* named = TakeCalled()) return named;
  const bool is_latest = Take("latest") || Take("most recent") || Take("last") || Take("recent");
  const Called* subject = is_latest ? TakeCalled() : nullptr;
  if (subject != nullptr && subject->kind == CalledKind::kNumber) return subject;
  at_ = begin;
  return nullptr;
}

}  // namespace mgl

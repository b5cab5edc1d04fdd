#include "engine/value/day_interval.h"

#include "engine/value/whole_number.h"

namespace mgl {

Interval DayInterval(const DaySpan& span) { return {Bound::At(span.first), Bound::At(span.last)}; }

void SetDays(const DaySpan& span, Interval& days) {
  days.low.value = span.first;
  days.high.value = span.last;
  for (Bound* end : {&days.low, &days.high}) {
    end->closed = true;
    end->infinite = false;
  }
}

DaySpan SpanOfDays(const Interval& days) {
  const DaySpan calendar = CalendarSpan();
  const auto day = [](const Bound& end) { return static_cast<Day>(*ToInt64(end.value)); };
  return {days.low.infinite ? calendar.first : day(days.low),
          days.high.infinite ? calendar.last : day(days.high)};
}

DaySpan CalendarSpan() {
  static const DaySpan kCalendar = {*DayFromDate(1, 1, 1), *DayFromDate(9999, 12, 31)};
  return kCalendar;
}

}  // namespace mgl

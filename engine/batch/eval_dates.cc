// Dates: spans of days. What needs the exact number of days added is decided exactly.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

/// Doubles that are whole numbers.
bool IsInCalendar(double day) {
  const DaySpan calendar = CalendarSpan();
  return day >= calendar.first && day <= calendar.last;
}

/// Of which no block knows how far it is from other days.
bool MayBeNever(const DateColumn& date, std::size_t row) { return date.first[row] == kNever; }

void SetDays(const Word* known, Day first, Day last, std::size_t row, DateColumn& to) {
  to.first[row] = first;
  to.last[row] = last;
  AssignBit(to.settled.data(), row, Bit(known, row) && first == last);
}

}  // namespace

void BatchEvaluator::EvaluateDateLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  DateColumn& out = DatesOf(id);
  if (node.kind == NodeKind::kMissing) {
    out.known.fill(0);
    out.settled.fill(0);
    return;
  }
  if (IsFactValue(node) || node.kind == NodeKind::kDateOfFact) {
    const FactColumn& fact = columns_->facts[node.payload];
    const bool is_value = IsFactValue(node);
    const std::vector<Day>& days = is_value ? fact.days : fact.dates;
    std::copy_n(days.data(), words_ * kWordBits, out.first.data());
    std::copy_n(days.data(), words_ * kWordBits, out.last.data());
    out.known = is_value ? fact.known : fact.dated;
    out.settled = out.known;
    return;
  }
  const Day day =
      node.kind == NodeKind::kToday ? plan_.options.as_of : static_cast<Day>(node.payload);
  out.first.fill(day);
  out.last.fill(day);
  out.known.fill(~Word{0});
  out.settled.fill(~Word{0});
}

void BatchEvaluator::EvaluateDateNode(NodeId id) {
  const NodeKind kind = NodeOf(id).kind;
  if (kind == NodeKind::kMinimum || kind == NodeKind::kMaximum) return EvaluateExtremeDate(id);
  if (kind == NodeKind::kAddMonths) return AddMonthsToRows(id);
  if (kind != NodeKind::kAddDays) std::abort();  // numbers
  OpenRows open{};
  AddDays(id, open);
  ForEachOpenRow(open, *columns_, [&](std::size_t row) {
    StartExactRound();
    StoreDate(ComputeExactly(id, row), row, DatesOf(id));
    return !exact_gave_up_;
  });
}

void BatchEvaluator::AddMonthsToRows(NodeId id) {
  const auto months = static_cast<std::int32_t>(NodeOf(id).payload);
  DateColumn& out = DatesOf(id);
  out = Dates(guideline_.graph.Operands(id)[0]);
  for (std::size_t row = 0; row < words_ * kWordBits; ++row) {
    if (!Bit(out.known.data(), row)) continue;
    if (MayBeNever(out, row)) {
      SetBit(columns_->exceptional.data(), row);
      continue;
    }
    const std::optional<Day> first = AddMonths(out.first[row], months);
    const std::optional<Day> last =
        out.first[row] == out.last[row] ? first : AddMonths(out.last[row], months);
    if (!first || !last) AssignBit(out.known.data(), row, false);
    SetDays(out.known.data(), first.value_or(0), last.value_or(0), row, out);
  }
}

/// The earliest or the latest of several.
void BatchEvaluator::EvaluateExtremeDate(NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  const bool earliest = NodeOf(id).kind == NodeKind::kMinimum;
  DateColumn& out = DatesOf(id);
  out = Dates(operands[0]);
  for (const NodeId operand : operands.subspan(1)) {
    const DateColumn& other = Dates(operand);
    for (std::size_t w = 0; w < words_; ++w) out.known[w] &= other.known[w];
    for (std::size_t row = 0; row < words_ * kWordBits; ++row) {
      const Day first = earliest ? std::min(out.first[row], other.first[row])
                                 : std::max(out.first[row], other.first[row]);
      const Day last = earliest ? std::min(out.last[row], other.last[row])
                                : std::max(out.last[row], other.last[row]);
      SetDays(out.known.data(), first, last, row, out);
    }
  }
}

/// A date and a number of days; missing where that is not whole, or leads beyond the calendar.
void BatchEvaluator::AddDays(NodeId id, OpenRows& open) {
  const auto operands = guideline_.graph.Operands(id);
  const DateColumn& date = Dates(operands[0]);
  const NumberColumn& days = Numbers(operands[1]);
  DateColumn& out = DatesOf(id);
  const bool are_whole = NodeOf(id).payload == kWholeDays;
  for (std::size_t w = 0; w < words_; ++w) {
    out.known[w] = date.known[w] & days.known[w];
    out.settled[w] = 0;
  }
  for (std::size_t row = 0; row < words_ * kWordBits; ++row) {
    if (!Bit(out.known.data(), row)) continue;
    if (MayBeNever(date, row)) {
      SetBit(columns_->exceptional.data(), row);
      continue;
    }
    const double low = std::ceil(days.low[row]);
    const double high = std::floor(days.high[row]);
    if (!Bit(days.exact.data(), row)) {
      // No whole number between the bounds, or several that the number need not be.
      const bool is_settled = Bit(days.settled.data(), row);
      const bool is_missing = is_settled ? low > high : !are_whole;
      if (is_missing) AssignBit(out.known.data(), row, false);
      if (!is_missing) SetBit(open.data(), row);
      continue;
    }
    const double first = date.first[row] + low;
    const double last = date.last[row] + high;
    const bool is_sure = are_whole || days.low[row] == days.high[row];
    if (!is_sure || low > high || !IsInCalendar(first) || !IsInCalendar(last)) {
      AssignBit(out.known.data(), row, false);
      continue;
    }
    SetDays(out.known.data(), static_cast<Day>(first), static_cast<Day>(last), row, out);
  }
}

void BatchEvaluator::StoreDate(const std::optional<Interval>& value, std::size_t row,
                               DateColumn& to) {
  AssignBit(to.known.data(), row, value.has_value());
  if (!value) return;
  const DaySpan days = SpanOfDays(*value);
  SetDays(to.known.data(), days.first, days.last, row, to);
}

/// As YearsOf and MonthsOf of arithmetic.cc.
void BatchEvaluator::EvaluatePartOfDate(NodeId id) {
  const bool is_year = NodeOf(id).kind == NodeKind::kYearOf;
  const DateColumn& date = Dates(guideline_.graph.Operands(id)[0]);
  NumberColumn& out = NumbersOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    const Word known = date.known[w];
    Word points = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      if (((known >> bit) & 1U) == 0) continue;
      if (MayBeNever(date, row)) {
        SetBit(columns_->exceptional.data(), row);
        continue;
      }
      const int first_year = YearOf(date.first[row]);
      const int last_year = YearOf(date.last[row]);
      const bool is_any = !is_year && first_year != last_year;
      out.low[row] = is_year ? first_year : is_any ? 1 : MonthOf(date.first[row]);
      out.high[row] = is_year ? last_year : is_any ? 12 : MonthOf(date.last[row]);
      points |= Word{out.low[row] == out.high[row]} << bit;
    }
    out.known[w] = known;
    out.exact[w] = known;
    out.canonical[w] = known;
    out.settled[w] = known & points;
  }
}

void BatchEvaluator::EvaluateTimeBetween(NodeId id) {
  const bool in_months = NodeOf(id).kind == NodeKind::kMonthsBetween;
  const auto between = [&](Day from, Day to) {
    return in_months ? static_cast<double>(MonthsBetween(from, to))
                     : static_cast<double>(to) - from;
  };
  const auto operands = guideline_.graph.Operands(id);
  const DateColumn& from = Dates(operands[0]);
  const DateColumn& to = Dates(operands[1]);
  NumberColumn& out = NumbersOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    const Word known = from.known[w] & to.known[w];
    Word points = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      if (((known >> bit) & 1U) == 0) continue;
      if (MayBeNever(from, row) || MayBeNever(to, row)) {
        SetBit(columns_->exceptional.data(), row);
        continue;
      }
      out.low[row] = between(from.last[row], to.first[row]);
      out.high[row] = between(from.first[row], to.last[row]);
      points |= Word{out.low[row] == out.high[row]} << bit;
    }
    out.known[w] = known;
    out.exact[w] = known;
    out.canonical[w] = known;
    out.settled[w] = known & points;
  }
}

}  // namespace mgl

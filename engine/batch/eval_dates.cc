// Dates: spans of days. What needs the exact number of days added is decided exactly.
#include <algorithm>
#include <cmath>

#include "engine/arithmetic.h"
#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"

namespace mgl {
namespace {

/// Doubles that are whole numbers.
bool IsInCalendar(double day) {
  const DaySpan calendar = CalendarSpan();
  return day >= calendar.first && day <= calendar.last;
}

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
  const Day day = node.kind == NodeKind::kToday ? options_.as_of : static_cast<Day>(node.payload);
  out.first.fill(day);
  out.last.fill(day);
  out.known.fill(~Word{0});
  out.settled.fill(~Word{0});
}

void BatchEvaluator::EvaluateDateNode(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  DateColumn& out = DatesOf(id);
  const auto row_count = words_ * kWordBits;
  if (node.kind == NodeKind::kAddDays) {
    OpenRows open{};
    AddDays(id, open);
    ForEachOpenRow(open, *columns_, [&](std::size_t row) {
      StartExactRound();
      StoreDate(ComputeExactly(id, row), row, out);
      return !exact_gave_up_;
    });
    return;
  }
  out = Dates(operands[0]);
  if (node.kind == NodeKind::kAddMonths) {
    const auto months = static_cast<std::int32_t>(node.payload);
    for (std::size_t row = 0; row < row_count; ++row) {
      if (!Bit(out.known.data(), row)) continue;
      const std::optional<Day> first = AddMonths(out.first[row], months);
      const std::optional<Day> last =
          out.first[row] == out.last[row] ? first : AddMonths(out.last[row], months);
      if (!first || !last) AssignBit(out.known.data(), row, false);
      SetDays(out.known.data(), first.value_or(0), last.value_or(0), row, out);
    }
    return;
  }
  for (const NodeId operand : operands.subspan(1)) {  // the earliest or the latest
    const DateColumn& other = Dates(operand);
    const bool earliest = node.kind == NodeKind::kMinimum;
    for (std::size_t w = 0; w < words_; ++w) out.known[w] &= other.known[w];
    for (std::size_t row = 0; row < row_count; ++row) {
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
    if (!Bit(days.exact.data(), row)) {
      SetBit(open.data(), row);
      continue;
    }
    const double low = std::ceil(days.low[row]);
    const double high = std::floor(days.high[row]);
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

void BatchEvaluator::EvaluateDaysBetween(NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  const DateColumn& from = Dates(operands[0]);
  const DateColumn& to = Dates(operands[1]);
  NumberColumn& out = NumbersOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word points = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      out.low[row] = static_cast<double>(to.first[row]) - from.last[row];
      out.high[row] = static_cast<double>(to.last[row]) - from.first[row];
      points |= Word{out.low[row] == out.high[row]} << bit;
    }
    const Word known = from.known[w] & to.known[w];
    out.known[w] = known;
    out.exact[w] = known;
    out.canonical[w] = known;
    out.settled[w] = known & points;
  }
}

}  // namespace mgl

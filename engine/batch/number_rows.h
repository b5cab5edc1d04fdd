// 64 numbers at a time, as the kernels of numbers make them; and steps between doubles.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/batch/number_kernels.h"
#include "engine/batch/value_columns.h"

namespace mgl {

/// Numbers of the batch evaluator are zero or between these, so that no product or quotient of two
/// of them overflows, and none loses digits below the smallest double.
inline constexpr double kLargestNumber = 1e140;
inline constexpr double kSmallestNumber = 1e-140;

/// The next double; zero stays zero.
[[gnu::always_inline]] inline double Above(double x) {
  const auto bits = std::bit_cast<Word>(x);
  const auto next = std::bit_cast<double>(bits + (x < 0 ? ~Word{0} : Word{1}));
  return x == 0 ? x : next;
}
[[gnu::always_inline]] inline double Below(double x) {
  const auto bits = std::bit_cast<Word>(x);
  const auto next = std::bit_cast<double>(bits - (x < 0 ? ~Word{0} : Word{1}));
  return x == 0 ? x : next;
}

[[gnu::always_inline]] inline bool IsHeld(double x) {
  const double size = x < 0 ? -x : x;
  return (size <= kLargestNumber) & ((size >= kSmallestNumber) | (size == 0));
}

/// What a kernel makes of 64 rows before it is known which of them count.
struct NumberRows {
  double low[kWordBits];
  double high[kWordBits];
  RowFlags is_exact;  // nothing was rounded
  RowFlags is_held;   // no overflow, no underflow
  RowFlags is_point;  // low == high

  [[gnu::always_inline]] void Set(std::size_t i, double row_low, double row_high, bool exact) {
    low[i] = row_low;
    high[i] = row_high;
    is_exact.Set(i, exact);
    const bool low_is_held = IsHeld(row_low);
    const bool high_is_held = IsHeld(row_high);
    is_held.Set(i, low_is_held & high_is_held);
    is_point.Set(i, row_low == row_high);
  }
};

/// What the operands say of 64 rows of a result.
struct RowPlanes {
  Word known;
  Word settled;     // all operands are points
  Word exact;       // all operands are exact
  Word canonical;   // beyond the exact ones
  Word spread = 0;  // no points, if an operand is none
};

/// Writes rows: those are open that are not held, and what may be a point or an interval.
[[gnu::always_inline]] inline void WriteRows(const NumberRows& rows, const RowPlanes& planes,
                                             std::size_t w, NumberColumn& out, OpenRows& open) {
  for (std::size_t i = 0; i < kWordBits; ++i) {
    out.low[w * kWordBits + i] = rows.low[i] + 0.0;  // no negative zero
    out.high[w * kWordBits + i] = rows.high[i] + 0.0;
  }
  const Word exact = planes.known & planes.exact;
  const Word held = rows.is_held.Bits();
  out.known[w] = planes.known;
  out.exact[w] = exact;
  out.settled[w] = planes.known & (planes.settled | (exact & rows.is_point.Bits()));
  out.canonical[w] = planes.known & (planes.canonical | exact);
  open[w] |= planes.known & (~held | (~planes.settled & ~exact & ~planes.spread));
}

/// The ends of a number, or of an interval.
struct Ends {
  double low;
  double high;
};
[[gnu::always_inline]] inline Ends EndsAt(const NumberColumn& a, std::size_t row) {
  return {a.low[row], a.high[row]};
}

}  // namespace mgl

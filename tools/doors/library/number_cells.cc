// A double is taken as a decimal of at most 15 digits where it is the nearest double of one: no
// other such decimal has the same, so that is the shortest, too. What else it may be is left to
// texts.
#include "tools/doors/library/number_cells.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/batch/bit_plane.h"
#include "engine/batch/simd_level.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

__extension__ using Int128 = __int128;

constexpr FixedPoint kBeyond = 1'000'000'000;  // numbers that are held are less in size
constexpr FixedPoint kOne = 1'000'000'000;

/// A whole number below 2^51 in size, as a double: its digits stand in the sum.
constexpr double kWholeDigits = 0x1.8p52;

[[gnu::always_inline]] inline Word ReadDecimalDoublesLoop(const double* values,
                                                          FixedPoint* numbers) {
  constexpr double kNineDecimals = 1e6;  // below it
  RowFlags held;
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const double value = values[i];
    const double size = std::fabs(value);
    const bool is_small = size < kNineDecimals;
    const double scale = is_small ? 1e9 : 1e6;
    const double marked = value * scale + kWholeDigits;
    const bool is_same = (marked - kWholeDigits) / scale == value;
    const bool is_held = is_same & (size < static_cast<double>(kBeyond));
    const Word whole =
        is_held ? std::bit_cast<Word>(marked) - std::bit_cast<Word>(kWholeDigits) : 0;
    numbers[i] = static_cast<FixedPoint>(is_small ? whole : whole * 1000);
    held.Set(i, is_held);
  }
  return held.Bits();
}

/// 1e-9 is 2^-9 * 5^-9, and only the twos are a double's.
[[gnu::always_inline]] inline Word ReadExactDoublesLoop(const double* values, FixedPoint* numbers) {
  constexpr Word kFives = 1'953'125;
  RowFlags held;
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const double scaled = values[i] * 512;
    const double marked = scaled + kWholeDigits;
    const bool is_same = marked - kWholeDigits == scaled;
    const bool is_held = is_same & (std::fabs(values[i]) < static_cast<double>(kBeyond));
    const Word whole =
        is_held ? std::bit_cast<Word>(marked) - std::bit_cast<Word>(kWholeDigits) : 0;
    numbers[i] = static_cast<FixedPoint>(whole * kFives);
    held.Set(i, is_held);
  }
  return held.Bits();
}

template <typename T>
Word ReadWholes(const ArrowColumn& column, std::size_t first, std::size_t count,
                FixedPoint* numbers) {
  Word held = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const FixedPoint value{column.Load<T>(first + i)};
    const bool is_held = value < kBeyond && value > -kBeyond;
    numbers[i] = is_held ? value * kOne : 0;
    held |= Word{is_held} << i;
  }
  return held;
}

/// The shortest decimal of a float is that of the double nearest to it.
double AsDecimal(float value) {
  if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
  std::array<char, 64> text;
  const char* const end = std::to_chars(text.begin(), text.end(), value).ptr;
  double decimal = 0;
  std::from_chars(text.begin(), end, decimal);
  return decimal;
}

Word ReadFloats(const ArrowColumn& column, FloatMeaning meaning, std::size_t first,
                std::size_t count, FixedPoint* numbers) {
  const bool is_exact = meaning == FloatMeaning::kExact;
  alignas(64) std::array<double, kWordBits> values{};
  if (column.type == CellType::kDouble) {
    std::memcpy(values.data(),
                static_cast<const char*>(column.values) + (column.offset + first) * 8, count * 8);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const auto value = column.Load<float>(first + i);
      values[i] = is_exact ? static_cast<double>(value) : AsDecimal(value);
    }
  }
  alignas(64) std::array<FixedPoint, kWordBits> read;
  const Word held = is_exact ? AtLevels<ReadExactDoublesLoop>::Call(values.data(), read.data())
                             : AtLevels<ReadDecimalDoublesLoop>::Call(values.data(), read.data());
  std::memcpy(numbers, read.data(), count * sizeof(FixedPoint));
  return held;
}

bool ToFixedPoint(Int128 value, int decimals, FixedPoint& number) {
  for (; decimals > kFixedPointDigits && value != 0; --decimals) {
    if (value % 10 != 0) return false;
    value /= 10;
  }
  for (; decimals < kFixedPointDigits && value != 0; ++decimals) {
    if (value > kLargestFixedPoint || value < -kLargestFixedPoint) return false;
    value *= 10;
  }
  if (value > kLargestFixedPoint || value < -kLargestFixedPoint) return false;
  number = static_cast<FixedPoint>(value);
  return true;
}

Rational DecimalAt(const ArrowColumn& column, std::size_t row) {
  const auto value = column.Load<Int128>(row);
  mpz_class digits = WholeNumber(static_cast<std::int64_t>(value >> 64U));
  for (const unsigned shift : {32U, 0U}) {
    digits <<= 32U;
    digits += static_cast<std::uint32_t>(value >> shift);
  }
  return Rational(digits) * PowerOfTen(-column.decimals);
}

template <typename T>
std::string ShortestText(T value) {
  std::array<char, 64> text;
  return {text.begin(), std::to_chars(text.begin(), text.end(), value).ptr};
}

}  // namespace

Word ReadNumbers(const ArrowColumn& column, FloatMeaning meaning, std::size_t first,
                 std::size_t count, FixedPoint* numbers) {
  switch (column.type) {
    case CellType::kInt8:
      return ReadWholes<std::int8_t>(column, first, count, numbers);
    case CellType::kUint8:
      return ReadWholes<std::uint8_t>(column, first, count, numbers);
    case CellType::kInt16:
      return ReadWholes<std::int16_t>(column, first, count, numbers);
    case CellType::kUint16:
      return ReadWholes<std::uint16_t>(column, first, count, numbers);
    case CellType::kInt32:
      return ReadWholes<std::int32_t>(column, first, count, numbers);
    case CellType::kUint32:
      return ReadWholes<std::uint32_t>(column, first, count, numbers);
    case CellType::kInt64:
    case CellType::kUint64: {
      Word held = ReadWholes<std::int64_t>(column, first, count, numbers);
      for (std::size_t i = 0; i < count && column.type == CellType::kUint64; ++i) {
        if (column.Integer(first + i) < 0) held &= ~(Word{1} << i);
      }
      return held;
    }
    case CellType::kFloat:
    case CellType::kDouble:
      return ReadFloats(column, meaning, first, count, numbers);
    case CellType::kDecimal: {
      Word held = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const auto value = column.Load<Int128>(first + i);
        held |= Word{ToFixedPoint(value, column.decimals, numbers[i])} << i;
      }
      return held;
    }
    default:
      return 0;
  }
}

std::string NumberText(const ArrowColumn& column, std::size_t row) {
  constexpr int kDigits = 200;  // more than a decimal of 128 bits has
  if (column.type == CellType::kUint64) return std::to_string(column.Load<std::uint64_t>(row));
  if (IsInteger(column.type)) return std::to_string(column.Integer(row));
  if (column.type == CellType::kFloat) return ShortestText(column.Load<float>(row));
  if (column.type == CellType::kDouble) return ShortestText(column.Load<double>(row));
  return FormatDecimal(DecimalAt(column, row), kDigits);
}

}  // namespace mgl

// By magnitude and sign: the magnitude of every std::int64_t fits in 64 bits without a sign.
#include "engine/value/whole_number.h"

#include <limits>

namespace mgl {

mpz_class WholeNumber(std::int64_t value) {
  mpz_class number;
  SetWhole(value, number);
  return number;
}

void SetWhole(std::int64_t value, mpz_class& number) {
  const auto bits = static_cast<std::uint64_t>(value);
  const std::uint64_t magnitude = value < 0 ? 0 - bits : bits;
  mpz_import(number.get_mpz_t(), 1, 1, sizeof magnitude, 0, 0, &magnitude);
  if (value < 0) mpz_neg(number.get_mpz_t(), number.get_mpz_t());
}

std::optional<std::int64_t> ToInt64(const mpz_class& value) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  constexpr std::size_t kBits = std::numeric_limits<std::uint64_t>::digits;
  if (mpz_sizeinbase(value.get_mpz_t(), 2) > kBits) return std::nullopt;
  std::uint64_t magnitude = 0;  // stays, where the number is zero
  mpz_export(&magnitude, nullptr, 1, sizeof magnitude, 0, 0, value.get_mpz_t());
  const bool is_negative = value < 0;
  if (magnitude > kMost + (is_negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
}

std::optional<std::int64_t> ToInt64(const Rational& value) {
  return value.get_den() == 1 ? ToInt64(value.get_num()) : std::nullopt;
}

}  // namespace mgl

// Decimal texts to exact rationals and back, and the roundings. All results are canonical
// (lowest terms, positive denominator), so that mpq equality and hashing are those of the numbers.
#include "engine/value/rational.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "engine/text/plain_text.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

/// Takes the digits at the front of `text`.
std::string_view TakeDigits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

/// Takes a sign at the front of `text`; true for minus.
bool TakeSign(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative;
}

/// Reads all of `text` as an exponent (after the `e`); empty when it is none or beyond the limit.
std::optional<int> ParseExponent(std::string_view text) {
  const bool negative = TakeSign(text);
  const std::string_view digits = TakeDigits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  int exponent = 0;
  for (const char digit : digits) {
    exponent = exponent * 10 + (digit - '0');
    if (exponent > kMaxDecimalExponent) return std::nullopt;
  }
  return negative ? -exponent : exponent;
}

mpz_class IntegerPowerOfTen(std::uint32_t exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, exponent);
  return power;
}

constexpr int kDigitsOfInt64 = 18;

constexpr std::array<std::int64_t, kDigitsOfInt64 + 1> kPowersOfTen = [] {
  std::array<std::int64_t, kDigitsOfInt64 + 1> powers = {1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

/// The number of at most kDigitsOfInt64 digits.
std::int64_t ShortNumber(std::string_view whole, std::string_view fraction) {
  std::int64_t value = 0;
  for (const std::string_view digits : {whole, fraction}) {
    for (const char digit : digits) value = value * 10 + (digit - '0');
  }
  return value;
}

/// The integer of the digits of `whole` and `fraction` written one after the other.
mpz_class IntegerFromDigits(std::string_view whole, std::string_view fraction) {
  if (whole.size() + fraction.size() <= kDigitsOfInt64) {
    return WholeNumber(ShortNumber(whole, fraction));
  }
  std::string digits(whole);
  digits += fraction;
  return mpz_class(digits, 10);
}

/// value (> 0) rounded to the nearest integer, halves up.
mpz_class RoundPositive(const Rational& value) {
  const mpz_class twice = 2 * value.get_num() + value.get_den();
  const mpz_class divisor = 2 * value.get_den();
  mpz_class quotient;
  mpz_fdiv_q(quotient.get_mpz_t(), twice.get_mpz_t(), divisor.get_mpz_t());
  return quotient;
}

/// The exponent e with 10^e <= value < 10^(e + 1), for value > 0.
int DecimalExponent(const Rational& value) {
  // Each size is right or one too big, so the first guess is at most two off.
  const auto size = [](const mpz_class& number) {
    return static_cast<int>(mpz_sizeinbase(number.get_mpz_t(), 10));
  };
  int exponent = size(value.get_num()) - size(value.get_den());
  while (value < PowerOfTen(exponent)) --exponent;
  while (value >= PowerOfTen(exponent + 1)) ++exponent;
  return exponent;
}

/// The exponent of ten that the last of `digits` significant digits of `value` (> 0) counts.
int LastDigitWeight(const Rational& value, int digits) {
  return DecimalExponent(value) + 1 - std::max(digits, 1);
}

/// The digits with the decimal point moved so that they mean digits * 10^exponent.
std::string PlainNotation(std::string digits, int exponent) {
  const std::size_t last = digits.find_last_not_of('0');
  exponent += static_cast<int>(digits.size() - 1 - last);
  digits.resize(last + 1);
  if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
  const auto places = static_cast<std::size_t>(-exponent);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  return digits;
}

/// A decimal of few digits, as nearly all are, without numbers of any size; empty for others.
std::optional<std::string> ShortDecimal(const Rational& value, int max_digits) {
  if (value == 0) return "0";
  const std::optional<std::int64_t> numerator = ToInt64(value.get_num());
  const std::optional<std::int64_t> denominator = ToInt64(value.get_den());
  if (!numerator || !denominator) return std::nullopt;
  const auto power = std::ranges::find_if(
      kPowersOfTen, [&](std::int64_t multiple) { return multiple % *denominator == 0; });
  if (power == kPowersOfTen.end()) return std::nullopt;
  std::int64_t digits = 0;
  if (__builtin_mul_overflow(*numerator, *power / *denominator, &digits)) return std::nullopt;
  std::string text = std::to_string(digits);
  if (digits < 0) text.erase(0, 1);
  if (text.size() > static_cast<std::size_t>(std::clamp(max_digits, 1, kDigitsOfInt64))) {
    return std::nullopt;
  }
  text = PlainNotation(std::move(text), -static_cast<int>(power - kPowersOfTen.begin()));
  return digits < 0 ? "-" + text : text;
}

/// Into lowest terms; denominator > 0.
void SetFraction(std::int64_t numerator, std::int64_t denominator, Rational& value) {
  const std::int64_t common = std::gcd(numerator, denominator);
  SetWhole(numerator / common, value.get_num());
  SetWhole(denominator / common, value.get_den());
}

}  // namespace

std::optional<Rational> ParseDecimal(std::string_view text) {
  std::optional<Rational> value(std::in_place);
  if (!ParseDecimalInto(text, *value)) value.reset();
  return value;
}

bool ParseDecimalInto(std::string_view text, Rational& value) {
  const bool negative = TakeSign(text);
  const std::string_view whole = TakeDigits(text);
  std::string_view fraction;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    fraction = TakeDigits(text);
    if (fraction.empty()) return false;
  }
  const std::size_t digit_count = whole.size() + fraction.size();
  if (digit_count == 0 || digit_count > kMaxDecimalDigits) return false;
  int exponent = 0;
  if (!text.empty()) {
    if (text.front() != 'e' && text.front() != 'E') return false;
    const std::optional<int> written = ParseExponent(text.substr(1));
    if (!written) return false;
    exponent = *written;
  }
  exponent -= static_cast<int>(fraction.size());

  if (digit_count <= kDigitsOfInt64 && exponent <= 0 && -exponent <= kDigitsOfInt64) {
    const std::int64_t digits = ShortNumber(whole, fraction);
    SetFraction(negative ? -digits : digits, kPowersOfTen[static_cast<std::size_t>(-exponent)],
                value);
    return true;
  }
  mpz_class digits = IntegerFromDigits(whole, fraction);
  if (negative) digits = -digits;
  const mpz_class power = IntegerPowerOfTen(static_cast<std::uint32_t>(std::abs(exponent)));
  value = exponent >= 0 ? Rational(mpz_class(digits * power)) : Rational(digits, power);
  value.canonicalize();
  return true;
}

std::string FormatDecimal(const Rational& value, int max_digits) {
  if (std::optional<std::string> text = ShortDecimal(value, max_digits)) return *std::move(text);
  const Rational magnitude = abs(value);
  // Every decimal of at most max_digits significant digits is a multiple of the last one's weight,
  // so rounding to that weight finds it where it exists; its trailing zeros are dropped then.
  const int weight = LastDigitWeight(magnitude, max_digits);
  const mpz_class digits = RoundPositive(magnitude * PowerOfTen(-weight));
  const std::string text = PlainNotation(digits.get_str(), weight);
  return value < 0 ? "-" + text : text;
}

std::string FormatShown(const Rational& value) {
  if (std::optional<std::string> text = ShortDecimal(value, kDigitsOfInt64)) {
    return *std::move(text);
  }
  // A finite decimal's denominator is made of twos and fives.
  mpz_class rest;
  const mp_bitcnt_t twos = mpz_scan1(value.get_den_mpz_t(), 0);
  mpz_tdiv_q_2exp(rest.get_mpz_t(), value.get_den_mpz_t(), twos);
  const mp_bitcnt_t fives =
      mpz_remove(rest.get_mpz_t(), rest.get_mpz_t(), mpz_class(5).get_mpz_t());
  if (rest != 1) return FormatDecimal(value, kShownDigits);
  const auto decimals = static_cast<int>(std::max(twos, fives));
  const Rational digits = value * PowerOfTen(decimals);
  const std::string text = PlainNotation(mpz_class(abs(digits.get_num())).get_str(), -decimals);
  return value < 0 ? "-" + text : text;
}

Rational RationalOf(double value) {
  Rational exact;
  mpq_set_d(exact.get_mpq_t(), value);
  return exact;
}

Rational Floor(const Rational& value) {
  mpz_class quotient;
  mpz_fdiv_q(quotient.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return quotient;
}

Rational Ceiling(const Rational& value) {
  mpz_class quotient;
  mpz_cdiv_q(quotient.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return quotient;
}

Rational RoundToStep(const Rational& value, const Rational& step) {
  const Rational steps = RoundPositive(abs(value) / step);
  return value < 0 ? Rational(-steps * step) : Rational(steps * step);
}

Rational RoundToDigits(const Rational& value, int digits) {
  if (value == 0) return value;
  return RoundToStep(value, PowerOfTen(LastDigitWeight(abs(value), digits)));
}

Rational PowerOfTen(int exponent) {
  const mpz_class power = IntegerPowerOfTen(exponent < 0 ? 0U - static_cast<std::uint32_t>(exponent)
                                                         : static_cast<std::uint32_t>(exponent));
  if (exponent >= 0) return power;
  return {mpz_class(1), power};
}

}  // namespace mgl

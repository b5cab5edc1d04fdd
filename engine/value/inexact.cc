// Ziv's strategy: enclose the exact value with MPFR at growing precision until both ends of the
// enclosure round alike. They never do where the exact value is itself a tie (halfway between two
// numbers of 12 digits). Ties are rational, and exp and ln of rationals are irrational except at 0
// and 1 (Lindemann), where MPFR is exact; log10 of rationals is irrational or whole, and no tie;
// square roots are rounded in integers; powers that are rational are found and rounded exactly. So
// all that is enclosed is no tie, and the loop ends.
//
// Just inside an open end the rounded value is that of the end, so ends become closed. Where the
// end's value is a tie it may be the neighbour's: the interval is then a step too wide, never too
// narrow.
#include "engine/value/inexact.h"

#include <mpfr.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "engine/value/whole_number.h"

namespace mgl {
namespace {

/// Arguments have at most 8,192 bits (see arithmetic.cc), so they can be chosen to come within some
/// 2^-8192 of a tie, not by design within 2^-32000. What the last precision cannot tell is missing.
constexpr mpfr_prec_t kFirstPrecision = 128;
constexpr mpfr_prec_t kLastPrecision = 32768;

/// exp beyond this has more digits than any number of the engine (2^8192 is e^5678).
constexpr int kLargestExponent = 6000;

/// MPFR keeps constants for each thread; they go with it.
struct ConstantsOfThread {
  ~ConstantsOfThread() { mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE); }
};

class Float {
 public:
  explicit Float(mpfr_prec_t precision) { mpfr_init2(value_, precision); }
  Float(const Float&) = delete;
  Float& operator=(const Float&) = delete;
  ~Float() { mpfr_clear(value_); }
  operator mpfr_ptr() { return value_; }           // NOLINT(google-explicit-constructor)
  operator mpfr_srcptr() const { return value_; }  // NOLINT(google-explicit-constructor)

 private:
  mpfr_t value_;
};

/// Two numbers between which the exact one lies.
struct Enclosure {
  explicit Enclosure(mpfr_prec_t precision) : low(precision), high(precision) {}
  Float low;
  Float high;
};

void Set(const Rational& value, Enclosure& to) {
  mpfr_set_q(to.low, value.get_mpq_t(), MPFR_RNDD);
  mpfr_set_q(to.high, value.get_mpq_t(), MPFR_RNDU);
}

/// The logarithm of what was rounded down to zero or below is minus infinity: wide, not wrong.
void TakeLogarithm(Enclosure& of) {
  mpfr_log(of.low, of.low, MPFR_RNDD);
  mpfr_log(of.high, of.high, MPFR_RNDU);
}

void TakeExponential(Enclosure& of) {
  mpfr_exp(of.low, of.low, MPFR_RNDD);
  mpfr_exp(of.high, of.high, MPFR_RNDU);
}

/// Which ends multiply to the lowest and to the highest product depends on their signs.
void MultiplyBy(const Enclosure& factor, mpfr_prec_t precision, Enclosure& to) {
  Float low(precision);
  Float high(precision);
  Float product(precision);
  mpfr_set_inf(low, 1);
  mpfr_set_inf(high, -1);
  for (mpfr_srcptr a : {mpfr_srcptr(to.low), mpfr_srcptr(to.high)}) {
    for (mpfr_srcptr b : {mpfr_srcptr(factor.low), mpfr_srcptr(factor.high)}) {
      mpfr_mul(product, a, b, MPFR_RNDD);
      mpfr_min(low, low, product, MPFR_RNDD);
      mpfr_mul(product, a, b, MPFR_RNDU);
      mpfr_max(high, high, product, MPFR_RNDU);
    }
  }
  mpfr_set(to.low, low, MPFR_RNDD);
  mpfr_set(to.high, high, MPFR_RNDU);
}

Rational Rounded(mpfr_srcptr value) {
  Rational exact;
  mpfr_get_q(exact.get_mpq_t(), value);
  return RoundToDigits(exact, kInexactDigits);
}

/// Whether exp of the enclosed number can be taken; `is_out`: it is surely too large or too small.
bool IsInReach(const Enclosure& exponent, bool& is_out) {
  is_out = mpfr_cmp_si(exponent.low, kLargestExponent) > 0 ||
           mpfr_cmp_si(exponent.high, -kLargestExponent) < 0;
  return mpfr_cmp_si(exponent.low, -2 * kLargestExponent) > 0 &&
         mpfr_cmp_si(exponent.high, 2 * kLargestExponent) < 0;
}

/// The rounded number that `enclose` encloses (a better one at each call with more precision);
/// empty where it says that there is none.
template <typename Enclose>
std::optional<Rational> Round(Enclose enclose) {
  static thread_local const ConstantsOfThread kConstants;
  for (mpfr_prec_t precision = kFirstPrecision; precision <= kLastPrecision; precision *= 2) {
    Enclosure enclosure(precision);
    bool is_out = false;
    const bool is_usable = enclose(precision, enclosure, is_out);
    if (is_out) return std::nullopt;
    if (!is_usable) continue;
    Rational low = Rounded(enclosure.low);
    if (low == Rounded(enclosure.high)) return low;
  }
  return std::nullopt;
}

/// What was worked out last, of each function: some 10 microseconds each, and proofs ask for the
/// same few values hundreds of times.
template <typename Work>
std::optional<Rational> Remembered(const Rational& a, const Rational& b, Work work) {
  struct Known {
    Rational a;
    Rational b;
    std::optional<Rational> result;
  };
  constexpr std::size_t kMost = 8;
  static thread_local std::vector<Known> known;
  static thread_local std::size_t next = 0;
  for (const Known& one : known) {
    if (one.a == a && one.b == b) return one.result;
  }
  std::optional<Rational> result = work();
  if (known.size() < kMost) known.emplace_back();
  known[next++ % kMost] = {a, b, result};
  return result;
}

/// `logarithm`: mpfr_log or mpfr_log10.
template <typename Function>
std::optional<Rational> RoundLogarithm(const Rational& value, Function logarithm) {
  return Round([&](mpfr_prec_t, Enclosure& enclosure, bool&) {
    Set(value, enclosure);
    logarithm(enclosure.low, enclosure.low, MPFR_RNDD);
    logarithm(enclosure.high, enclosure.high, MPFR_RNDU);
    return mpfr_number_p(enclosure.low) != 0 && mpfr_number_p(enclosure.high) != 0;
  });
}

std::optional<Rational> RoundExponential(const Rational& value) {
  return Remembered(value, 0, [&] {
    return Round([&](mpfr_prec_t, Enclosure& enclosure, bool& is_out) {
      Set(value, enclosure);
      if (!IsInReach(enclosure, is_out)) return false;
      TakeExponential(enclosure);
      return true;
    });
  });
}

/// In integers: of the root some 15 digits are made, rounded down. Where they are not the exact
/// root, it lies between them and the next integer, and no tie of 12 digits does.
Rational RoundSquareRoot(const Rational& value) {
  if (value == 0) return 0;
  const int digits_before = static_cast<int>(mpz_sizeinbase(value.get_num_mpz_t(), 10)) -
                            static_cast<int>(mpz_sizeinbase(value.get_den_mpz_t(), 10));
  const int weight = digits_before / 2 - kInexactDigits - 4;
  const Rational scaled = value * PowerOfTen(-2 * weight);
  mpz_class root;
  mpz_class rest;
  const mpz_class whole = Floor(scaled).get_num();
  mpz_sqrtrem(root.get_mpz_t(), rest.get_mpz_t(), whole.get_mpz_t());
  const bool is_exact = rest == 0 && scaled == whole;
  Rational near = root;
  if (!is_exact) near += Rational(1, 2);
  return RoundToDigits(near * PowerOfTen(weight), kInexactDigits);
}

/// The exact power where it is rational and has no more digits than a tie could have: with the
/// exponent p/q in lowest terms, numerator and denominator of the base are powers of q.
std::optional<Rational> ExactPower(const Rational& base, const Rational& exponent) {
  constexpr std::size_t kMostBits = 10000;
  constexpr std::int64_t kLargest = std::numeric_limits<std::int32_t>::max();
  const std::optional<std::int64_t> p = ToInt64(exponent.get_num());
  const std::optional<std::int64_t> q = ToInt64(exponent.get_den());
  if (!p || !q || *p > kLargest || *p < -kLargest || *q > kLargest) return std::nullopt;
  const auto degree = static_cast<std::uint32_t>(*q);
  const auto count = static_cast<std::uint32_t>(std::abs(*p));
  Rational root;
  if (mpz_root(root.get_num_mpz_t(), base.get_num_mpz_t(), degree) == 0) return std::nullopt;
  if (mpz_root(root.get_den_mpz_t(), base.get_den_mpz_t(), degree) == 0) return std::nullopt;
  const std::size_t bits =
      std::max(mpz_sizeinbase(root.get_num_mpz_t(), 2), mpz_sizeinbase(root.get_den_mpz_t(), 2));
  if ((bits - 1) * count > kMostBits) return std::nullopt;
  Rational power;
  mpz_pow_ui(power.get_num_mpz_t(), root.get_num_mpz_t(), count);
  mpz_pow_ui(power.get_den_mpz_t(), root.get_den_mpz_t(), count);
  return *p < 0 ? Rational(1 / power) : power;
}

/// Of a base above zero.
std::optional<Rational> WorkOutPower(const Rational& base, const Rational& exponent) {
  if (const auto exact = ExactPower(base, exponent)) return RoundToDigits(*exact, kInexactDigits);
  return Round([&](mpfr_prec_t precision, Enclosure& enclosure, bool& is_out) {
    Enclosure factor(precision);
    Set(exponent, factor);
    Set(base, enclosure);
    TakeLogarithm(enclosure);
    MultiplyBy(factor, precision, enclosure);
    if (!IsInReach(enclosure, is_out)) return false;
    TakeExponential(enclosure);
    return true;
  });
}

/// Of a base above zero.
std::optional<Rational> RoundPower(const Rational& base, const Rational& exponent) {
  if (base == 1 || exponent == 0) return Rational(1);
  return Remembered(base, exponent, [&] { return WorkOutPower(base, exponent); });
}

/// One end of the base to one end of the exponent: a value, zero as a limit, or infinity.
struct PowerCorner {
  bool fails = false;
  Bound value;
};

PowerCorner CornerOf(const Bound& base, const Bound& exponent, bool exponent_is_low) {
  const int size = base.infinite ? 1 : base.value == 0 ? -1 : cmp(base.value, 1);
  const int sign = exponent.infinite ? (exponent_is_low ? -1 : 1) : sgn(exponent.value);
  if (size == 0 || sign == 0) return {false, Bound::At(1)};
  const bool is_limit = base.infinite || base.value == 0 || exponent.infinite;
  if (is_limit && (size > 0) == (sign > 0)) return {false, Bound::Infinite()};
  if (is_limit) return {false, Bound::At(0, false)};
  const std::optional<Rational> value = RoundPower(base.value, exponent.value);
  return value ? PowerCorner{false, Bound::At(*value)} : PowerCorner{true, {}};
}

bool IsAboveZero(const Interval& a) {
  return !a.low.infinite && (a.low.value > 0 || (a.low.value == 0 && !a.low.closed));
}

template <typename Function>
std::optional<Interval> LogarithmBy(Function logarithm, const Interval& a) {
  if (!IsAboveZero(a)) return std::nullopt;
  Interval result{Bound::Infinite(), Bound::Infinite()};
  const auto take = [&](const Bound& end, Bound& to) {
    if (end.infinite || end.value == 0) return true;
    const std::optional<Rational> value = RoundLogarithm(end.value, logarithm);
    if (value) to = Bound::At(*value);
    return value.has_value();
  };
  if (!take(a.low, result.low) || !take(a.high, result.high)) return std::nullopt;
  return result;
}

}  // namespace

std::optional<Interval> SquareRoot(const Interval& a) {
  if (a.low.infinite || a.low.value < 0) return std::nullopt;
  const auto root = [](const Bound& end) {
    // Above zero stays above zero: no root is rounded to zero.
    const bool closed = end.closed || end.value != 0;
    return end.infinite ? end : Bound::At(RoundSquareRoot(end.value), closed);
  };
  return Interval{root(a.low), root(a.high)};
}

std::optional<Interval> Logarithm(const Interval& a) { return LogarithmBy(mpfr_log, a); }
std::optional<Interval> Logarithm10(const Interval& a) { return LogarithmBy(mpfr_log10, a); }

std::optional<Interval> Exponential(const Interval& a) {
  Interval result{Bound::At(0, false), Bound::Infinite()};
  const auto take = [](const Bound& end, Bound& to) {
    if (end.infinite) return true;
    const std::optional<Rational> value = RoundExponential(end.value);
    if (value) to = Bound::At(*value);
    return value.has_value();
  };
  if (!take(a.low, result.low) || !take(a.high, result.high)) return std::nullopt;
  return result;
}

std::optional<Interval> RealPower(const Interval& base, const Interval& exponent) {
  if (base == Interval::Point(0) && IsAboveZero(exponent)) return Interval::Point(0);
  if (!IsAboveZero(base)) return std::nullopt;
  // The power of a base above zero is monotone in the base and in the exponent, so its extremes are
  // at the corners.
  std::optional<Interval> result;  // of the finite corners: there always is one
  bool is_unbounded = false;
  for (const Bound* base_end : {&base.low, &base.high}) {
    if (base_end == &base.high && base.IsPoint()) continue;
    for (const Bound* exponent_end : {&exponent.low, &exponent.high}) {
      if (exponent_end == &exponent.high && exponent.IsPoint()) continue;
      const PowerCorner corner = CornerOf(*base_end, *exponent_end, exponent_end == &exponent.low);
      if (corner.fails) return std::nullopt;
      is_unbounded |= corner.value.infinite;
      if (corner.value.infinite) continue;
      const Interval at{corner.value, corner.value};
      result = result ? Hull(*result, at) : at;
    }
  }
  if (!result) result = Interval{Bound::At(0, false), Bound::Infinite()};
  if (is_unbounded) result->high = Bound::Infinite();
  return result;
}

}  // namespace mgl

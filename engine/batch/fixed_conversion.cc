#include "engine/batch/fixed_conversion.h"

#include <algorithm>
#include <utility>

#include "engine/value/whole_number.h"

namespace mgl {
namespace {

__extension__ using Wide = __int128;

bool Take(const mpz_class& from, FixedPoint& to) {
  const std::optional<std::int64_t> number = ToInt64(from);
  if (!number || !IsFixedPoint(*number)) return false;
  to = *number;
  return true;
}

}  // namespace

std::optional<FixedConversion> FixedConversion::Make(const Conversion& conversion,
                                                     RoundingDown rounding) {
  const Rational offset = conversion.offset * PowerOfTen(kFixedPointDigits);
  const mpz_class divisor = lcm(conversion.factor.get_den(), offset.get_den());
  FixedConversion made;
  made.rounding_ = std::move(rounding);
  const bool fits = Take(Rational(conversion.factor * divisor).get_num(), made.multiplier_) &&
                    Take(Rational(offset * divisor).get_num(), made.addend_) &&
                    Take(divisor, made.divisor_);
  return fits ? std::optional(made) : std::nullopt;
}

bool FixedConversion::Apply(FixedPoint& number) const {
  const Wide scaled = Wide{number} * multiplier_ + addend_;
  const auto narrow = static_cast<FixedPoint>(scaled);
  // The division of 64 bits is several times as fast.
  Wide quotient = scaled == narrow ? narrow / divisor_ : scaled / divisor_;
  const Wide rest = scaled - quotient * divisor_;
  if (rest < 0) --quotient;

  if (quotient < -kLargestFixedPoint || quotient > kLargestFixedPoint) return false;
  const auto result = static_cast<FixedPoint>(quotient);
  const bool is_rounded = rest != 0;
  if (is_rounded && !rounding_.is_allowed) return false;
  if (is_rounded && std::ranges::find(rounding_.not_to, result) != rounding_.not_to.end()) {
    return false;
  }
  number = result;
  return true;
}

}  // namespace mgl

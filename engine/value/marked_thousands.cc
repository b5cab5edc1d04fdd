#include "engine/value/marked_thousands.h"

#include <algorithm>
#include <optional>

#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {

bool MayMarkThousands(std::string_view digits) {
  const std::size_t point = digits.find('.');
  const bool fits = point >= 1 && point <= 3 && digits.size() == point + 4 && digits[0] != '0' &&
                    std::ranges::all_of(digits, [](char c) { return c == '.' || IsDigit(c); });
  if (!fits || digits.ends_with('0')) return fits;
  const std::optional<Rational> value = ParseDecimal(digits);
  return value && Rational(*value * 8).get_den() != 1;
}

}  // namespace mgl

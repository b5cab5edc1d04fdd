// Both meanings ascend with the double, so that one step after the other from the nearest finds it.
#include "engine/batch/double_cut.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

#include "engine/batch/double_bracket.h"

namespace mgl {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Rational MeaningOf(double value, FloatMeaning meaning) {
  if (meaning == FloatMeaning::kExact) return RationalOf(value);
  std::array<char, 40> text;
  const char* const end = std::to_chars(text.begin(), text.end(), value).ptr;
  return *ParseDecimal({text.begin(), end});
}

}  // namespace

double FirstDoubleBeyond(const NumberCut& cut, FloatMeaning meaning) {
  static const Rational kMost = PowerOfTen(15);
  if (cut.value < -kMost) return -kInfinity;
  if (cut.value > kMost) return kInfinity;
  const auto is_beyond = [&](double value) {
    const Rational said = MeaningOf(value, meaning);
    return cut.inclusive ? said > cut.value : said >= cut.value;
  };
  double first = cut.value.get_d();
  while (is_beyond(first)) first = std::nextafter(first, -kInfinity);
  while (!is_beyond(first)) first = std::nextafter(first, kInfinity);
  return first;
}

}  // namespace mgl

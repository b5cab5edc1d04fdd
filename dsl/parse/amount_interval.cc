#include "dsl/parse/amount_interval.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {

std::string AmountInOneUnit(std::string_view low, std::string_view low_unit, std::string_view high,
                            std::string_view high_unit) {
  const std::optional<Rational> first = ParseDecimal(low);
  const std::optional<Rational> last = ParseDecimal(high);
  if (!first || !last) return {};
  if (low_unit.empty() || low_unit == high_unit) {
    return *first < *last ? fmt::format("{} to {} {}", low, high, high_unit) : std::string();
  }
  const auto from = ParseUnit(low_unit);
  const auto to = ParseUnit(high_unit);
  if (!from || !to) return {};
  const auto into_low = FindConversion(*to, *from);
  if (!into_low || into_low->offset != 0 || into_low->factor <= 0) return {};
  const Rational in_low = *last * into_low->factor;
  if (*first >= in_low) return {};
  if (into_low->factor >= 1) {
    return fmt::format("{} to {} {}", low, FormatShown(in_low), low_unit);
  }
  return fmt::format("{} to {} {}", FormatShown(Rational(*first / into_low->factor)), high,
                     high_unit);
}

std::string IntervalOfCode(std::string_view number, std::string_view code) {
  const std::size_t dash = code.find('-');
  if (number.empty() || dash == std::string_view::npos) return {};
  const std::string_view behind = code.substr(dash + 1);
  const std::size_t end = std::min(behind.find_first_not_of("0123456789."), behind.size());
  const std::string_view unit = behind.substr(end, std::min(behind.find(' '), behind.size()) - end);
  if (end == 0 || unit.empty()) return {};
  const std::string both =
      AmountInOneUnit(number, code.substr(0, dash), behind.substr(0, end), unit);
  return both.empty() ? both : fmt::format("{}{}", both, behind.substr(end + unit.size()));
}

}  // namespace mgl

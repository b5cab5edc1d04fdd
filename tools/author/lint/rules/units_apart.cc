// Bounds of one fact whose numbers are near each other, in units that are ten, a hundred or a
// thousand apart: 8 mg/dL beside 11 g/dL; or one of mass and one of amount: 7.0 mg/dL of glucose
// beside 11.1 mmol/L.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

struct WrittenBound {
  const ast::Quantity* number = nullptr;
  Rational value;  // in the fact's unit
};

bool IsPowerOfTen(const Rational& factor) {
  constexpr int kMost = 12;
  for (int exponent = 1; exponent <= kMost; ++exponent) {
    if (factor == PowerOfTen(exponent) || factor == PowerOfTen(-exponent)) return true;
  }
  return false;
}

/// Whether one is at most so many times the other.
bool AreWithin(const Rational& a, const Rational& b, const Rational& times) {
  return a <= b * times && b <= a * times;
}

bool AreApart(const WrittenBound& first, const WrittenBound& second) {
  if (first.number->unit->code == second.number->unit->code) return false;
  const Rational& a = first.number->number.value;
  const Rational& b = second.number->number.value;
  if (a <= 0 || b <= 0 || first.value <= 0 || second.value <= 0) return false;
  const Rational factor = (first.value / a) / (second.value / b);
  if (!IsPowerOfTen(factor)) return false;
  // The numbers go together, and what they stand for does not.
  return AreWithin(a, b, 5) && !AreWithin(first.value, second.value, 8);
}

/// Whether the first is far from all other bounds as a mass, and near to the second as an amount
/// with the same number, or the other way round.
bool IsOtherKind(const WrittenBound& first, const WrittenBound& second,
                 const std::vector<WrittenBound>& all) {
  const Rational& a = first.number->number.value;
  const Rational& b = second.number->number.value;
  if (a <= 0 || b <= 0 || first.value <= 0 || second.value <= 0) return false;
  const std::string& code = first.number->unit->code;
  const std::string& other_code = second.number->unit->code;
  if (code == other_code || !AreWithin(a, b, 2)) return false;
  if (ParseUnit(code)->dimension == ParseUnit(other_code)->dimension) return false;
  const auto has = [&](bool above) {
    return std::ranges::any_of(all, [&](const WrittenBound& one) {
      const Rational& number = one.number->number.value;
      return one.number->unit->code == other_code && (above ? number >= a : number <= a);
    });
  };
  // From one emergency to another may be far: 40 mg/dL and 33 mmol/L of glucose.
  const Rational far = has(true) && has(false) ? 8 : 16;
  return std::ranges::all_of(all, [&](const WrittenBound& one) {
    const bool is_like_it =
        one.number->unit->code == code && AreWithin(one.number->number.value, a, 2);
    return is_like_it || (one.value > 0 && !AreWithin(first.value, one.value, far));
  });
}

}  // namespace

void LintUnitsApart(const LintInput& input, Diagnostics& found) {
  std::map<std::uint32_t, std::vector<WrittenBound>> bounds;  // by fact
  for (const auto& [fact, number, value] : CutsOf(input)) {
    if (number->unit) bounds[fact].push_back({number, value});
  }
  for (const auto& [index, of] : bounds) {
    const auto code = [](const WrittenBound& bound) -> const std::string& {
      return bound.number->unit->code;
    };
    if (std::ranges::adjacent_find(of, std::not_equal_to{}, code) == of.end()) continue;
    const Fact& fact = input.compiled.guideline.facts[index];
    bool is_told = false;
    for (std::size_t i = 0; i < of.size() && !is_told; ++i) {
      for (std::size_t k = 0; k < i && !is_told; ++k) {
        const bool is_first = IsOtherKind(of[k], of[i], of);
        const bool is_second = IsOtherKind(of[i], of[k], of);
        if (!AreApart(of[k], of[i]) && !is_first && !is_second) continue;
        // Where the unit is the fact's own, or one lies apart, the other is the one to look at.
        const bool is_own =
            is_first != is_second ? is_first : of[i].number->unit->code == fact.unit.code;
        const WrittenBound& here = is_own ? of[k] : of[i];
        const WrittenBound& there = is_own ? of[i] : of[k];
        const Rational times = here.value > there.value ? Rational(here.value / there.value)
                                                        : Rational(there.value / here.value);
        found.push_back(
            {DiagnosticKind::kUnitsApart,
             here.number->span,
             fmt::format("{} and {} are both bounds of `{}`, and one is {} times the other",
                         Quoted(QuantityText(*here.number)), Quoted(QuantityText(*there.number)),
                         fact.name, FormatDecimal(times, 2)),
             "see which unit the source has: is one of the two a slip?",
             {{there.number->span, "the other bound"}}});
        is_told = true;
      }
    }
  }
}

}  // namespace mgl

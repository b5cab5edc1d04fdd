#include "engine/prove/fact_pair.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/model/one_default.h"

namespace mgl {
namespace {

bool AreSame(const SubstanceScale& a, const SubstanceScale& b) {
  return a.from == b.from && a.to == b.to && a.conversion.factor == b.conversion.factor &&
         a.conversion.offset == b.conversion.offset;
}

/// Whether other units convert alike.
bool ConvertAlike(const std::optional<Substance>& a, const std::optional<Substance>& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return true;
  return a->molar_mass == b->molar_mass && a->valence == b->valence &&
         std::ranges::equal(a->scales, b->scales, AreSame);
}

bool HaveOneUnit(const Unit& a, const Unit& b) {
  if (a.logarithmic || b.logarithmic) return a.code == b.code;
  return a.dimension == b.dimension && a.factor == b.factor && a.offset == b.offset &&
         a.annotations == b.annotations && a.is_difference == b.is_difference;
}

/// A default that is some day of a month is no value of a node.
bool IsOpen(const std::optional<DefaultValue>& by_default, FactType type) {
  return by_default &&
         ((type == FactType::kDate && by_default->date.first != by_default->date.last) ||
          (type == FactType::kNumber && !by_default->number.IsPoint()));
}

}  // namespace

FactDifference DifferenceOf(const Fact& before, const Fact& after) {
  FactDifference difference;
  difference.is_apart = before.type != after.type;
  if (difference.is_apart) return difference;
  difference.in_default = !HaveOneDefault(before, after);
  if (before.type == FactType::kNumber) {
    difference.in_plausible = before.plausible != after.plausible;
    difference.in_steps = before.whole_step != after.whole_step || before.step != after.step;
    difference.in_unit = !HaveOneUnit(before.unit, after.unit);
    difference.in_conversion = !ConvertAlike(before.substance, after.substance);
    difference.is_apart = before.has_unit != after.has_unit ||
                          (difference.in_unit && difference.in_conversion) ||
                          (difference.in_unit && !ConversionInto(before, after.unit));
  }
  if (before.type == FactType::kChoice) {
    difference.in_choices = !std::ranges::equal(before.choices, after.choices, {},
                                                &ChoiceOption::name, &ChoiceOption::name);
  }
  if (difference.IsNone()) return difference;
  difference.is_apart |=
      IsOpen(before.default_value, before.type) || IsOpen(after.default_value, after.type);
  return difference;
}

bool AreReadAlike(const Fact& a, const Fact& b) {
  const FactDifference difference = DifferenceOf(a, b);
  const auto is_same_choice = [](const ChoiceOption& one, const ChoiceOption& other) {
    return one.name == other.name && one.label == other.label && one.code == other.code;
  };
  const auto is_same_spelling = [](const UnitSpelling& one, const UnitSpelling& other) {
    return one.spelling == other.spelling && one.unit.code == other.unit.code;
  };
  const auto is_same_code = [](const FactCode& one, const FactCode& other) {
    return one.system == other.system && one.code == other.code && one.unit == other.unit;
  };
  const bool is_of_days_in_both = (a.unit.code == kWeeksAndDays) == (b.unit.code == kWeeksAndDays);
  return a.type == b.type && a.has_unit == b.has_unit && !difference.in_unit &&
         is_of_days_in_both && !difference.in_conversion && !difference.is_apart &&
         std::ranges::equal(a.choices, b.choices, is_same_choice) &&
         std::ranges::equal(a.spellings, b.spellings, is_same_spelling) &&
         std::ranges::equal(a.codes, b.codes, is_same_code);
}

Fact ReportedFactOf(const Fact& before, const Fact& after, const FactDifference& difference) {
  Fact reported = after;
  reported.suspect_when.clear();
  reported.default_value.reset();
  for (const ChoiceOption& choice : before.choices) {
    const bool is_known = std::ranges::any_of(
        after.choices, [&](const ChoiceOption& of) { return of.name == choice.name; });
    if (!is_known) reported.choices.push_back(choice);
  }
  const bool is_judged_by_version =
      difference.in_plausible || difference.in_steps || difference.in_unit;
  if (!is_judged_by_version) return reported;
  // What is plausible is judged on the value as reported, before it is rounded.
  reported.whole_step.reset();
  reported.step.reset();
  const bool are_both = before.plausible && after.plausible && !difference.in_unit;
  reported.plausible.reset();
  if (are_both) reported.plausible = Hull(*before.plausible, *after.plausible);
  return reported;
}

std::vector<std::optional<std::uint32_t>> ChoicesIn(const Fact& version, const Fact& reported) {
  std::vector<std::optional<std::uint32_t>> choices;
  for (const ChoiceOption& choice : reported.choices) {
    const auto found = std::ranges::find(version.choices, choice.name, &ChoiceOption::name);
    choices.emplace_back();
    if (found != version.choices.end()) {
      choices.back() = static_cast<std::uint32_t>(found - version.choices.begin());
    }
  }
  return choices;
}

}  // namespace mgl

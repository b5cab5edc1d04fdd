// Bounds that no measurement of a person comes near: a slip of the unit or of the decimal point
// that no other bound of the guideline contradicts, where the author states nothing plausible.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

struct Measured {
  std::string_view names;
  std::string_view units;  // the limits are in the first
  std::string_view least;
  std::string_view most;
};
constexpr Measured kMeasured[] = {
#define MGL_MEASURED(names, units, least, most) {names, units, least, most},
#include "tools/author/lint/measured_limits.def"
#undef MGL_MEASURED
};

std::vector<std::string_view> PartsOf(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Words that say when, where and how it was measured, and leave it what it is.
constexpr std::string_view kPlainWords[] = {
    "admission", "arterial", "baseline", "blood",   "body",   "capillary", "concentration",
    "core",      "count",    "current",  "fasting", "first",  "last",      "latest",
    "level",     "measured", "oral",     "patient", "plasma", "pressure",  "random",
    "rectal",    "serum",    "total",    "value",   "venous", "whole"};

bool IsPlainWord(std::string_view word) {
  return std::ranges::find(kPlainWords, word) != std::end(kPlainWords);
}

/// The name without its plain words: `serum_potassium` is `potassium`.
std::string WithoutPlainWords(std::string_view name) {
  std::string what;
  for (const std::string_view word : PartsOf(name, '_')) {
    if (!IsPlainWord(word)) what += (what.empty() ? "" : "_") + std::string(word);
  }
  return what;
}

const Measured* Find(std::string_view name) {
  static const std::map<std::string_view, const Measured*> kByName = [] {
    std::map<std::string_view, const Measured*> by_name;
    for (const Measured& of : kMeasured) {
      for (const std::string_view each : PartsOf(of.names, ' ')) by_name.emplace(each, &of);
    }
    return by_name;
  }();
  const auto found = kByName.find(WithoutPlainWords(name));
  return found == kByName.end() ? nullptr : found->second;
}

/// Of one fact: the limits, and the numbers that lie outside.
class MeasuredCheck {
 public:
  MeasuredCheck(const Fact& fact, const Measured& measured)
      : fact_(fact), measured_(measured), unit_(*ParseUnit(FirstUnit())) {
    const Substance* const substance = fact.substance ? &*fact.substance : nullptr;
    // A plain number may be a share or a percentage.
    if (fact.has_unit == (unit_.code == "1")) return;
    conversion_ = FindConversion(fact.unit, unit_, substance);
  }

  /// `value`: in the fact's unit.
  bool IsBeyond(const Rational& value) const {
    if (!conversion_ || value == 0) return false;
    const Rational of = conversion_->Apply(value);
    return of < *ParseDecimal(measured_.least) || of > *ParseDecimal(measured_.most);
  }

  /// Whether the interval, in the fact's unit, meets what is measured.
  bool MayBeWithin(const Interval& values) const {
    if (!conversion_) return false;
    const bool is_above = !values.low.infinite &&
                          conversion_->Apply(values.low.value) > *ParseDecimal(measured_.most);
    const bool is_below = !values.high.infinite &&
                          conversion_->Apply(values.high.value) < *ParseDecimal(measured_.least);
    return !is_above && !is_below;
  }

  std::string Limits() const {
    const std::string unit = unit_.code == "1" ? "" : " " + unit_.code;
    return fmt::format("{} and {}{}", measured_.least, measured_.most, unit);
  }

  /// The number in another unit in which it could have been measured: "110 g/L"; or empty.
  std::string Meant(const Rational& number) const {
    const Substance* const substance = fact_.substance ? &*fact_.substance : nullptr;
    for (const std::string_view code : PartsOf(measured_.units, ' ')) {
      const auto other = FindConversion(*ParseUnit(code), unit_, substance);
      if (!other) continue;
      const Rational of = other->Apply(number);
      const bool fits = of >= *ParseDecimal(measured_.least) && of <= *ParseDecimal(measured_.most);
      if (fits) return fmt::format("{} {}", FormatShown(number), code);
    }
    return "";
  }

 private:
  std::string_view FirstUnit() const { return PartsOf(measured_.units, ' ').front(); }

  const Fact& fact_;
  const Measured& measured_;
  const Unit unit_;
  std::optional<Conversion> conversion_;
};

/// By fact: whether several bounds, and all of them, lie where it is never measured, though what is
/// measured is plausible.
std::map<std::uint32_t, bool> FactsBeyond(const LintInput& input) {
  std::map<std::uint32_t, bool> beyond;
  std::map<std::uint32_t, std::set<Rational>> bounds;
  for (const auto& [index, number, value] : CutsOf(input)) {
    const Fact& fact = input.compiled.guideline.facts[index];
    const Measured* const measured = fact.type == FactType::kNumber ? Find(fact.name) : nullptr;
    const bool is_here = measured != nullptr && MeasuredCheck(fact, *measured).IsBeyond(value);
    beyond.try_emplace(index, true).first->second &= is_here;
    bounds[index].insert(value);
  }
  for (auto& [index, is_beyond] : beyond) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!is_beyond || !fact.plausible) continue;
    const MeasuredCheck check(fact, *Find(fact.name));
    is_beyond = bounds[index].size() > 1 && check.MayBeWithin(*fact.plausible);
  }
  return beyond;
}

}  // namespace

void LintBoundBeyondMeasure(const LintInput& input, Diagnostics& found) {
  std::map<std::uint32_t, std::size_t> told;  // the finding, by fact
  const std::map<std::uint32_t, bool> all_are_beyond = FactsBeyond(input);
  for (const auto& [index, number, value] : CutsOf(input)) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (fact.type != FactType::kNumber) continue;
    // What is plausible is the author's to say, but for one whose bounds are all of another unit.
    if (fact.plausible && !all_are_beyond.at(index)) continue;
    const Measured* const measured = Find(fact.name);
    if (measured == nullptr) continue;
    const MeasuredCheck check(fact, *measured);
    if (!check.IsBeyond(value)) continue;
    if (IsToldWithin(found, DiagnosticKind::kUnitsApart, number->span)) continue;
    if (IsToldWithin(found, DiagnosticKind::kCutOutsidePlausible, number->span)) continue;
    const auto [known, is_new] = told.try_emplace(index, found.size());
    if (!is_new) {
      constexpr std::size_t kMostLabels = 4;
      std::vector<Label>& labels = found[known->second].labels;
      if (labels.size() < kMostLabels) labels.push_back({number->span, "likewise here"});
      continue;
    }
    const std::string meant = check.Meant(number->number.value);
    const std::string plausible =
        fact.plausible ? "if this is, state `plausible` for the fact so that no other is"
                       : "if this is, state for the fact what is `plausible`";
    found.push_back({DiagnosticKind::kBoundBeyondMeasure,
                     number->span,
                     fmt::format("no measured `{}` is near {}: it lies between {}", fact.name,
                                 Quoted(QuantityText(*number)), check.Limits()),
                     meant.empty()
                         ? "see which unit and decimal point are meant; " + plausible
                         : fmt::format("see whether {} is meant; {}", Quoted(meant), plausible),
                     {}});
  }
}

}  // namespace mgl

// One fact at a time.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/meaning/effective_fact.h"
#include "tools/author/facts/fact_sheet.h"
#include "tools/words/fact_words.h"
#include "tools/words/one_line.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// What people report in; each fact takes those that convert into its own.
constexpr std::array<std::string_view, 37> kCommonUnits = {
    "mg/dL",   "mmol/L", "mEq/L",  "g/L",        "umol/L",  "g/dL",  "mg/L",   "ug/L",
    "ng/mL",   "nmol/L", "ug/dL",  "mg/g",       "mg/mmol", "kg",    "g",      "mg",
    "[lb_av]", "m",      "cm",     "mm",         "[in_i]",  "years", "months", "weeks",
    "days",    "hours",  "min",    "Cel",        "[degF]",  "mmHg",  "kPa",    "L",
    "mL",      "L/min",  "mL/min", "per minute", "U/L"};
constexpr std::size_t kMostUnits = 4;

bool SameSize(const Unit& a, const Unit& b) {
  return a.dimension == b.dimension && a.factor == b.factor && a.offset == b.offset &&
         WhyNoConversion(a, b).empty();
}

}  // namespace

std::string KindInWords(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes/no";
    case FactType::kDate:
      return "date";
    case FactType::kChoice:
      return fmt::format("one of {}{}", fact.choices.size(), fact.ordered ? ", in order" : "");
    case FactType::kNumber:
      break;
  }
  std::string words = fact.has_unit ? fact.unit.code : "number";
  if (fact.substance) words += " of " + fact.substance->name;
  if (fact.whole_step) words += ", whole";
  if (fact.step && fact.unit.code != kWeeksAndDays)
    words += fmt::format(", in steps of {}", FormatDecimal(*fact.step));
  return words;
}

std::string PlausibleInWords(const Fact& fact) {
  if (!fact.plausible) return "";
  const std::string interval = IntervalAsWritten(EndsOf(*fact.plausible));
  return interval.empty() ? "" : WithUnit(interval, UnitOf(fact));
}

std::string DefaultInWords(const Fact& fact) {
  if (!fact.default_value) return "";
  const DefaultValue& value = *fact.default_value;
  switch (fact.type) {
    case FactType::kTruth:
      return value.choice == 0 ? "no" : "yes";
    case FactType::kChoice:
      return fact.choices[value.choice].name;
    case FactType::kDate:
      return DaysInWords(value.date);
    case FactType::kNumber:
      break;
  }
  return WithUnit(FormatInterval(value.number), UnitOf(fact));
}

std::vector<std::string> OtherUnits(const Fact& fact) {
  if (!fact.has_unit) return {};
  std::vector<std::string> units;
  std::vector<Unit> seen{fact.unit};
  const auto add = [&](std::string_view code) {
    const Result<Unit> unit = ParseUnit(code);
    if (!unit || units.size() == kMostUnits) return;
    if (std::ranges::any_of(seen, [&](const Unit& known) { return SameSize(known, *unit); }))
      return;
    if (!ConversionInto(fact, *unit)) return;
    seen.push_back(*unit);
    units.emplace_back(code);
  };
  for (const FactCode& code : fact.codes) add(code.unit);
  if (fact.substance) {
    for (const SubstanceScale& scale : fact.substance->scales) {
      add(scale.from);
      add(scale.to);
    }
  }
  for (const std::string_view code : kCommonUnits) add(code);
  return units;
}

std::vector<std::string> CodesInWords(const Fact& fact) {
  std::vector<std::string> codes;
  for (const FactCode& code : fact.codes) {
    codes.push_back(fmt::format("{} {}{}{}", code.system, code.code,
                                code.unit.empty() ? "" : " in ", code.unit));
  }
  return codes;
}

std::vector<std::string> ChoicesInWords(const Fact& fact) {
  std::vector<std::string> choices;
  for (const ChoiceOption& choice : fact.choices) {
    std::string words = choice.name;
    if (!choice.label.empty()) words += fmt::format(" ({})", OnOneLine(choice.label));
    if (!choice.code.empty()) words += fmt::format(", code {}", OnOneLine(choice.code));
    choices.push_back(words);
  }
  return choices;
}

}  // namespace mgl

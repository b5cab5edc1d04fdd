// Neighbouring stretches become one; whole numbers are said as such.
#include "tools/author/lint/patient_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "engine/meaning/result_cell.h"
#include "engine/value/day_interval.h"
#include "tools/case/examples/example_check.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// Whether nothing lies between the end of one and the beginning of the next.
bool Adjoin(const Interval& a, const Interval& b) {
  return !a.high.infinite && !b.low.infinite && a.high.value == b.low.value &&
         (a.high.closed || b.low.closed);
}

std::vector<Interval> Merged(const std::vector<Interval>& stretches) {
  std::vector<Interval> merged;
  for (const Interval& stretch : stretches) {
    if (!merged.empty() && Adjoin(merged.back(), stretch)) {
      merged.back().high = stretch.high;
    } else {
      merged.push_back(stretch);
    }
  }
  return merged;
}

std::string DayText(const Bound& bound) {
  return bound.infinite ? "" : FormatDay(SpanOfDays({bound, bound}).first);
}

std::string DaysInWords(const Interval& stretch) {
  // What lies so near to the ends of the calendar is an end by what is added to it.
  constexpr Day kCenturies = 100 * 366;
  const DaySpan calendar = CalendarSpan();
  Interval days = InSteps(stretch, 1).value_or(stretch);
  if (days.IsPoint()) return DayText(days.low);
  if (!days.low.infinite && days.low.value <= calendar.first + kCenturies)
    days.low = Bound::Infinite();
  if (!days.high.infinite && days.high.value >= calendar.last - kCenturies)
    days.high = Bound::Infinite();
  if (days.low.infinite && days.high.infinite) return "any day";
  if (days.low.infinite) return "up to " + DayText(days.high);
  if (days.high.infinite) return "from " + DayText(days.low);
  return fmt::format("from {} to {}", DayText(days.low), DayText(days.high));
}

class VariableWords {
 public:
  VariableWords(const Guideline& guideline, const Variable& variable)
      : fact_(guideline.facts[Index(variable.fact)]), variable_(variable) {}

  std::string Of(const PatientSet& set) const {
    std::vector<std::string> words;
    if (variable_.IsInterval()) {
      words = Stretches(set);
    } else {
      ForEachValue(set, variable_, [&](std::uint32_t value) {
        if (value == variable_.missing()) return;
        const bool is_choice = fact_.type == FactType::kChoice;
        words.push_back(is_choice ? fact_.choices[value].name : value != 0 ? "yes" : "no");
      });
    }
    if (set.Has(variable_, variable_.missing())) words.emplace_back(MissingWord());
    const std::string name = (variable_.is_date_of ? "date of " : "") + fact_.name;
    return name + " " + JoinedWords(words);
  }

 private:
  /// Where a default stands for what is not stated, nobody misses the fact by stating nothing.
  const char* MissingWord() const {
    const bool has_default = fact_.default_value && !variable_.is_date_of && !variable_.computed;
    return has_default ? "stated and unknown" : "missing";
  }

  std::vector<std::string> Stretches(const PatientSet& set) const {
    const std::size_t count = variable_.stretches.size();
    const std::size_t units = std::max<std::size_t>(variable_.units.size(), 1);
    std::vector<std::vector<std::string>> by_unit(units);
    for (std::size_t unit = 0; unit < units; ++unit) {
      std::vector<Interval> stretches;
      for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<std::uint32_t>(unit * count + i);
        const Interval* const part = set.PartOf(variable_);
        if (set.Has(variable_, value)) {
          stretches.push_back(part != nullptr ? *part : variable_.stretches[i]);
        }
      }
      for (const Interval& stretch : Merged(stretches)) by_unit[unit].push_back(InWords(stretch));
    }
    const bool are_alike = std::ranges::all_of(
        by_unit, [&](const std::vector<std::string>& one) { return one == by_unit.front(); });
    if (are_alike) return by_unit.front();
    std::vector<std::string> words;
    for (std::size_t unit = 0; unit < units; ++unit) {
      for (const std::string& one : by_unit[unit]) {
        words.push_back(fmt::format("{} (reported in {})", one, variable_.units[unit].code));
      }
    }
    return words;
  }

  std::string InWords(const Interval& stretch) const {
    if (variable_.type == FactType::kDate) {
      const bool is_never = stretch.IsPoint() && stretch.low.value == kNever;
      return is_never ? "never" : DaysInWords(stretch);
    }
    const std::optional<Rational>& step = fact_.whole_step ? fact_.whole_step : fact_.step;
    Interval shown = step ? InSteps(stretch, *step).value_or(stretch) : stretch;
    if (fact_.plausible && !shown.IsPoint()) {
      const auto is_at = [](const Bound& end, const Bound& plausible) {
        const bool is_there = !end.infinite && !plausible.infinite && end.value == plausible.value;
        return is_there && (end.closed || !plausible.closed);  // all of it
      };
      if (is_at(shown.low, fact_.plausible->low)) shown.low = Bound::Infinite();
      if (is_at(shown.high, fact_.plausible->high)) shown.high = Bound::Infinite();
    }
    const std::string text = UnitOf(fact_) != kWeeksAndDays ? AboutInWords(shown)
                             : shown.IsPoint()              ? FormatShown(shown.low.value)
                                                            : IntervalInWords(EndsShown(shown));
    return text.empty() ? "any number" : WithUnit(text, UnitOf(fact_));
  }

  const Fact& fact_;
  const Variable& variable_;
};

/// `74 years`, as the language writes it.
std::optional<std::string> ValueAsWritten(const Fact& fact, const ReportedFact& reported) {
  switch (fact.type) {
    case FactType::kTruth:
      return reported.choice != 0 ? "yes" : "no";
    case FactType::kChoice:
      return fact.choices[reported.choice].name;
    case FactType::kDate:
      return FormatDay(reported.day.first);
    case FactType::kNumber:
      break;
  }
  const Rational& number = reported.number.low.value;
  std::string text = FormatDecimal(number);
  if (ParseDecimal(text) != number) return std::nullopt;
  const std::string_view unit = reported.unit != nullptr ? reported.unit->code : UnitOf(fact);
  if (unit == kWeeksAndDays) return WeeksAndDaysText(text);
  return WithUnit(std::move(text), unit);
}

/// `supply yes`, `risk could be 2 to 3`.
std::string DecidedNow(const Guideline& guideline, const Decision& decision,
                       const std::string& name) {
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (guideline.rules[i].name != name) continue;
    return fmt::format("{} {}", name, OutcomeName(decision.rules[i]));
  }
  const auto found = [&](const Definition& definition, bool is_shown) {
    const ShownDefinition shown(guideline, definition, decision.nodes);
    const std::string value = ValueAsExpected(shown.definition(), shown.value());
    return fmt::format("{} {}", name, is_shown ? value : "missing");
  };
  const auto result = std::ranges::find(guideline.results, name, &ResultColumn::name);
  if (result != guideline.results.end()) return found(*result, decision.HasResults());
  for (std::size_t i = 0; i < decision.rechecks.size(); ++i) {
    if (guideline.rechecks[i].name != name) continue;
    return fmt::format("{} {}", name, RecheckStatusName(decision.rechecks[i].status));
  }
  const auto threshold = std::ranges::find(guideline.thresholds, name, &Threshold::name);
  if (threshold != guideline.thresholds.end()) {
    return fmt::format("{} {}", name, TruthName(decision.nodes[Index(threshold->node)].truth));
  }
  const auto ambiguity = std::ranges::find(guideline.ambiguities, name, &Ambiguity::name);
  if (ambiguity != guideline.ambiguities.end()) return found(*ambiguity, true);
  return found(*std::ranges::find(guideline.definitions, name, &Definition::name), true);
}

/// Whether an example can expect something of it; rules and rechecks have no answer out of scope.
bool HasAnswer(const Guideline& guideline, const Decision& decision, const std::string& name) {
  const auto is_among = [&](const auto& list, const auto& name_of) {
    return std::ranges::find(list, name, name_of) != list.end();
  };
  if (is_among(guideline.rules, &Rule::name) || is_among(guideline.rechecks, &Recheck::name)) {
    return decision.scope != Truth::kNo;
  }
  return is_among(guideline.results, &ResultColumn::name) ||
         is_among(guideline.thresholds, &Threshold::name) ||
         is_among(guideline.ambiguities, &Ambiguity::name) ||
         is_among(guideline.definitions, &Definition::name);
}

/// `  given a, b, c, d`, and the next four on a line of their own.
std::string InLines(std::string_view keyword, const std::vector<std::string>& items) {
  constexpr std::size_t kALine = 4;
  std::string text;
  for (std::size_t i = 0; i < items.size(); i += kALine) {
    const std::vector<std::string> line(
        std::next(items.begin(), static_cast<std::ptrdiff_t>(i)),
        std::next(items.begin(), static_cast<std::ptrdiff_t>(std::min(items.size(), i + kALine))));
    text += fmt::format("  {} {}\n", keyword, fmt::join(line, ", "));
  }
  return text;
}

}  // namespace

std::string PatientsInWords(const Guideline& guideline, const FactValues& values,
                            const PatientSet& set, const PatientSet& among) {
  std::string words;
  for (const Variable& variable : values.variables()) {
    // A computed condition on one number may hold of a part of its stretch alone.
    const Interval* const part = set.PartOf(variable);
    const Interval* const whole = among.PartOf(variable);
    const bool is_part = part != nullptr && (whole == nullptr || *part != *whole);
    const bool has_all = std::ranges::equal(set.WordsOf(variable), among.WordsOf(variable));
    if (has_all && !is_part) continue;
    words += (words.empty() ? "" : ", ") + VariableWords(guideline, variable).Of(set);
  }
  return words;
}

std::string ComputedInWords(const Guideline& guideline, const PatientFound::Computed& computed) {
  const Definition* named = nullptr;
  for (const Definition& definition : guideline.definitions) {
    if (definition.node == computed.node) named = &definition;
  }
  for (const ResultColumn& result : guideline.results) {
    if (result.node == computed.node) named = &result;
  }
  if (named == nullptr) return "";
  std::vector<std::string> words;
  for (const Interval& stretch : Merged(computed.stretches)) {
    words.push_back(WithUnit(AboutInWords(stretch), UnitOf(*named)));
  }
  return named->name + " " + JoinedWords(words);
}

std::string PatientAsExample(const Guideline& guideline, const Case& patient,
                             const Decision& decision, Day as_of, const std::string& title,
                             const std::vector<std::string>& names, bool hangs_on_day) {
  std::vector<std::string> given;
  bool has_dates = hangs_on_day;
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    const Fact& fact = guideline.facts[i];
    const ReportedFact& reported = patient.facts[i];
    if (reported.state == ReportedFact::State::kAbsent) continue;
    std::optional<std::string> value = "unknown";
    if (reported.state == ReportedFact::State::kValue) value = ValueAsWritten(fact, reported);
    if (!value) return "";
    std::string line = fact.name + " " + *value;
    if (reported.date) line += " on " + FormatDay(reported.date->first);
    has_dates |= reported.date.has_value() || fact.type == FactType::kDate;
    given.push_back(std::move(line));
  }
  std::string text = fmt::format("example \"{}\"\n", title);
  if (has_dates) text += fmt::format("  as of {}\n", FormatDay(as_of));
  text += InLines("given", given);
  std::vector<std::string> expected;
  for (const std::string& name : names) {
    if (HasAnswer(guideline, decision, name)) {
      expected.push_back(DecidedNow(guideline, decision, name));
    }
  }
  if (expected.empty()) expected.push_back(fmt::format("scope {}", ScopeName(decision.scope)));
  return text + InLines("expect", expected);
}

}  // namespace mgl

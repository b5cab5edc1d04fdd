// Numbers keep the unit in which they were reported; a second unit stands in parentheses.
#include "tools/words/fact_words.h"

#include <fmt/format.h>

#include <cctype>

#include "engine/meaning/effective_fact.h"
#include "engine/meaning/result_cell.h"
#include "engine/text/plain_text.h"
#include "engine/value/day_interval.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

constexpr int kConvertedDigits = 4;  // of a number shown in a second unit

Interval Rounded(const Interval& number, int digits) {
  Interval rounded = number;
  for (Bound* bound : {&rounded.low, &rounded.high}) {
    if (!bound->infinite) bound->value = RoundToDigits(bound->value, digits);
  }
  return rounded;
}

/// In the fact's unit, before what is implausible is cut off.
Interval InOwnUnit(const Fact& fact, const ReportedFact& reported) {
  if (reported.unit == nullptr) return reported.number;
  const std::optional<Conversion> conversion = ConversionInto(fact, *reported.unit);
  return conversion ? Scale(reported.number, conversion->factor, conversion->offset)
                    : reported.number;
}

/// Whether the ends are the same numbers, taken in or not.
bool HaveSameEnds(const Interval& a, const Interval& b) {
  const auto same = [](const Bound& x, const Bound& y) {
    return x.infinite == y.infinite && (x.infinite || x.value == y.value);
  };
  return same(a.low, b.low) && same(a.high, b.high);
}

/// The number as reported, then how the guideline's unit and precision make it another.
std::string ReportedNumber(const Fact& fact, const ReportedFact& reported) {
  std::string text = WithUnit(NumberInWords(reported.number),
                              reported.unit != nullptr ? reported.unit->code : UnitOf(fact));
  const bool other_unit = reported.unit != nullptr && reported.unit->code != fact.unit.code;
  const Interval own = InOwnUnit(fact, reported);
  if (fact.whole_step || fact.step) {
    const Interval counted = ApplyRecordedPrecision(fact, own);
    if (!other_unit && HaveSameEnds(counted, own)) return text;
    return fmt::format("{}, counted as {}", text, WithUnit(NumberInWords(counted), UnitOf(fact)));
  }
  if (!other_unit) return text;
  const Interval rounded = Rounded(own, kConvertedDigits);
  return fmt::format("{} ({}{})", text, rounded == own ? "" : "about ",
                     WithUnit(NumberInWords(rounded), UnitOf(fact)));
}

std::string KnownValue(const Fact& fact, const EffectiveFact& effective,
                       const ReportedFact* reported) {
  const Value& value = effective.value;
  switch (fact.type) {
    case FactType::kTruth:
      return std::string(TruthName(value.truth));
    case FactType::kChoice:
      return ChoiceInWords(fact.choices[value.choices.First()]);
    case FactType::kDate:
      return DaysInWords(SpanOfDays(value.number));
    case FactType::kNumber:
      break;
  }
  if (reported != nullptr) return ReportedNumber(fact, *reported);
  return WithUnit(NumberInWords(value.number), UnitOf(fact));
}

std::string WhyMissing(const EffectiveFact& effective) {
  switch (effective.state) {
    case FactState::kNotReported:
      return "not reported";
    case FactState::kStatedUnknown:
      return "stated to be unknown";
    case FactState::kFutureDated:
      return "not known yet: " + effective.detail;
    case FactState::kImplausible:
      return "implausible: " + effective.detail;
    case FactState::kSuspect:
      return "suspect, not used";
    case FactState::kUnreadable:
    case FactState::kWrongUnit:
      return "not usable: " + effective.detail;
    case FactState::kKnown:
    case FactState::kDefault:
      break;
  }
  return "missing";
}

Note FactWarning(const Guideline& guideline, const Decision& decision, const Warning& warning) {
  const Fact& fact = guideline.facts[warning.index];
  const EffectiveFact& effective = decision.facts[warning.index];
  const std::string& detail = effective.detail;
  if (warning.text == fact.name + ": a new sample is needed") {
    return {"fact", fmt::format("{}: a new sample is needed; a value of this one is put aside",
                                fact.title)};
  }
  if (detail.empty() || warning.text != fact.name + " " + detail) {
    const bool lost_date = warning.text.starts_with("date of ") && effective.value.known;
    return {"fact", warning.text + (lost_date ? ": the value counts, without a date" : "")};
  }
  return {"fact", fmt::format("{}: {}; it counts as missing", fact.title, detail)};
}

std::string TreatmentTitle(const Guideline& guideline, const Treatment& treatment) {
  const Medication& medication = guideline.medications[treatment.medication];
  return treatment.option ? medication.options[*treatment.option].title : medication.title;
}

std::string Because(const std::string& reason) { return reason.empty() ? "" : ": " + reason; }

}  // namespace

std::string SeparationInWords(const Guideline& guideline, const Separation& apart) {
  return fmt::format("{} {} {}", TreatmentTitle(guideline, apart.first), apart.text,
                     TreatmentTitle(guideline, apart.second));
}

PatientValue ValueOfFact(const Guideline& guideline, FactId id, const Case& reported,
                         const Decision& decision) {
  const Fact& fact = guideline.facts[Index(id)];
  const EffectiveFact& effective = decision.facts[Index(id)];
  PatientValue value{fact.name, fact.title, "", effective.value.known};
  if (effective.state == FactState::kDefault) {
    value.text = KnownValue(fact, effective, nullptr) + ", as nothing else was stated";
  } else if (value.known) {
    value.text = KnownValue(fact, effective, &reported.facts[Index(id)]);
    if (effective.date) value.text += ", " + DaysInWords(*effective.date);
  } else {
    value.text = WhyMissing(effective);
  }
  return value;
}

PatientValue NamedValueInWords(const Guideline& guideline, const std::string& name, NodeId node,
                               const Case& reported, const Decision& decision) {
  const auto fact = std::ranges::find(guideline.facts, name, &Fact::name);
  if (fact != guideline.facts.end()) {
    const auto index = static_cast<std::uint32_t>(fact - guideline.facts.begin());
    return ValueOfFact(guideline, FactId{index}, reported, decision);
  }
  const auto in_words = [&](const Definition& definition) {
    const ShownDefinition shown(guideline, definition, decision.nodes, node);
    return PatientValue{definition.name, definition.title,
                        ValueInWords(shown.definition(), shown.value()), shown.value().IsSettled()};
  };
  const auto result = std::ranges::find(guideline.results, name, &Definition::name);
  if (result != guideline.results.end()) return in_words(*result);
  const auto ambiguity = std::ranges::find(guideline.ambiguities, name, &Definition::name);
  if (ambiguity != guideline.ambiguities.end()) return in_words(*ambiguity);
  return in_words(*std::ranges::find(guideline.definitions, name, &Definition::name));
}

PatientValue DateOfFact(const Guideline& guideline, FactId id, const Decision& decision) {
  const Fact& fact = guideline.facts[Index(id)];
  const EffectiveFact& effective = decision.facts[Index(id)];
  const std::string_view missing = effective.value.known ? "no date" : "no value";
  return {fact.name, "Date of the last " + fact.title,
          effective.date ? DaysInWords(*effective.date) : std::string(missing),
          effective.date.has_value()};
}

std::string DaysInWords(const DaySpan& days) {
  if (days.first == days.last) return FormatDay(days.first);
  return fmt::format("{} to {}", FormatDay(days.first), FormatDay(days.last));
}

std::string ValueInWords(const Definition& definition, const Value& value) {
  if (definition.type == FactType::kTruth) return std::string(TruthName(value.truth));
  if (!value.known) return "missing";
  if (definition.type == FactType::kDate) return DaysInWords(SpanOfDays(value.number));
  if (definition.type == FactType::kNumber) {
    return WithUnit(NumberInWords(value.number), UnitOf(definition));
  }
  std::vector<std::string> words;
  const bool is_one = value.choices.size() == 1;
  for (std::uint32_t i = 0; i < definition.choices.size(); ++i) {
    if (!value.choices.Has(i)) continue;
    const ChoiceOption& choice = definition.choices[i];
    words.push_back(is_one && !definition.is_text ? ChoiceInWords(choice) : choice.name);
  }
  return Alternatives(words);
}

std::string AnswerInWords(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes or no";
    case FactType::kDate:
      return "a date";
    case FactType::kNumber:
      return fact.has_unit ? "in " + fact.unit.code : "a number";
    case FactType::kChoice:
      break;
  }
  std::vector<std::string> names;
  for (const ChoiceOption& choice : fact.choices) names.push_back(choice.name);
  return Alternatives(names);
}

std::string ChoiceInWords(const ChoiceOption& choice) {
  if (choice.label.empty() || SaysTheSame(choice.label, choice.name)) return choice.name;
  return fmt::format("{} ({})", choice.label, choice.name);
}

bool SaysTheSame(std::string_view title, std::string_view name) {
  if (title.size() != name.size()) return false;
  for (std::size_t i = 0; i < title.size(); ++i) {
    const bool blank = title[i] == ' ' || title[i] == '-';
    const char a = blank ? '_' : LowerCase(title[i]);
    if (a != LowerCase(name[i])) return false;
  }
  return true;
}

std::vector<Note> WarningsInWords(const Guideline& guideline, const Decision& decision) {
  std::vector<Note> notes;
  for (const Warning& warning : decision.warnings) {
    switch (warning.kind) {
      case Warning::Kind::kRow:
        notes.push_back({"row", warning.text});
        break;
      case Warning::Kind::kFact:
        notes.push_back(FactWarning(guideline, decision, warning));
        break;
      case Warning::Kind::kConflict: {
        const ConflictPair& pair = guideline.conflicts[warning.index];
        const auto [first, second] = std::minmax(pair.first_rule, pair.second_rule);
        notes.push_back(
            {"conflict",
             fmt::format("\"{}\" and \"{}\" apply and contradict each other: a clinician decides",
                         guideline.rules[first].title, guideline.rules[second].title)});
        break;
      }
      case Warning::Kind::kResult:
        notes.push_back(
            {"conflict", fmt::format("rows of the table \"{}\" hold that give different values",
                                     guideline.results[warning.index].title)});
        break;
      case Warning::Kind::kCaution: {
        const Contraindication& caution = guideline.contraindications[warning.index];
        notes.push_back(
            {"caution", "use with caution: " + caution.title + Because(caution.because)});
        break;
      }
      case Warning::Kind::kOpenCaution: {
        const Contraindication& caution = guideline.contraindications[warning.index];
        notes.push_back(
            {"caution not known", fmt::format("it is not known whether this caution holds: {}{}",
                                              caution.title, Because(caution.because))});
        break;
      }
      case Warning::Kind::kDose:
        notes.push_back({"dose", warning.text});
        break;
      case Warning::Kind::kGap: {
        const ResultColumn& result = guideline.results[warning.index];
        const bool is_table = result.kind == ResultColumn::Kind::kTable;
        notes.push_back({"gap", fmt::format("no {} of \"{}\" holds for this patient",
                                            is_table ? "row" : "line", result.title)});
        break;
      }
      case Warning::Kind::kSeparation: {
        const Separation& apart = guideline.separations[warning.index];
        notes.push_back({"apart", fmt::format("give {}{}", SeparationInWords(guideline, apart),
                                              Because(apart.because))});
        break;
      }
      case Warning::Kind::kProperty:
        notes.push_back(
            {"property", fmt::format("this case breaks a safety property of the guideline: \"{}\"",
                                     guideline.properties[warning.index].title)});
        break;
    }
  }
  return notes;
}

std::string Alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace mgl

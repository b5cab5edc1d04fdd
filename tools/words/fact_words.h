// Facts and values in words for people: what the record says, what may be answered, what a result
// is.
#pragma once

#include <string>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// What the patient's record says of one fact.
struct PatientValue {
  std::string fact;   // its name
  std::string title;  // "Serum magnesium", "Date of serum magnesium"
  std::string text;   // "1 mg/dL, 2026-03-01"; where it is missing why: "not reported"
  bool known = false;
};

/// A warning of a case.
struct Note {
  std::string kind;  // fact, conflict, gap, caution, caution not known, dose, apart, property
  std::string text;
};

/// "Ciprofloxacin 2 hours before or 6 hours after Oral iron".
std::string SeparationInWords(const Guideline& guideline, const Separation& apart);

/// What the case says of a fact, with its unit and date, or why it is missing.
PatientValue ValueOfFact(const Guideline& guideline, FactId fact, const Case& reported,
                         const Decision& decision);

/// The same of a fact, define or result with this name and node.
PatientValue NamedValueInWords(const Guideline& guideline, const std::string& name, NodeId node,
                               const Case& reported, const Decision& decision);

/// The date of a fact's value: `date of serum_magnesium`.
PatientValue DateOfFact(const Guideline& guideline, FactId fact, const Decision& decision);

/// A define's or result's value: "69 mL/min/1.73m2", "about 91.6915", "2 to 9", "Mild anaemia
/// (mild)", "none or mild"; "missing". Truths: "yes", "no", "unknown".
std::string ValueInWords(const Definition& definition, const Value& value);

/// "2026-03-01", "2026-03-01 to 2026-03-31".
std::string DaysInWords(const DaySpan& days);

/// What may be answered: "in mg/dL", "yes or no", "female or male", "a date".
std::string AnswerInWords(const Fact& fact);

/// "label (name)", or the name where the label says the same.
std::string ChoiceInWords(const ChoiceOption& choice);

/// Whether a title only repeats a name: `serum_magnesium`, "Serum magnesium".
bool SaysTheSame(std::string_view title, std::string_view name);

/// The case's warnings, each a sentence.
std::vector<Note> WarningsInWords(const Guideline& guideline, const Decision& decision);

/// "a, b or c".
std::string Alternatives(const std::vector<std::string>& words);

/// All that has a name, a title and a value: facts, thresholds, ranges, definitions, ambiguities
/// and results, in this order.
template <typename Visit>
void ForEachNamedValue(const Guideline& guideline, const Visit& visit) {
  const auto each = [&visit](const auto& items) {
    for (const auto& item : items) visit(item.name, item.title);
  };
  each(guideline.facts);
  each(guideline.thresholds);
  each(guideline.ranges);
  each(guideline.definitions);
  each(guideline.ambiguities);
  each(guideline.results);
}

}  // namespace mgl

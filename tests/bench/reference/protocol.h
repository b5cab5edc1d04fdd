// The benchmark's protocol, as the reference programs decide it. Not clinically approved: nothing
// here is for the care of patients. The same protocol: cramps_protocol.mgl (for mgl) and
// protocol.sql (for DuckDB).
#pragma once

#include <array>
#include <string>

namespace bench {

// Bit 1: known; bit 0: yes.
enum class Answer : unsigned char { unknown = 0, no = 2, yes = 3 };

constexpr Answer both(Answer a, Answer b) {
  if (a == Answer::no || b == Answer::no) return Answer::no;
  return a == Answer::yes && b == Answer::yes ? Answer::yes : Answer::unknown;
}
constexpr Answer either(Answer a, Answer b) {
  if (a == Answer::yes || b == Answer::yes) return Answer::yes;
  return a == Answer::no && b == Answer::no ? Answer::no : Answer::unknown;
}
constexpr Answer opposite(Answer a) {
  if (a == Answer::unknown) return a;
  return a == Answer::yes ? Answer::no : Answer::yes;
}
constexpr Answer answer_if(bool known, bool value) {
  if (!known) return Answer::unknown;
  return value ? Answer::yes : Answer::no;
}
constexpr char letter(Answer a) {
  if (a == Answer::unknown) return '?';
  return a == Answer::yes ? 'y' : 'n';
}

// What the protocol asks of a row: the yes/no columns, and the comparisons of the others.
struct Conditions {
  bool serum_is_missing = true;
  Answer low_magnesium{};       // serum_mg < 1.8
  Answer very_low_magnesium{};  // serum_mg < 1.2
  Answer older_adult{};         // age >= 60
  Answer low_egfr{};            // egfr < 30
  Answer started_7_days{};      // days_since_start >= 7
  Answer started_over_14{};     // days_since_start > 14
  Answer started_90_days{};     // days_since_start >= 90
  Answer changed_14_days{};     // days_since_dose_change >= 14
  Answer muscle_cramps{};
  Answer arrhythmia{};
  Answer other_electrolyte_abnormality{};
  Answer pregnant{};
  Answer on_oral_mg{};
  Answer stable{};
};

constexpr int kOutcomes = 16;
constexpr std::array<const char*, kOutcomes> kOutcomeNames = {"symptomatic",
                                                              "check_serum",
                                                              "deficient",
                                                              "severe",
                                                              "oral",
                                                              "iv",
                                                              "iv_consider",
                                                              "diet_advice",
                                                              "idiopathic_note",
                                                              "pregnancy_note",
                                                              "tissue_note",
                                                              "caution_renal",
                                                              "recheck_oral_due",
                                                              "recheck_oral_overdue",
                                                              "recheck_dose_due",
                                                              "recheck_stable_due"};

constexpr std::array<Answer, kOutcomes> decide(const Conditions& c) {
  const Answer symptoms = either(c.muscle_cramps, c.arrhythmia);
  const Answer low = c.low_magnesium;
  const Answer very_low = c.very_low_magnesium;
  const Answer normal = opposite(low);
  return {
      symptoms,
      both(either(symptoms, c.other_electrolyte_abnormality), answer_if(true, c.serum_is_missing)),
      low,
      very_low,
      both(low, opposite(both(symptoms, very_low))),
      both(very_low, symptoms),
      either(very_low, both(symptoms, low)),
      either(low, c.muscle_cramps),
      both(both(c.muscle_cramps, normal), c.older_adult),
      both(c.pregnant, c.muscle_cramps),
      both(symptoms, normal),
      c.low_egfr,
      both(c.on_oral_mg, c.started_7_days),
      both(c.on_oral_mg, c.started_over_14),
      c.changed_14_days,
      both(c.stable, c.started_90_days),
  };
}

// The columns of a cohort, in their order.
constexpr int kColumns = 13;
enum Column {
  id,
  age,
  sex,
  serum_mg,
  muscle_cramps,
  arrhythmia,
  other_electrolyte_abnormality,
  pregnant,
  egfr,
  on_oral_mg,
  days_since_start,
  days_since_dose_change,
  stable
};
constexpr std::array<const char*, kColumns> kColumnNames = {"id",
                                                            "age",
                                                            "sex",
                                                            "serum_mg",
                                                            "muscle_cramps",
                                                            "arrhythmia",
                                                            "other_electrolyte_abnormality",
                                                            "pregnant",
                                                            "egfr",
                                                            "on_oral_mg",
                                                            "days_since_start",
                                                            "days_since_dose_change",
                                                            "stable"};

inline std::string joined(const auto& names) {
  std::string line;
  for (const char* name : names) line.append(line.empty() ? "" : ",").append(name);
  return line + '\n';
}
inline std::string cohort_header() { return joined(kColumnNames); }
inline std::string decisions_header() { return "id," + joined(kOutcomeNames); }

}  // namespace bench

// What a change of a guideline means for patients: what is decided otherwise and for whom, what
// people read otherwise, and what is only said in other words.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/evaluation_options.h"
#include "engine/prove/second_prover.h"

namespace mgl {

/// Patients whose outcome of a statement was one, and is another now.
struct OutcomeChange {
  std::string from;  // "no", "unknown", "low", "a value", "by its dates"
  std::string to;
  std::string shown_from;  // of the patient: "3", "upcoming"
  std::string shown_to;
  /// The patients: "age from 60 to 74 years, sex female", "any patient". Each region holds one at
  /// least. Of computed numbers: some patients of it.
  std::vector<std::string> regions;
  bool are_all = false;   // nobody else changes so, proved
  bool are_some = false;  // not all of the region: it depends on computed numbers
  std::string example;    // of the new version, to paste; empty where none can say it
  std::string patient;    // the one of the example: "serum_magnesium 1.3 mg/dL, cramps yes"
  std::string on_day;     // where it hangs on the day: the day on which they were found
};

/// A statement with an outcome.
struct StatementDiff {
  enum class Trend { kSame, kMore, kFewer, kOther };
  std::string kind;  // "rule", "result", "recheck", "threshold", "dose"
  std::string name;  // in the new version, or in the old where it is gone
  std::string title;
  /// Of whom the outcome is yes (due, a value): more patients, fewer, others; kSame: none of that.
  Trend trend = Trend::kSame;
  bool is_new = false;
  bool is_gone = false;
  std::vector<OutcomeChange> changes;
  std::vector<std::string> not_decided;  // why it is not known whether it changes, or for whom
};

/// Old and new side by side.
struct ContentChange {
  /// kActedOn: people act on it. kRead: data that say the same are read otherwise: units and their
  /// spellings, codes and labels of choices, substances by which units convert. kPromised: what the
  /// guideline says of itself: what must always or never be, what it is silent on. kCondition: how
  /// a condition or a value is written, which may be why patients are decided differently.
  /// kWording: titles, sources, names.
  enum class Weight { kActedOn, kRead, kPromised, kCondition, kWording };
  Weight weight = Weight::kWording;
  std::string of;      // "medication iv_magnesium", "rule confirm"
  std::string what;    // "dose", "urgency", "strength"
  std::string before;  // empty: there was none; several lines
  std::string after;
};

struct Rename {
  std::string kind;
  std::string before;
  std::string after;
};

struct VersionDiff {
  std::string before;  // "magnesium_cramps 0.1.0"
  std::string after;
  Day as_of = 0;
  /// What all patients whose rules, results or rechecks change have in common: "serum_magnesium
  /// from 1.2 to below 1.4 mg/dL"; empty: nothing, or that is not known.
  std::string for_whom;
  std::vector<std::string> where;         // all is said of patients of whom "x comes with its unit"
  std::vector<StatementDiff> statements;  // those that differ, or of which that is not decided
  std::vector<ContentChange> contents;
  std::vector<Rename> renames;
  std::size_t compared = 0;    // statements with an outcome that both versions have
  bool is_structural = false;  // no search was needed: all outcomes are the same by their text
  bool are_same_texts = false;
  /// Results whose values differ and of which, where neither is settled, what they could be is not
  /// compared: numbers of many values, dates, texts with values in them.
  std::vector<std::string> open_results;
  bool tried_dates = false;   // of rechecks whose days are counted otherwise: nothing is proved
  bool hangs_on_day = false;  // what was proved was looked at on several days

  /// Whether an outcome, or what people act on, differs.
  bool Differs() const;
  bool SomeAreNotDecided() const;
};

struct VersionOptions {
  Day as_of = 0;
  EvaluationOptions before_readings;
  EvaluationOptions after_readings;
  SecondProver* second = nullptr;  // asked what is left open of computed numbers; null: nobody is
};

/// Whether any outcome of a rule, result, recheck or reading is another for some patient.
struct FirstDifference {
  enum class Answer { kAlike, kTold, kNotDecided };
  Answer answer = Answer::kNotDecided;
  std::string reason;   // kNotDecided
  std::string example;  // kTold: one patient, as the new version decides; empty: none can say it
};
/// No more than that: quicker. `title`: of the example.
FirstDifference FindDifference(const CompiledGuideline& before, const CompiledGuideline& after,
                               const VersionOptions& options, const std::string& title);

/// The same for the same texts on every machine.
VersionDiff CompareVersions(const CompiledGuideline& before, const CompiledGuideline& after,
                            const VersionOptions& options);

}  // namespace mgl

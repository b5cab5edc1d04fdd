// What is said of one case, for people: every outcome with its reasons, what would decide the rest,
// what to ask. Texts are whole words; how they are laid out is the renderers'
// (explanation_document, explanation_json).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/decision.h"
#include "tools/words/action_words.h"
#include "tools/words/fact_words.h"

namespace mgl {

/// The lines of a threshold or range that serve the patient's value; all lines where it is missing.
struct UsedCut {
  bool is_range = false;
  std::string name;
  std::string title;
  std::vector<std::string> lines;  // as written: "below 1.2 mg/dL", "1.8 to 2.5 mg/dL"
  Provenance source;
};

/// Notes of conditions that stand elsewhere in full.
inline constexpr const char* kExplainedAbove = "explained above";
inline constexpr const char* kExplainedUnderResults = "explained under the results";

/// A condition, or a value that one hangs on, in the author's words.
struct Condition {
  enum class Kind {
    kAll,         // all `conditions`
    kAny,         // any of them
    kNot,         // not the one
    kOperator,    // implies, at least 2 of …
    kComparison,  // a condition on values
    kFact,
    kThreshold,
    kDefine,
    kResult,
    kTable,
    kScore,
    kAmbiguity,
    kReading,
    kLine,  // a value line, an item's points
    kRow,
    kItem,
    kValue,  // an expression that is no truth
  };
  Kind kind = Kind::kComparison;
  std::string text;               // as written; a definition's name
  std::string title;              // of what is named
  std::string definition;         // what the name stands for, as written
  bool is_truth = true;           // else `value` is what it is
  Truth truth = Truth::kUnknown;  // of a line, row or reading: whether its condition holds
  std::string value;              // "3", "none or mild", "missing"
  std::string why_no_value;       // "no row holds"; empty: something that it needs is missing
  std::vector<PatientValue> values;
  std::optional<UsedCut> cut;
  Provenance source;    // of what is named
  std::string note;     // "adopted", "counts", "may count", "explained above"
  bool decides = true;  // false: the outcome is the same without it
  std::vector<Condition> conditions;
};

/// What an outcome would be for the answers `when`: {"would apply", "below 1.2 mg/dL"}.
struct PossibleAnswer {
  std::string outcome;
  std::string when;
};

/// What would decide an outcome that is not decided.
struct Undecided {
  std::vector<PatientValue> missing;    // a set that is enough, none to spare
  std::vector<PossibleAnswer> answers;  // where there is only one missing fact; empty: not known
};

struct RuleExplanation {
  std::string name;
  std::string title;
  Outcome outcome = Outcome::kNo;
  std::string words;  // "applies", "blocked by Severe kidney disease"
  Urgency urgency = Urgency::kNone;
  std::string strength;
  std::string certainty;
  std::string because;
  Provenance source;
  std::vector<ActionInWords> actions;        // in full where it applies; else only their texts
  std::vector<Condition> when;               // all of them
  std::vector<Condition> unless;             // none of them
  std::vector<Condition> contraindications;  // of what it gives; their titles are the text
  std::vector<Condition> overriders;         // rules that replace it where they apply
  Undecided undecided;
};

struct ResultExplanation {
  ResultColumn::Kind kind = ResultColumn::Kind::kResult;
  std::string name;
  std::string title;
  std::string cell;   // as `mgl run` writes it
  std::string words;  // "Mild anaemia (mild)", "could be none or mild", "missing"
  bool settled = false;
  Provenance source;
  Condition why;
  Undecided undecided;
};

struct RecheckExplanation {
  std::string name;
  std::string title;
  RecheckState state;
  std::string words;     // "due: 2026-03-08 to 2026-03-15"
  std::string schedule;  // "Serum magnesium in 1 to 2 weeks after oral_magnesium_started"
  Provenance source;
  std::vector<Condition> when;
  std::vector<PatientValue> dates;
  Undecided undecided;
};

struct Question {
  std::string fact;
  std::string text;    // the author's question, or the title
  std::string answer;  // "in mg/dL", "yes or no", "female or male", "a date"
};

/// What another reading of an ambiguity would change; no changes: nothing.
struct OtherReading {
  std::string ambiguity;
  std::string ambiguity_title;
  std::string reading;
  struct Change {
    std::string name;
    std::string title;
    std::string now;   // "does not apply"
    std::string then;  // "would apply"
  };
  std::vector<Change> changes;
};

struct Explanation {
  std::string id;
  std::vector<std::string> of;  // the only outcomes that are explained; empty: all
  Truth scope = Truth::kYes;
  std::vector<Condition> scope_when;  // empty: the guideline is for every patient
  Undecided scope_undecided;
  std::vector<Note> warnings;
  std::vector<ResultExplanation> results;
  std::vector<RuleExplanation> rules;  // what applies first, then blocked, replaced, undecided
  std::vector<RecheckExplanation> rechecks;
  std::vector<Question> ask;
  std::vector<OtherReading> readings;
  std::vector<PatientValue> defaults;          // values that nobody stated
  std::vector<PatientValue> missing_unneeded;  // missing, and no outcome hangs on them
};

/// Applies, does not apply, cannot be decided yet …: an outcome in the words for people.
std::string_view OutcomeInWords(Outcome outcome);

}  // namespace mgl

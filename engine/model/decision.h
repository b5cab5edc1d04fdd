// What the engine says of one case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/case.h"
#include "engine/model/guideline.h"
#include "engine/value/choice_set.h"
#include "engine/value/truth.h"

namespace mgl {

/// A rule's outcome as shown; kBlocked and kOverridden are *no* in expressions.
enum class Outcome : std::uint8_t { kNo, kYes, kUnknown, kBlocked, kOverridden };
std::string_view OutcomeName(Outcome outcome);

enum class RecheckStatus : std::uint8_t { kNo, kUnknown, kUpcoming, kDue, kOverdue, kDone };
std::string_view RecheckStatusName(RecheckStatus status);

/// kNo and kUnknown have no dates.
struct RecheckState {
  RecheckStatus status = RecheckStatus::kNo;
  std::optional<Day> from;
  std::optional<Day> to;
};

/// Why a fact's value is what it is: the first step that failed, or that none did.
enum class FactState : std::uint8_t {
  kKnown,
  kDefault,      // nothing was stated; `unless stated` applies
  kNotReported,  // nothing was stated
  kFutureDated,  // dated after the as-of date: does not exist
  kStatedUnknown,
  kUnreadable,
  kWrongUnit,  // a unit of another dimension: unreadable
  kImplausible,
  kSuspect,
};
std::string_view FactStateName(FactState state);

/// A value of the graph. Missing where `known` is false (truth: kUnknown).
struct Value {
  bool known = false;
  Truth truth = Truth::kUnknown;  // kTruth
  Interval number;                // kNumber; kDate: day numbers
  ChoiceSet choices;              // kChoice: what it could be; one: what it is
  Dimension kind;                 // kNumber of a fact: the dimension in which it was reported
  /// False where missing facts leave several values (a score of 2 to 5, low or high): it has a
  /// value, which is not known yet. `is known` is then no. A measured `<0.3` is settled.
  bool settled = true;

  bool IsSettled() const { return known && settled; }
};

/// A fact after all steps of being made effective.
struct EffectiveFact {
  FactState state = FactState::kNotReported;
  Value value;                  // missing unless kKnown or kDefault
  std::optional<DaySpan> date;  // the date of the value where it is known and was given
  std::string detail;           // for warnings: what was seen
};

/// A warning about one case; `text` is the cell's text, without the case's id.
struct Warning {
  /// kRow: see Case. kResult: two rows of a table hold that give different values. kGap: no row or
  /// line of a result holds. kOpenCaution: it is unknown whether it holds. kDose: no dose line
  /// holds; an amount is over a limit, or nothing.
  enum class Kind : std::uint8_t {
    kRow,
    kFact,
    kConflict,
    kResult,
    kGap,
    kCaution,
    kOpenCaution,
    kDose,
    kSeparation,
    kProperty
  };
  Kind kind = Kind::kFact;
  std::uint32_t index =
      0;  // the fact, conflict pair, result, contraindication, medication, separation, property
  std::string text;
};

/// Rules or rows of a table that contradict each other.
inline bool IsConflict(const Warning& warning) {
  return warning.kind == Warning::Kind::kConflict || warning.kind == Warning::Kind::kResult;
}

/// Scope as outputs show it: in, out, unknown.
std::string_view ScopeName(Truth scope);

struct Decision {
  Truth scope = Truth::kYes;
  std::vector<Outcome> rules;          // empty where scope is no
  std::vector<RecheckState> rechecks;  // empty where scope is no
  std::vector<Warning> warnings;
  std::vector<FactId> ask;  // what to ask next, most useful first
  std::vector<EffectiveFact> facts;
  std::vector<Value> nodes;  // the value of every node of the graph

  /// Results, tables and scores are part of the answer only where the scope is surely in: where it
  /// is unknown, they are what would be the answer.
  bool HasResults() const { return scope == Truth::kYes; }
};

/// Whether a value of this fact, reported or not, is put aside in this case: its `suspect when` is
/// surely yes. To ask for it helps nobody; a new sample may.
bool IsPutAside(const Guideline& guideline, const Decision& decision, FactId fact);

}  // namespace mgl

// One thing that some example should show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/text/source.h"
#include "engine/prove/find_patient.h"
#include "tools/case/examples/coverage_lines.h"

namespace mgl {

enum class AimKind : std::uint8_t {
  kOutcome,  // a rule is yes, no, blocked, overridden
  kUnknown,  // a rule is unknown, because something is missing
  kStatus,   // a recheck is upcoming, due, done
  kValue,    // a result has this value, or some value, or is unknown
  kReading,  // an ambiguity is decided by this reading
  kLine,     // a line, row or cell counts
  kBound,    // a value on this side of a bound
  kPart,     // a part of a condition alone decides it, by being yes, or no
};
/// "outcomes of rules", as totals call it; the key in JSON.
const char* AimKindTitle(AimKind kind);
const char* AimKindKey(AimKind kind);

struct Aim {
  AimKind kind{};
  std::string of;    // the declaration
  std::string text;  // what of it: "age >= 65 years"
  std::string side;  // what is to be shown of that: "yes", "below 1.2 mg/dL"
  Span place;
  /// The patients: in one of these ways, all goals of it are met. With `preferred` rather, where
  /// that can be.
  std::vector<std::vector<Goal>> ways;
  std::vector<std::vector<Goal>> preferred;
  bool has_more_ways = false;

  struct Side {  // kBound: the fact has this value of a variable
    VariableId variable{};
    std::uint32_t value = 0;
    Rational bound;         // in the fact's unit
    Rational reported = 1;  // so much is one of it in the unit in which this value is reported
  };
  std::optional<Side> at;
  std::size_t answer = 0;  // kOutcome, kUnknown: the rule; kStatus: the recheck; kValue: the result
  std::shared_ptr<const CoveredLines> lines;  // kLine: nothing is counted in it
  std::size_t line = 0;
  /// kReading; kPart of a reading: the ambiguity, by which of its readings it must be decided.
  std::optional<std::pair<std::size_t, std::uint32_t>> reading;
  std::optional<std::size_t> other_side;  // kBound, kPart: the other aim, of the same list
  std::vector<std::string> names;         // what an example for it should expect

  std::size_t shown = 0;  // in so many examples
  /// kImpossible: proved; kNotDecided: neither a patient nor a proof was found.
  enum class State : std::uint8_t { kShown, kMissing, kImpossible, kNotDecided };
  State state = State::kMissing;
  std::string reason;           // kImpossible, kNotDecided
  std::optional<Case> patient;  // kMissing: who would show it
};

}  // namespace mgl

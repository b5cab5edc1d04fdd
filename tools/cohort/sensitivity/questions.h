// What is open in a guideline and in a report, each with the versions that its answers would make:
// the readings of an ambiguity, a chosen number a step lower and higher, another unit of a fact's
// numbers, a fact that is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/batch/bit_plane.h"
#include "engine/model/evaluation_options.h"
#include "tools/cohort/sensitivity/joint_guideline.h"
#include "tools/cohort/sensitivity/number_places.h"

namespace mgl {

struct OpenQuestion {
  enum class Kind : std::uint8_t { kAmbiguity, kNumber, kUnit, kFact };
  Kind kind = Kind::kFact;
  std::string name;         // of the ambiguity, the number's declaration, the fact
  std::string title;        // likewise
  std::uint32_t index = 0;  // of the ambiguity, the fact
  std::string now;          // the reading in use, the number, the fact's own unit
  std::string reason;       // kNumber: why it is assumed; empty: a bound that is not assumed
  int line = 0;             // kNumber: of the text
  std::string reading;      // kNumber: of an ambiguity, in which it stands
};

/// What would be instead of what is now.
struct Alternative {
  std::size_t question = 0;
  std::string text;      // the reading, the number, the unit
  std::string problem;   // why it cannot be decided by: the number then has no meaning
  VersionPlaces places;  // where there is no problem
};

/// What becomes of an outcome. Of a result or recheck that differs: kOther.
enum class OutcomeShift : std::uint8_t {
  kNone,
  kMore,             // it would be yes, and is not
  kFewer,            // it is yes, and would not be
  kUnknown,          // it would be unknown, and is neither that nor yes
  kNoLongerUnknown,  // it is unknown, and would be neither that nor yes
  kOther,
};
inline constexpr std::size_t kOutcomeShifts = 6;

/// One outcome by two versions, which may differ.
struct OutcomePair {
  enum class Kind : std::uint8_t { kScope, kRule, kResult, kRecheck };
  Kind kind = Kind::kScope;
  std::uint32_t index = 0;   // of the rule, result or recheck in the guideline
  std::uint32_t first = 0;   // of both in the joint guideline; of scopes their nodes
  std::uint32_t second = 0;  // likewise
  NodeId first_scope{};
  NodeId second_scope{};
  std::size_t question = 0;
  bool is_open = true;                     // a decision that differs here hangs on the question
  std::optional<std::size_t> alternative;  // against which the guideline's own outcome is counted
  /// Where a version takes a fact in another unit: the fact, and its copy. It counts for numbers
  /// that come without a unit and are plausible in that one.
  std::optional<std::pair<FactId, FactId>> in_other_unit;
};

struct OpenQuestions {
  std::unique_ptr<JointGuideline> joint;
  std::vector<OpenQuestion> questions;  // those of facts last, one a fact
  std::size_t first_fact = 0;           // of the questions
  std::vector<Alternative> alternatives;
  std::vector<OutcomePair> pairs;

  /// Words of a set of questions, a bit each.
  std::size_t SetWords() const { return questions.size() / kWordBits + 1; }
};

/// `unit_is_said`, by fact: the run says the unit of its numbers, which leaves no question.
OpenQuestions FindQuestions(const CompiledGuideline& compiled, const EvaluationOptions& evaluation,
                            ChosenNumbers numbers, const std::vector<bool>& unit_is_said);

}  // namespace mgl

// From what a person types to what is stated of a fact, or why it does not fit.
#pragma once

#include <string>
#include <string_view>

#include "engine/meaning/effective_fact.h"
#include "tools/case/consult/consultation.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// `problem` not empty: the answer cannot be used, and why; `help`: what fits. Both are sentences
/// in lower case without a full stop.
struct ReadAnswer {
  StatedFact stated;
  std::string problem;
  std::string help;
};

/// For one guideline, which must outlive it. Units in answers live as long as the reader.
class AnswerReader {
 public:
  AnswerReader(const Guideline& guideline, Day as_of);

  /// A cell of a case file, or for a choice its label or (HasNumberedChoices) its number. Empty,
  /// `null` and `unknown` state that it is unknown. What would be missing to the engine
  /// (unreadable, of another dimension, implausible) is a problem.
  ReadAnswer ReadValue(FactId fact, std::string_view text);

  /// The date of `stated`: a day, month or year up to the as-of date; empty or unknown: none.
  ReadAnswer ReadDate(FactId fact, const StatedFact& stated, std::string_view text);

 private:
  std::string PickedChoice(const Fact& fact, std::string_view text, std::string& problem) const;

  const Guideline& guideline_;
  Day as_of_;
  FactReader cells_;
  EffectiveFactMaker fact_maker_;
};

/// Whether choices may be picked by their number (from 1): not where names or codes are numbers.
bool HasNumberedChoices(const Fact& fact);

/// The most that is quoted in messages; the rest is cut.
std::string QuotedAnswer(std::string_view text);

}  // namespace mgl

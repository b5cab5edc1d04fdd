// Outcomes in the words for people: applies, does not apply, blocked by, replaced by, not
// applicable, cannot be decided yet; a result's value; a recheck's days.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/case/consult/consultation.h"
#include "tools/words/action_words.h"

namespace mgl {

struct OutcomeText {
  enum class Kind {
    kApplies,        // rules, and rechecks whose `when` holds
    kStopped,        // blocked, replaced
    kValue,          // results, the scope
    kDoesNotApply,   // here and below it stands in a list, by its title
    kUndecided,      // with what a result could be
    kNotApplicable,  // out of scope
    kNotInQuestion,  // a part of actions that does not matter so far
    kSaidElsewhere,  // a part of actions: with its rule, or as a warning
  };
  Kind kind = Kind::kUndecided;
  std::string headline;                // "applies (now): Intravenous magnesium"
  std::string title;                   // the same where "applies" is said above it
  std::vector<ActionInWords> actions;  // what to do; undecided: what it would be, if asked for
};

OutcomeText TextOf(const CompiledGuideline& compiled, const Consultation& consultation,
                   OutcomeRef outcome);

/// Why an outcome is undecided: "Serum magnesium is unknown, Age is missing".
std::string WhyUndecided(const Guideline& guideline, Consultation& consultation,
                         OutcomeRef outcome);

}  // namespace mgl

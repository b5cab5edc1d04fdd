// Whether a decision is what an example expects of it.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/decision.h"

namespace mgl {

/// One expectation that the decision does not meet.
struct UnmetExpectation {
  Span span;
  std::string subject;   // the name, or "scope", "ask"
  std::string expected;  // "mild"
  std::string actual;    // "could be none, mild", "missing", "out of scope"; as `expect` writes it
};

/// A value of a define or result as `expect` would write it: "69 mL/min/1.73m2", "could be 2 to 9",
/// "missing".
std::string ValueAsExpected(const Definition& definition, const Value& value);

/// Whether that says all of it: not where a number has more digits than are shown.
bool CanBeExpected(const Definition& definition, const Value& value);

/// In the order of the text; empty where the decision is as expected. An interval or a set that is
/// expected by `could be` must be met exactly.
std::vector<UnmetExpectation> CheckExpectations(const CompiledGuideline& compiled,
                                                const ast::Example& example,
                                                const Decision& decision);

}  // namespace mgl

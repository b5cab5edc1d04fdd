// A patient of several guidelines, as each of them decides alone.
#pragma once

#include <string>
#include <vector>

#include "dsl/join_guidelines.h"
#include "engine/model/case.h"
#include "engine/model/decision.h"

namespace mgl {

/// What one guideline says of the patient, by its own graph and its own facts.
struct OwnDecision {
  Case patient;
  Decision decision;
};
/// By part.
std::vector<OwnDecision> DecideAlone(const JoinedGuidelines& joined, const Case& patient,
                                     Day as_of);

/// An example for each of the guidelines whose names are given, to paste there.
struct NamesOfExample {
  std::uint32_t part = 0;
  std::vector<std::string> names;  // as the part writes them
};
std::string AsExamples(const JoinedGuidelines& joined, const std::vector<OwnDecision>& decided,
                       Day as_of, const std::string& title,
                       const std::vector<NamesOfExample>& examples);

}  // namespace mgl

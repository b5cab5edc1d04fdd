// A patient of several guidelines, as each of them decides alone.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/join_guidelines.h"
#include "engine/model/case.h"
#include "engine/model/decision.h"
#include "tools/author/lint/rules.h"

namespace mgl {

/// What one guideline says of the patient, by its own graph and its own facts.
struct OwnDecision {
  Case patient;
  Decision decision;
};
/// By part.
std::vector<OwnDecision> DecideAlone(const JoinedGuidelines& joined, const Case& patient,
                                     Day as_of);

/// The goals, and that no part holds a value suspect on which they depend: what one puts aside
/// another may take.
std::vector<Goal> WithNoneSuspect(const LintInput& input, std::vector<Goal> goals);

/// A patient who meets the goals, and of whom each part says alone what they ask for.
struct FoundTogether {
  std::vector<Goal> goals;  // also those of WithNoneSuspect, where they hold
  PatientFound found;       // not exact where they do not
  std::vector<OwnDecision> decided;
};
/// Among everybody, or those of `among`. Empty: there is none, which is proved; or some facts on
/// which the goals depend look like one and are taken for two (L0622); or what was found is decided
/// otherwise by a part alone, or nothing is decided: "whether QUESTION" is then kept as open.
std::optional<FoundTogether> FindTogether(
    const LintInput& input, const std::vector<Goal>& goals, Span place, const std::string& question,
    const std::function<bool(const std::vector<OwnDecision>&)>& is_said_alone,
    const PatientSet* among = nullptr);

/// An example for each of the guidelines whose names are given, to paste there.
struct NamesOfExample {
  std::uint32_t part = 0;
  std::vector<std::string> names;  // as the part writes them
};
std::string AsExamples(const JoinedGuidelines& joined, const std::vector<OwnDecision>& decided,
                       Day as_of, const std::string& title,
                       const std::vector<NamesOfExample>& examples);

}  // namespace mgl

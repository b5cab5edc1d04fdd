// All that `mgl lint` finds in one file: the compiler's errors, then the findings that need no
// proof.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "dsl/compile.h"
#include "dsl/join_guidelines.h"
#include "engine/value/calendar.h"
#include "tools/author/lint/levels.h"

namespace mgl {

class SecondProver;

/// The lock beside a local version, as its host found it.
struct LockFile {
  std::string path;
  std::optional<std::string> text;  // empty: there is none, or it could not be read
  std::optional<Error> unread{};    // why
};

struct LintOptions {
  Day as_of = 0;  // the day on which dates have passed or not
  LintLevels levels{};
  /// Asked what the proofs leave open; null: nobody is.
  SecondProver* second_prover = nullptr;
  /// Of a local version; empty: it is not looked at.
  std::optional<LockFile> lock{};
};

class ProofMemory;

/// Is told when the rule of this kind is done, for who measures.
using RuleDone = std::function<void(DiagnosticKind)>;

/// Sorted by place, with the levels that the options set; what they turn off is left out, and so is
/// what the file accepts (`accept CODE because "…"`). Errors of the language cannot be accepted.
/// With errors in the text there are no findings beside them.
/// `memory`: answers about an earlier version of the text, which are used where they hold for this
/// one, and replaced.
Diagnostics Lint(const CompileResult& compiled, const LintOptions& options,
                 const RuleDone& rule_done = {}, ProofMemory* memory = nullptr);

/// What is found only where guidelines apply together: their places are in the joined text.
Diagnostics LintTogether(const JoinedGuidelines& joined, const LintOptions& options,
                         const RuleDone& rule_done = {});

/// Whether a rule of this kind looks at several guidelines.
bool IsOfSeveral(const DiagnosticKindInfo& info);

/// Whether a rule of this kind looks at all patients there could be.
bool IsProved(const DiagnosticKindInfo& info);

}  // namespace mgl

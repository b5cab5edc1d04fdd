// One text linted again and again while it is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/author/lint/lint.h"
#include "tools/author/lint/proofs.h"

namespace mgl {

/// Has no files and no clock: its host gives it each version of the text.
class LintSession {
 public:
  /// `path` is the text's name in what it says.
  LintSession(std::string path, LintOptions options)
      : path_(std::move(path)), options_(std::move(options)) {}

  /// What Lint() finds in the last text, with a fingerprint each, and how it differs from what was
  /// found before: fingerprints that were not there, and those that are no more.
  struct Report {
    Diagnostics findings;
    std::vector<std::string> fingerprints;
    std::vector<std::string> added;
    std::vector<std::string> gone;
    bool is_reused = false;  // nothing but comments, blank lines and blanks at line ends changed
  };

  /// The report is valid until the next call. Where only comments and empty lines came, went or
  /// changed, the findings are those from before, at their new places: nothing is proved again.
  /// Where what the text says has changed, what does not hang on the change is not proved again.
  const Report& Update(std::string text);
  /// Likewise, with the files that it uses.
  const Report& Update(SourceFile source);

  /// Of the last text.
  const CompileResult& compiled() const { return compiled_; }
  /// What was proved of it, and how much of that was known before.
  const ProofMemory& memory() const { return memory_; }

 private:
  bool MoveFindings(const CompileResult& next);

  std::string path_;
  LintOptions options_;
  CompileResult compiled_;
  ProofMemory memory_;
  Report report_;
};

}  // namespace mgl

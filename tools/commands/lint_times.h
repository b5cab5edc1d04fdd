// Where the time of `mgl lint` goes.
#pragma once

#include <map>
#include <string>

#include "dsl/diagnostic/diagnostic.h"
#include "tools/commands/host.h"

namespace mgl {

class LintTimes {
 public:
  explicit LintTimes(Host& host) : host_(host), begin_(host.Seconds()), last_(begin_) {}

  /// What follows is counted from now on.
  void Skip() { last_ = host_.Seconds(); }
  void ReadDone() { read_ += Since(); }
  void CompileDone() { compile_ += Since(); }
  void RuleDone(DiagnosticKind kind) { rules_[kind] += Since(); }

  /// A line a part, and below it each rule that took a tenth of a millisecond, the longest first.
  std::string Text() const;

 private:
  double Since();

  Host& host_;
  double begin_;
  double last_;
  double read_ = 0;
  double compile_ = 0;
  std::map<DiagnosticKind, double> rules_;
};

}  // namespace mgl

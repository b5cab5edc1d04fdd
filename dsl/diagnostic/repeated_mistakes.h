// A mistake that is made at several places (a misspelt name, again and again) is reported once, at
// the first, and says where else it stands.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

class RepeatedMistakes {
 public:
  explicit RepeatedMistakes(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// `key` tells mistakes of one kind apart; `make` is asked only the first time; `edits` are
  /// added.
  void Report(DiagnosticKind kind, const std::string& key, Span span,
              const std::function<Diagnostic()>& make, std::vector<Edit> edits = {});

  /// Adds to each diagnostic where else the mistake stands. Once, after the last report.
  void Finish();

 private:
  struct Mistake {
    std::size_t diagnostic = 0;
    std::size_t more = 0;
    Span second;
    Span last;
  };

  Diagnostics& diagnostics_;
  std::map<std::pair<DiagnosticKind, std::string>, Mistake> mistakes_;
};

}  // namespace mgl

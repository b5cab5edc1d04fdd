// Findings that a project keeps back for now: a file of them, so that only new ones are reported.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/value/result.h"

namespace mgl {

inline constexpr std::size_t kMostBaselineBytes = 64U << 20;

struct BaselineEntry {
  std::string file;  // as seen from the folder of the baseline
  std::string code;
  std::string fingerprint;
  std::string message;  // for people; nothing depends on it
};

/// A finding is known by its file and its fingerprint, whatever its level and its line.
class Baseline {
 public:
  /// The error names the place in `text` that cannot be read; `path` is its name.
  static Result<Baseline> Read(const std::string& text, const std::string& path);

  void Add(BaselineEntry entry);

  /// Takes what it holds out of `findings` and `fingerprints`, which belong to each other, and
  /// returns how many. Errors of the language are never kept back, and a text that has any says
  /// nothing of what else is in it.
  std::size_t KeepBack(const std::string& file, Diagnostics& findings,
                       std::vector<std::string>& fingerprints);

  /// Those of the files that were looked at which were not found again.
  std::vector<BaselineEntry> Gone() const;

  /// JSON, an entry a line, sorted by file, code, message and fingerprint.
  std::string Text() const;

 private:
  using Key = std::pair<std::string, std::string>;  // file, fingerprint

  enum class State { kNotLookedFor, kGone, kFound };
  struct Known {
    BaselineEntry entry;
    State state = State::kNotLookedFor;
  };
  std::map<Key, Known> known_;
};

}  // namespace mgl

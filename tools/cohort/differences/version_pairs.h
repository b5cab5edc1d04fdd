// Two versions of a guideline in one graph, and their statements with an outcome, two by two.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/evaluation_options.h"
#include "tools/cohort/differences/two_readings.h"
#include "tools/cohort/sensitivity/joint_guideline.h"
#include "tools/cohort/sensitivity/questions.h"

namespace mgl {

/// A statement of both versions, or of one: the other then says no, or nothing.
struct StatementPair {
  OutcomePair outcome;  // `index` means nothing
  std::string kind;     // "scope", "rule", "result", "recheck"
  std::string name;
  bool is_new = false;
  bool is_gone = false;

  /// Whether they are decided by the same nodes, for every patient alike.
  bool IsSame() const { return outcome.first == outcome.second; }
};

/// By kind ("rule", "result", "recheck") and name in the new version: the name in the old one.
using OldNames = std::map<std::pair<std::string, std::string>, std::string>;

class VersionPairs {
 public:
  /// Both must outlive it.
  static std::unique_ptr<VersionPairs> Make(const Guideline& before, const Guideline& after,
                                            const EvaluationOptions& before_readings,
                                            const EvaluationOptions& after_readings,
                                            const OldNames& old_names = {});

  /// Cases are of it: the old version with the facts of the new one.
  const Guideline& read() const { return read_; }
  /// Likewise without the last facts, which are those of read_twice(): files are read by it.
  const Guideline& of_files() const { return of_files_; }
  /// Facts of which a cell does not say the same to both versions (another kind, unit, spelling,
  /// choice, label or code): they are read by the new version itself, too.
  const std::vector<FactReadTwice>& read_twice() const { return read_twice_; }
  const JointGuideline& joint() const { return *joint_; }
  /// For all of it.
  const EvaluationOptions& evaluation() const { return evaluation_; }
  const std::vector<StatementPair>& statements() const { return statements_; }
  /// Results of both whose values are of another type, unit or list of answers.
  const std::vector<std::string>& not_compared() const { return not_compared_; }

 private:
  VersionPairs() = default;
  void AddFacts(const Guideline& after);
  void AddStatements(const Guideline& before, const Guideline& after, const VersionPlaces& places);

  Guideline read_, of_files_;
  std::vector<FactReadTwice> read_twice_;
  VersionMap map_;
  std::unique_ptr<JointGuideline> joint_;
  EvaluationOptions evaluation_;
  std::vector<StatementPair> statements_;
  std::vector<std::string> not_compared_;
};

}  // namespace mgl

// Two versions of a guideline as one: one list of facts, one graph. What means the same in both is
// one node, so that it needs no proof; what does not can be asked of all patients together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/model/case.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"
#include "engine/prove/find_patient.h"

namespace mgl {

/// A fact of the joint guideline.
struct FactInBoth {
  std::optional<FactId> before, after;  // in each version
  /// kAlike: both versions take the same value from what is reported (or only one has the fact).
  /// kOtherwise: not from everything; what each takes is worked out in nodes. kApart: that cannot
  /// be worked out; the versions have a fact each, which are independent, so that a patient may be
  /// found who is none, and nobody is overlooked.
  enum class Taken : std::uint8_t { kAlike, kOtherwise, kApart };
  Taken taken = Taken::kAlike;
  std::optional<FactId> not_stated;  // kOtherwise: the joint fact that is yes where nothing is
                                     // stated, which counts as other values in the versions
  std::optional<FactId> other = {};  // kApart: the joint fact of the other version
};

/// Where one version is in the joint guideline.
struct VersionInBoth {
  std::vector<FactId> facts;  // by its fact: the joint one; where taken otherwise, what is reported
  std::vector<NodeId> nodes;  // by its node
  /// By its fact, where taken otherwise: whether a value that was reported counts.
  std::vector<std::optional<NodeId>> counts;
  NodeId scope{};
  // Its rules, results and rechecks stand in their order in the joint guideline, from here on.
  std::uint32_t first_rule = 0;
  std::uint32_t first_result = 0;
  std::uint32_t first_recheck = 0;

  NodeId Of(NodeId node) const { return nodes[Index(node)]; }
};

/// A fact of the old version that is one of the new.
struct FactMatch {
  FactId before{};
  FactId after{};
};

/// The versions must outlive it.
class GuidelinePair {
 public:
  /// `before_readings`, `after_readings`: as in EvaluationOptions.
  GuidelinePair(const Guideline& before, const EvaluationOptions& before_readings,
                const Guideline& after, const EvaluationOptions& after_readings,
                const std::vector<FactMatch>& matches);

  /// Facts of both (named and in the unit of the new one where it has it), the rules, results,
  /// rechecks, medications, contraindications and diets of the old version, then of the new. Its
  /// scope is yes: each version has its own. Readings in use are worked in. More nodes may be added
  /// before a PatientFinder is made of it.
  Guideline& joint() { return joint_; }
  const Guideline& joint() const { return joint_; }
  const VersionInBoth& before() const { return sides_[0].where; }
  const VersionInBoth& after() const { return sides_[1].where; }
  /// By joint fact.
  const std::vector<FactInBoth>& facts() const { return facts_; }
  /// Whether cases of the joint guideline are cases of both: no fact is taken otherwise. Else each
  /// version must be given its own case.
  bool IsOfOneCase() const;

  /// All patients of the joint guideline who may be.
  PatientSet Everybody(const PatientFinder& finder) const;
  /// What is reported of a patient of the joint guideline, to each version. Units of the case may
  /// be those of the joint guideline.
  Case CaseBefore(const Case& patient) const { return CaseFor(patient, 0); }
  Case CaseAfter(const Case& patient) const { return CaseFor(patient, 1); }

 private:
  friend class PairBuilder;
  struct Side {
    const Guideline* version = nullptr;
    EvaluationOptions readings;
    VersionInBoth where;
    std::vector<std::vector<std::optional<std::uint32_t>>> choices;  // by joint fact, joint choice
  };

  Case CaseFor(const Case& patient, std::size_t side) const;

  Guideline joint_;
  std::vector<FactInBoth> facts_;
  Side sides_[2];
};

}  // namespace mgl

// A guideline and versions of it (another reading, another number, another unit of a report) in one
// graph: nodes that are equal are one, so a version costs what differs, and its outcomes are
// decided beside the guideline's own, of the same parsed cases.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// Where the outcomes of a version stand in the joint guideline: by scope, rule, result and recheck
/// of the guideline. What does not differ stands where the guideline's own does.
struct VersionPlaces {
  NodeId scope{};
  std::vector<std::uint32_t> rules;
  std::vector<std::uint32_t> results;
  std::vector<std::uint32_t> rechecks;
  std::optional<FactId> in_other_unit;  // the copy of a fact whose numbers are taken so
};

/// Which statements of another text are those of the guideline.
struct VersionMap {
  std::vector<FactId> facts;  // by fact of the version
  // By statement of the version; empty: the guideline has none such.
  std::vector<std::optional<std::uint32_t>> rules;
  std::vector<std::optional<std::uint32_t>> results;
  std::vector<std::optional<std::uint32_t>> rechecks;
};

/// A fact that a version takes otherwise, behind those of the guideline.
struct CopiedFact {
  FactId original{};
  /// Numbers for which no unit is stated are in this one; null: in the fact's own, and what differs
  /// is what is plausible, a default, or what is suspect.
  const Unit* unit = nullptr;
};

class JointGuideline {
 public:
  explicit JointGuideline(const Guideline& guideline);
  JointGuideline(const JointGuideline&) = delete;
  JointGuideline& operator=(const JointGuideline&) = delete;

  /// For what else is to be decided beside the versions.
  Guideline& guideline() { return joint_; }
  /// Of all versions. In it everybody is in scope: the scopes of the versions are outcomes.
  const Guideline& guideline() const { return joint_; }
  const VersionPlaces& own() const { return own_; }
  const std::vector<CopiedFact>& copied_facts() const { return copied_facts_; }
  std::size_t fact_count() const { return base_.facts.size(); }  // of the guideline

  /// With one number written otherwise; empty where it declares other things than the guideline.
  std::optional<VersionPlaces> Add(const Guideline& version);
  /// Another text by these readings (by its ambiguities; empty: their agreement). The guideline has
  /// all of its facts, each with the unit and the choices that it has there. Places are by
  /// statement of the version.
  VersionPlaces AddText(const Guideline& version, const VersionMap& map,
                        const std::vector<std::optional<std::uint32_t>>& readings);
  VersionPlaces AddReading(std::uint32_t ambiguity, std::uint32_t reading);
  /// The fact's numbers taken in another unit, which convert into its own.
  VersionPlaces AddUnit(FactId fact, const Unit& unit);

 private:
  class Merge;
  struct Change {
    std::optional<std::pair<std::uint32_t, std::uint32_t>> reading;
    std::optional<std::pair<FactId, const Unit*>> unit;
    /// Of all ambiguities, which are not those of the guideline.
    const std::vector<std::optional<std::uint32_t>>* all_readings = nullptr;
  };
  VersionPlaces AddChanged(const Guideline& version, const VersionMap& map, const Change& change);
  VersionMap SameStatements() const;
  void AddScope(NodeId scope);

  const Guideline& base_;
  Guideline joint_;
  VersionPlaces own_;
  std::vector<CopiedFact> copied_facts_;
  std::deque<Unit> units_;  // what CopiedFact points to
};

}  // namespace mgl

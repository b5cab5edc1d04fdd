// How two versions become one guideline.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/prove/fact_pair.h"
#include "engine/prove/fact_view.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/one_meaning.h"

namespace mgl {

/// Fills one pair.
class PairBuilder {
 public:
  PairBuilder(GuidelinePair& pair, const std::vector<FactMatch>& matches);

  void Build();

 private:
  using Taken = FactInBoth::Taken;
  using Side = GuidelinePair::Side;

  /// False: some facts must be taken otherwise, or apart, and all begins anew.
  bool BuildOnce();
  void AddFacts();
  void AddMatched(FactId before, FactId after);
  FactId AddFact(Fact fact, FactInBoth in_both);
  void AddNotStated(FactId joint);
  void FindViews(Side& side);
  void FindWhatCounts(Side& side);
  bool CopySuspects();
  bool SuspectsAreAlike();
  void CopyNodes(Side& side, const std::vector<bool>* only);
  NodeId Copied(Side& side, NodeId id);
  NodeId CopiedFact(const Side& side, const Node& node);
  NodeId CopiedReading(const Side& side, const Node& node, std::vector<NodeId> readings);
  std::optional<Rational> StepOf(const Side& side, FactId own) const;
  std::optional<NodeId> ComparedInSteps(const Side& side, NodeId id,
                                        const std::vector<NodeId>& operands);
  std::uint32_t CopiedCut(const Side& side, const Node& node, bool is_threshold);
  void AddUnitsOf(const Side& side, const Node& node, std::uint32_t cut);
  void CopyStatements(Side& side);
  void CopyTreatments(Side& side);
  std::size_t SideIndex(const Side& side) const { return &side == &pair_.sides_[0] ? 0 : 1; }
  FactInBoth& InBoth(FactId joint) { return pair_.facts_[Index(joint)]; }
  bool IsOtherwise(FactId joint) const {
    return pair_.facts_[Index(joint)].taken == Taken::kOtherwise;
  }

  GuidelinePair& pair_;
  Guideline& joint_;
  std::vector<std::optional<FactId>> match_of_;  // by fact of the new version
  std::vector<bool> is_matched_;                 // by fact of the old version
  std::vector<Taken> least_;                     // by fact of the new version
  std::optional<OneMeaning> nodes_;
  std::vector<std::optional<StatedView>> views_[2];  // by joint fact, where taken otherwise
  std::vector<std::optional<NodeId>> aside_[2];      // likewise
  std::vector<std::optional<NodeId>> made_[2];       // by node of the version
  std::map<std::string, std::uint32_t> cuts_;        // by what their lines say
};

}  // namespace mgl

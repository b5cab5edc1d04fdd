// Contraindications and cautions of a version, treatment by treatment: one of two treatments says
// what one of each would say.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/prove/version_match.h"

namespace mgl {

struct TreatmentWarning {
  std::vector<std::size_t> indexes;  // of the contraindications that say it, in their order
  std::string treatment;             // its name
  std::string of;                    // its title
  std::string title;
  bool blocks = true;
  std::vector<NodeId> whens;  // of each; it holds where one does

  const char* kind() const { return blocks ? "contraindication" : "caution"; }
};

/// In their order; those of one treatment, kind and title are one.
std::vector<TreatmentWarning> WarningsOf(const Guideline& version);

/// They have no names: they are one by what they are of, their kind and title, else by their
/// meaning; `are_same(old, new)` says whether two mean the same.
Matches MatchWarnings(
    const std::vector<TreatmentWarning>& before, const std::vector<TreatmentWarning>& after,
    const std::function<bool(const std::vector<NodeId>&, const std::vector<NodeId>&)>& are_same);

}  // namespace mgl

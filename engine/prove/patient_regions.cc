// All around a patient of whom the same holds, and what else there is.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/prove/find_patient.h"

namespace mgl {

PatientSet PatientFinder::Widened(std::span<const Goal> goals, const PatientSet& set,
                                  const PatientSet& among) {
  PatientSet wide = among;
  // A goal that does not hang on a variable is met whatever its value is.
  std::map<VariableId, std::vector<Goal>> goals_of;
  for (const Goal& goal : goals) {
    for (const VariableId id : VariablesOf(std::span(&goal, 1))) goals_of[id].push_back(goal);
  }
  for (const auto& [id, of] : goals_of) wide.CopyFrom(set, values_.Of(id));
  for (const auto& [id, of] : goals_of) Widen(of, values_.Of(id), among, wide);
  return wide;
}

void PatientFinder::Widen(std::span<const Goal> goals, const Variable& variable,
                          const PatientSet& among, PatientSet& set) {
  const std::vector<NodeId> steps = conditions_.StepsOf(goals);
  PatientSet more = set;
  more.CopyFrom(among, variable);
  conditions_.Evaluate(more, steps);
  if (AreMet(goals)) {
    set = std::move(more);
    return;
  }
  if (set.PartOf(variable) != nullptr) return;  // a part is of one stretch
  ForEachValue(among, variable, [&](std::uint32_t value) {
    if (set.Has(variable, value)) return;
    set.Add(variable, value);
    conditions_.Evaluate(set, steps);
    if (!AreMet(goals)) set.Remove(variable, value);
  });
}

std::vector<PatientSet> PatientFinder::Regions(std::span<const Goal> goals,
                                               const PatientFound& found, const PatientSet& among,
                                               std::size_t most, std::uint64_t budget) {
  std::vector<PatientSet> left;
  return RegionsAround(goals, found, among, most, budget, left).regions;
}

PatientFinder::RegionsFound PatientFinder::AllRegions(std::span<const Goal> goals,
                                                      const PatientFound& found,
                                                      const PatientSet& among, std::size_t most,
                                                      std::uint64_t budget) {
  std::vector<PatientSet> left;
  RegionsFound all = RegionsAround(goals, found, among, most, budget, left);
  all.are_all = all.are_all && std::ranges::all_of(left, [&](const PatientSet& piece) {
                  return LookFor(goals, piece, budget).answer == PatientSearch::Answer::kNone;
                });
  return all;
}

/// `left`: the patients who were not looked at; of the others all are in the regions where
/// `are_all` says so.
PatientFinder::RegionsFound PatientFinder::RegionsAround(std::span<const Goal> goals,
                                                         const PatientFound& found,
                                                         const PatientSet& among, std::size_t most,
                                                         std::uint64_t budget,
                                                         std::vector<PatientSet>& pieces) {
  if (!found.is_exact) return {{found.set}, false};
  RegionsFound all{{Widened(goals, found.set, among)}, false};
  const bool has_parts = std::ranges::any_of(values_.variables(), [&](const Variable& variable) {
    return all.regions.front().PartOf(variable) != nullptr;
  });
  if (has_parts) return all;
  constexpr std::size_t kMostPieces = 64;
  pieces = Without(all.regions.front(), among);
  bool some_are_open = false;
  while (!pieces.empty() && pieces.size() < kMostPieces && all.regions.size() < most) {
    const PatientSet piece = std::move(pieces.back());
    pieces.pop_back();
    const PatientSearch search = Find(goals, piece, budget);
    const bool is_exact = search.found && search.found->is_exact;
    some_are_open |= search.answer != PatientSearch::Answer::kNone && !is_exact;
    if (!is_exact) continue;
    all.regions.push_back(Widened(goals, search.found->set, among));
    std::vector<PatientSet> left = Without(all.regions.back(), piece);
    for (const PatientSet& other : pieces) {
      for (PatientSet& part : Without(all.regions.back(), other)) left.push_back(std::move(part));
    }
    pieces = std::move(left);
  }
  all.are_all = !some_are_open;
  return all;
}

/// The patients of the set who are not in the region, as sets of which none has a patient of
/// another.
std::vector<PatientSet> PatientFinder::Without(const PatientSet& region,
                                               const PatientSet& set) const {
  std::vector<PatientSet> pieces;
  PatientSet rest = set;
  for (const Variable& variable : values_.variables()) {
    PatientSet outside = rest;
    ForEachValue(rest, variable, [&](std::uint32_t value) {
      (region.Has(variable, value) ? outside : rest).Remove(variable, value);
    });
    if (!outside.IsEmpty(variable)) pieces.push_back(std::move(outside));
    if (rest.IsEmpty(variable)) break;
  }
  return pieces;
}

PatientFound PatientFinder::FoundElsewhere(std::span<const Goal> goals, const PatientSet& among,
                                           Case patient) {
  PatientFound found{among, false, std::move(patient), {}};
  OpenGoalsOfSet open = AllOf(goals);
  Look(open, found.set);
  found.computed = ComputedOf(open->steps);
  return found;
}

}  // namespace mgl

// What people read of a guideline, old and new side by side: doses, actions, urgencies, texts; and
// titles, sources and names, which are wording.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/version_match.h"
#include "tools/author/versions/treatment_warnings.h"
#include "tools/author/versions/version_diff.h"

namespace mgl {

/// Which statements of two versions are one.
struct StatementMatches {
  Matches facts, thresholds, ranges, definitions, ambiguities, results, medications, diets, rules,
      rechecks;
  std::vector<TreatmentWarning> old_warnings, new_warnings;
  Matches warnings;
  /// Whether two properties, of the old version and of the new, promise the same.
  std::function<bool(std::size_t, std::size_t)> are_one_promise;
};

/// The text of each, in a row.
template <typename Items, typename Text>
std::string Listed(const Items& items, Text text) {
  std::string listed;
  for (const auto& item : items) listed += (listed.empty() ? "" : "; ") + text(item);
  return listed;
}

/// Equal where people read and do the same: 1 g is 1000 mg.
std::string DoseKey(const ast::Dose& dose);
std::string LimitsKey(const ast::Medication& medication);
std::string ContentsKey(const ast::Medication& medication);
std::string MedicationKey(const ast::Medication& medication);
std::string FoodKey(const ast::Diet& diet);
/// What counts of a fact's values, as people read it; empty: nothing is said of it.
std::string DefaultText(const Fact& fact);
std::string PlausibleText(const Fact& fact);
std::string StepText(const Fact& fact);
/// What a rule tells to do, by the medications, facts and diets of its own version; where
/// `match` is given, those of the old version by their new names.
std::string ActionsKey(const CompiledGuideline& version, const Rule& rule,
                       const StatementMatches* match);

/// Adds to `diff.contents` what facts are, which values of them count, and how data say them.
void CompareFacts(const CompiledGuideline& before, const CompiledGuideline& after,
                  const StatementMatches& matches, VersionDiff& diff);

/// Adds what stands in one version alone of what is promised, apart, exclusive, cited or left open.
void CompareStated(const CompiledGuideline& before, const CompiledGuideline& after,
                   const StatementMatches& matches, VersionDiff& diff);

/// Likewise conditions and lines of values that are written otherwise, whatever they mean.
void CompareWritten(const CompiledGuideline& before, const CompiledGuideline& after,
                    const StatementMatches& matches, VersionDiff& diff);

/// Adds to `diff.contents` what statements that both versions have say otherwise, besides their
/// outcomes.
void CompareContents(const CompiledGuideline& before, const CompiledGuideline& after,
                     const StatementMatches& matches, VersionDiff& diff);

}  // namespace mgl

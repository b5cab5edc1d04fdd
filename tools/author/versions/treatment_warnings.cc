#include "tools/author/versions/treatment_warnings.h"

#include <algorithm>
#include <utility>

namespace mgl {

std::vector<TreatmentWarning> WarningsOf(const Guideline& version) {
  std::vector<TreatmentWarning> warnings;
  for (std::size_t i = 0; i < version.contraindications.size(); ++i) {
    const Contraindication& item = version.contraindications[i];
    for (const Treatment& treatment : item.treatments) {
      const Medication& medication = version.medications[treatment.medication];
      TreatmentWarning warning{{i},        medication.name, medication.title,
                               item.title, item.blocks,     {item.when}};
      if (treatment.option) {
        warning.treatment = medication.options[*treatment.option].name;
        warning.of = medication.options[*treatment.option].title;
      }
      const auto known = std::ranges::find_if(warnings, [&](const TreatmentWarning& other) {
        return other.treatment == warning.treatment && other.title == warning.title &&
               other.blocks == warning.blocks;
      });
      if (known == warnings.end()) {
        warnings.push_back(std::move(warning));
      } else {
        known->indexes.push_back(i);
        known->whens.push_back(item.when);
      }
    }
  }
  return warnings;
}

Matches MatchWarnings(
    const std::vector<TreatmentWarning>& before, const std::vector<TreatmentWarning>& after,
    const std::function<bool(const std::vector<NodeId>&, const std::vector<NodeId>&)>& are_same) {
  Matches matches;
  matches.before_of.resize(after.size());
  std::vector<bool> is_taken(before.size(), false);
  const auto match = [&](bool by_title, bool by_meaning) {
    for (std::size_t i = 0; i < after.size(); ++i) {
      for (std::size_t j = 0; j < before.size() && !matches.before_of[i]; ++j) {
        const bool is_alike = !is_taken[j] && before[j].treatment == after[i].treatment &&
                              before[j].blocks == after[i].blocks &&
                              (!by_title || before[j].title == after[i].title) &&
                              (!by_meaning || are_same(before[j].whens, after[i].whens));
        if (!is_alike) continue;
        matches.before_of[i] = j;
        is_taken[j] = true;
      }
    }
  };
  match(true, true);
  match(true, false);
  match(false, true);
  for (std::size_t j = 0; j < before.size(); ++j) {
    if (!is_taken[j]) matches.gone.push_back(j);
  }
  return matches;
}

}  // namespace mgl

// Uses are the outcomes that can be reached from a fact in the guideline's picture.
#include "tools/author/facts/fact_uses.h"

#include <algorithm>
#include <map>

#include "tools/author/graph/picture.h"

namespace mgl {

std::vector<FactUses> FindFactUses(const CompiledGuideline& compiled) {
  using Kind = PictureVertex::Kind;
  const Guideline& guideline = compiled.guideline;
  const Picture picture = DrawPicture(compiled);
  Dependents dependents(picture);
  std::map<std::string, std::size_t> places;  // of outcomes, in the order of the answer
  const auto add = [&places](const auto& items) {
    for (const auto& item : items) places.emplace(item.name, places.size());
  };
  add(guideline.results);
  add(guideline.rules);
  add(guideline.rechecks);
  std::vector<FactUses> all(guideline.facts.size());
  for (std::uint32_t fact = 0; fact < all.size(); ++fact) {  // facts are the first vertices
    FactUses& uses = all[fact];
    std::vector<std::uint32_t> outcomes;
    for (const std::uint32_t at : dependents.Of(fact, Kind::kScope)) {
      const PictureVertex& vertex = picture.vertices[at];
      if (vertex.kind == Kind::kScope) uses.in_scope = true;
      if (vertex.kind == Kind::kProperty) uses.properties.push_back(vertex.lines.front());
      const bool is_outcome = vertex.kind == Kind::kResult || vertex.kind == Kind::kRule ||
                              vertex.kind == Kind::kRecheck;
      if (is_outcome) outcomes.push_back(at);
    }
    std::ranges::sort(outcomes, {},
                      [&](std::uint32_t at) { return places.at(picture.vertices[at].name); });
    for (const std::uint32_t at : outcomes) uses.outcomes.push_back(picture.vertices[at].name);
  }
  for (const Rule& rule : guideline.rules) {
    for (const Action& action : rule.actions) {
      const bool orders = action.verb == ActionVerb::kOrder;
      if (!orders || action.target != Action::Target::kFact) continue;
      all[action.index].ordered_by.push_back(rule.name);
    }
  }
  return all;
}

}  // namespace mgl

// Uses are the outcomes that can be reached from a fact in the guideline's picture.
#include "tools/facts/fact_uses.h"

#include <set>

#include "tools/graph/picture.h"

namespace mgl {

std::vector<FactUses> FindFactUses(const SourceFile& source, const CompiledText& text,
                                   const Guideline& guideline) {
  using Kind = PictureVertex::Kind;
  const Picture picture = DrawPicture(source, text, guideline);
  std::vector<FactUses> all(guideline.facts.size());
  for (std::uint32_t fact = 0; fact < all.size(); ++fact) {  // facts are the first vertices
    FactUses& uses = all[fact];
    const std::vector<bool> after = VerticesAfter(picture, fact, {Kind::kScope});
    std::set<std::string> outcomes;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (!after[i]) continue;
      const PictureVertex& vertex = picture.vertices[i];
      if (vertex.kind == Kind::kScope) uses.in_scope = true;
      if (vertex.kind == Kind::kProperty) uses.properties.push_back(vertex.lines.front());
      const bool is_outcome = vertex.kind == Kind::kResult || vertex.kind == Kind::kRule ||
                              vertex.kind == Kind::kRecheck;
      if (is_outcome) outcomes.insert(vertex.name);
    }
    const auto add = [&](const auto& items) {
      for (const auto& item : items) {
        if (outcomes.contains(item.name)) uses.outcomes.push_back(item.name);
      }
    };
    add(guideline.results);
    add(guideline.rules);
    add(guideline.rechecks);
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

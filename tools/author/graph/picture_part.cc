// Parts of a picture: what lies before and behind a vertex.
#include <algorithm>

#include "tools/author/graph/picture.h"

namespace mgl {
namespace {

using Neighbours = std::vector<std::vector<std::uint32_t>>;

Neighbours NeighboursOf(const Picture& picture, bool forwards) {
  Neighbours neighbours(picture.vertices.size());
  for (const PictureEdge& edge : picture.edges) {
    neighbours[forwards ? edge.from : edge.to].push_back(forwards ? edge.to : edge.from);
  }
  return neighbours;
}

/// Marks what can be reached from `begin`, and `begin` itself.
void Reach(const Neighbours& neighbours, std::uint32_t begin, std::vector<bool>& reached) {
  std::vector<std::uint32_t> open{begin};
  reached[begin] = true;
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t next : neighbours[at]) {
      if (reached[next]) continue;
      reached[next] = true;
      open.push_back(next);
    }
  }
}

}  // namespace

std::vector<bool> VerticesAround(const Picture& picture, const std::vector<std::string>& names) {
  const Neighbours before = NeighboursOf(picture, false);
  const Neighbours after = NeighboursOf(picture, true);
  std::vector<bool> kept(picture.vertices.size(), false);
  for (std::uint32_t i = 0; i < picture.vertices.size(); ++i) {
    const std::string& name = picture.vertices[i].name;
    if (name.empty() || std::ranges::find(names, name) == names.end()) continue;
    for (const Neighbours* neighbours : {&before, &after}) {
      std::vector<bool> reached(kept.size(), false);
      Reach(*neighbours, i, reached);
      for (std::size_t j = 0; j < kept.size(); ++j) kept[j] = kept[j] || reached[j];
    }
  }
  return kept;
}

Dependents::Dependents(const Picture& picture)
    : picture_(picture),
      users_(NeighboursOf(picture, true)),
      reached_(picture.vertices.size(), false) {}

std::vector<std::uint32_t> Dependents::Of(std::uint32_t vertex, PictureVertex::Kind end) {
  std::vector<std::uint32_t> found{vertex};
  reached_[vertex] = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (picture_.vertices[found[i]].kind == end) continue;
    for (const std::uint32_t user : users_[found[i]]) {
      if (reached_[user]) continue;
      reached_[user] = true;
      found.push_back(user);
    }
  }
  for (const std::uint32_t at : found) reached_[at] = false;
  found.erase(found.begin());
  std::ranges::sort(found);
  return found;
}

Picture PartOf(const Picture& picture, const std::vector<bool>& kept) {
  Picture part;
  std::vector<std::uint32_t> place(picture.vertices.size(), 0);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    place[i] = static_cast<std::uint32_t>(part.vertices.size());
    part.vertices.push_back(picture.vertices[i]);
  }
  for (const PictureEdge& edge : picture.edges) {
    if (!kept[edge.from] || !kept[edge.to]) continue;
    PictureEdge& copy = part.edges.emplace_back(edge);
    copy.from = place[edge.from];
    copy.to = place[edge.to];
  }
  return part;
}

std::string_view KindWord(PictureVertex::Kind kind) {
  using Kind = PictureVertex::Kind;
  switch (kind) {
    case Kind::kFact:
      return "fact";
    case Kind::kCut:
      return "cut";
    case Kind::kCondition:
      return "condition";
    case Kind::kOperator:
      return "operator";
    case Kind::kDefinition:
      return "definition";
    case Kind::kAmbiguity:
      return "ambiguity";
    case Kind::kScope:
      return "scope";
    case Kind::kRestriction:
      return "restriction";
    case Kind::kResult:
      return "result";
    case Kind::kRule:
      return "rule";
    case Kind::kRecheck:
      return "recheck";
    case Kind::kProperty:
      return "property";
  }
  return "";
}

}  // namespace mgl

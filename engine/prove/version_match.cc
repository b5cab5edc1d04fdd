#include "engine/prove/version_match.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::vector<std::string> NamesOf(const std::vector<Fact>& facts) {
  std::vector<std::string> names;
  for (const Fact& fact : facts) names.push_back(fact.name);
  return names;
}

bool ShareCode(const Fact& a, const Fact& b) {
  return std::ranges::any_of(a.codes, [&](const FactCode& one) {
    return std::ranges::any_of(b.codes, [&](const FactCode& other) {
      return EqualsIgnoringCase(one.system, other.system) && one.code == other.code;
    });
  });
}

bool IsRenamed(const Fact& a, const Fact& b) {
  const bool is_named_alike = (a.title == b.title && a.title != a.name) || ShareCode(a, b);
  return is_named_alike && a.type == b.type && a.unit.code == b.unit.code &&
         std::ranges::equal(a.choices, b.choices, {}, &ChoiceOption::name, &ChoiceOption::name);
}

}  // namespace

Matches MatchNames(const std::vector<std::string>& before, const std::vector<std::string>& after,
                   const std::function<bool(std::size_t, std::size_t)>& are_same) {
  Matches matches;
  matches.before_of.resize(after.size());
  std::vector<bool> is_taken(before.size(), false);
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t j = 0; j < before.size(); ++j) places.emplace(before[j], j);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = places.find(after[i]);
    if (found == places.end() || is_taken[found->second]) continue;
    matches.before_of[i] = found->second;
    is_taken[found->second] = true;
  }
  const std::vector<bool> has_namesake = is_taken;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (matches.before_of[i]) continue;
    for (std::size_t j = 0; j < before.size(); ++j) {
      if (has_namesake[j] || is_taken[j] || !are_same(j, i)) continue;
      matches.before_of[i] = j;
      is_taken[j] = true;
      break;
    }
  }
  for (std::size_t j = 0; j < before.size(); ++j) {
    if (!is_taken[j]) matches.gone.push_back(j);
  }
  return matches;
}

std::vector<FactMatch> MatchFactsOf(const Guideline& before, const Guideline& after) {
  const Matches matches = MatchNames(
      NamesOf(before.facts), NamesOf(after.facts),
      [&](std::size_t a, std::size_t b) { return IsRenamed(before.facts[a], after.facts[b]); });
  std::vector<FactMatch> facts;
  for (std::size_t i = 0; i < after.facts.size(); ++i) {
    const std::optional<std::size_t>& old = matches.before_of[i];
    if (old) facts.push_back({static_cast<FactId>(*old), static_cast<FactId>(i)});
  }
  return facts;
}

}  // namespace mgl

// Two facts that measure one thing in two ways (a percentage and a count of reticulocytes) and must
// both be beyond their bounds: who was measured in one way alone is never yes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "engine/text/plain_text.h"
#include "tools/author/lint/bands.h"
#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

/// Words that say how something is measured, not what it is.
bool SaysHow(std::string_view word) {
  constexpr std::array kHow = {
      "absolute", "abs",        "relative", "rel",        "count",         "counts",   "number",
      "percent",  "percentage", "pct",      "per",        "cent",          "fraction", "share",
      "level",    "levels",     "value",    "measured",   "concentration", "total",    "in",
      "of",       "the",        "as",       "proportion", "perc",          "n",        "rate"};
  return std::ranges::find(kHow, word) != kHow.end();
}

/// What the text names, without how it is measured: "Reticulocytes, absolute" is {reticulocytes}.
std::set<std::string> WhatIsMeasured(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && !SaysHow(word)) words.insert(word);
    word.clear();
  };
  int depth = 0;  // in parentheses a unit or a specimen is said
  for (const char c : text) {
    const char lower = LowerCase(c);
    const bool is_letter = (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (is_letter && depth == 0) {
      word += lower;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

/// Pairs of facts that measure one thing, in units of different dimensions.
using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;
Pairs PairsOfOneThing(const std::vector<Fact>& facts) {
  std::map<std::set<std::string>, std::vector<std::uint32_t>> by_words;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].type != FactType::kNumber) continue;
    std::set<std::set<std::string>> words = {WhatIsMeasured(facts[i].title),
                                             WhatIsMeasured(facts[i].name)};
    words.erase(std::set<std::string>{});
    for (const auto& of : words) by_words[of].push_back(static_cast<std::uint32_t>(i));
  }
  Pairs pairs;
  constexpr std::size_t kMostAlike = 50;
  for (const auto& [words, alike] : by_words) {
    if (alike.size() > kMostAlike) continue;
    for (const std::uint32_t a : alike) {
      for (const std::uint32_t b : alike) {
        if (facts[a].unit.dimension != facts[b].unit.dimension) pairs.emplace(a, b);
      }
    }
  }
  return pairs;
}

/// A fact that must be on one side of a bound.
struct Side {
  std::uint32_t fact = 0;
  bool is_above = false;
};
std::optional<Side> SideOf(const LintInput& input, const ast::Expr& part) {
  const BandsByNumber bands = BandsOf(input, {&part});
  if (bands.size() != 1 || bands.begin()->second.bands.size() != 1) return std::nullopt;
  const Banded& banded = bands.begin()->second;
  const Band& band = banded.bands.front();
  const std::optional<std::uint32_t> fact = FactOf(input, *banded.number);
  const bool has_one_end = (band.low != nullptr) != (band.high != nullptr);
  if (!fact || !has_one_end) return std::nullopt;
  return Side{*fact, band.low != nullptr};
}

void LookAtConjunction(const LintInput& input, const ast::Expr& joined, const Pairs& pairs,
                       Diagnostics& found) {
  if (joined.kind != ast::ExprKind::kAnd) return;
  std::vector<std::optional<Side>> sides;
  for (const ast::ExprPtr& part : joined.children) sides.push_back(SideOf(input, *part));
  const std::vector<Fact>& facts = input.compiled.guideline.facts;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (!sides[i] || !sides[k] || sides[i]->is_above != sides[k]->is_above) continue;
      const Fact& first = facts[sides[k]->fact];
      const Fact& second = facts[sides[i]->fact];
      if (!pairs.contains({sides[k]->fact, sides[i]->fact})) continue;
      found.push_back(
          {DiagnosticKind::kBothMeasurements,
           joined.children[i]->span,
           fmt::format("`{}` and `{}` measure one thing in two ways, and both must be {}: who was "
                       "measured in one way alone is never yes",
                       first.name, second.name, sides[i]->is_above ? "raised" : "low"),
           "see what the source has: where one of the two is enough, write `or`",
           {{joined.children[k]->span, "the other measurement"}}});
    }
  }
}

}  // namespace

void LintBothMeasurements(const LintInput& input, Diagnostics& found) {
  const Pairs pairs = PairsOfOneThing(input.compiled.guideline.facts);
  if (pairs.empty()) return;
  for (const PlacedPart& placed : PlacedParts(input)) {
    LookAtConjunction(input, *placed.part, pairs, found);
  }
}

}  // namespace mgl

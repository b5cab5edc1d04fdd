#include "tools/author/testing/condition_parts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "dsl/ast/ast.h"

namespace mgl {
namespace {

using Way = std::vector<Goal>;
using Ways = std::vector<Way>;

constexpr std::size_t kMostWays = 64;

class PartFinder {
 public:
  explicit PartFinder(const CompiledGuideline& compiled) : compiled_(compiled) {}

  /// `before`: what must be so that the condition counts. `has_other`: there is one beside it.
  void Add(const std::string& of, const ast::ExprPtr& condition, const Way& before,
           bool has_other = false) {
    if (!condition) return;
    of_ = of;
    has_more_ways_ = false;
    const std::size_t first = found.size();
    Walk(*condition, {before});
    if (found.size() == first + 1 && !has_other) found.pop_back();
  }

  std::optional<NodeId> NodeOf(const ast::ExprPtr& expr) const {
    return expr ? compiled_.expression_nodes[expr->id] : std::nullopt;
  }

  std::vector<ConditionPart> found;

 private:
  void Walk(const ast::Expr& expr, const Ways& ways) {
    using Kind = ast::ExprKind;
    const auto is = [&](std::initializer_list<Kind> kinds) {
      return std::ranges::find(kinds, expr.kind) != kinds.end();
    };
    if (is({Kind::kNot, Kind::kSurely, Kind::kIsYes, Kind::kIsNo})) {
      return Walk(*expr.children[0], ways);
    }
    if (is({Kind::kAnd})) return WalkJoined(expr, Truth::kYes, ways);
    if (is({Kind::kOr})) return WalkJoined(expr, Truth::kNo, ways);
    if (is({Kind::kAnyKnown})) {
      return WalkJoined(expr, TruthSet(Truth::kNo) | Truth::kUnknown, ways);
    }
    if (is({Kind::kImplies})) {
      WalkChild(expr, 0, {Goals(expr, {{1, Truth::kNo}})}, ways);
      return WalkChild(expr, 1, {Goals(expr, {{0, Truth::kYes}})}, ways);
    }
    if (is({Kind::kCount})) {
      for (std::size_t i = 0; i < expr.children.size(); ++i) {
        WalkChild(expr, i, CountWays(expr, i), ways);
      }
      return;
    }
    const std::optional<NodeId> node = compiled_.expression_nodes[expr.id];
    if (!node) return;
    ConditionPart part;
    part.of = of_;
    part.text = TextAsWritten(compiled_.text.source, expr.span);
    part.place = expr.span;
    part.node = *node;
    part.alone = ways;
    part.has_more_ways = has_more_ways_;
    found.push_back(std::move(part));
  }

  void WalkJoined(const ast::Expr& joined, TruthSet others, const Ways& ways) {
    for (std::size_t i = 0; i < joined.children.size(); ++i) {
      std::vector<std::pair<std::size_t, TruthSet>> wanted;
      for (std::size_t k = 0; k < joined.children.size(); ++k) {
        if (k != i) wanted.emplace_back(k, others);
      }
      WalkChild(joined, i, {Goals(joined, wanted)}, ways);
    }
  }

  Way Goals(const ast::Expr& joined,
            const std::vector<std::pair<std::size_t, TruthSet>>& wanted) const {
    Way goals;
    for (const auto& [child, truths] : wanted) {
      const std::optional<NodeId> node = NodeOf(joined.children[child]);
      if (node) goals.push_back({*node, truths});
    }
    return goals;
  }

  /// Of the others so many are yes that the one more or less decides.
  Ways CountWays(const ast::Expr& count, std::size_t part) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < count.children.size(); ++i) {
      if (i != part) others.push_back(i);
    }
    std::vector<std::size_t> yes_counts;
    const auto number = static_cast<std::size_t>(std::max(count.count, 0));
    const bool is_at_most = count.count_bound == ast::CountBound::kAtMost;
    if (!is_at_most && number > 0) yes_counts.push_back(number - 1);
    if (count.count_bound != ast::CountBound::kAtLeast) yes_counts.push_back(number);
    Ways ways;
    for (const std::size_t yes : yes_counts) {
      if (yes > others.size()) continue;
      std::vector<bool> is_yes(others.size(), false);
      std::fill_n(is_yes.begin(), yes, true);
      do {
        if (ways.size() == kMostWays) {
          has_more_ways_ = true;
          return ways;
        }
        std::vector<std::pair<std::size_t, TruthSet>> wanted;
        for (std::size_t i = 0; i < others.size(); ++i) {
          wanted.emplace_back(others[i], is_yes[i] ? Truth::kYes : Truth::kNo);
        }
        ways.push_back(Goals(count, wanted));
      } while (std::prev_permutation(is_yes.begin(), is_yes.end()));
    }
    return ways;
  }

  void WalkChild(const ast::Expr& joined, std::size_t child, const Ways& own, const Ways& ways) {
    Ways both;
    for (const Way& outer : ways) {
      for (const Way& inner : own) {
        if (both.size() == kMostWays) {
          has_more_ways_ = true;
          break;
        }
        both.push_back(outer);
        both.back().insert(both.back().end(), inner.begin(), inner.end());
      }
    }
    Walk(*joined.children[child], both);
  }

  const CompiledGuideline& compiled_;
  std::string of_;
  bool has_more_ways_ = false;
};

bool IsTruth(const CompiledGuideline& compiled, const ast::ExprPtr& expr) {
  return expr && compiled.text.checked.types[expr->id].kind == ExprType::Kind::kTruth;
}

}  // namespace

std::vector<ConditionPart> ConditionPartsOf(const CompiledGuideline& compiled) {
  const Resolution& names = compiled.text.names;
  const Guideline& guideline = compiled.guideline;
  PartFinder finder(compiled);
  Way in_scope;
  if (guideline.graph.node(guideline.scope).kind != NodeKind::kTruthConstant) {
    in_scope.push_back({guideline.scope, Truth::kYes});
  }
  const auto expect = [&](std::size_t first, const std::string& name) {
    for (std::size_t i = first; i < finder.found.size(); ++i) finder.found[i].expected = name;
  };
  finder.Add("scope", names.guideline->applies_when, {});
  for (const ast::Define* define : names.defines) {
    const std::size_t first = finder.found.size();
    if (IsTruth(compiled, define->as)) finder.Add(define->name.text, define->as, {});
    expect(first, define->name.text);
  }
  for (std::size_t i = 0; i < names.ambiguities.size(); ++i) {
    const ast::Ambiguity& ambiguity = *names.ambiguities[i];
    for (std::uint32_t k = 0; k < ambiguity.readings.size(); ++k) {
      const ast::Reading& reading = ambiguity.readings[k];
      const std::size_t first = finder.found.size();
      if (!IsTruth(compiled, reading.as)) continue;
      finder.Add(ambiguity.name.text + " by " + reading.name.text, reading.as, {});
      expect(first, ambiguity.name.text);
      for (std::size_t of = first; of < finder.found.size(); ++of) {
        finder.found[of].reading.emplace(i, k);
      }
    }
  }
  for (const ast::Contraindication* item : names.contraindications) {
    if (!item->blocks) continue;
    finder.Add(item->title ? item->title->text : "contraindication", item->when, {});
  }
  for (const ast::Rule* rule : names.rules) {
    const auto beside = [&](const ast::ExprPtr& other, Truth truth) {
      Way way = in_scope;
      if (const std::optional<NodeId> node = finder.NodeOf(other)) way.push_back({*node, truth});
      return way;
    };
    const std::size_t first = finder.found.size();
    finder.Add(rule->name.text, rule->when, beside(rule->unless, Truth::kNo),
               rule->unless != nullptr);
    finder.Add(rule->name.text, rule->unless, beside(rule->when, Truth::kYes),
               rule->when != nullptr);
    expect(first, rule->name.text);
  }
  for (const ast::Recheck* recheck : names.rechecks) {
    finder.Add(recheck->name.text, recheck->when, in_scope);
  }
  std::ranges::stable_sort(finder.found, {},
                           [](const ConditionPart& part) { return part.place.begin; });
  return std::move(finder.found);
}

}  // namespace mgl

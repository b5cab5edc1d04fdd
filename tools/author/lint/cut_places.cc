// Comparisons of a fact with a constant.
#include "tools/author/lint/cut_places.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/statements.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/meaning_key.h"

namespace mgl {
namespace {

/// A comparison taken apart: the fact, and the number on its right.
struct Cut {
  std::uint32_t fact = 0;
  const ast::Quantity* bound = nullptr;  // of a comparison
  ast::Comparison comparison = ast::Comparison::kLess;
};

/// Empty where the comparison is none of a fact with a number, or one that needs no name.
std::optional<Cut> ReadCut(const LintInput& input, const ast::Expr& expr) {
  if (expr.kind != ast::ExprKind::kCompare || expr.children.size() != 2) return std::nullopt;
  if (expr.comparison == ast::Comparison::kEqual || expr.comparison == ast::Comparison::kNotEqual) {
    return std::nullopt;
  }
  const bool is_mirrored = expr.children[0]->kind == ast::ExprKind::kQuantity;
  const ast::Expr& number = *expr.children[is_mirrored ? 0 : 1];
  const std::optional<std::uint32_t> fact = FactOf(input, *expr.children[is_mirrored ? 1 : 0]);
  if (!fact || number.kind != ast::ExprKind::kQuantity) return std::nullopt;
  const Rational& value = number.quantity.number.value;
  if (value == 0 || (value == 1 && !number.quantity.unit)) return std::nullopt;
  return Cut{*fact, &number.quantity, is_mirrored ? Mirrored(expr.comparison) : expr.comparison};
}

/// How a threshold says it.
std::string_view SideOf(ast::Comparison comparison) {
  if (comparison == ast::Comparison::kLessEqual) return "at most";
  if (comparison == ast::Comparison::kGreater) return "above";
  return comparison == ast::Comparison::kGreaterEqual ? "at least" : "below";
}

/// The number in the fact's own unit; as written where it does not convert.
std::string ValueKey(const LintInput& input, std::uint32_t fact, const ast::Quantity& quantity) {
  const std::optional<Substance>& substance = input.compiled.text.checked.fact_substances.at(fact);
  const std::optional<Rational> value = ValueIn(
      quantity, input.compiled.text.checked.fact_units.at(fact), substance ? &*substance : nullptr);
  return value ? value->get_str() : MeaningKey(quantity);
}

class GroupCollector {
 public:
  explicit GroupCollector(const LintInput& input) : input_(input) {
    for (const ast::Threshold* threshold : input.names().thresholds) {
      const std::optional<std::uint32_t> fact = FactOf(input, *threshold->of);
      for (const ast::ThresholdLine& line : threshold->lines) {
        if (!fact || line.when) continue;
        thresholds_.emplace(std::pair(*fact, ValueKey(input, *fact, line.bound)), threshold);
      }
    }
  }

  void Collect(const ast::ExprPtr& expr) {
    if (expr) ForEachPart(*expr, [this](const ast::Expr& part) { Add(part); });
  }

  std::vector<CutGroup> groups;

 private:
  void Add(const ast::Expr& part) {
    if (const std::optional<Cut> cut = ReadCut(input_, part)) {
      AddPlace(cut->fact, ValueKey(input_, cut->fact, *cut->bound), part);
    } else if (part.kind == ast::ExprKind::kIsSpan) {
      const std::optional<std::uint32_t> fact = FactOf(input_, *part.children.front());
      if (!fact) return;
      const auto bound = [&](const std::optional<ast::Quantity>& quantity) {
        return quantity ? ValueKey(input_, *fact, *quantity) : "";
      };
      AddPlace(*fact, bound(part.interval->low) + " to " + bound(part.interval->high), part);
    }
  }
  void AddPlace(std::uint32_t fact, const std::string& value, const ast::Expr& place) {
    const auto [entry, is_new] = index_.try_emplace({fact, value}, groups.size());
    if (is_new) {
      const auto threshold = thresholds_.find({fact, value});
      groups.push_back({fact, {}, threshold == thresholds_.end() ? nullptr : threshold->second});
    }
    groups[entry->second].places.push_back(&place);
  }

  using Key = std::pair<std::uint32_t, std::string>;
  const LintInput& input_;
  std::map<Key, const ast::Threshold*> thresholds_;
  std::map<Key, std::size_t> index_;
};

}  // namespace

std::optional<std::uint32_t> FactOf(const LintInput& input, const ast::Expr& expr) {
  if (expr.kind != ast::ExprKind::kName) return std::nullopt;
  const Symbol symbol = input.names().expression_symbols.at(expr.id);
  if (symbol.kind != SymbolKind::kFact) return std::nullopt;
  return symbol.index;
}

namespace {

std::vector<PlacedCut> FindCuts(const LintInput& input) {
  std::vector<PlacedCut> cuts;
  const auto see = [&](std::optional<std::uint32_t> index, const ast::Quantity& number) {
    if (!index) return;
    const Fact& fact = input.compiled.guideline.facts[*index];
    const std::optional<Rational> value =
        ValueIn(number, fact.unit, fact.substance ? &*fact.substance : nullptr);
    if (value) cuts.push_back({*index, &number, *value});
  };
  const auto see_span = [&](std::optional<std::uint32_t> fact, const ast::QuantitySpan& span) {
    if (span.low) see(fact, *span.low);
    if (span.high) see(fact, *span.high);
  };
  for (const ast::Threshold* threshold : input.names().thresholds) {
    const std::optional<std::uint32_t> fact = FactOf(input, *threshold->of);
    for (const ast::ThresholdLine& line : threshold->lines) see(fact, line.bound);
  }
  for (const ast::Range* range : input.names().ranges) {
    const std::optional<std::uint32_t> fact = FactOf(input, *range->of);
    for (const ast::RangeLine& line : range->lines) see_span(fact, line.interval);
  }
  for (const PlacedPart& placed : PlacedParts(input)) {
    const ast::Expr& part = *placed.part;
    if (placed.kind == ast::ExprKind::kIsSpan) {
      see_span(FactOf(input, *part.children.front()), *part.interval);
    } else if (placed.kind == ast::ExprKind::kCompare && part.children.size() == 2) {
      for (const std::size_t side : {0, 1}) {
        const ast::Expr& number = *part.children[1 - side];
        if (number.kind != ast::ExprKind::kQuantity) continue;
        see(FactOf(input, *part.children[side]), number.quantity);
      }
    }
  }
  return cuts;
}

std::vector<CutGroup> FindCutGroups(const LintInput& input) {
  GroupCollector collector(input);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    if (const auto* rule = std::get_if<ast::Rule>(&declaration)) {
      collector.Collect(rule->when);
      collector.Collect(rule->unless);
    } else if (const auto* recheck = std::get_if<ast::Recheck>(&declaration)) {
      collector.Collect(recheck->when);
    } else if (const auto* define = std::get_if<ast::Define>(&declaration)) {
      collector.Collect(define->as);
    } else if (const auto* contra = std::get_if<ast::Contraindication>(&declaration)) {
      collector.Collect(contra->when);
    }
  }
  return std::move(collector.groups);
}

}  // namespace

const std::vector<PlacedCut>& CutsOf(const LintInput& input) {
  if (!input.index.cuts) input.index.cuts = FindCuts(input);
  return *input.index.cuts;
}

const std::vector<CutGroup>& CutGroupsOf(const LintInput& input) {
  if (!input.index.cut_groups) input.index.cut_groups = FindCutGroups(input);
  return *input.index.cut_groups;
}

Diagnostic RepeatedCut(const LintInput& input, const CutGroup& group, DiagnosticKind kind) {
  std::vector<Label> labels;
  for (std::size_t i = 1; i < group.places.size(); ++i) {
    labels.push_back({group.places[i]->span, "and here"});
  }
  const ast::Expr& first = *group.places.front();
  return {kind, first.span,
          fmt::format("`{}` is cut at the same number in {} places",
                      input.names().facts[group.fact]->name.text, group.places.size()),
          fmt::format("write `{}` and use its name", AsDeclaration(input, first)),
          std::move(labels)};
}

std::string AsDeclaration(const LintInput& input, const ast::Expr& place) {
  const std::optional<Cut> cut = ReadCut(input, place);
  if (!cut) {
    return fmt::format("range NAME \"…\" of {}` and `line {}",
                       input.compiled.text.source.Text(place.children.front()->span),
                       input.compiled.text.source.Text(place.interval->span));
  }
  return fmt::format("threshold NAME \"…\" {} {} {}", input.names().facts[cut->fact]->name.text,
                     SideOf(cut->comparison), input.compiled.text.source.Text(cut->bound->span));
}

}  // namespace mgl

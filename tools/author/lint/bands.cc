#include "tools/author/lint/bands.h"

#include <algorithm>
#include <utility>

#include "dsl/check/constant_value.h"
#include "engine/meaning/cut_line.h"
#include "engine/model/node_family.h"
#include "engine/value/whole_number.h"
#include "tools/author/lint/meaning_key.h"

namespace mgl {
namespace {

constexpr int kMostNames = 50;           // that are looked into, one behind the other
constexpr std::size_t kMostBands = 200;  // of one number in one condition

bool IsSameEnd(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return a.infinite == b.infinite;
  return a.value == b.value && a.closed == b.closed;
}

bool EndsAt(const std::vector<CutLine>& lines, const Rational& value) {
  return std::ranges::any_of(lines, [&](const CutLine& line) {
    const Interval& of = line.interval;
    return (!of.low.infinite && of.low.value == value) ||
           (!of.high.infinite && of.high.value == value);
  });
}

class BandFinder {
 public:
  explicit BandFinder(const LintInput& input) : input_(input) {}

  BandsByNumber Of(const ast::Expr& condition, int depth) const {
    if (condition.kind == ast::ExprKind::kAnd) return OfAll(condition, depth);
    if (condition.kind == ast::ExprKind::kOr) return OfAny(condition, depth);
    if (condition.kind == ast::ExprKind::kIsSpan) {
      const ast::QuantitySpan& span = *condition.interval;
      return OfBand(*condition.children.front(), span.low ? &*span.low : nullptr, span.low_closed,
                    span.high ? &*span.high : nullptr, span.high_closed);
    }
    if (condition.kind == ast::ExprKind::kCompare) return OfComparison(condition);
    if (condition.kind == ast::ExprKind::kIsRange) return OfRange(condition);
    if (condition.kind == ast::ExprKind::kName && depth < kMostNames) {
      return OfName(condition, depth + 1);
    }
    return {};
  }

  /// Bands that two conditions leave together.
  static void Meet(BandsByNumber& bands, BandsByNumber&& others) {
    for (auto& [key, other] : others) {
      const auto [known, is_new] = bands.try_emplace(key, std::move(other));
      if (is_new) continue;
      std::vector<Band> both;
      for (const Band& a : known->second.bands) {
        for (const Band& b : other.bands) {
          const std::optional<Interval> values = Intersect(a.values, b.values);
          if (!values || both.size() == kMostBands) continue;
          both.push_back({*values, IsSameEnd(values->low, a.values.low) ? a.low : b.low,
                          IsSameEnd(values->high, a.values.high) ? a.high : b.high});
        }
      }
      known->second.bands = std::move(both);
    }
  }

 private:
  BandsByNumber OfAll(const ast::Expr& condition, int depth) const {
    BandsByNumber bands;
    for (const ast::ExprPtr& part : condition.children) Meet(bands, Of(*part, depth));
    return bands;
  }

  /// Those numbers that each part is about.
  BandsByNumber OfAny(const ast::Expr& condition, int depth) const {
    BandsByNumber bands = Of(*condition.children.front(), depth);
    for (std::size_t i = 1; i < condition.children.size(); ++i) {
      BandsByNumber others = Of(*condition.children[i], depth);
      for (auto known = bands.begin(); known != bands.end();) {
        const auto other = others.find(known->first);
        std::vector<Band>& all = known->second.bands;
        if (other != others.end()) {
          all.insert(all.end(), other->second.bands.begin(), other->second.bands.end());
        }
        const bool is_of_both = other != others.end() && all.size() <= kMostBands;
        known = is_of_both ? std::next(known) : bands.erase(known);
      }
    }
    return bands;
  }

  BandsByNumber OfName(const ast::Expr& name, int depth) const {
    const Symbol symbol = input_.names().expression_symbols.at(name.id);
    if (symbol.kind == SymbolKind::kDefine) {
      const ast::Define& define = *input_.names().defines[symbol.index];
      return define.as ? Of(*define.as, depth) : BandsByNumber{};
    }
    if (symbol.kind != SymbolKind::kThreshold) return {};
    const ast::Threshold& threshold = *input_.names().thresholds[symbol.index];
    if (threshold.lines.size() != 1 || threshold.lines[0].when) return {};
    const ast::ThresholdLine& line = threshold.lines[0];
    const bool is_high =
        line.direction == ast::Direction::kBelow || line.direction == ast::Direction::kAtMost;
    const bool is_closed =
        line.direction == ast::Direction::kAtMost || line.direction == ast::Direction::kAtLeast;
    return OfBand(*threshold.of, is_high ? nullptr : &line.bound, is_closed,
                  is_high ? &line.bound : nullptr, is_closed);
  }

  BandsByNumber OfRange(const ast::Expr& condition) const {
    const Symbol symbol = input_.names().expression_symbols.at(condition.id);
    if (symbol.kind != SymbolKind::kRange) return {};
    const ast::Range& range = *input_.names().ranges[symbol.index];
    if (range.lines.size() != 1 || range.lines[0].when) return {};
    const ast::QuantitySpan& line = range.lines[0].interval;
    const ast::Quantity* const low = line.low ? &*line.low : nullptr;
    const ast::Quantity* const high = line.high ? &*line.high : nullptr;
    const ast::Expr& number = *range.of;
    switch (condition.side) {
      case ast::Side::kBelow:
        return low == nullptr ? BandsByNumber{}
                              : OfBand(number, nullptr, false, low, !line.low_closed);
      case ast::Side::kAbove:
        return high == nullptr ? BandsByNumber{}
                               : OfBand(number, high, !line.high_closed, nullptr, false);
      case ast::Side::kWithin:
        return OfBand(number, low, line.low_closed, high, line.high_closed);
    }
    return {};
  }

  BandsByNumber OfComparison(const ast::Expr& condition) const {
    if (condition.children.size() != 2) return {};
    const bool is_mirrored = condition.children[0]->kind == ast::ExprKind::kQuantity;
    const ast::Expr& number = *condition.children[is_mirrored ? 1 : 0];
    const ast::Expr& bound = *condition.children[is_mirrored ? 0 : 1];
    if (bound.kind != ast::ExprKind::kQuantity) return {};
    const ast::Quantity* const at = &bound.quantity;
    switch (is_mirrored ? Mirrored(condition.comparison) : condition.comparison) {
      case ast::Comparison::kLess:
        return OfBand(number, nullptr, false, at, false);
      case ast::Comparison::kLessEqual:
        return OfBand(number, nullptr, false, at, true);
      case ast::Comparison::kGreater:
        return OfBand(number, at, false, nullptr, false);
      case ast::Comparison::kGreaterEqual:
        return OfBand(number, at, true, nullptr, false);
      case ast::Comparison::kEqual:
        return OfBand(number, at, true, at, true);
      case ast::Comparison::kNotEqual:
        break;
    }
    return {};
  }

  BandsByNumber OfBand(const ast::Expr& number, const ast::Quantity* low, bool low_closed,
                       const ast::Quantity* high, bool high_closed) const {
    const ExprType& type = input_.compiled.text.checked.types.at(number.id);
    if (type.kind != ExprType::Kind::kNumber || type.time_since) return {};
    Band band;
    band.low = low;
    band.high = high;
    for (const bool is_low : {true, false}) {
      const ast::Quantity* const end = is_low ? low : high;
      if (end == nullptr) continue;
      const std::optional<Rational> value = ValueIn(*end, type.unit, type.substance);
      if (!value) return {};
      (is_low ? band.values.low : band.values.high) =
          Bound::At(*value, is_low ? low_closed : high_closed);
    }
    const bool is_name = number.kind == ast::ExprKind::kName;
    BandsByNumber bands;
    Banded& of = bands[is_name ? number.name.text : MeaningKey(&number)];
    of.number = &number;
    of.bands.push_back(std::move(band));
    return bands;
  }

  const LintInput& input_;
};

}  // namespace

BandsByNumber BandsOf(const LintInput& input, const std::vector<const ast::Expr*>& conditions) {
  const BandFinder finder(input);
  if (conditions.size() == 1) return finder.Of(*conditions.front(), 0);
  BandsByNumber bands;
  for (const ast::Expr* const condition : conditions) {
    BandFinder::Meet(bands, finder.Of(*condition, 0));
  }
  return bands;
}

bool MayBeBand(ast::ExprKind kind) {
  return kind == ast::ExprKind::kCompare || kind == ast::ExprKind::kIsSpan ||
         kind == ast::ExprKind::kIsRange || kind == ast::ExprKind::kName;
}

const Rational& LastDigit(const Rational& number) {
  constexpr std::size_t kMostDecimals = 12;
  static const std::vector<Rational> kDigits = [] {
    std::vector<Rational> digits;
    for (std::size_t i = 0; i <= kMostDecimals; ++i) {
      digits.push_back(PowerOfTen(-static_cast<int>(i)));
    }
    return digits;
  }();
  const std::optional<std::int64_t> parts = ToInt64(number.get_den());
  std::int64_t power = 1;
  for (std::size_t decimals = 0; parts && decimals < kMostDecimals; ++decimals, power *= 10) {
    if (power % *parts == 0) return kDigits[decimals];
  }
  return kDigits[kMostDecimals];
}

std::string NumberAsWritten(const LintInput& input, const ast::Expr& number) {
  // In a table the name stands in the first line.
  if (number.kind == ast::ExprKind::kName) return number.name.text;
  return std::string(input.compiled.text.source.Text(number.span));
}

std::optional<Interval> PossibleWithin(const LintInput& input, const ast::Expr& number,
                                       const Interval& stretch) {
  const std::optional<NodeId> node = input.compiled.expression_nodes[number.id];
  if (!node) return stretch;
  const std::optional<std::uint32_t> index = FactOf(input, number);
  std::optional<Interval> within = stretch;
  if (index) {
    const Fact& fact = input.compiled.guideline.facts[*index];
    if (fact.plausible) within = Intersect(*within, *fact.plausible);
  }
  if (!within) return std::nullopt;
  return input.proofs.finder().numbers().Within(*node, *within);
}

namespace {

/// Patients of whom all is known on which the goals hang, and the number lies there, where a fact
/// or a result has it: the goals may be met elsewhere too.
PatientSet KnownWithNumberIn(const LintInput& input, const Interval& stretch,
                             const ast::Expr& number, const std::vector<Goal>& goals) {
  PatientFinder& finder = input.proofs.finder();
  PatientSet among = finder.WithAllKnown(goals, input.proofs.everybody());
  const std::optional<NodeId> node = input.compiled.expression_nodes[number.id];
  const std::optional<std::uint32_t> fact = FactOf(input, number);
  for (const VariableId id : finder.VariablesOf(goals)) {
    const Variable& variable = finder.values().Of(id);
    const bool is_it = variable.computed ? variable.computed == node
                                         : fact == Index(variable.fact) && !variable.is_date_of;
    if (!is_it || !variable.IsInterval()) continue;
    for (std::uint32_t value = 0; value < variable.known_count; ++value) {
      if (!Intersect(variable.StretchOf(value), stretch)) among.Remove(variable, value);
    }
  }
  return among;
}

}  // namespace

PatientSearch FindWithNumberIn(const LintInput& input, const Interval& stretch,
                               const ast::Expr& number, const std::vector<Goal>& goals, Span place,
                               const std::string& question) {
  PatientSearch search =
      input.proofs.Find(goals, KnownWithNumberIn(input, stretch, number, goals), place, question);
  if (!search.found) return search;
  const std::optional<NodeId> node = input.compiled.expression_nodes[number.id];
  const Decision& decision = input.proofs.finder().Evaluate(search.found->patient, goals);
  const bool is_there = node && Intersect(decision.nodes[Index(*node)].number, stretch);
  if (!is_there) search.found.reset();
  return search;
}

std::optional<PatientFound> ShownWithNumberIn(const LintInput& input, const Interval& stretch,
                                              const ast::Expr& number,
                                              const std::vector<Goal>& goals, Span place,
                                              const std::string& question) {
  PatientSearch search = FindWithNumberIn(input, stretch, number, goals, place, question);
  if (!search.found && search.answer == PatientSearch::Answer::kFound) {
    input.proofs.LeaveOpen(PatientSearch::Reason::kComputedNumbers, Proofs::Second::kNotAsked,
                           place, question);
  }
  return std::move(search.found);
}

std::optional<NodeId> CutBelow(const LintInput& input, const ast::Expr& condition,
                               const ast::Expr& number, const Rational& value) {
  const std::optional<NodeId> root = input.compiled.expression_nodes[condition.id];
  const std::optional<NodeId> of = input.compiled.expression_nodes[number.id];
  if (!root || !of) return std::nullopt;
  const Graph& graph = input.compiled.guideline.graph;
  std::vector<NodeId> pending{*root};
  constexpr std::size_t kMostLookedAt = 1000;
  for (std::size_t i = 0; i < pending.size() && i < kMostLookedAt; ++i) {
    const Node& node = graph.node(pending[i]);
    const auto operands = graph.Operands(pending[i]);
    if (FamilyOf(node.kind) == NodeFamily::kTruthOperator) {
      pending.insert(pending.end(), operands.begin(), operands.end());
    }
    if (FamilyOf(node.kind) == NodeFamily::kCut && operands[0] == *of) {
      if (EndsAt(LinesOf(input.compiled.guideline, node), value)) return pending[i];
    }
    if (FamilyOf(node.kind) != NodeFamily::kComparison) continue;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Node& other = graph.node(operands[1 - side]);
      const bool is_it = operands[side] == *of && other.kind == NodeKind::kNumber &&
                         graph.number(other.payload) == value;
      if (is_it) return pending[i];
    }
  }
  return std::nullopt;
}

}  // namespace mgl

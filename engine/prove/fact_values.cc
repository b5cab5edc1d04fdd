// Bounds are found where a node compares one fact, or a multiple of it, with what no fact changes.
#include "engine/prove/fact_values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/ask/cone.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/effective_fact.h"
#include "engine/model/node_family.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

constexpr std::uint32_t kBitsAWord = 64;

Dependence Both(const Dependence& a, const Dependence& b) {
  if (a.on == Dependence::On::kNothing) return b;
  if (b.on == Dependence::On::kNothing) return a;
  const bool is_same =
      a.on == Dependence::On::kOne && b.on == Dependence::On::kOne && a.variable == b.variable;
  return is_same ? a : Dependence{Dependence::On::kSeveral, {}};
}

/// Of a sum of two operands: the sign of each.
using Signs = std::array<int, 2>;
std::optional<Signs> SignsOf(NodeKind kind) {
  if (kind == NodeKind::kAdd || kind == NodeKind::kAddDays) return Signs{1, 1};
  if (kind == NodeKind::kSubtract) return Signs{1, -1};
  if (kind == NodeKind::kDaysBetween) return Signs{-1, 1};
  return std::nullopt;
}

/// The multiple of `step` in the stretch that is nearest to `wanted`; empty where there is none.
std::optional<Rational> MultipleIn(const Rational& step, const Interval& stretch,
                                   const Rational& wanted) {
  const std::optional<Interval> multiples = InSteps(stretch, step);
  if (!multiples) return std::nullopt;
  const Rational nearest = RoundToStep(wanted, step);
  if (Contains(*multiples, nearest)) return nearest;
  const bool is_below = !multiples->low.infinite && nearest < multiples->low.value;
  return is_below ? multiples->low.value : multiples->high.value;
}

/// A number of few digits in the stretch, in its middle where it has one.
Rational PlainNumberIn(const Interval& stretch) {
  const bool is_from = !stretch.low.infinite;
  const bool is_to = !stretch.high.infinite;
  if (is_from && stretch.IsPoint()) return stretch.low.value;
  if (!is_from && !is_to) return 0;
  if (is_from && stretch.low.closed) return stretch.low.value;
  if (is_to && stretch.high.closed) return stretch.high.value;
  Rational middle = !is_to     ? Rational(stretch.low.value + 1)
                    : !is_from ? Rational(stretch.high.value - 1)
                               : Rational((stretch.low.value + stretch.high.value) / 2);
  for (int digits = 0; digits <= 12; ++digits) {
    Rational rounded = RoundToStep(middle, PowerOfTen(-digits));
    if (Contains(stretch, rounded)) return rounded;
  }
  return middle;
}

}  // namespace

std::optional<Rational> ReportedValueIn(const Fact& fact, const Interval& stretch,
                                        const std::optional<Rational>& wanted) {
  const bool is_wanted = wanted && Contains(stretch, *wanted);
  const Rational near = is_wanted ? *wanted : PlainNumberIn(stretch);
  if (!fact.whole_step && !fact.step) return near;
  const Rational& step = fact.step ? *fact.step : *fact.whole_step;
  std::optional<Rational> recorded = MultipleIn(step, stretch, near);
  if (!recorded) return std::nullopt;
  const auto is_recorded_so = [&](const Rational& value) {
    const bool is_plausible = !fact.plausible || Contains(*fact.plausible, value);
    const Interval as_recorded = ApplyRecordedPrecision(fact, Interval::Point(value));
    return is_plausible && Contains(stretch, as_recorded.low.value);
  };
  if (is_recorded_so(*recorded)) return recorded;
  // What is recorded lies outside of what is plausible: the nearest end rounds to it.
  if (!fact.plausible) return std::nullopt;
  for (const Bound* const end : {&fact.plausible->low, &fact.plausible->high}) {
    if (!end->infinite && end->closed && is_recorded_so(end->value)) return end->value;
  }
  return std::nullopt;
}

std::optional<std::pair<Interval, Interval>> Halves(const Fact& fact, const Interval& stretch) {
  if (stretch.IsPoint()) return std::nullopt;
  const bool is_from = !stretch.low.infinite;
  const bool is_to = !stretch.high.infinite;
  Rational middle = 0;
  if (is_from && is_to) {
    middle = (stretch.low.value + stretch.high.value) / 2;
  } else if (is_from) {
    middle =
        stretch.low.value > 1 ? Rational(stretch.low.value * 2) : Rational(stretch.low.value + 1);
  } else if (is_to) {
    middle = stretch.high.value < -1 ? Rational(stretch.high.value * 2)
                                     : Rational(stretch.high.value - 1);
  }
  std::optional<Rational> step = fact.whole_step ? fact.whole_step : fact.step;
  if (fact.type == FactType::kDate) step = 1;
  if (fact.whole_step && fact.step) step.reset();
  if (!step) {
    return std::pair(Interval{stretch.low, Bound::At(middle)},
                     Interval{Bound::At(middle, false), stretch.high});
  }
  // A half with one value is that value.
  const std::optional<Interval> lower = InSteps({stretch.low, Bound::At(middle)}, *step);
  const std::optional<Interval> upper = InSteps({Bound::At(middle, false), stretch.high}, *step);
  if (lower && upper) return std::pair(*lower, *upper);
  if (!lower && !upper) return std::nullopt;
  const Interval& whole = lower ? *lower : *upper;
  return whole.IsPoint() ? std::pair(whole, whole) : Halves(fact, whole);
}

FactValues::FactValues(const Guideline& guideline, const Decision& constants)
    : guideline_(guideline) {
  AddVariables();
  FindDependences();
  AddComputed(constants);
  FindCuts(constants);
  MakeStretches();
}

void FactValues::AddVariables() {
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
    const Fact& fact = guideline_.facts[i];
    Variable variable;
    variable.fact = static_cast<FactId>(i);
    variable.type = fact.type;
    if (fact.type == FactType::kNumber) variable.units.push_back(fact.unit);
    variables_.push_back(std::move(variable));
  }
  dates_.resize(guideline_.facts.size());
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    const Node& node = guideline_.graph.node(static_cast<NodeId>(i));
    if (node.kind != NodeKind::kDateOfFact || dates_[node.payload]) continue;
    dates_[node.payload] = static_cast<VariableId>(variables_.size());
    Variable variable;
    variable.fact = static_cast<FactId>(node.payload);
    variable.is_date_of = true;
    variable.type = FactType::kDate;
    variables_.push_back(std::move(variable));
  }
  cuts_.resize(variables_.size());
}

/// Twice: what is put aside depends on conditions that may stand behind.
void FactValues::FindDependences() {
  dependences_.resize(guideline_.graph.size());
  const bool has_suspects = !guideline_.suspect_order.empty();
  for (const bool with_suspect : {false, true}) {
    if (with_suspect && !has_suspects) return;
    for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
      const auto id = static_cast<NodeId>(i);
      dependences_[i] = Of(guideline_.graph.node(id), id, with_suspect);
    }
  }
}

Dependence FactValues::Of(const Node& node, NodeId id, bool with_suspect) const {
  const auto of_fact = [&] {
    Dependence on{Dependence::On::kOne, static_cast<VariableId>(node.payload)};
    const bool reads_effective = node.kind != NodeKind::kStatedFact;
    if (!with_suspect || !reads_effective) return on;
    for (const NodeId suspect : guideline_.facts[node.payload].suspect_when) {
      on = Both(on, DependenceOf(suspect));
    }
    return on;
  };
  if (node.kind == NodeKind::kDateOfFact) {
    return {Dependence::On::kSeveral, {}};  // whether it is known, too
  }
  if (IsFactLeaf(node.kind) || node.kind == NodeKind::kFactIsSuspect) return of_fact();
  Dependence on;
  for (const NodeId operand : guideline_.graph.Operands(id)) on = Both(on, DependenceOf(operand));
  return on;
}

/// The node as a * x + b of one of its operands x; empty where it is no such thing.
std::optional<FactValues::Step> FactValues::StepDown(NodeId id, const Decision& constants) const {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto constant = [&](std::size_t operand) -> const Rational* {
    const Value& value = constants.nodes[Index(operands[operand])];
    const bool is_constant =
        DependenceOf(operands[operand]).on == Dependence::On::kNothing && value.known;
    return is_constant && value.number.IsPoint() ? &value.number.low.value : nullptr;
  };
  if (node.kind == NodeKind::kNegate) return Step{operands[0], -1, 0};
  if (node.kind == NodeKind::kDivide) {
    const Rational* const number = constant(1);
    if (number != nullptr && *number != 0) return Step{operands[0], 1 / *number, 0};
    return std::nullopt;
  }
  const std::optional<Signs> signs = SignsOf(node.kind);
  if (!signs && node.kind != NodeKind::kMultiply) return std::nullopt;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Rational* const number = constant(1 - side);
    if (number == nullptr) continue;
    if (signs) return Step{operands[side], (*signs)[side], *number * (*signs)[1 - side]};
    return Step{operands[side], *number, 0};
  }
  return std::nullopt;
}

std::optional<FactValues::Line> FactValues::LineOf(NodeId id, const Decision& constants) const {
  constexpr int kMostSteps = 1000;
  Rational a = 1;
  Rational b = 0;
  for (int i = 0; i < kMostSteps; ++i) {
    const Node& node = guideline_.graph.node(id);
    if (node.kind == NodeKind::kDateOfFact) return Line{*dates_[node.payload], a, b};
    if (IsFactLeaf(node.kind)) return Line{static_cast<VariableId>(node.payload), a, b};
    if (const std::optional<VariableId> computed = ComputedOf(id)) return Line{*computed, a, b};
    const std::optional<Step> step = StepDown(id, constants);
    if (!step || step->a == 0) return std::nullopt;
    id = step->operand;
    b += a * step->b;
    a *= step->a;
  }
  return std::nullopt;
}

std::optional<VariableId> FactValues::ComputedOf(NodeId node) const {
  const auto found = computed_.find(Index(node));
  return found != computed_.end() ? std::optional(found->second) : std::nullopt;
}

/// What is compared with something constant, and is no multiple of one fact.
void FactValues::AddComputed(const Decision& constants) {
  const Graph& graph = guideline_.graph;
  std::uint32_t choices = 0;
  for (const Fact& fact : guideline_.facts) {
    choices = std::max(choices, static_cast<std::uint32_t>(fact.choices.size()));
  }
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Node& node = graph.node(static_cast<NodeId>(i));
    if (PayloadOf(node.kind) == Payload::kChoice) choices = std::max(choices, node.payload + 1);
  }
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const NodeFamily family = FamilyOf(graph.node(static_cast<NodeId>(i)).kind);
    const bool compares = family == NodeFamily::kComparison || family == NodeFamily::kCut ||
                          family == NodeFamily::kChoice;
    if (!compares) continue;
    for (const NodeId operand : graph.Operands(static_cast<NodeId>(i))) {
      const ValueType type = graph.node(operand).type;
      const bool is_known = type == ValueType::kTruth || ComputedOf(operand) ||
                            DependenceOf(operand).on == Dependence::On::kNothing ||
                            IsFactLeaf(graph.node(operand).kind) || LineOf(operand, constants);
      if (is_known) continue;
      computed_[Index(operand)] = static_cast<VariableId>(variables_.size());
      Variable variable;
      variable.computed = operand;
      variable.type = static_cast<FactType>(type);
      variable.known_count = choices;
      variables_.push_back(std::move(variable));
    }
  }
  cuts_.resize(variables_.size());
}

void FactValues::AddCut(const Line& line, const Rational& at, bool is_after) {
  const Rational on_fact = (at - line.b) / line.a;
  cuts_[static_cast<std::size_t>(line.variable)].push_back({on_fact, is_after != (line.a < 0)});
}

void FactValues::FindCuts(const Decision& constants) {
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    AddCutsOf(static_cast<NodeId>(i), constants);
  }
}

void FactValues::AddCutsOf(NodeId id, const Decision& constants) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  if (FamilyOf(node.kind) == NodeFamily::kComparison) {
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const std::optional<Line> line = LineOf(operands[side], constants);
      const Value& other = constants.nodes[Index(operands[1 - side])];
      const bool is_constant =
          DependenceOf(operands[1 - side]).on == Dependence::On::kNothing && other.known;
      if (!line || !is_constant || !other.number.IsPoint()) continue;
      // `x < c` changes before c, `c < x` after it; `<=` the other way round.
      const bool is_less = node.kind == NodeKind::kLess;
      const bool is_equal = node.kind == NodeKind::kEqual;
      const bool is_after = is_less == (side == 1);
      AddCut(*line, other.number.low.value, is_after);
      if (is_equal) AddCut(*line, other.number.low.value, !is_after);
    }
    return;
  }
  if (FamilyOf(node.kind) != NodeFamily::kCut) return;
  const std::optional<Line> line = LineOf(operands[0], constants);
  if (!line) return;
  Variable& variable = variables_[static_cast<std::size_t>(line->variable)];
  const NodeKind of = guideline_.graph.node(operands[0]).kind;
  const bool is_fact = of == NodeKind::kFact || of == NodeKind::kStatedFact;
  for (const CutLine& cut : LinesOf(guideline_, node)) {
    const Bound& low = cut.interval.low;
    const Bound& high = cut.interval.high;
    if (!low.infinite) AddCut(*line, low.value, !low.closed);
    if (!high.infinite) AddCut(*line, high.value, high.closed);
    const bool is_new = std::ranges::none_of(
        variable.units, [&](const Unit& unit) { return unit.dimension == cut.kind; });
    if (is_fact && is_new && !variable.computed && variable.type == FactType::kNumber)
      variable.units.push_back(cut.unit);
  }
}

std::vector<Interval> FactValues::StretchesOf(const Variable& variable,
                                              std::vector<Cut> cuts) const {
  static const Fact kAnyNumber;
  const Fact& fact = variable.computed ? kAnyNumber : guideline_.facts[Index(variable.fact)];
  std::vector<Interval> stretches;
  Interval domain{Bound::Infinite(), Bound::Infinite()};
  if (variable.computed) {
    // It may be anything: nothing is known of how it comes about.
  } else if (variable.type == FactType::kDate) {
    if (!variable.is_date_of) stretches.push_back(Interval::Point(kNever));
    domain = DayInterval(CalendarSpan());
  } else if (fact.plausible) {
    domain = ApplyRecordedPrecision(fact, *fact.plausible);
  }
  // What is recorded in two steps may be anything, as far as is looked at here.
  std::optional<Rational> step = fact.whole_step && fact.step ? std::nullopt
                                 : fact.whole_step            ? fact.whole_step
                                                              : fact.step;
  if (variable.type == FactType::kDate && !variable.computed) step = 1;
  std::ranges::sort(cuts, [](const Cut& a, const Cut& b) {
    return a.at < b.at || (a.at == b.at && a.is_after < b.is_after);
  });
  // Not of std::ranges: clang 14 cannot read subranges of GCC 12's library.
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  Bound low = Bound::Infinite();
  const auto add = [&](const Bound& high) {
    const bool is_empty =
        !low.infinite && !high.infinite && low.value == high.value && !(low.closed && high.closed);
    if (is_empty) return;
    const std::optional<Interval> stretch = Intersect({low, high}, domain);
    if (!stretch) return;
    if (!step || MultipleIn(*step, *stretch, 0)) stretches.push_back(*stretch);
  };
  for (const Cut& cut : cuts) {
    add(Bound::At(cut.at, cut.is_after));
    low = Bound::At(cut.at, !cut.is_after);
  }
  add(Bound::Infinite());
  return stretches;
}

void FactValues::MakeStretches() {
  const auto choices = [this](const Variable& of) {
    return static_cast<std::uint32_t>(guideline_.facts[Index(of.fact)].choices.size());
  };
  word_count_ = 0;
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    Variable& variable = variables_[i];
    if (variable.IsInterval()) {
      variable.stretches = StretchesOf(variable, cuts_[i]);
      const std::size_t units = std::max<std::size_t>(variable.units.size(), 1);
      variable.known_count = static_cast<std::uint32_t>(variable.stretches.size() * units);
    } else if (!variable.computed) {
      variable.known_count = variable.type == FactType::kTruth ? 2 : choices(variable);
    }
    variable.first_word = word_count_;
    variable.word_count = (variable.count() + kBitsAWord - 1) / kBitsAWord;
    word_count_ += variable.word_count;
  }
}

}  // namespace mgl

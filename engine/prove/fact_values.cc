// Bounds are found where a node compares one fact, or a multiple of it, with what no fact changes.
#include "engine/prove/fact_values.h"

#include <algorithm>
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

}  // namespace

bool IsDecimal(const Rational& number) {
  mpz_class rest = number.get_den();
  for (const int factor : {2, 5}) {
    while (rest % factor == 0) rest /= factor;
  }
  return rest == 1;
}

Rational PlainNumberIn(const Interval& stretch) {
  const bool is_from = !stretch.low.infinite;
  const bool is_to = !stretch.high.infinite;
  if (!is_from && !is_to) return 1;  // not 0: it is divided by
  if (stretch.IsPoint()) return stretch.low.value;
  if (is_from && stretch.low.closed && IsDecimal(stretch.low.value)) return stretch.low.value;
  if (is_to && stretch.high.closed && IsDecimal(stretch.high.value)) return stretch.high.value;
  Rational middle = !is_to     ? Rational(stretch.low.value + 1)
                    : !is_from ? Rational(stretch.high.value - 1)
                               : Rational((stretch.low.value + stretch.high.value) / 2);
  for (int digits = 0; digits <= 12; ++digits) {
    Rational rounded = RoundToStep(middle, PowerOfTen(-digits));
    if (Contains(stretch, rounded)) return rounded;
  }
  return middle;
}

std::optional<Rational> ReportedValueIn(const Fact& fact, const Interval& stretch,
                                        const std::optional<Rational>& wanted) {
  const bool is_wanted =
      wanted && Contains(stretch, *wanted) && (IsDecimal(*wanted) || stretch.IsPoint());
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
  const std::optional<Rational> step =
      fact.type == FactType::kDate ? std::optional<Rational>(1) : StepOfFact(fact);
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

Interval Variable::Hull(std::uint32_t first, std::uint32_t last) const {
  Interval hull{StretchOf(first).low, StretchOf(last).high};
  return step ? InSteps(hull, *step).value_or(hull) : hull;
}

FactValues::FactValues(const Guideline& guideline, const Decision& constants)
    : guideline_(guideline), numbers_(guideline) {
  const CutPath paths(guideline.graph, constants);
  AddVariables();
  FindDependences();
  AddComputed(paths);
  FindCuts(paths, constants);
  MakeStretches();
}

void FactValues::AddVariables() {
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
    const Fact& fact = guideline_.facts[i];
    Variable variable;
    variable.fact = static_cast<FactId>(i);
    variable.type = fact.type;
    if (fact.type == FactType::kNumber) variable.units.push_back(fact.unit);
    // What is recorded in two steps may be anything, as far as is looked at here.
    variable.step = StepOfFact(fact);
    if (fact.type == FactType::kDate) variable.step = 1;
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
    variable.step = 1;
    variables_.push_back(std::move(variable));
  }
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

/// To the operand that facts change; empty where there are several.
std::optional<PathStep> FactValues::StepDown(NodeId id, const CutPath& paths) const {
  const auto operands = guideline_.graph.Operands(id);
  std::optional<std::size_t> changed;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (DependenceOf(operands[i]).on == Dependence::On::kNothing) continue;
    if (changed) return std::nullopt;
    changed = i;
  }
  return changed ? paths.StepTo(id, *changed) : std::nullopt;
}

std::optional<FactValues::Path> FactValues::PathFrom(NodeId id, const CutPath& paths) const {
  constexpr std::size_t kMostSteps = 1000;
  Path path;
  while (path.steps.size() < kMostSteps) {
    const Node& node = guideline_.graph.node(id);
    const std::optional<VariableId> computed = ComputedOf(id);
    if (IsFactLeaf(node.kind) || computed) {
      const bool is_date_of = node.kind == NodeKind::kDateOfFact;
      path.variable = computed     ? *computed
                      : is_date_of ? *dates_[node.payload]
                                   : static_cast<VariableId>(node.payload);
      return path;
    }
    std::optional<PathStep> step = StepDown(id, paths);
    if (!step) return std::nullopt;
    id = paths.OperandOf(*step);
    path.steps.push_back(std::move(*step));
  }
  return std::nullopt;
}

std::optional<VariableId> FactValues::ComputedOf(NodeId node) const {
  const auto found = computed_.find(Index(node));
  return found != computed_.end() ? std::optional(found->second) : std::nullopt;
}

/// What is compared with something constant, and neither rises nor falls with one fact.
void FactValues::AddComputed(const CutPath& paths) {
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
                            IsFactLeaf(graph.node(operand).kind) || PathFrom(operand, paths);
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

void FactValues::AddCut(const Path& path, const CutPath& paths, const CutAt& cut, int depth) {
  std::optional<CutAt> below = cut;
  for (const PathStep& step : path.steps) {
    below = paths.Below(step, *below);
    if (!below) return;
  }
  const std::optional<NodeId> computed = Of(path.variable).computed;
  if (computed) AddCutBelow(*computed, paths, *below, depth);
  cuts_[static_cast<std::size_t>(path.variable)].push_back(std::move(*below));
}

/// What is chosen among several values changes sides where they do.
void FactValues::AddCutBelow(NodeId id, const CutPath& paths, const CutAt& cut, int depth) {
  constexpr int kMostDepth = 8;
  constexpr std::size_t kMostValues = 16;
  if (depth == kMostDepth) return;
  const NodeFamily family = FamilyOf(guideline_.graph.node(id).kind);
  const auto operands = guideline_.graph.Operands(id);
  const bool has_lines = family == NodeFamily::kLines;
  if (!has_lines && family != NodeFamily::kFirstKnown) return;
  if (operands.size() > kMostValues) return;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool is_condition = has_lines && i % 2 == 0 && i + 1 < operands.size();
    if (is_condition || DependenceOf(operands[i]).on == Dependence::On::kNothing) continue;
    if (const std::optional<Path> path = PathFrom(operands[i], paths)) {
      AddCut(*path, paths, cut, depth + 1);
    } else {
      AddCutBelow(operands[i], paths, cut, depth + 1);
    }
  }
}

void FactValues::AddEdges(const Path& path, const CutPath& paths) {
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    const std::optional<CutAt> edge = paths.EdgeBelow(path.steps[i]);
    if (!edge) continue;
    const auto below = path.steps.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    AddCut({path.variable, {below, path.steps.end()}}, paths, *edge);
  }
}

void FactValues::FindCuts(const CutPath& paths, const Decision& constants) {
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    AddCutsOf(static_cast<NodeId>(i), paths, constants);
  }
}

void FactValues::AddCutsOf(NodeId id, const CutPath& paths, const Decision& constants) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  if (FamilyOf(node.kind) == NodeFamily::kComparison) {
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Value& other = constants.nodes[Index(operands[1 - side])];
      const bool is_constant =
          DependenceOf(operands[1 - side]).on == Dependence::On::kNothing && other.known;
      if (!is_constant || !other.number.IsPoint()) continue;
      const std::optional<Path> path = PathFrom(operands[side], paths);
      if (!path) continue;
      // `x < c` changes before c, `c < x` after it; `<=` the other way round.
      const bool is_less = node.kind == NodeKind::kLess;
      const bool is_equal = node.kind == NodeKind::kEqual;
      const bool is_after = is_less == (side == 1);
      AddCut(*path, paths, {other.number.low.value, is_after});
      if (is_equal) AddCut(*path, paths, {other.number.low.value, !is_after});
      AddEdges(*path, paths);
    }
    return;
  }
  if (FamilyOf(node.kind) != NodeFamily::kCut) return;
  const std::optional<Path> path = PathFrom(operands[0], paths);
  if (!path) return;
  AddEdges(*path, paths);
  Variable& variable = variables_[static_cast<std::size_t>(path->variable)];
  const NodeKind of = guideline_.graph.node(operands[0]).kind;
  const bool is_fact = of == NodeKind::kFact || of == NodeKind::kStatedFact;
  for (const CutLine& cut : LinesOf(guideline_, node)) {
    const Bound& low = cut.interval.low;
    const Bound& high = cut.interval.high;
    if (!low.infinite) AddCut(*path, paths, {low.value, !low.closed});
    if (!high.infinite) AddCut(*path, paths, {high.value, high.closed});
    const bool is_new = std::ranges::none_of(
        variable.units, [&](const Unit& unit) { return unit.dimension == cut.kind; });
    if (is_fact && is_new && !variable.computed && variable.type == FactType::kNumber)
      variable.units.push_back(cut.unit);
  }
}

/// The part of it between the first and the last value that can be; empty: there is none.
std::optional<Interval> FactValues::AsPossible(const Variable& variable, Interval stretch) {
  if (!variable.computed || variable.type != FactType::kNumber) return stretch;
  return numbers_.Within(*variable.computed, stretch);
}

std::vector<Interval> FactValues::StretchesOf(const Variable& variable,
                                              const std::deque<CutAt>& cuts) {
  static const Fact kAnyNumber;
  const Fact& fact = variable.computed ? kAnyNumber : guideline_.facts[Index(variable.fact)];
  std::vector<Interval> stretches;
  Interval domain{Bound::Infinite(), Bound::Infinite()};
  if (variable.computed) {
    // What is known of how it comes about is asked of each stretch.
  } else if (variable.type == FactType::kDate) {
    if (!variable.is_date_of) stretches.push_back(Interval::Point(kNever));
    domain = DayInterval(CalendarSpan());
  } else if (fact.plausible) {
    domain = ApplyRecordedPrecision(fact, *fact.plausible);
    if (fact.default_value) domain = Hull(domain, fact.default_value->number);
  }
  // Numbers are costly to move: they stay where they are.
  std::vector<const CutAt*> sorted;
  for (const CutAt& cut : cuts) sorted.push_back(&cut);
  std::ranges::sort(sorted, [](const CutAt* a, const CutAt* b) {
    const int order = cmp(a->at, b->at);
    return order < 0 || (order == 0 && a->is_after < b->is_after);
  });
  const auto is_same = [](const CutAt* a, const CutAt* b) { return *a == *b; };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), is_same), sorted.end());
  stretches.reserve(stretches.size() + sorted.size() + 1);
  const CutAt* low = nullptr;
  for (std::size_t i = 0; i <= sorted.size(); ++i) {
    const CutAt* const high = i < sorted.size() ? sorted[i] : nullptr;
    Interval stretch{low != nullptr ? Bound::At(low->at, !low->is_after) : Bound::Infinite(),
                     high != nullptr ? Bound::At(high->at, high->is_after) : Bound::Infinite()};
    low = high;
    if (!NarrowTo(domain, stretch)) continue;
    const std::optional<Interval> possible = AsPossible(variable, std::move(stretch));
    if (!possible) continue;
    if (!variable.step || InSteps(*possible, *variable.step)) stretches.push_back(*possible);
  }
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

#include "engine/z3/z3_graph.h"

#include <algorithm>

#include "engine/meaning/cut_line.h"
#include "engine/meaning/lines.h"
#include "engine/model/choice_comparison.h"
#include "engine/model/node_family.h"
#include "engine/model/truth_operator.h"

namespace mgl {
namespace {

/// Of one node.
class Z3Logic {
 public:
  using Result = Z3Truth;

  Z3Logic(z3::context& context, const std::vector<Z3Value>& operands,
          const EvaluationOptions& options)
      : context_(context), operands_(operands), options_(options) {}

  static Z3Truth Not(const Z3Truth& a) { return mgl::Not(a); }
  static Z3Truth And(const Z3Truth& a, const Z3Truth& b) { return mgl::And(a, b); }
  static Z3Truth Or(const Z3Truth& a, const Z3Truth& b) { return mgl::Or(a, b); }
  Z3Truth Operand(std::size_t i) const { return {operands_[i].yes, operands_[i].no}; }
  Z3Truth All() const { return AtLeast(operands_.size()); }
  Z3Truth Any() const { return AtLeast(1); }
  Z3Truth AtLeast(std::size_t wanted) const {
    const std::size_t count = operands_.size();
    if (wanted > count) return {context_.bool_val(false), context_.bool_val(true)};
    return {SomeOf(wanted, &Z3Value::yes), SomeOf(count + 1 - wanted, &Z3Value::no)};
  }
  Z3Truth AnyKnown() const {
    const z3::expr yes = SomeOf(1, &Z3Value::yes);
    return {yes, mgl::And(mgl::Not(yes), SomeOf(1, &Z3Value::no))};
  }
  Z3Truth Agreement() const {
    return {SomeOf(operands_.size(), &Z3Value::yes), SomeOf(operands_.size(), &Z3Value::no)};
  }
  std::optional<std::uint32_t> ReadingOf(std::uint32_t ambiguity) const {
    return options_.readings[ambiguity];
  }

 private:
  /// Whether so many operands at least are this.
  z3::expr SomeOf(std::size_t wanted, z3::expr Z3Value::*side) const {
    std::vector<z3::expr> at_least(wanted + 1, context_.bool_val(false));
    at_least[0] = context_.bool_val(true);
    for (const Z3Value& operand : operands_) {
      for (std::size_t i = wanted; i > 0; --i) {
        at_least[i] = mgl::Or(at_least[i], mgl::And(at_least[i - 1], operand.*side));
      }
    }
    return at_least[wanted];
  }

  z3::context& context_;
  const std::vector<Z3Value>& operands_;
  const EvaluationOptions& options_;
};

/// A value against one end of a line, as in engine/meaning/cut_line.cc.
Z3Truth LiesBeyond(const Z3Bound& near, const Z3Bound& far, const Z3Bound& end, bool is_above) {
  const auto before = [&](const z3::expr& a, const z3::expr& b) {
    return is_above ? IsLess(a, b) : IsLess(b, a);
  };
  const z3::expr near_meets = And(IsSame(near.value, end.value), Not(And(near.closed, end.closed)));
  const z3::expr yes = And(Not(near.infinite), Or(before(end.value, near.value), near_meets));
  const z3::expr far_meets = And(IsSame(far.value, end.value), Or(end.closed, Not(far.closed)));
  const z3::expr within = And(Not(far.infinite), Or(before(far.value, end.value), far_meets));
  const z3::expr is_end = Not(end.infinite);
  return {And(is_end, yes), Or(end.infinite, And(Not(yes), within))};
}

Z3Truth LiesOn(CutSide side, const Z3Interval& value, const Z3Interval& line) {
  const Z3Truth below = LiesBeyond(value.high, value.low, line.low, false);
  const Z3Truth above = LiesBeyond(value.low, value.high, line.high, true);
  if (side == CutSide::kBelow) return below;
  if (side == CutSide::kAbove) return above;
  return And(Not(below), Not(above));
}

}  // namespace

Z3Graph::Z3Graph(const Guideline& guideline, const EvaluationOptions& options, z3::solver& solver)
    : guideline_(guideline),
      options_(options),
      solver_(solver),
      context_(solver.ctx()),
      functions_(solver),
      kinds_{Dimension{}} {
  for (const Fact& fact : guideline.facts) {
    choice_count_ = std::max(choice_count_, fact.choices.size());
  }
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (PayloadOf(node.kind) != Payload::kChoice) continue;
    choice_count_ = std::max<std::size_t>(choice_count_, node.payload + 1);
  }
}

std::uint32_t Z3Graph::PlaceOf(const Dimension& kind) {
  auto found = std::ranges::find(kinds_, kind);
  if (found == kinds_.end()) found = kinds_.insert(kinds_.end(), kind);
  return static_cast<std::uint32_t>(found - kinds_.begin());
}

Z3Value Z3Graph::Missing() {
  const z3::expr no = Bool(false);
  return {no, Bool(true), no, no, PointAt(Is(0)), context_.int_val(0), {choice_count_, no}};
}

Z3Value Z3Graph::TruthOf(const z3::expr& yes, const z3::expr& no) {
  Z3Value value = Missing();
  value.known = Or(yes, no);
  value.yes = yes;
  value.no = no;
  return value;
}

const Z3Value& Z3Graph::Of(NodeId node, bool before) {
  const std::pair key(Index(node), before && !guideline_.suspect_order.empty());
  const auto found = nodes_.find(key);
  if (found != nodes_.end()) return found->second;
  Z3Value value = Translate(node, key.second);
  return nodes_.emplace(key, std::move(value)).first->second;
}

Z3Value Z3Graph::Translate(NodeId id, bool before) {
  const Node& node = guideline_.graph.node(id);
  std::vector<Z3Value> operands;
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    operands.push_back(Of(operand, before));
  }
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      return Leaf(node, before);
    case NodeFamily::kTruthOperator: {
      Z3Logic logic(context_, operands, options_);
      const Z3Truth sure = TruthMeaning(logic).Of(AsTruthOperator(node.kind), node.payload);
      return TruthOf(sure.yes, sure.no);
    }
    case NodeFamily::kKnown: {
      const z3::expr is_settled = And(operands[0].known, operands[0].settled);
      return TruthOf(is_settled, Not(is_settled));
    }
    case NodeFamily::kFirstKnown:
      return FirstKnown(node, operands);
    case NodeFamily::kComparison:
      return Compare(node.kind, operands[0].number, operands[1].number,
                     And(operands[0].known, operands[1].known));
    case NodeFamily::kCut:
      return Cut(node, operands);
    case NodeFamily::kChoice:
      return CompareChoices(id, operands);
    case NodeFamily::kArithmetic:
      return Arithmetic(node, operands);
    case NodeFamily::kLines:
      return Lines(node, operands);
  }
  std::abort();
}

Z3Value Z3Graph::Compare(NodeKind kind, const Z3Interval& a, const Z3Interval& b,
                         const z3::expr& known) {
  const auto less = [&](const Z3Interval& x, const Z3Interval& y) {
    const z3::expr yes = AllBelow(x.high, y.low);
    const z3::expr ends = And(Not(x.low.infinite), Not(y.high.infinite));
    const z3::expr never = And(ends, IsAtMost(y.high.value, x.low.value));
    return Z3Truth{yes, And(Not(yes), never)};
  };
  functions_.SayCompared(a, b);
  functions_.SayCompared(b, a);
  Z3Truth sure = less(a, b);
  if (kind == NodeKind::kLessEqual) sure = Not(less(b, a));
  if (kind == NodeKind::kEqual) {
    const z3::expr no = Or(AllBelow(a.high, b.low), AllBelow(b.high, a.low));
    sure = {And(Not(no), And(IsPoint(a), IsPoint(b))), no};
  }
  return TruthOf(And(known, sure.yes), And(known, sure.no));
}

/// The answers of the lines in turn, until one surely applies.
Z3Value Z3Graph::Cut(const Node& node, const std::vector<Z3Value>& operands) {
  const std::vector<CutLine>& lines = LinesOf(guideline_, node);
  const Z3Value& value = operands[0];
  const auto is_kind = [&](const Dimension& kind) {
    return IsSame(value.kind, context_.int_val(PlaceOf(kind)));
  };
  z3::expr is_stated = Bool(false);
  for (const CutLine& line : lines) is_stated = Or(is_stated, is_kind(line.kind));
  z3::expr is_open = value.known;  // no line surely applied so far
  z3::expr some = Bool(false);
  Z3Truth common{Bool(false), Bool(false)};
  Z3Truth answer = common;
  for (const CutLine& line : lines) {
    z3::expr serves = And(is_stated, is_kind(line.kind));
    if (line.kind == lines.front().kind) serves = Or(serves, Not(is_stated));
    Z3Truth applies{Bool(true), Bool(false)};
    if (line.when_operand) {
      applies = {operands[*line.when_operand].yes, operands[*line.when_operand].no};
    }
    const z3::expr counts = And(And(is_open, serves), Not(applies.no));
    functions_.SayCompared(value.number, ToZ3(context_, line.interval));
    const Z3Truth here = LiesOn(SideOf(node.kind), value.number, ToZ3(context_, line.interval));
    const z3::expr is_first = Not(some);
    common = {If(counts, And(here.yes, Or(is_first, common.yes)), common.yes),
              If(counts, And(here.no, Or(is_first, common.no)), common.no)};
    some = Or(some, counts);
    const z3::expr decides = And(counts, applies.yes);
    answer = {Or(answer.yes, And(decides, common.yes)), Or(answer.no, And(decides, common.no))};
    is_open = And(is_open, Not(decides));
  }
  return TruthOf(answer.yes, answer.no);
}

Z3Value Z3Graph::CompareChoices(NodeId id, const std::vector<Z3Value>& operands) {
  const NodeKind kind = guideline_.graph.node(id).kind;
  const ChoiceSet named = ChoicesNamed(guideline_.graph, id);
  const bool is_named = named.size() > 0;
  const Z3Value& a = operands[0];
  const Z3Value& b = operands[is_named ? 0 : 1];
  const z3::expr known = And(a.known, b.known);
  const auto of_b = [&](std::uint32_t i) { return is_named ? Bool(named.Has(i)) : b.choices[i]; };
  // Of each pair that may be: some are the same, some differ; some precede, some do not.
  z3::expr some_hold = Bool(false);
  z3::expr some_fail = Bool(false);
  for (std::uint32_t i = 0; i < choice_count_; ++i) {
    if (is_named) {
      (named.Has(i) ? some_hold : some_fail) =
          Or(named.Has(i) ? some_hold : some_fail, a.choices[i]);
      continue;
    }
    for (std::uint32_t j = 0; j < choice_count_; ++j) {
      const bool holds = kind == NodeKind::kChoiceLess ? i < j : i == j;
      z3::expr& some = holds ? some_hold : some_fail;
      some = Or(some, And(a.choices[i], of_b(j)));
    }
  }
  return TruthOf(And(known, Not(some_fail)), And(known, Not(some_hold)));
}

Z3Value Z3Graph::IfValue(const z3::expr& condition, const Z3Value& a, const Z3Value& b) {
  Z3Value value = a;
  value.known = If(condition, a.known, b.known);
  value.settled = If(condition, a.settled, b.settled);
  value.yes = If(condition, a.yes, b.yes);
  value.no = If(condition, a.no, b.no);
  value.number = If(condition, a.number, b.number);
  value.kind = If(condition, a.kind, b.kind);
  for (std::size_t i = 0; i < choice_count_; ++i) {
    value.choices[i] = If(condition, a.choices[i], b.choices[i]);
  }
  return value;
}

Z3Value Z3Graph::FirstKnown(const Node&, const std::vector<Z3Value>& operands) {
  Z3Value value = Missing();
  for (std::size_t i = operands.size(); i-- > 0;) {
    value = IfValue(And(operands[i].known, operands[i].settled), operands[i], value);
  }
  return value;
}

/// `value` becomes what it or the candidate could be, where the candidate counts.
void Z3Graph::Include(const Z3Value& candidate, const z3::expr& counts, const z3::expr& is_first,
                      ValueType type, Z3Value& value) {
  Z3Value both = value;
  both.known = And(value.known, candidate.known);
  both.yes = And(value.yes, candidate.yes);
  both.no = And(value.no, candidate.no);
  if (type == ValueType::kTruth) both.known = Or(both.yes, both.no);
  both.settled = And(value.settled, candidate.settled);
  if (type == ValueType::kChoice) {
    z3::expr several = Bool(false);
    for (std::size_t i = 0; i < choice_count_; ++i) {
      both.choices[i] = Or(value.choices[i], candidate.choices[i]);
      for (std::size_t j = 0; j < i; ++j) {
        several = Or(several, And(both.choices[i], both.choices[j]));
      }
    }
    both.settled = Not(several);
  }
  if (IsInterval(type)) {
    const z3::expr is_same = IsSame(value.number, candidate.number);
    both.settled = And(both.settled, is_same);
    both.number = If(is_same, value.number, Hull(value.number, candidate.number));
  }
  value = IfValue(counts, IfValue(is_first, candidate, both), value);
}

Z3Value Z3Graph::Lines(const Node& node, const std::vector<Z3Value>& operands) {
  Z3Value value = Missing();
  z3::expr some = Bool(false);
  z3::expr some_is_sure = Bool(false);
  for (std::size_t i = 0; i < operands.size(); i += 2) {
    const bool is_otherwise = i + 1 == operands.size();
    const Z3Value& candidate = operands[is_otherwise ? i : i + 1];
    z3::expr counts = Bool(true);
    if (!is_otherwise) counts = Not(operands[i].no);
    if (is_otherwise || node.kind == NodeKind::kFirstLine) {
      counts = And(counts, Not(some_is_sure));
    }
    Include(candidate, counts, Not(some), node.type, value);
    some = Or(some, counts);
    if (!is_otherwise) some_is_sure = Or(some_is_sure, And(counts, operands[i].yes));
  }
  value.settled = Or(value.settled, Not(value.known));
  return value;
}

}  // namespace mgl

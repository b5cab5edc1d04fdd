// Each node is classed by how it hangs on the fact: not at all, in steps at known cuts, as
// factor * fact + offset, or in another way.
#include "tools/case/explain/answer_regions.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/meaning/cut_line.h"
#include "engine/model/node_family.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// How a node's value hangs on the fact.
struct Dependence {
  enum class Kind { kConstant, kSteps, kLinear, kOther } kind = Kind::kConstant;
  Rational factor = 0;  // kLinear
  Rational offset = 0;
};

class CutFinder {
 public:
  CutFinder(const Guideline& guideline, const Decision& decision, FactId fact)
      : guideline_(guideline), decision_(decision), fact_(fact) {}

  std::optional<std::vector<Rational>> Find(const std::vector<NodeId>& nodes) {
    for (const NodeId id : nodes) {
      const Dependence of = Class(id);
      const bool is_truth = guideline_.graph.node(id).type == ValueType::kTruth;
      if (is_truth && of.kind == Dependence::Kind::kOther) return std::nullopt;
      classes_[id] = of;
    }
    return std::move(cuts_);
  }

  bool ChangesInSteps(NodeId id) const {
    const Dependence::Kind kind = classes_.at(id).kind;
    return kind == Dependence::Kind::kConstant || kind == Dependence::Kind::kSteps;
  }

 private:
  using Kind = Dependence::Kind;

  Dependence Class(NodeId id) {
    const Node& node = guideline_.graph.node(id);
    const auto operands = guideline_.graph.Operands(id);
    if (IsFactLeaf(node.kind) && static_cast<FactId>(node.payload) == fact_) {
      return {node.kind == NodeKind::kDateOfFact ? Kind::kOther : Kind::kLinear, 1, 0};
    }
    const bool is_constant = std::ranges::all_of(
        operands, [&](NodeId operand) { return classes_[operand].kind == Kind::kConstant; });
    if (is_constant) return {};
    switch (FamilyOf(node.kind)) {
      case NodeFamily::kComparison:
        return Comparison(operands[0], operands[1]);
      case NodeFamily::kCut:
        return Cut(node, operands);
      case NodeFamily::kArithmetic:
        return Arithmetic(node.kind, operands);
      case NodeFamily::kFirstKnown:
        return FirstKnown(operands);
      case NodeFamily::kKnown:
        return {Kind::kSteps};  // an answer is known, whatever it is
      case NodeFamily::kLeaf:
      case NodeFamily::kTruthOperator:
      case NodeFamily::kChoice:
      case NodeFamily::kLines:
        break;
    }
    return InSteps(operands) ? Dependence{Kind::kSteps} : Dependence{Kind::kOther};
  }

  bool InSteps(std::span<const NodeId> operands) {
    return std::ranges::all_of(operands, [&](NodeId operand) {
      const Kind kind = classes_[operand].kind;
      return kind == Kind::kConstant || kind == Kind::kSteps;
    });
  }

  Dependence Comparison(NodeId left, NodeId right) {
    const std::array<NodeId, 2> both{left, right};
    if (InSteps(both)) return {Kind::kSteps};
    const Dependence& a = classes_[left];
    const Dependence& b = classes_[right];
    if (a.kind == Kind::kLinear && b.kind == Kind::kLinear) {
      if (a.factor != b.factor) cuts_.emplace_back((b.offset - a.offset) / (a.factor - b.factor));
      return {Kind::kSteps};
    }
    const bool left_is_linear = a.kind == Kind::kLinear && b.kind == Kind::kConstant;
    if (!left_is_linear && !(b.kind == Kind::kLinear && a.kind == Kind::kConstant)) {
      return {Kind::kOther};
    }
    const Dependence& linear = left_is_linear ? a : b;
    const Value& constant = decision_.nodes[Index(left_is_linear ? right : left)];
    if (!constant.known || linear.factor == 0) return {Kind::kSteps};
    for (const Bound& bound : {constant.number.low, constant.number.high}) {
      if (!bound.infinite) cuts_.emplace_back((bound.value - linear.offset) / linear.factor);
    }
    return {Kind::kSteps};
  }

  Dependence Cut(const Node& node, std::span<const NodeId> operands) {
    if (!InSteps(operands.subspan(1))) return {Kind::kOther};
    const Dependence& number = classes_[operands[0]];
    if (number.kind == Kind::kConstant || number.kind == Kind::kSteps) return {Kind::kSteps};
    if (number.kind != Kind::kLinear) return {Kind::kOther};
    if (number.factor == 0) return {Kind::kSteps};
    for (const CutLine& line : LinesOf(guideline_, node)) {
      for (const Bound& bound : {line.interval.low, line.interval.high}) {
        if (!bound.infinite) cuts_.emplace_back((bound.value - number.offset) / number.factor);
      }
    }
    return {Kind::kSteps};
  }

  Dependence Arithmetic(NodeKind kind, std::span<const NodeId> operands) {
    if (InSteps(operands)) return {Kind::kSteps};
    const Dependence& a = classes_[operands[0]];
    if (kind == NodeKind::kNegate && a.kind == Kind::kLinear) {
      return {Kind::kLinear, -a.factor, -a.offset};
    }
    if (operands.size() != 2) return {Kind::kOther};
    const Dependence& b = classes_[operands[1]];
    const auto left = AsLinear(operands[0], a);
    const auto right = AsLinear(operands[1], b);
    if (!left || !right) return {Kind::kOther};
    const auto linear = [](Rational factor, Rational offset) {
      return Dependence{Kind::kLinear, std::move(factor), std::move(offset)};
    };
    if (kind == NodeKind::kAdd) {
      return linear(left->factor + right->factor, left->offset + right->offset);
    }
    if (kind == NodeKind::kSubtract) {
      return linear(left->factor - right->factor, left->offset - right->offset);
    }
    if (kind == NodeKind::kMultiply) {
      if (left->factor == 0)
        return linear(right->factor * left->offset, right->offset * left->offset);
      if (right->factor == 0)
        return linear(left->factor * right->offset, left->offset * right->offset);
    }
    if (kind == NodeKind::kDivide && right->factor == 0 && right->offset != 0) {
      return linear(left->factor / right->offset, left->offset / right->offset);
    }
    return {Kind::kOther};
  }

  /// A linear node, or a constant that the case knows exactly (factor 0).
  std::optional<Dependence> AsLinear(NodeId id, const Dependence& of) const {
    if (of.kind == Kind::kLinear) return of;
    const Value& value = decision_.nodes[Index(id)];
    if (of.kind != Kind::kConstant || !value.IsSettled() || !value.number.IsPoint())
      return std::nullopt;
    return Dependence{Kind::kLinear, 0, value.number.low.value};
  }

  /// The first that is known once the fact is; what is constant and not settled stays passed by.
  Dependence FirstKnown(std::span<const NodeId> operands) {
    for (const NodeId operand : operands) {
      const Dependence& of = classes_[operand];
      const bool settled = decision_.nodes[Index(operand)].IsSettled();
      if (of.kind == Kind::kConstant && settled) return {};
      if (of.kind == Kind::kConstant) continue;
      const NodeKind kind = guideline_.graph.node(operand).kind;
      if (kind == NodeKind::kFact || kind == NodeKind::kStatedFact) return of;
      break;
    }
    return InSteps(operands) ? Dependence{Kind::kSteps} : Dependence{Kind::kOther};
  }

  const Guideline& guideline_;
  const Decision& decision_;
  FactId fact_;
  std::map<NodeId, Dependence> classes_;
  std::vector<Rational> cuts_;
};

void SortOnce(std::vector<Rational>& cuts) {
  std::ranges::sort(cuts);
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
}

bool IsAbove(const Rational& value, const Bound& low) {
  return low.infinite || value > low.value || (value == low.value && low.closed);
}
bool IsBelow(const Rational& value, const Bound& high) {
  return high.infinite || value < high.value || (value == high.value && high.closed);
}

bool SameEnd(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return a.infinite && b.infinite;
  return a.value == b.value && a.closed == b.closed;
}

}  // namespace

std::optional<std::vector<Rational>> FindCuts(const Guideline& guideline, const Decision& decision,
                                              const std::vector<NodeId>& behind, NodeId node,
                                              FactId fact) {
  CutFinder finder(guideline, decision, fact);
  auto cuts = finder.Find(behind);
  if (!cuts || !finder.ChangesInSteps(node)) return std::nullopt;
  SortOnce(*cuts);
  return cuts;
}

std::vector<Interval> Regions(std::vector<Rational> cuts, const Interval& domain) {
  for (const Bound& bound : {domain.low, domain.high}) {
    if (!bound.infinite) cuts.push_back(bound.value);
  }
  SortOnce(cuts);
  std::vector<Interval> regions;
  const auto add = [&](const Interval& region) {
    if (const auto inside = Intersect(region, domain)) regions.push_back(*inside);
  };
  Bound low = Bound::Infinite();
  for (const Rational& cut : cuts) {
    add({low, Bound::At(cut, false)});
    add(Interval::Point(cut));
    low = Bound::At(cut, false);
  }
  add({low, Bound::Infinite()});
  return regions;
}

std::optional<Rational> ValueIn(const Interval& region, const std::optional<Rational>& step) {
  Rational value = 0;
  if (region.low.infinite && !region.high.infinite) {
    value = region.high.value - (region.high.closed ? 0 : 1);
  } else if (!region.low.infinite && region.high.infinite) {
    value = region.low.value + (region.low.closed ? 0 : 1);
  } else if (!region.low.infinite) {
    value = (region.low.value + region.high.value) / 2;
  }
  if (!step) return value;
  for (const Rational& near :
       {Rational(Floor(value / *step) * *step), Rational(Ceiling(value / *step) * *step)}) {
    if (IsAbove(near, region.low) && IsBelow(near, region.high)) return near;
  }
  return std::nullopt;
}

std::string RegionInWords(const Interval& region, const Interval& domain, std::string_view unit) {
  IntervalEnds ends = EndsOf(region, kShownDigits);
  if (region.IsPoint()) return WithUnit(ends.low, unit);
  if (SameEnd(region.low, domain.low)) ends.low.clear();
  if (SameEnd(region.high, domain.high)) ends.high.clear();
  const std::string interval = IntervalInWords(ends);
  return interval.empty() ? "any value" : WithUnit(interval, unit);
}

}  // namespace mgl

// size * amount; not above `at most`; rounded; not above any limit.
#include "dsl/lower/lower_doses.h"

#include "dsl/ast/ast.h"

#include <vector>

namespace mgl {
namespace {

class AmountLowering {
 public:
  AmountLowering(const DosePlan& plan, NodeId size, Graph& graph)
      : plan_(plan), size_(size), graph_(graph) {}

  Medication::Amount Lower() {
    Medication::Amount amount;
    amount.unit = plan_.unit;
    amount.size = size_;
    amount.strengths = plan_.strengths;
    amount.worked_out_low = Times(size_, plan_.low);
    amount.worked_out_high = Times(size_, plan_.high);
    amount.low = Limited(Rounded(Capped(amount.worked_out_low)));
    amount.high = Limited(Rounded(Capped(amount.worked_out_high)));
    for (const PlannedLimit& limit : plan_.limits) {
      amount.over_limits.push_back(
          {limit.limit, IsOver(limit, limit.times_least), IsOver(limit, limit.times_most)});
    }
    amount.is_nothing = Truth(NodeKind::kLessEqual, {amount.high, graph_.AddNumber(Rational(0))});
    return amount;
  }

 private:
  NodeId Number(NodeKind kind, const std::vector<NodeId>& operands, std::uint32_t payload = 0) {
    return graph_.Add(kind, ValueType::kNumber, payload, operands);
  }
  NodeId Truth(NodeKind kind, const std::vector<NodeId>& operands) {
    return graph_.Add(kind, ValueType::kTruth, 0, operands);
  }
  NodeId Times(NodeId node, const Rational& factor) {
    return factor == 1 ? node : Number(NodeKind::kMultiply, {node, graph_.AddNumber(factor)});
  }

  /// Whether so many of the stated amount (before rounding) are over the limit: what follows from
  /// the size is, and each `at most` is. A limit per size needs no size for the first.
  NodeId IsOver(const PlannedLimit& limit, const Rational& times) {
    const auto is_over = [&](NodeId amount) {
      return Truth(NodeKind::kLess, {LimitOf(limit), amount});
    };
    const Rational for_one = plan_.high * times;
    std::vector<NodeId> conditions;
    if (!limit.by_size) {
      conditions.push_back(is_over(Times(size_, for_one)));
    } else if (for_one <= limit.value || plan_.caps.empty()) {
      const std::uint32_t is_above = for_one > limit.value ? 1 : 0;
      return graph_.Add(NodeKind::kTruthConstant, ValueType::kTruth, is_above, {});
    }
    for (const Rational& cap : plan_.caps) {
      conditions.push_back(is_over(graph_.AddNumber(cap * times)));
    }
    return conditions.size() == 1 ? conditions.front() : Truth(NodeKind::kAnd, conditions);
  }

  NodeId Capped(NodeId amount) { return plan_.caps.empty() ? amount : Least(amount, false); }

  /// Never up above `at most`.
  NodeId Rounded(NodeId amount) {
    if (!plan_.step) return amount;
    const NodeId rounded = Stepped(NodeKind::kRound, amount);
    return plan_.caps.empty() ? rounded : Least(rounded, true);
  }

  NodeId Least(NodeId amount, bool in_steps) {
    std::vector<NodeId> operands{amount};
    for (const Rational& cap : plan_.caps) {
      const Rational whole = in_steps ? Rational(Floor(cap / *plan_.step) * *plan_.step) : cap;
      operands.push_back(graph_.AddNumber(whole));
    }
    return Number(NodeKind::kMinimum, operands);
  }

  /// To whole steps, by kRound (no decimals) or kFloor.
  NodeId Stepped(NodeKind kind, NodeId amount) {
    const NodeId steps = Times(amount, 1 / *plan_.step);
    return Times(Number(kind, {steps}), *plan_.step);
  }

  NodeId LimitOf(const PlannedLimit& limit) {
    return limit.by_size ? Times(size_, limit.value) : graph_.AddNumber(limit.value);
  }

  /// What is within every limit where it is given as seldom as the dose allows.
  NodeId Limited(NodeId amount) {
    if (plan_.limits.empty()) return amount;
    std::vector<NodeId> operands{amount};
    for (const PlannedLimit& limit : plan_.limits) {
      NodeId most = Times(LimitOf(limit), 1 / limit.times_least);
      if (plan_.step) most = Stepped(NodeKind::kFloor, most);
      operands.push_back(most);
    }
    return Number(NodeKind::kMinimum, operands);
  }

  const DosePlan& plan_;
  NodeId size_;
  Graph& graph_;
};

}  // namespace

Medication::Amount LowerAmount(const DosePlan& plan, NodeId size, Graph& graph) {
  return AmountLowering(plan, size, graph).Lower();
}

}  // namespace mgl

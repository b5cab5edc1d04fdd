// size * amount; not above `at most`; rounded; not above any limit.
#include "dsl/lower_doses.h"

#include <utility>
#include <vector>

namespace mgl {
namespace {

class AmountLowering {
 public:
  AmountLowering(const DosePlan& plan, NodeId size, Graph& graph)
      : plan_(plan), size_(size), graph_(graph) {}

  Medication::Amount Lower(std::string how) {
    Medication::Amount amount;
    amount.unit = plan_.unit;
    amount.how = std::move(how);
    amount.strengths = plan_.strengths;
    const NodeId low = Stated(plan_.low);
    const NodeId high = Stated(plan_.high);
    amount.low = Limited(low);
    amount.high = Limited(high);
    for (const PlannedLimit& limit : plan_.limits) {
      const NodeId most = Times(high, limit.times_most);
      amount.over_limits.push_back({limit.limit, Truth(NodeKind::kLess, {LimitOf(limit), most})});
    }
    if (plan_.step) {
      amount.is_nothing = Truth(NodeKind::kLessEqual, {amount.high, graph_.AddNumber(Rational(0))});
    }
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

  /// As the dose says it; the step is never rounded up above `at most`.
  NodeId Stated(const Rational& for_one) {
    NodeId amount = Times(size_, for_one);
    if (!plan_.caps.empty()) amount = Least(amount, false);
    if (!plan_.step) return amount;
    amount = Stepped(NodeKind::kRound, amount);
    return plan_.caps.empty() ? amount : Least(amount, true);
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

Medication::Amount LowerAmount(const DosePlan& plan, NodeId size, std::string how, Graph& graph) {
  return AmountLowering(plan, size, graph).Lower(std::move(how));
}

}  // namespace mgl

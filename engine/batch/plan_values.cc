// Which nodes need columns of values, how large their numbers can grow, and what is in columns that
// never change.
#include <algorithm>
#include <cstdlib>

#include "engine/batch/batch_planner.h"
#include "engine/batch/double_bracket.h"
#include "engine/batch/number_kernels.h"
#include "engine/meaning/action_for_case.h"
#include "engine/meaning/effective_fact.h"
#include "engine/meaning/lines.h"
#include "engine/model/choice_comparison.h"
#include "engine/model/node_family.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

constexpr std::size_t kMostColumnBytes = std::size_t{1} << 27;

/// As a multiple of 1e-9; empty where it is none, or too large.
std::optional<FixedPoint> AsFixedPoint(const Rational& value) {
  return ToInt64(Rational(value * PowerOfTen(kFixedPointDigits)));
}

bool IsConstant(NodeKind kind) {
  return kind == NodeKind::kNumber || kind == NodeKind::kDate || kind == NodeKind::kToday;
}

/// At most so many binary digits above and below the line.
struct NumberSize {
  std::size_t above = 0;
  std::size_t below = 0;
};

NumberSize Larger(NumberSize a, NumberSize b) {
  return {std::max(a.above, b.above), std::max(a.below, b.below)};
}

NumberSize SumSize(NumberSize a, NumberSize b) {
  return {std::max(a.above + b.below, b.above + a.below) + 1, a.below + b.below};
}

NumberSize PowerSize(NumberSize a, std::int32_t exponent) {
  const auto count = static_cast<std::size_t>(std::clamp(std::abs(exponent), 1, 64));
  return exponent < 0 ? NumberSize{count * a.below, count * a.above}
                      : NumberSize{count * a.above, count * a.below};
}

NumberSize RoundedSize(NumberSize a, std::int32_t decimals) {
  const std::size_t digits = 4 * static_cast<std::size_t>(std::min(std::abs(decimals), 10000));
  return {a.above + digits + 2, digits + 1};
}

NumberSize ArithmeticSize(const Node& node, const std::vector<NumberSize>& operands) {
  constexpr NumberSize kRounded = {600, 600};  // 12 digits, times 1e140 or 1e-140
  const auto payload = static_cast<std::int32_t>(node.payload);
  NumberSize size = operands.front();
  switch (TraitsOf(AsArithmetic(node.kind)).size) {
    case ResultSize::kProduct:
      return {size.above + operands[1].above, size.below + operands[1].below};
    case ResultSize::kQuotient:
      return {size.above + operands[1].below, size.below + operands[1].above};
    case ResultSize::kPower:
      return PowerSize(size, payload);
    case ResultSize::kWhole:
      return RoundedSize(size, 0);
    case ResultSize::kDecimals:
      return RoundedSize(size, payload);
    case ResultSize::kDigits:
    case ResultSize::kDigitsOfAnySize:
      return kRounded;
    case ResultSize::kLargest:
      for (const NumberSize& operand : operands) size = Larger(size, operand);
      return size;
    case ResultSize::kSum:
      for (std::size_t i = 1; i < operands.size(); ++i) size = SumSize(size, operands[i]);
      return size;
  }
  std::abort();
}

}  // namespace

void BatchPlanner::PlanRecordedPrecision(FactId id) {
  const Fact& fact = guideline_.facts[Index(id)];
  FactPlan& plan = PlanOf(id);
  constexpr FixedPoint kMost = std::numeric_limits<FixedPoint>::max() / 4;
  const auto take = [&](const std::optional<Rational>& step, FixedPoint& to) {
    if (!step) return;
    const std::optional<FixedPoint> fixed = AsFixedPoint(*step);
    plan.has_other_steps |= !fixed || *fixed <= 0 || *fixed > kMost;
    to = fixed.value_or(0);
  };
  take(fact.whole_step, plan.whole_step);
  take(fact.step, plan.step);
  if (!fact.default_value) return;
  if (fact.type == FactType::kDate) {
    const DaySpan& span = fact.default_value->date;
    if (span.first != span.last || span.first == kNever) plan.unheld_day = span.first;
  } else if (fact.type == FactType::kNumber) {
    // A default is not rounded to the grid: the planes can hold it where it lies there.
    const Interval& number = fact.default_value->number;
    const bool is_held = number.IsPoint() && ApplyRecordedPrecision(fact, number) == number;
    plan.default_number = BatchPlan::kUnheldNumber;
    if (is_held)
      plan.default_number = AsFixedPoint(number.low.value).value_or(BatchPlan::kUnheldNumber);
  }
}

bool BatchPlanner::PlanValues() {
  std::vector<bool> is_needed(guideline_.graph.size(), false);
  for (const ResultColumn& result : guideline_.results) is_needed[Index(result.node)] = true;
  for (const NodeId amount : NodesOfActions(guideline_)) is_needed[Index(amount)] = true;
  for (const Recheck& recheck : guideline_.rechecks) {
    for (const NodeId anchor : recheck.anchors) is_needed[Index(anchor)] = true;
  }
  for (const NodeId id : plan_->order) NeedValues(id, is_needed);
  const auto has_column = [&](NodeId id) {
    return is_needed[Index(id)] && NodeOf(id).type != ValueType::kTruth;
  };
  std::size_t bytes = 0;
  for (const NodeId id : plan_->order) {
    if (has_column(id)) bytes += ColumnBytes(id);
  }
  if (bytes > kMostColumnBytes) return false;
  for (const NodeId id : plan_->order) {
    if (has_column(id) && NodeOf(id).kind == NodeKind::kNumber) AddConstant(id);
  }
  AddConstantsOfCuts();
  for (const NodeId id : plan_->order) {
    if (has_column(id) && NodeOf(id).kind != NodeKind::kNumber) AddColumn(id);
  }
  FindValueUses();
  FindNumbersThatGrow();
  return true;
}

std::size_t BatchPlanner::ColumnBytes(NodeId id) const {
  if (NodeOf(id).type == ValueType::kNumber) return sizeof(NumberColumn);
  return NodeOf(id).type == ValueType::kDate ? sizeof(DateColumn) : kMaxChoices * sizeof(Plane);
}

/// The operands of which the node reads more than planes.
void BatchPlanner::NeedValues(NodeId id, std::vector<bool>& is_needed) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  const Comparing comparing = PlanOf(id).comparing;
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
    case NodeFamily::kTruthOperator:
      return;
    case NodeFamily::kCut:
      if (PlanOf(id).cuts_value) is_needed[Index(operands[0])] = true;
      return;
    case NodeFamily::kComparison:
      if (comparing == Comparing::kFacts) {
        for (const NodeId operand : operands) {
          FactPlan& plan = PlanOfFact(NodeOf(operand));
          plan.is_recorded |= plan.whole_step != 0 || plan.step != 0;
        }
      }
      if (comparing != Comparing::kNumbers && comparing != Comparing::kDates) return;
      break;
    case NodeFamily::kKnown: {
      const Node& of = NodeOf(operands[0]);
      if (IsFactValue(of) || of.kind == NodeKind::kDateOfFact) return;
      break;
    }
    case NodeFamily::kChoice:
      if (ChoicesNamed(guideline_.graph, id).size() == 0) break;
      // The choices that the node names need no columns.
      if (!IsFactValue(NodeOf(operands[0]))) is_needed[Index(operands[0])] = true;
      return;
    case NodeFamily::kFirstKnown:
    case NodeFamily::kArithmetic:
    case NodeFamily::kLines:
      break;
  }
  for (const NodeId operand : operands) is_needed[Index(operand)] = true;
}

void BatchPlanner::AddConstant(NodeId id) {
  const DoubleBracket bracket = BracketOf(guideline_.graph.number(NodeOf(id).payload));
  PlanOf(id).is_exceptional = !bracket.is_held;
  plan_->value_slots[Index(id)] = static_cast<std::uint32_t>(plan_->constants.size());
  FillRows(bracket.low, bracket.high, bracket.is_exact, bracket.is_canonical,
           plan_->constants.emplace_back());
}

void BatchPlanner::AddConstantsOfCuts() {
  std::vector<bool> is_held;
  for (BatchPlan::ValueCut& cut : plan_->value_cuts) {
    const DoubleBracket bracket = BracketOf(cut.number.value);
    is_held.push_back(bracket.is_held);
    cut.constant = plan_->constants.size();
    FillRows(bracket.low, bracket.high, bracket.is_exact, bracket.is_canonical,
             plan_->constants.emplace_back());
  }
  for (const NodeId id : plan_->order) {
    NodePlan& plan = PlanOf(id);
    if (!plan.cuts_value) continue;
    for (const CutPlanes& line : plan.lines) {
      for (const auto& cut : {line.below_low, line.up_to_high}) {
        plan.is_exceptional |= cut && !is_held[*cut];
      }
    }
  }
}

void BatchPlanner::AddColumn(NodeId id) {
  const Node& node = NodeOf(id);
  std::size_t slot = BatchPlan::kNoSlot;
  switch (node.type) {
    case ValueType::kTruth:
      return;
    case ValueType::kNumber:
      slot = plan_->constants.size() + plan_->number_columns++;
      if (IsFactValue(node)) {
        FactPlan& plan = PlanOfFact(node);
        plan.is_recorded |= plan.whole_step != 0 || plan.step != 0;
        if (plan.has_other_steps) plan.is_recorded = false;
      }
      break;
    case ValueType::kDate:
      slot = plan_->date_columns++;
      break;
    case ValueType::kChoice:
      slot = plan_->choice_counts.size();
      plan_->choice_counts.push_back(ChoiceCount(id));
      break;
  }
  plan_->value_slots[Index(id)] = static_cast<std::uint32_t>(slot);
}

/// Of a choice node whose operands have their columns.
std::size_t BatchPlanner::ChoiceCount(NodeId id) const {
  const Node& node = NodeOf(id);
  if (IsFactValue(node)) return guideline_.facts[node.payload].choices.size();
  if (node.kind == NodeKind::kChoice) return std::size_t{node.payload} + 1;
  std::size_t count = 0;
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    if (NodeOf(operand).type != ValueType::kChoice) continue;
    count = std::max(count, plan_->choice_counts[plan_->value_slots[Index(operand)]]);
  }
  return count;
}

void BatchPlanner::FindValueUses() {
  std::vector<bool> is_value(guideline_.facts.size(), false);
  std::vector<bool> is_date_value(guideline_.facts.size(), false);
  for (const NodeId id : plan_->order) {
    const auto operands = guideline_.graph.Operands(id);
    const NodeFamily family = FamilyOf(NodeOf(id).kind);
    const bool is_comparison = family == NodeFamily::kComparison;
    const auto is_constant = [&](NodeId operand) { return IsConstant(NodeOf(operand).kind); };
    if (family == NodeFamily::kKnown || family == NodeFamily::kCut ||
        (family == NodeFamily::kChoice && ChoicesNamed(guideline_.graph, id).size() > 0) ||
        (is_comparison && std::ranges::any_of(operands, is_constant))) {
      continue;
    }
    for (const NodeId operand : operands) {
      const Node& of = NodeOf(operand);
      if (of.kind == NodeKind::kDateOfFact) is_date_value[of.payload] = true;
      if (IsFactValue(of) && of.type != ValueType::kTruth) is_value[of.payload] = true;
    }
  }
  for (std::size_t i = 0; i < is_value.size(); ++i) {
    if (is_value[i]) AddValueUse(static_cast<FactId>(i), false);
    if (is_date_value[i]) AddValueUse(static_cast<FactId>(i), true);
    plan_->fact_plans[i].is_only_compared = !is_value[i];
  }
  for (const NodeId id : plan_->order) {
    const Node& node = NodeOf(id);
    if (IsFactValue(node) && plan_->HasValues(id)) PlanOfFact(node).is_only_compared = false;
  }
}

/// With the truths and results that the value reaches without passing another truth.
void BatchPlanner::AddValueUse(FactId fact, bool is_date) {
  BatchPlan::ValueUse use{fact, is_date, {}};
  std::vector<bool> is_reached(guideline_.graph.size(), false);
  const auto is_source = [&](const Node& node) {
    const bool is_read = is_date ? node.kind == NodeKind::kDateOfFact : IsFactValue(node);
    return is_read && node.payload == Index(fact);
  };
  const auto reaches_node = [&](NodeId node) { return is_reached[Index(node)]; };
  for (const NodeId id : plan_->order) {
    const auto operands = guideline_.graph.Operands(id);
    if (!is_source(NodeOf(id)) && std::ranges::none_of(operands, reaches_node)) continue;
    if (NodeOf(id).type == ValueType::kTruth) {
      use.users.push_back(id);
    } else {
      is_reached[Index(id)] = true;
    }
  }
  for (const ResultColumn& result : guideline_.results) {
    if (is_reached[Index(result.node)]) use.users.push_back(result.node);
  }
  for (const Recheck& recheck : guideline_.rechecks) {
    std::ranges::copy_if(recheck.anchors, std::back_inserter(use.users), reaches_node);
  }
  plan_->value_uses.push_back(std::move(use));
}

/// Numbers of more digits than the scalar evaluator computes with are missing there.
void BatchPlanner::FindNumbersThatGrow() {
  constexpr std::size_t kMostBits = 8000;  // arithmetic.cc allows some more
  constexpr NumberSize kFixedPoint = {64, 30};
  constexpr std::size_t kHeldBits = 470;  // of 1e140
  std::vector<NumberSize> sizes(guideline_.graph.size());
  std::vector<NumberSize> operand_sizes;
  for (const NodeId id : plan_->order) {
    const Node& node = NodeOf(id);
    NumberSize& size = sizes[Index(id)];
    operand_sizes.clear();
    for (const NodeId operand : guideline_.graph.Operands(id)) {
      if (IsInterval(NodeOf(operand).type)) operand_sizes.push_back(sizes[Index(operand)]);
    }
    if (!IsInterval(node.type)) continue;
    size = kFixedPoint;
    if (node.kind == NodeKind::kNumber) {
      const Rational& number = guideline_.graph.number(node.payload);
      size = {mpz_sizeinbase(number.get_num_mpz_t(), 2), mpz_sizeinbase(number.get_den_mpz_t(), 2)};
    } else if (IsFactValue(node) && PlanOfFact(node).has_other_steps) {
      PlanOf(id).may_grow_too_large = true;
      size = {kMostBits, kMostBits};
    } else if (FamilyOf(node.kind) == NodeFamily::kArithmetic) {
      size = ArithmeticSize(node, operand_sizes);
      PlanOf(id).may_grow_too_large = size.above > kMostBits || size.below > kMostBits;
    } else {
      for (const NumberSize& operand : operand_sizes) size = Larger(size, operand);
    }
    size.above = std::min(size.above, size.below + kHeldBits);
    size.below = std::min(size.below, 2 * kMostBits);
  }
}

}  // namespace mgl

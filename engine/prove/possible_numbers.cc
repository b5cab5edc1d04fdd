#include "engine/prove/possible_numbers.h"

#include <algorithm>
#include <iterator>

#include "engine/meaning/arithmetic.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::size_t kFew = 512;
constexpr std::size_t kMostCombined = 8192;
constexpr std::size_t kMostDigits = 40;  // of a step, in bits of its parts

using Numbers = std::vector<Rational>;

void Sort(Numbers& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// The largest number of which both are multiples.
std::optional<Rational> Common(const Rational& a, const Rational& b) {
  Rational common(gcd(mpz_class(a.get_num() * b.get_den()), mpz_class(b.get_num() * a.get_den())),
                  mpz_class(a.get_den() * b.get_den()));
  common.canonicalize();
  const std::size_t size =
      mpz_sizeinbase(common.get_num_mpz_t(), 2) + mpz_sizeinbase(common.get_den_mpz_t(), 2);
  if (size > 4 * kMostDigits) return std::nullopt;
  return common;
}

std::optional<Numbers> Results(NodeKind kind, std::uint32_t payload, const Numbers& first,
                               const Numbers* second) {
  if (first.size() * (second != nullptr ? second->size() : 1) > kMostCombined) return std::nullopt;
  Numbers results;
  const auto add = [&](const std::vector<const Interval*>& operands) {
    const std::optional<Interval> value = EvaluateArithmetic(kind, payload, operands);
    if (value && value->IsPoint()) results.push_back(value->low.value);
  };
  for (const Rational& number : first) {
    const Interval a = Interval::Point(number);
    if (second == nullptr) {
      add({&a});
      continue;
    }
    for (const Rational& other : *second) {
      const Interval b = Interval::Point(other);
      add({&a, &b});
    }
  }
  Sort(results);
  if (results.size() > kFew) return std::nullopt;
  return results;
}

/// What joins any number of operands, as what joins two.
std::optional<NodeKind> OfTwo(NodeKind kind) {
  if (kind == NodeKind::kSum) return NodeKind::kAdd;
  if (kind == NodeKind::kMinimum || kind == NodeKind::kMaximum) return kind;
  return std::nullopt;
}

}  // namespace

std::optional<Rational> StepOfFact(const Fact& fact) {
  const bool has_one = fact.whole_step.has_value() != fact.step.has_value();
  if (!has_one || fact.type != FactType::kNumber) return std::nullopt;
  const Rational& step = fact.whole_step ? *fact.whole_step : *fact.step;
  // A default is taken as it is written.
  const bool is_multiple = !fact.default_value || InSteps(fact.default_value->number, step);
  return is_multiple ? std::optional(step) : std::nullopt;
}

/// Operands first, without the program's stack: sums may be nested deeply.
const NumbersOf& PossibleNumbers::Of(NodeId node) {
  std::vector<std::pair<NodeId, bool>> pending{{node, false}};
  while (!pending.empty()) {
    const auto [next, is_ready] = pending.back();
    pending.pop_back();
    if (found_.contains(Index(next))) continue;
    if (is_ready) {
      found_.emplace(Index(next), Find(next));
      continue;
    }
    pending.emplace_back(next, true);
    for (const NodeId operand : guideline_.graph.Operands(next)) {
      if (guideline_.graph.node(operand).type == ValueType::kNumber) {
        pending.emplace_back(operand, false);
      }
    }
  }
  return found_.at(Index(node));
}

NumbersOf PossibleNumbers::Find(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  if (node.type != ValueType::kNumber) return {};
  const auto operands = guideline_.graph.Operands(id);
  const NodeFamily family = FamilyOf(node.kind);
  if (node.kind == NodeKind::kMissing) return {Numbers{}, 0};
  if (node.kind == NodeKind::kNumber) {
    const Rational& number = guideline_.graph.number(node.payload);
    return {Numbers{number}, abs(number)};
  }
  if (node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact) {
    return {std::nullopt, StepOfFact(guideline_.facts[node.payload])};
  }
  if (family == NodeFamily::kFirstKnown) return AnyOf({operands.begin(), operands.end()});
  if (family == NodeFamily::kLines) {
    std::vector<NodeId> values;
    for (std::size_t i = 1; i < operands.size(); i += 2) values.push_back(operands[i]);
    if (operands.size() % 2 == 1) values.push_back(operands.back());
    return AnyOf(values);
  }
  if (family == NodeFamily::kArithmetic) return OfArithmetic(node, id);
  return {};
}

NumbersOf PossibleNumbers::AnyOf(const std::vector<NodeId>& nodes) {
  NumbersOf numbers{Numbers{}, CommonStep(nodes)};
  for (const NodeId node : nodes) {
    const std::optional<Numbers>& few = Of(node).few;
    if (!few || numbers.few->size() + few->size() > kFew) {
      numbers.few.reset();
      return numbers;
    }
    numbers.few->insert(numbers.few->end(), few->begin(), few->end());
  }
  Sort(*numbers.few);
  return numbers;
}

NumbersOf PossibleNumbers::OfArithmetic(const Node& node, NodeId id) {
  return {Combined(node, id), StepOf(node, id)};
}

std::optional<Numbers> PossibleNumbers::Combined(const Node& node, NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  for (const NodeId operand : operands) {
    const bool is_number = guideline_.graph.node(operand).type == ValueType::kNumber;
    if (!is_number || !Of(operand).few) return std::nullopt;
  }
  if (const std::optional<NodeKind> joins = OfTwo(node.kind)) {
    std::optional<Numbers> joined = Of(operands[0]).few;
    for (std::size_t i = 1; i < operands.size() && joined; ++i) {
      joined = Results(*joins, node.payload, *joined, &*Of(operands[i]).few);
    }
    return joined;
  }
  if (operands.size() > 2) return std::nullopt;
  return Results(node.kind, node.payload, *Of(operands[0]).few,
                 operands.size() == 2 ? &*Of(operands[1]).few : nullptr);
}

std::optional<Rational> PossibleNumbers::CommonStep(const std::vector<NodeId>& nodes) {
  std::optional<Rational> common = Rational(0);
  for (const NodeId node : nodes) {
    const std::optional<Rational>& step = Of(node).step;
    if (!step) return std::nullopt;
    common = Common(*common, *step);
    if (!common) return std::nullopt;
  }
  return common;
}

std::optional<Rational> PossibleNumbers::StepOf(const Node& node, NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  switch (AsArithmetic(node.kind)) {
    case ArithmeticKind::kFloor:
    case ArithmeticKind::kCeiling:
    case ArithmeticKind::kMonthsBetween:
    case ArithmeticKind::kDaysBetween:
    case ArithmeticKind::kYearOf:
    case ArithmeticKind::kMonthOf:
      return 1;
    case ArithmeticKind::kRound:
      return PowerOfTen(-static_cast<std::int32_t>(node.payload));
    case ArithmeticKind::kNegate:
    case ArithmeticKind::kAbsolute:
    case ArithmeticKind::kAdd:
    case ArithmeticKind::kSubtract:
    case ArithmeticKind::kSum:
    case ArithmeticKind::kMinimum:
    case ArithmeticKind::kMaximum:
      if (node.type != ValueType::kNumber) return std::nullopt;
      return CommonStep({operands.begin(), operands.end()});
    case ArithmeticKind::kMultiply: {
      const std::optional<Rational>& first = Of(operands[0]).step;
      const std::optional<Rational>& second = Of(operands[1]).step;
      if (!first || !second) return std::nullopt;
      return Common(0, *first * *second);
    }
    case ArithmeticKind::kDivide: {
      const std::optional<Rational>& step = Of(operands[0]).step;
      const std::optional<Numbers>& by = Of(operands[1]).few;
      if (!step || !by || by->size() != 1 || by->front() == 0) return std::nullopt;
      return Common(0, *step / abs(by->front()));
    }
    case ArithmeticKind::kPower:
    case ArithmeticKind::kSquareRoot:
    case ArithmeticKind::kLogarithm:
    case ArithmeticKind::kLogarithm10:
    case ArithmeticKind::kExponential:
    case ArithmeticKind::kRealPower:
    case ArithmeticKind::kAddDays:
    case ArithmeticKind::kAddMonths:
      break;
  }
  return std::nullopt;
}

std::optional<Interval> PossibleNumbers::Within(NodeId node, const Interval& stretch) {
  const NumbersOf& numbers = Of(node);
  if (numbers.few) {
    std::optional<Interval> within;
    for (const Rational& number : *numbers.few) {
      if (!Contains(stretch, number)) continue;
      if (!within) within = Interval::Point(number);
      within->high = Bound::At(number);
    }
    return within;
  }
  if (numbers.step && *numbers.step > 0) return InSteps(stretch, *numbers.step);
  return stretch;
}

}  // namespace mgl

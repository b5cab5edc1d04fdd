// What is asked of a value that stands in lines, as truths of their conditions: sets of patients
// are then narrowed by each condition, where the value itself would only be looked at as a whole.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/model/node_family.h"
#include "engine/prove/one_meaning.h"

namespace mgl {
namespace {

constexpr std::size_t kMostOperands = 64;  // of lines that are taken apart

bool IsLines(const Node& node) {
  return FamilyOf(node.kind) == NodeFamily::kLines && node.operand_count <= kMostOperands;
}

bool IsConstant(NodeKind kind) {
  return kind == NodeKind::kNumber || kind == NodeKind::kChoice || kind == NodeKind::kMissing;
}

std::vector<NodeId> ValuesOf(std::span<const NodeId> operands) {
  std::vector<NodeId> values;
  for (std::size_t i = 1; i < operands.size(); i += 2) values.push_back(operands[i]);
  if (operands.size() % 2 == 1) values.push_back(operands.back());
  return values;
}

}  // namespace

bool OneMeaning::AreConstants(NodeId lines) const {
  return std::ranges::all_of(ValuesOf(graph_.Operands(lines)),
                             [this](NodeId value) { return IsConstant(graph_.node(value).kind); });
}

/// Empty where nothing is asked of lines that can be taken apart.
std::optional<NodeId> OneMeaning::OfLines(NodeKind kind, std::uint32_t payload,
                                          std::span<const NodeId> operands) {
  if (kind == NodeKind::kIsKnown) return KnownOf(operands[0]);
  if (kind == NodeKind::kIsChoice || kind == NodeKind::kIsOneOf) {
    const Node& of = graph_.node(operands[0]);
    if (of.kind == NodeKind::kMissing) return Unknown();
    if (of.kind == NodeKind::kChoice) {
      const auto is_it = [&](NodeId choice) { return graph_.node(choice).payload == of.payload; };
      return Constant(kind == NodeKind::kIsChoice
                          ? of.payload == payload
                          : std::ranges::any_of(operands.subspan(1), is_it));
    }
    if (!IsLines(of)) return std::nullopt;
    std::vector<NodeId> own(operands.begin(), operands.end());
    return IsSo(operands[0], [&](NodeId value) {
      own[0] = value;
      return Truth(kind, own, payload);
    });
  }
  // A hull lies before a constant where each value does; it may hold one that no value is.
  if (kind != NodeKind::kLess && kind != NodeKind::kLessEqual) return std::nullopt;
  if (const std::optional<NodeId> sum = CompareSum(kind, operands)) return sum;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const NodeId lines = operands[side];
    const NodeId other = operands[1 - side];
    const bool is_compared = IsLines(graph_.node(lines)) && AreConstants(lines) &&
                             graph_.node(other).kind == NodeKind::kNumber;
    if (!is_compared) continue;
    return IsSo(lines, [&, kind, side, other](NodeId value) {
      if (graph_.node(value).kind != NodeKind::kNumber) return Unknown();
      const Rational& number = graph_.number(graph_.node(value).payload);
      const Rational& bound = graph_.number(graph_.node(other).payload);
      const Rational& low = side == 0 ? number : bound;
      const Rational& high = side == 0 ? bound : number;
      return Constant(kind == NodeKind::kLess ? low < high : low <= high);
    });
  }
  return std::nullopt;
}

/// The parts of a sum that are lines of numbers, one of which always counts. False: some are not.
bool OneMeaning::AddItems(NodeId sum, std::vector<NodeId>& items, Rational& constant) const {
  const Node& node = graph_.node(sum);
  if (node.kind == NodeKind::kSum || node.kind == NodeKind::kAdd) {
    return std::ranges::all_of(graph_.Operands(sum),
                               [&](NodeId part) { return AddItems(part, items, constant); });
  }
  if (node.kind == NodeKind::kNumber) {
    constant += graph_.number(node.payload);
    return true;
  }
  const bool always_counts = node.kind == NodeKind::kFirstLine && node.operand_count % 2 == 1;
  const bool is_item = always_counts && IsLines(node) &&
                       std::ranges::all_of(ValuesOf(graph_.Operands(sum)), [this](NodeId value) {
                         return graph_.node(value).kind == NodeKind::kNumber;
                       });
  items.push_back(sum);
  return is_item;
}

namespace {

/// Whether the sum of the items from one on is at least (or above) a number, each item once.
class SumAtLeast {
 public:
  using ItemAtLeast = std::function<NodeId(NodeId item, const Rational& number)>;

  SumAtLeast(OneMeaning& nodes, bool is_strict, const std::vector<NodeId>& items,
             const std::vector<std::vector<Rational>>& values, ItemAtLeast item_at_least)
      : nodes_(nodes),
        is_strict_(is_strict),
        items_(items),
        values_(values),
        item_at_least_(std::move(item_at_least)) {}

  std::optional<NodeId> From(std::size_t first, const Rational& least) {
    constexpr std::size_t kMostKnown = 500;
    if (first == items_.size()) return nodes_.Constant(is_strict_ ? least < 0 : least <= 0);
    const auto known = known_.find({first, least});
    if (known != known_.end()) return known->second;
    if (known_.size() > kMostKnown) return std::nullopt;
    std::vector<NodeId> ways;
    for (const Rational& value : values_[first]) {
      const std::optional<NodeId> rest = From(first + 1, Rational(least - value));
      if (!rest) return std::nullopt;
      ways.push_back(nodes_.And({item_at_least_(items_[first], value), *rest}));
    }
    const NodeId found = nodes_.Or(std::move(ways));
    known_.emplace(std::pair(first, least), found);
    return found;
  }

 private:
  OneMeaning& nodes_;
  bool is_strict_;
  const std::vector<NodeId>& items_;
  const std::vector<std::vector<Rational>>& values_;
  ItemAtLeast item_at_least_;
  std::map<std::pair<std::size_t, Rational>, NodeId> known_;
};

}  // namespace

/// The points of a score against a number: the least sum that it may be is at least the number
/// where each item is at least its part of it.
std::optional<NodeId> OneMeaning::CompareSum(NodeKind kind, std::span<const NodeId> operands) {
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const NodeKind sum = graph_.node(operands[side]).kind;
    const Node& other = graph_.node(operands[1 - side]);
    const bool is_sum = sum == NodeKind::kSum || sum == NodeKind::kAdd;
    if (!is_sum || other.kind != NodeKind::kNumber) continue;
    std::vector<NodeId> items;
    Rational constant = 0;
    if (!AddItems(operands[side], items, constant)) return std::nullopt;
    std::vector<std::vector<Rational>> values;
    for (const NodeId item : items) {
      std::vector<Rational>& of = values.emplace_back();
      for (const NodeId value : ValuesOf(graph_.Operands(item))) {
        of.push_back(graph_.number(graph_.node(value).payload));
      }
      std::ranges::sort(of);
      of.erase(std::unique(of.begin(), of.end()), of.end());
    }
    // `sum < b` is not `sum >= b`, `b < sum` is `sum > b`.
    const bool is_strict = (kind == NodeKind::kLess) == (side == 1);
    const Rational least = graph_.number(other.payload) - constant;
    const auto item_at_least = [this](NodeId item, const Rational& number) {
      return IsSo(item, [&](NodeId value) {
        return Constant(graph_.number(graph_.node(value).payload) >= number);
      });
    };
    const auto found = SumAtLeast(*this, is_strict, items, values, item_at_least).From(0, least);
    if (!found) return std::nullopt;
    return side == 0 ? Not(*found) : *found;
  }
  return std::nullopt;
}

/// A sum is settled where all its parts are; lines of constants where all that may count agree.
std::optional<NodeId> OneMeaning::KnownOf(NodeId value) {
  const Node node = graph_.node(value);
  if (node.kind == NodeKind::kMissing) return Constant(false);
  if (node.kind == NodeKind::kNumber || node.kind == NodeKind::kChoice) return Constant(true);
  if (node.kind == NodeKind::kSum || node.kind == NodeKind::kAdd) {
    const auto given = graph_.Operands(value);
    std::vector<NodeId> parts(given.begin(), given.end());
    for (NodeId& part : parts) part = Truth(NodeKind::kIsKnown, {part});
    return And(std::move(parts));
  }
  if (!IsLines(node) || !AreConstants(value)) return std::nullopt;
  std::vector<NodeId> values = ValuesOf(graph_.Operands(value));
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::vector<NodeId> some;
  for (const NodeId each : values) {
    if (graph_.node(each).kind == NodeKind::kMissing) continue;
    some.push_back(Surely(IsSo(value, [&](NodeId of) {
      return graph_.node(of).kind == NodeKind::kMissing ? Unknown() : Constant(of == each);
    })));
  }
  return Or(std::move(some));
}

/// Yes where it is so of all lines that may count, no where of none; unknown also where one that
/// may count is missing, or none counts.
NodeId OneMeaning::IsSo(NodeId lines, const std::function<NodeId(NodeId)>& is_so) {
  const auto given = graph_.Operands(lines);
  std::vector<NodeId> operands(given.begin(), given.end());
  if (graph_.node(lines).kind == NodeKind::kFirstLine) {
    if (operands.size() % 2 == 1) return IsSoOfFirst(operands, is_so);
    HideBehindFirst(operands);
  }
  return IsSoOfOnly(operands, is_so);
}

/// What stands behind a line that surely holds does not count.
void OneMeaning::HideBehindFirst(std::vector<NodeId>& operands) {
  std::vector<NodeId> before;
  for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
    const NodeId when = operands[i];
    if (!before.empty()) operands[i] = And({when, Not(Surely(Or(before)))});
    before.push_back(when);
  }
}

/// From the last line: this one where its condition holds, the others where it does not, and where
/// that is unknown what both say. Some line always counts: the last holds otherwise.
NodeId OneMeaning::IsSoOfFirst(std::span<const NodeId> operands,
                               const std::function<NodeId(NodeId)>& is_so) {
  NodeId rest = is_so(operands.back());
  for (std::size_t i = operands.size() / 2; i-- > 0;) {
    const NodeId when = operands[2 * i];
    const NodeId own = is_so(operands[2 * i + 1]);
    rest = Or({And({when, own}), And({Not(when), rest}), And({own, rest})});
  }
  return rest;
}

NodeId OneMeaning::IsSoOfOnly(std::span<const NodeId> operands,
                              const std::function<NodeId(NodeId)>& is_so) {
  std::vector<NodeId> all;   // yes where it is so of each line that may count
  std::vector<NodeId> some;  // no where it is so of none
  std::vector<NodeId> conditions;
  for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
    const NodeId own = is_so(operands[i + 1]);
    conditions.push_back(operands[i]);
    all.push_back(Or({Not(operands[i]), own}));
    some.push_back(And({operands[i], own}));
  }
  const NodeId any = Or(conditions);
  NodeId counts = Not(Surely(Not(any)));  // some line may count
  if (operands.size() % 2 == 1) {
    const NodeId otherwise = Not(Surely(any));
    const NodeId own = is_so(operands.back());
    all.push_back(Or({Not(otherwise), own}));
    some.push_back(And({otherwise, own}));
    counts = Constant(true);
  }
  const NodeId yes = Or({And({And(std::move(all)), counts}), Unknown()});
  const NodeId no = And({Or({Or(std::move(some)), Not(counts)}), Unknown()});
  return Truth(NodeKind::kAnyKnown, {yes, no});
}

}  // namespace mgl

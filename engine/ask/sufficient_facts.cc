// Walks from the node down through what is unknown, then spares facts one after the other, the last
// in the guideline's order first, as long as the rest still decides the node.
#include "engine/ask/sufficient_facts.h"

#include <algorithm>

#include "engine/meaning/cut_line.h"
#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

/// Bound the case split over correlated facts, for one question and for all of one Find. Beyond
/// them the answer is "does not decide": a fact too many is asked, never one too few.
constexpr int kMaxEvaluations = 64;
constexpr int kMaxEvaluationsInAll = 1024;

}  // namespace

SufficientFacts::SufficientFacts(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(std::move(options)),
      cones_(guideline),
      possible_(guideline, options_),
      plain_(guideline, options_, possible_, cones_),
      searched_nodes_(guideline.graph.size()),
      walked_nodes_(guideline.graph.size()),
      found_facts_(guideline.facts.size()) {}

const std::vector<FactId>& SufficientFacts::Find(const Decision& decision, NodeId node) {
  decision_ = &decision;
  found_.clear();
  searched_nodes_.Clear();
  evaluations_left_in_all_ = kMaxEvaluationsInAll;
  pending_.assign(1, node);
  while (!pending_.empty()) {
    const NodeId next = pending_.back();
    pending_.pop_back();
    if (searched_nodes_.Mark(Index(next))) FindFor(next);
  }
  std::ranges::sort(found_);
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return found_;
}

/// What the node may turn out to be with all open facts asked is compared with what it may be with
/// fewer of them.
const std::vector<FactId>& SufficientFacts::FindOpen(const Decision& decision, NodeId node,
                                                     const std::vector<bool>& closed) {
  Find(decision, node);
  const auto is_closed = [&closed](FactId id) { return closed[Index(id)]; };
  if (std::ranges::none_of(found_, is_closed)) return found_;
  const Cone& cone = cones_.Of(node);
  found_ = cone.facts;
  std::erase_if(found_, is_closed);
  for (const FactId fact : found_) possible_.Ask(fact);
  const TruthSet with_all = possible_.Evaluate(decision, cone);
  for (std::size_t i = found_.size(); i-- > 0;) {
    const FactId fact = found_[i];
    possible_.DoNotAsk(fact);
    if (with_all.Is(Truth::kUnknown) || possible_.Evaluate(decision, cone) == with_all) {
      found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      possible_.Ask(fact);
    }
  }
  for (const FactId fact : found_) possible_.DoNotAsk(fact);
  return found_;
}

/// Adds the facts for one node, or leaves its operands pending.
void SufficientFacts::FindFor(NodeId node) {
  const Cone& cone = cones_.Of(node);
  is_plain_ = plain_.Open(*decision_, node);
  if (is_plain_) {
    facts_ = plain_.facts();
  } else {
    FindFactsBelow(node);
  }
  // A settled operand is only asked to be exact, by all that makes it uncertain.
  if (!IsSettled(node)) {
    for (const FactId fact : facts_) possible_.Ask(fact);
    const bool decides = Decides(cone);
    if (decides) Spare(cone);
    for (const FactId fact : facts_) possible_.DoNotAsk(fact);
    if (!decides) {
      if (facts_.empty() || StaysUnknown(cone)) return;
      AddOpenOperands(node, pending_);
      if (!guideline_.graph.Operands(node).empty()) return;
    }
  }
  found_.insert(found_.end(), facts_.begin(), facts_.end());
}

void SufficientFacts::Spare(const Cone& cone) {
  for (std::size_t i = facts_.size(); i-- > 0 && facts_.size() > 1;) {
    const FactId fact = facts_[i];
    possible_.DoNotAsk(fact);
    if (Decides(cone)) {
      facts_.erase(facts_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      possible_.Ask(fact);
    }
  }
}

/// Whether the facts that possible_ asks decide the cone's node.
bool SufficientFacts::Decides(const Cone& cone) {
  evaluations_left_ = std::min(kMaxEvaluations, evaluations_left_in_all_);
  evaluations_left_in_all_ -= evaluations_left_;
  const bool decides = DecidesFrom(cone, 0);
  evaluations_left_in_all_ += evaluations_left_;
  return decides;
}

bool SufficientFacts::DecidesFrom(const Cone& cone, std::size_t next_correlated) {
  if (evaluations_left_ == 0) return false;
  --evaluations_left_;
  const TruthSet truths = Evaluate(cone);
  if (!truths.Has(Truth::kUnknown)) return true;
  if (truths.Is(Truth::kUnknown)) return false;
  // The node reads some facts on several ways, which Evaluate takes as independent: try each value.
  for (std::size_t i = next_correlated; i < cone.correlated.size(); ++i) {
    const FactId fact = cone.correlated[i];
    if (!possible_.IsAsked(fact) || decision_->facts[Index(fact)].value.known) continue;
    const Fact& of = guideline_.facts[Index(fact)];
    const std::size_t choices = of.type == FactType::kTruth ? 2 : of.choices.size();
    bool decides = true;
    for (std::uint32_t choice = 0; choice < choices && decides; ++choice) {
      possible_.AskWithAnswer(fact, choice);
      decides = DecidesFrom(cone, i + 1);
    }
    possible_.Ask(fact);
    return decides;
  }
  return false;
}

/// Whether the node would not be settled even if everything that it reads were known.
bool SufficientFacts::StaysUnknown(const Cone& cone) {
  for (const FactId fact : cone.facts) possible_.Ask(fact);
  const bool stays = Evaluate(cone).Is(Truth::kUnknown);
  for (const FactId fact : cone.facts) possible_.DoNotAsk(fact);
  return stays;
}

/// The facts to which unknown, missing or uncertain operands lead, in the guideline's order.
void SufficientFacts::FindFactsBelow(NodeId node) {
  facts_.clear();
  walked_nodes_.Clear();
  found_facts_.Clear();
  walk_.assign(1, node);
  while (!walk_.empty()) {
    const NodeId next = walk_.back();
    walk_.pop_back();
    if (!walked_nodes_.Mark(Index(next))) continue;
    const Node& at = guideline_.graph.node(next);
    if (!IsFactLeaf(at.kind)) {
      AddOpenOperands(next, walk_);
    } else if (found_facts_.Mark(at.payload)) {
      facts_.push_back(static_cast<FactId>(at.payload));
    }
  }
  std::ranges::sort(facts_);
}

/// The operands because of which a node is not settled; where all are settled, the uncertain ones.
void SufficientFacts::AddOpenOperands(NodeId node, std::vector<NodeId>& to) const {
  const auto first = static_cast<std::ptrdiff_t>(to.size());
  AddRelevantOperands(node, to);
  const auto operands = std::span(to).subspan(static_cast<std::size_t>(first));
  const bool all_settled =
      std::ranges::all_of(operands, [this](NodeId id) { return IsSettled(id); });
  const auto is_closed = [this, all_settled](NodeId id) {
    return all_settled ? !IsInexact(id) : IsSettled(id);
  };
  to.erase(std::remove_if(to.begin() + first, to.end(), is_closed), to.end());
}

/// The operands on which the node's value hangs in this case.
void SufficientFacts::AddRelevantOperands(NodeId node, std::vector<NodeId>& to) const {
  const Node& at = guideline_.graph.node(node);
  const auto operands = guideline_.graph.Operands(node);
  switch (FamilyOf(at.kind)) {
    case NodeFamily::kLines:
      ForEachCandidate(at.kind, operands, decision_->nodes, [&to](const Line& line) {
        if (line.when) to.push_back(*line.when);
        to.push_back(line.value);
      });
      AddWhatLinesAskKnown(operands, to);
      return;
    case NodeFamily::kFirstKnown:
      if (!IsSettled(node)) break;
      to.push_back(*std::ranges::find_if(operands, [this](NodeId id) { return IsSettled(id); }));
      return;
    case NodeFamily::kTruthOperator:
      if (at.kind != NodeKind::kReading || !options_.readings[at.payload]) break;
      to.push_back(operands[*options_.readings[at.payload]]);
      return;
    case NodeFamily::kCut:
      AddRelevantLines(LinesOf(guideline_, at), node, to);
      return;
    case NodeFamily::kLeaf:
    case NodeFamily::kKnown:
    case NodeFamily::kComparison:
    case NodeFamily::kChoice:
    case NodeFamily::kArithmetic:
      break;
  }
  to.insert(to.end(), operands.begin(), operands.end());
}

/// Of the lines that are out because something is not known: once it is, they count.
void SufficientFacts::AddWhatLinesAskKnown(std::span<const NodeId> operands,
                                           std::vector<NodeId>& to) const {
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    if (!line.when || guideline_.graph.node(*line.when).kind != NodeKind::kIsKnown) continue;
    to.push_back(guideline_.graph.Operands(*line.when)[0]);
  }
}

void SufficientFacts::AddRelevantLines(const std::vector<CutLine>& lines, NodeId node,
                                       std::vector<NodeId>& to) const {
  const auto operands = guideline_.graph.Operands(node);
  to.push_back(operands[0]);
  const Value& value = decision_->nodes[Index(operands[0])];
  const Dimension* kind = value.known ? &ServingKind(lines, value.kind) : nullptr;
  for (const CutLine& line : lines) {
    if (kind != nullptr && line.kind != *kind) continue;
    if (line.when_operand) to.push_back(operands[*line.when_operand]);
    const bool applies = !line.when_operand ||
                         decision_->nodes[Index(operands[*line.when_operand])].truth == Truth::kYes;
    if (kind != nullptr && applies) return;
  }
}

bool SufficientFacts::IsInexact(NodeId id) const {
  const Value& value = decision_->nodes[Index(id)];
  return value.known && IsInterval(guideline_.graph.node(id).type) && !value.number.IsPoint();
}

}  // namespace mgl

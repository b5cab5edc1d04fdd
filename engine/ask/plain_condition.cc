// A condition becomes a list of steps. Those that a case leaves unknown are run for each question
// whether some facts decide it.
#include "engine/ask/plain_condition.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/meaning/cut_line.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

bool IsConstantLeaf(NodeKind kind) {
  return kind == NodeKind::kNumber || kind == NodeKind::kDate || kind == NodeKind::kToday ||
         kind == NodeKind::kChoice;
}

/// A cut whose lines are of several kinds.
bool HasKinds(const Guideline& guideline, const Node& node) {
  if (FamilyOf(node.kind) != NodeFamily::kCut) return false;
  const std::vector<CutLine>& lines = LinesOf(guideline, node);
  return std::ranges::any_of(lines,
                             [&](const CutLine& line) { return line.kind != lines.front().kind; });
}

}  // namespace

PlainCondition::PlainCondition(const Guideline& guideline, const EvaluationOptions& options,
                               PossibleTruth& possible, ConeCache& cones)
    : guideline_(guideline),
      options_(options),
      possible_(possible),
      cones_(cones),
      is_plain_(guideline.graph.size(), false),
      programs_(guideline.graph.size()),
      asked_(guideline.graph.size()) {
  for (std::size_t i = 0; i < is_plain_.size(); ++i) is_plain_[i] = IsPlain(static_cast<NodeId>(i));
}

bool PlainCondition::IsPlain(NodeId id) const {
  const Node& node = guideline_.graph.node(id);
  if (node.kind == NodeKind::kTruthConstant) return true;
  if (IsSingle(id)) return true;
  const bool is_reading = node.kind == NodeKind::kReading;
  if (FamilyOf(node.kind) != NodeFamily::kTruthOperator || node.kind == NodeKind::kAnyKnown ||
      (is_reading && !options_.readings[node.payload])) {
    return false;
  }
  return std::ranges::all_of(Conditions(id), [this](NodeId of) { return is_plain_[Index(of)]; });
}

/// A yes/no fact, or one fact against constants. A range with `when` hangs on more.
bool PlainCondition::IsSingle(NodeId id) const {
  const Node& node = guideline_.graph.node(id);
  if (node.type != ValueType::kTruth) return false;
  if (node.kind == NodeKind::kFact) return true;
  const NodeFamily family = FamilyOf(node.kind);
  if (family != NodeFamily::kComparison && family != NodeFamily::kCut &&
      family != NodeFamily::kChoice) {
    return false;
  }
  int facts = 0;
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    const NodeKind kind = guideline_.graph.node(operand).kind;
    const bool is_fact = kind == NodeKind::kFact || kind == NodeKind::kDateOfFact;
    if (!is_fact && !IsConstantLeaf(kind)) return false;
    facts += is_fact ? 1 : 0;
  }
  return facts == 1;
}

NodeId PlainCondition::FactLeafOf(NodeId id) const {
  if (IsFactLeaf(guideline_.graph.node(id).kind)) return id;
  return *std::ranges::find_if(guideline_.graph.Operands(id), [this](NodeId operand) {
    return IsFactLeaf(guideline_.graph.node(operand).kind);
  });
}

/// The operands that count.
std::span<const NodeId> PlainCondition::Conditions(NodeId id) const {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  if (node.kind != NodeKind::kReading) return operands;
  return operands.subspan(*options_.readings[node.payload], 1);
}

const PlainCondition::Program& PlainCondition::ProgramOf(NodeId node) {
  std::unique_ptr<Program>& program = programs_[Index(node)];
  if (!program) program = std::make_unique<Program>(MakeProgram(node));
  return *program;
}

PlainCondition::Program PlainCondition::MakeProgram(NodeId node) {
  std::set<NodeId> nodes;
  std::vector<NodeId> pending{node};
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (!nodes.insert(id).second || IsSingle(id)) continue;
    const auto conditions = Conditions(id);
    pending.insert(pending.end(), conditions.begin(), conditions.end());
  }
  Program program;
  std::map<NodeId, std::uint32_t> places;
  for (const NodeId id : nodes) {
    const Node& of = guideline_.graph.node(id);
    places.emplace(id, static_cast<std::uint32_t>(program.steps.size()));
    Step& step = program.steps.emplace_back();
    step.node = id;
    step.kind = of.kind;
    step.payload = of.payload;
    if (IsSingle(id)) {
      step.leaf = FactLeafOf(id);
      step.fact = static_cast<FactId>(guideline_.graph.node(*step.leaf).payload);
      if (HasKinds(guideline_, of)) program.kind_facts.push_back(step.fact);
      continue;
    }
    step.first_operand = static_cast<std::uint32_t>(program.operands.size());
    for (const NodeId operand : Conditions(id)) program.operands.push_back(places.at(operand));
    step.operand_count = static_cast<std::uint32_t>(Conditions(id).size());
  }
  return program;
}

bool PlainCondition::Open(const Decision& decision, NodeId node) {
  if (!is_plain_[Index(node)] || decision.nodes[Index(node)].truth != Truth::kUnknown) return false;
  decision_ = &decision;
  program_ = &ProgramOf(node);
  if (HasUncertainKind(*program_)) return false;
  const std::size_t count = program_->steps.size();
  is_reached_.assign(count, 0);
  is_reached_.back() = 1;
  values_.resize(count);
  asked_values_.resize(count);
  unknown_.clear();
  facts_.clear();
  for (std::size_t i = count; i-- > 0;) {
    if (is_reached_[i] == 0) continue;
    const Step& step = program_->steps[i];
    const Truth truth = decision.nodes[Index(step.node)].truth;
    values_[i] = truth;
    if (truth != Truth::kUnknown) continue;
    unknown_.push_back(static_cast<std::uint32_t>(i));
    if (step.leaf && !OpenSingle(step)) return false;
    for (std::uint32_t k = 0; k < step.operand_count; ++k) {
      is_reached_[program_->operands[step.first_operand + k]] = 1;
    }
  }
  std::ranges::sort(facts_);
  facts_.erase(std::unique(facts_.begin(), facts_.end()), facts_.end());
  return true;
}

/// An uncertain value that is asked again may be of another kind, and then other lines count.
bool PlainCondition::HasUncertainKind(const Program& program) const {
  return std::ranges::any_of(program.kind_facts, [this](FactId fact) {
    const Value& value = decision_->facts[Index(fact)].value;
    return value.known && !value.number.IsPoint();
  });
}

/// False where the fact is known and yet leaves the condition unknown.
bool PlainCondition::OpenSingle(const Step& step) {
  const Value& value = decision_->nodes[Index(*step.leaf)];
  const bool is_interval = IsInterval(guideline_.graph.node(*step.leaf).type);
  if (value.known && (!is_interval || value.number.IsPoint())) return false;
  facts_.push_back(step.fact);
  asked_values_[unknown_.back()] = AskedSet(step, !value.known);
  return true;
}

TruthSet PlainCondition::AskedSet(const Step& step, bool is_missing) {
  TruthSet& kept = asked_[Index(step.node)];
  if (is_missing && kept != TruthSet()) return kept;
  possible_.Ask(step.fact);
  const TruthSet truths = possible_.Evaluate(*decision_, cones_.Of(step.node));
  possible_.DoNotAsk(step.fact);
  if (is_missing) kept = truths;
  return truths;
}

TruthSet PlainCondition::Evaluate() {
  for (std::size_t i = unknown_.size(); i-- > 0;) {
    const std::uint32_t at = unknown_[i];
    const Step& step = program_->steps[at];
    if (!step.leaf) {
      values_[at] = EvaluateOperator(step);
    } else if (!possible_.IsAsked(step.fact)) {
      values_[at] = Truth::kUnknown;
    } else if (!possible_.HasAnswer(step.fact)) {
      values_[at] = asked_values_[at];
    } else {
      values_[at] = possible_.Evaluate(*decision_, cones_.Of(step.node));
    }
  }
  return values_.back();
}

TruthSet PlainCondition::EvaluateOperator(const Step& step) {
  const auto operands =
      std::span(program_->operands).subspan(step.first_operand, step.operand_count);
  TruthSet result = values_[operands[0]];
  if (step.kind == NodeKind::kReading) return result;  // the one in use
  // The most frequent ones without a copy of the operands.
  const bool is_and = step.kind == NodeKind::kAnd;
  if (is_and || step.kind == NodeKind::kOr) {
    for (const std::uint32_t operand : operands.subspan(1)) {
      result = is_and ? And(result, values_[operand]) : Or(result, values_[operand]);
    }
    return result;
  }
  operand_values_.clear();
  for (const std::uint32_t operand : operands) operand_values_.push_back(values_[operand]);
  return EvaluateTruths(AsTruthOperator(step.kind), step.payload, operand_values_, options_);
}

}  // namespace mgl

// The engine's own sets of facts, and what a recheck needs beside them.
#include "tools/case/consult/needed_facts.h"

#include <algorithm>

namespace mgl {
namespace {

void AddMissing(const std::vector<FactId>& more, std::vector<FactId>& to) {
  for (const FactId id : more) {
    if (std::ranges::find(to, id) == to.end()) to.push_back(id);
  }
}

}  // namespace

EvaluationOptions WithAdoptedReadings(const Guideline& guideline, EvaluationOptions options) {
  options.readings.resize(guideline.ambiguities.size());
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    if (!options.readings[i]) options.readings[i] = guideline.ambiguities[i].adopted;
  }
  return options;
}

NeededFacts::NeededFacts(const Guideline& guideline, const EvaluationOptions& options)
    : guideline_(guideline),
      cones_(guideline),
      sufficient_(guideline, WithAdoptedReadings(guideline, options)) {}

std::vector<FactId> NeededFacts::DecidingNode(const Decision& decision, NodeId node) {
  if (decision.nodes[Index(node)].IsSettled()) return {};
  return sufficient_.Find(decision, node);
}

/// Where all is known: the facts whose dates leave the status open.
std::vector<FactId> NeededFacts::PartialDates(const Recheck& recheck, const Decision& decision) {
  std::vector<FactId> facts;
  for (const NodeId anchor : recheck.anchors) {
    for (const FactId id : cones_.Of(anchor).facts) {
      const Value& value = decision.facts[Index(id)].value;
      const bool is_date = guideline_.facts[Index(id)].type == FactType::kDate;
      if (is_date && value.known && !value.number.IsPoint()) AddMissing({id}, facts);
    }
  }
  const std::optional<DaySpan>& test = decision.facts[Index(recheck.fact)].date;
  if (test && test->first != test->last) facts.push_back(recheck.fact);
  return facts;
}

std::vector<FactId> NeededFacts::Deciding(const Decision& decision, OutcomeRef outcome) {
  std::vector<FactId> facts = DecidingNode(decision, OpenNodeOf(guideline_, decision, outcome));
  if (outcome.kind == OutcomeRef::Kind::kRecheck) {
    const Recheck& recheck = guideline_.rechecks[outcome.index];
    for (const NodeId anchor : recheck.anchors) {
      AddMissing(DecidingNode(decision, anchor), facts);
    }
    if (facts.empty()) facts = PartialDates(recheck, decision);
  }
  return facts;
}

std::vector<FactId> NeededFacts::Open(const Decision& decision, OutcomeRef outcome,
                                      const std::vector<bool>& closed) {
  if (IsDecided(guideline_, decision, outcome)) return {};
  const NodeId node = OpenNodeOf(guideline_, decision, outcome);
  std::vector<FactId> facts = OpenForNode(decision, node, closed);
  if (outcome.kind != OutcomeRef::Kind::kRecheck) return facts;
  const bool stays_unknown = facts.empty() && !decision.nodes[Index(node)].IsSettled();
  if (stays_unknown) return {};
  const Recheck& recheck = guideline_.rechecks[outcome.index];
  std::vector<FactId> dates;
  for (const NodeId anchor : recheck.anchors) {
    if (decision.nodes[Index(anchor)].IsSettled()) continue;
    const std::vector<FactId>& open = sufficient_.FindOpen(decision, anchor, closed);
    if (open.empty()) return facts;  // it stays as it is
    AddMissing(open, dates);
  }
  AddMissing(dates, facts);
  return facts;
}

std::vector<FactId> NeededFacts::OpenForNode(const Decision& decision, NodeId node,
                                             const std::vector<bool>& closed) {
  if (decision.nodes[Index(node)].IsSettled()) return {};
  return sufficient_.FindOpen(decision, node, closed);
}

bool NeededFacts::Reads(OutcomeRef outcome, FactId fact) {
  if (outcome.kind == OutcomeRef::Kind::kRecheck) {
    const Recheck& recheck = guideline_.rechecks[outcome.index];
    const auto reads = [&](NodeId anchor) {
      return std::ranges::binary_search(cones_.Of(anchor).facts, fact);
    };
    if (recheck.fact == fact || std::ranges::any_of(recheck.anchors, reads)) return true;
  }
  return std::ranges::binary_search(cones_.Of(NodeOf(guideline_, outcome)).facts, fact);
}

bool NeededFacts::ReadsDate(OutcomeRef outcome, FactId fact) {
  if (outcome.kind == OutcomeRef::Kind::kRecheck &&
      guideline_.rechecks[outcome.index].fact == fact) {
    return true;
  }
  return std::ranges::any_of(cones_.Of(NodeOf(guideline_, outcome)).nodes, [&](NodeId id) {
    const Node& node = guideline_.graph.node(id);
    return node.kind == NodeKind::kDateOfFact && node.payload == Index(fact);
  });
}

}  // namespace mgl

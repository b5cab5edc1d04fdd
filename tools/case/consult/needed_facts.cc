// The engine's own sets of facts, and what a recheck needs beside them.
#include "tools/case/consult/needed_facts.h"

#include <algorithm>

namespace mgl {
namespace {

/// A recheck's anchors whose dates are missing.
std::vector<FactId> MissingAnchors(const Recheck& recheck, const Decision& decision) {
  std::vector<FactId> anchors;
  std::ranges::copy_if(recheck.anchors, std::back_inserter(anchors),
                       [&](FactId id) { return !decision.facts[Index(id)].value.known; });
  return anchors;
}

/// Where all is known: the facts whose dates leave the status open.
std::vector<FactId> PartialDates(const Recheck& recheck, const Decision& decision) {
  std::vector<FactId> facts;
  std::ranges::copy_if(recheck.anchors, std::back_inserter(facts), [&](FactId id) {
    return !decision.facts[Index(id)].value.number.IsPoint();
  });
  const std::optional<DaySpan>& test = decision.facts[Index(recheck.fact)].date;
  if (test && test->first != test->last) facts.push_back(recheck.fact);
  return facts;
}

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

std::vector<FactId> NeededFacts::Deciding(const Decision& decision, OutcomeRef outcome) {
  std::vector<FactId> facts = DecidingNode(decision, OpenNodeOf(guideline_, decision, outcome));
  if (outcome.kind == OutcomeRef::Kind::kRecheck) {
    const Recheck& recheck = guideline_.rechecks[outcome.index];
    AddMissing(MissingAnchors(recheck, decision), facts);
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
  const std::vector<FactId> anchors = MissingAnchors(recheck, decision);
  const auto is_closed = [&closed](FactId id) { return closed[Index(id)]; };
  if (std::ranges::none_of(anchors, is_closed)) AddMissing(anchors, facts);
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
    if (recheck.fact == fact || std::ranges::find(recheck.anchors, fact) != recheck.anchors.end()) {
      return true;
    }
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

// Search by halves: a set of patients is narrowed to those who may meet the goals, and split where
// that does not settle them.
#include "engine/prove/find_patient.h"

#include <algorithm>
#include <utility>

namespace mgl {
namespace {

constexpr std::uint32_t kVariantsOfOpen = 60;  // patients that are tried where only the graph can say
constexpr std::uint32_t kVariantsOfMet = 3;

TruthSet Common(TruthSet a, TruthSet b) { return TruthSet::At(a.Place() & b.Place()); }
bool IsWithin(TruthSet a, TruthSet b) { return Common(a, b) == a; }
bool IsSingle(TruthSet set) { return set.Place() != 0 && (set.Place() & (set.Place() - 1)) == 0; }

EvaluationOptions ForProofs(const Guideline& guideline, EvaluationOptions options) {
  options.plans_ask = false;
  return WithReadings(guideline, std::move(options));
}

Case EmptyCase(const Guideline& guideline) {
  Case empty;
  empty.facts.resize(guideline.facts.size());
  return empty;
}

}  // namespace

PatientFinder::PatientFinder(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(ForProofs(guideline, std::move(options))),
      evaluator_(guideline, options_),
      constants_(evaluator_.Decide(EmptyCase(guideline))),
      values_(guideline, constants_),
      conditions_(guideline, options_, constants_, values_),
      sampler_(guideline, values_, options_.as_of) {}

const Decision& PatientFinder::Decide(const Case& patient) {
  evaluator_.DecideInto(patient, decision_);
  return decision_;
}

bool PatientFinder::Meets(const Case& patient, std::span<const Goal> goals) {
  Decide(patient);
  return std::ranges::all_of(goals, [this](const Goal& goal) {
    return goal.wanted.Has(decision_.nodes[Index(goal.node)].truth);
  });
}

std::optional<Case> PatientFinder::MeetingPatient(std::span<const Goal> goals,
                                                  const PatientSet& set, std::uint32_t variants) {
  for (std::uint32_t variant = 0; variant < variants; ++variant) {
    std::optional<Case> patient = sampler_.Sample(set, variant);
    if (patient && Meets(*patient, goals)) return patient;
  }
  return std::nullopt;
}

PatientSearch PatientFinder::Find(std::span<const Goal> goals, const PatientSet& among,
                                  std::uint64_t budget) {
  return Search(goals, among, budget, true);
}

PatientSearch PatientFinder::LookFor(std::span<const Goal> goals, const PatientSet& among,
                                     std::uint64_t budget) {
  return Search(goals, among, budget, false);
}

PatientSearch PatientFinder::Search(std::span<const Goal> goals, const PatientSet& among,
                                    std::uint64_t budget, bool shows_patient) {
  PatientSearch search;
  const std::vector<NodeId> steps = conditions_.StepsOf(goals);
  std::vector<PatientSet> pending{among};
  bool some_are_open = false;
  while (!pending.empty()) {
    if (search.sets_looked_at == budget) {
      search.reason = PatientSearch::Reason::kBudget;
      return search;
    }
    ++search.sets_looked_at;
    PatientSet set = std::move(pending.back());
    pending.pop_back();
    const State state = Look(goals, steps, set);
    if (state == State::kImpossible) continue;
    const bool is_met = state == State::kMet;
    if (!is_met && Split(goals, set, pending)) continue;
    if (is_met && !shows_patient) {
      search.answer = PatientSearch::Answer::kFound;
      return search;
    }
    std::optional<Case> patient = MeetingPatient(goals, set, is_met ? kVariantsOfMet : kVariantsOfOpen);
    if (patient) {
      search.answer = PatientSearch::Answer::kFound;
      search.found = PatientFound{std::move(set), is_met, std::move(*patient)};
      return search;
    }
    some_are_open = true;
  }
  if (some_are_open) {
    search.reason = PatientSearch::Reason::kComputedNumbers;
  } else {
    search.answer = PatientSearch::Answer::kNone;
  }
  return search;
}

/// Narrows the set as far as that goes without a split.
PatientFinder::State PatientFinder::Look(std::span<const Goal> goals,
                                         std::span<const NodeId> steps, PatientSet& set) {
  while (true) {
    conditions_.Evaluate(set, steps);
    if (AreMet(goals)) return State::kMet;
    switch (conditions_.Narrow(goals, steps, set)) {
      case PossibleConditions::Left::kNone:
        return State::kImpossible;
      case PossibleConditions::Left::kSame:
        return State::kOpen;
      case PossibleConditions::Left::kFewer:
        break;
    }
  }
}

bool PatientFinder::AreMet(std::span<const Goal> goals) const {
  return std::ranges::all_of(goals, [this](const Goal& goal) {
    return IsWithin(conditions_.TruthsOf(goal.node), goal.wanted);
  });
}

/// Puts the parts of the set on `pending`, the plainest last. False where it has no parts.
bool PatientFinder::Split(std::span<const Goal> goals, const PatientSet& set,
                          std::vector<PatientSet>& pending) {
  for (const Goal& goal : goals) {
    const std::optional<NodeId> open = OpenStepBelow(goal.node);
    if (!open) continue;
    if (conditions_.WayOf(*open) == PossibleConditions::Way::kOneFact) {
      SplitByTable(*open, set, pending);
      return true;
    }
    if (SplitVariable(*open, set, pending)) return true;
  }
  return false;
}

/// A step without steps of its own, that may still be this or that.
std::optional<NodeId> PatientFinder::OpenStepBelow(NodeId node) const {
  while (!IsSingle(conditions_.TruthsOf(node))) {
    if (conditions_.WayOf(node) != PossibleConditions::Way::kOperator) return node;
    const auto operands = guideline_.graph.Operands(node);
    const auto open = std::ranges::find_if(operands, [this](NodeId operand) {
      return !IsSingle(conditions_.TruthsOf(operand));
    });
    if (open == operands.end()) return std::nullopt;
    node = *open;
  }
  return std::nullopt;
}

void PatientFinder::SplitByTable(NodeId node, const PatientSet& set,
                                 std::vector<PatientSet>& pending) const {
  const Variable& variable = values_.Of(conditions_.VariableOf(node));
  const std::uint32_t plainest = sampler_.PlainestValue(set, variable);
  const std::size_t first = pending.size();
  for (const Truth truth : kTruths) {
    PatientSet part = set;
    part.Narrow(variable, conditions_.ValuesWhere(node, truth));
    if (part.IsEmpty(variable)) continue;
    pending.push_back(std::move(part));
    if (!pending.back().Has(variable, plainest)) std::swap(pending.back(), pending[first]);
  }
}

/// By one of the facts from which the node is computed. False where each has one value left.
bool PatientFinder::SplitVariable(NodeId node, const PatientSet& set,
                                  std::vector<PatientSet>& pending) {
  for (const VariableId id : conditions_.VariablesOf(node)) {
    const Variable& variable = values_.Of(id);
    if (set.CountOf(variable) < 2) continue;
    const std::uint32_t plainest = sampler_.PlainestValue(set, variable);
    PatientSet rest = set;
    rest.Remove(variable, plainest);
    pending.push_back(std::move(rest));
    pending.push_back(set);
    pending.back().SetOnly(variable, plainest);
    return true;
  }
  return false;
}

std::vector<VariableId> PatientFinder::VariablesOf(std::span<const Goal> goals) {
  std::vector<bool> is_read(values_.variables().size(), false);
  for (const NodeId step : conditions_.StepsOf(goals)) {
    switch (conditions_.WayOf(step)) {
      case PossibleConditions::Way::kOneFact:
        is_read[static_cast<std::size_t>(conditions_.VariableOf(step))] = true;
        break;
      case PossibleConditions::Way::kComputed:
        for (const VariableId id : conditions_.VariablesOf(step)) {
          is_read[static_cast<std::size_t>(id)] = true;
        }
        break;
      case PossibleConditions::Way::kNone:
      case PossibleConditions::Way::kConstant:
      case PossibleConditions::Way::kOperator:
        break;
    }
  }
  std::vector<VariableId> variables;
  for (std::size_t i = 0; i < is_read.size(); ++i) {
    if (is_read[i]) variables.push_back(static_cast<VariableId>(i));
  }
  return variables;
}

PatientSet PatientFinder::WithAllKnown(std::span<const Goal> goals, const PatientSet& among) {
  PatientSet known = among;
  for (const VariableId id : VariablesOf(goals)) {
    known.Remove(values_.Of(id), values_.Of(id).missing());
  }
  return known;
}

PatientSet PatientFinder::Widened(std::span<const Goal> goals, const PatientSet& set,
                                  const PatientSet& among) {
  const std::vector<NodeId> steps = conditions_.StepsOf(goals);
  PatientSet wide = among;
  const std::vector<VariableId> variables = VariablesOf(goals);
  for (const VariableId id : variables) {
    const Variable& variable = values_.Of(id);
    wide.CopyFrom(set, variable);
  }
  for (const VariableId id : variables) Widen(goals, steps, values_.Of(id), among, wide);
  return wide;
}

void PatientFinder::Widen(std::span<const Goal> goals, std::span<const NodeId> steps,
                          const Variable& variable, const PatientSet& among, PatientSet& set) {
  PatientSet more = set;
  more.CopyFrom(among, variable);
  conditions_.Evaluate(more, steps);
  if (AreMet(goals)) {
    set = std::move(more);
    return;
  }
  ForEachValue(among, variable, [&](std::uint32_t value) {
    if (set.Has(variable, value)) return;
    set.Add(variable, value);
    conditions_.Evaluate(set, steps);
    if (!AreMet(goals)) set.Remove(variable, value);
  });
}

}  // namespace mgl

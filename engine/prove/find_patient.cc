// Search by halves: a set of patients is narrowed to those who may meet the goals, and split where
// that does not settle them.
#include "engine/prove/find_patient.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "engine/ask/cone.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::uint32_t kVariants = 3;     // patients who are tried of a set that meets the goals
constexpr std::uint32_t kMostTried = 100;  // sets of which patients are tried, of one search
constexpr std::uint32_t kMostSolved = 4;   // of them that are solved for what is computed
constexpr std::uint32_t kMostHalved = 60;  // sets that are split within a stretch of numbers

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
      sampler_(guideline, values_, options_.as_of),
      seen_(guideline.graph.size()) {}

PatientSearch PatientFinder::Find(std::span<const Goal> goals, const PatientSet& among,
                                  std::uint64_t budget) {
  return Search(goals, among, budget, true);
}

PatientSearch PatientFinder::LookFor(std::span<const Goal> goals, const PatientSet& among,
                                     std::uint64_t budget) {
  return Search(goals, among, budget, false);
}

QuestionKey PatientFinder::KeyOf(std::span<const Goal> goals) {
  if (!keys_) keys_.emplace(guideline_, values_, options_);
  return keys_->Of(goals);
}

QuestionKey PatientFinder::KeyOf(std::span<const Goal> goals, const PatientSet& among) {
  if (!keys_) keys_.emplace(guideline_, values_, options_);
  return keys_->Of(goals, among, VariablesOf(goals));
}

PatientSearch PatientFinder::Search(std::span<const Goal> goals, const PatientSet& among,
                                    std::uint64_t budget, bool shows_patient) {
  struct Pending {
    PatientSet set;
    OpenGoalsOfSet open;
  };
  PatientSearch search;
  const OpenGoalsOfSet all = AllOf(goals);
  std::vector<Pending> pending;
  pending.push_back({among, all});
  std::deque<Pending> measured;  // to be split within stretches, when all others are done
  std::vector<PatientSet> parts;
  bool some_are_open = false;
  std::uint32_t tried = 0;
  std::uint32_t halved = 0;
  while (true) {
    if (pending.empty() && !measured.empty() && halved < kMostHalved) {
      ++halved;
      const Pending half = std::move(measured.front());
      measured.pop_front();
      conditions_.Evaluate(half.set, half.open->steps);
      parts.clear();
      if (!SplitMeasured(half.open->steps, half.set, parts)) some_are_open = true;
      for (PatientSet& part : parts) pending.push_back({std::move(part), half.open});
      continue;
    }
    if (pending.empty()) break;
    if (search.sets_looked_at == budget) {
      search.reason = PatientSearch::Reason::kBudget;
      return search;
    }
    ++search.sets_looked_at;
    auto [set, open] = std::move(pending.back());
    pending.pop_back();
    const State state = Look(open, set);
    if (state == State::kImpossible) continue;
    const bool is_met = state == State::kMet;
    parts.clear();
    if (!is_met && Split(open->goals, open->steps, set, parts)) {
      for (PatientSet& part : parts) pending.push_back({std::move(part), open});
      continue;
    }
    if (is_met && !shows_patient) {
      search.answer = PatientSearch::Answer::kFound;
      return search;
    }
    if (++tried > kMostTried) {
      search.reason = PatientSearch::Reason::kBudget;
      return search;
    }
    std::optional<Case> patient = MeetingPatient(goals, set, is_met ? kVariants : 1);
    if (!patient && !is_met) patient = MeetingByDefault(goals, set);
    if (!patient && !is_met && tried <= kMostSolved) {
      patient = SolvedPatient(goals, open->steps, set);
    }
    if (patient) {
      search.answer = PatientSearch::Answer::kFound;
      OpenGoalsOfSet whole = all;
      if (!is_met && open != all) Look(whole, set);
      search.found = PatientFound{std::move(set), is_met, std::move(*patient), {}};
      if (!is_met) search.found->computed = ComputedOf(whole->steps);
      return search;
    }
    if (!is_met && IsOnePatient(open->steps, set)) continue;
    if (is_met) {
      some_are_open = true;
    } else {
      measured.push_back({std::move(set), open});
    }
  }
  some_are_open |= !measured.empty();
  if (some_are_open) {
    search.reason = PatientSearch::Reason::kComputedNumbers;
  } else if (MayBeOpenByDefault(goals)) {
    search.reason = PatientSearch::Reason::kOpenDefault;
  } else {
    search.answer = PatientSearch::Answer::kNone;
  }
  return search;
}

PatientFinder::OpenGoalsOfSet PatientFinder::AllOf(std::span<const Goal> goals) {
  return std::make_shared<const OpenGoals>(
      OpenGoals{{goals.begin(), goals.end()}, conditions_.StepsOf(goals)});
}

/// After Evaluate: those that are still open, where they are fewer by half.
PatientFinder::OpenGoalsOfSet PatientFinder::OpenOf(const OpenGoalsOfSet& open) {
  constexpr std::size_t kFewGoals = 8;
  if (open->goals.size() < kFewGoals) return open;
  const auto is_open = [this](const Goal& goal) {
    return !conditions_.TruthsOf(goal.node).IsWithin(goal.wanted);
  };
  const auto count = static_cast<std::size_t>(std::ranges::count_if(open->goals, is_open));
  if (2 * count > open->goals.size()) return open;
  std::vector<Goal> left;
  std::ranges::copy_if(open->goals, std::back_inserter(left), is_open);
  std::vector<NodeId> steps = conditions_.StepsOf(left);
  return std::make_shared<const OpenGoals>(OpenGoals{std::move(left), std::move(steps)});
}

std::optional<PatientSet> PatientFinder::Narrowed(std::span<const Goal> goals,
                                                  const PatientSet& among) {
  PatientSet set = among;
  OpenGoalsOfSet open = AllOf(goals);
  const State state = Look(open, set);
  return state == State::kImpossible ? std::nullopt : std::optional(std::move(set));
}

/// Narrows the set as far as that goes without a split.
PatientFinder::State PatientFinder::Look(OpenGoalsOfSet& open, PatientSet& set) {
  while (true) {
    conditions_.Evaluate(set, open->steps);
    open = OpenOf(open);
    if (AreMet(open->goals)) return State::kMet;
    switch (conditions_.Narrow(open->goals, open->steps, set)) {
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
    return conditions_.TruthsOf(goal.node).IsWithin(goal.wanted);
  });
}

/// Puts the parts of the set on `pending`, the plainest last. False where it has no parts.
bool PatientFinder::Split(std::span<const Goal> goals, std::span<const NodeId> steps,
                          const PatientSet& set, std::vector<PatientSet>& pending) {
  for (const Goal& goal : goals) {
    const std::optional<NodeId> open = OpenStepBelow(goal.node);
    if (open && SplitStep(*open, set, pending)) return true;
  }
  return std::ranges::any_of(steps, [&](NodeId step) { return SplitStep(step, set, pending); });
}

/// False where it is settled, or each fact on which it depends has one value.
bool PatientFinder::SplitStep(NodeId step, const PatientSet& set,
                              std::vector<PatientSet>& pending) {
  if (conditions_.TruthsOf(step).IsOne()) return false;
  switch (conditions_.WayOf(step)) {
    case PossibleConditions::Way::kOneFact:
      SplitByTable(step, set, pending);
      return true;
    case PossibleConditions::Way::kComputed:
      return SplitVariable(step, set, pending);
    case PossibleConditions::Way::kNone:
    case PossibleConditions::Way::kConstant:
    case PossibleConditions::Way::kOperator:
      break;
  }
  return false;
}

/// A step without steps of its own, that may still be this or that.
std::optional<NodeId> PatientFinder::OpenStepBelow(NodeId node) const {
  while (!conditions_.TruthsOf(node).IsOne()) {
    if (conditions_.WayOf(node) != PossibleConditions::Way::kOperator) return node;
    const auto operands = guideline_.graph.Operands(node);
    const auto open = std::ranges::find_if(
        operands, [this](NodeId operand) { return !conditions_.TruthsOf(operand).IsOne(); });
    if (open == operands.end()) return std::nullopt;
    node = *open;
  }
  return std::nullopt;
}

void PatientFinder::SplitByTable(NodeId node, const PatientSet& set,
                                 std::vector<PatientSet>& pending) const {
  const Variable& variable = values_.Of(conditions_.VariableOf(node));
  const std::uint32_t plainest = sampler_.PlainestKnown(set, variable);
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
    const std::uint32_t plainest = sampler_.PlainestKnown(set, variable);
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
  const auto read = [&](VariableId id) { is_read[static_cast<std::size_t>(id)] = true; };
  std::vector<NodeId> pending;
  for (const Goal& goal : goals) pending.push_back(goal.node);
  std::unordered_set<std::size_t> seen;
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    const Dependence& dependence = values_.DependenceOf(id);
    if (dependence.on == Dependence::On::kOne) read(dependence.variable);
    if (dependence.on != Dependence::On::kSeveral || !seen.insert(Index(id)).second) continue;
    AddBelow(guideline_, id, pending);
    const Node& node = guideline_.graph.node(id);
    if (!IsFactLeaf(node.kind) && node.kind != NodeKind::kFactIsSuspect) continue;
    const auto fact = static_cast<FactId>(node.payload);
    read(values_.OfFact(fact));
    if (node.kind == NodeKind::kDateOfFact) read(*values_.DateOf(fact));
  }
  std::vector<VariableId> variables;
  for (std::size_t i = 0; i < is_read.size(); ++i) {
    if (is_read[i]) variables.push_back(static_cast<VariableId>(i));
  }
  return variables;
}

bool PatientFinder::HangsOnToday(std::span<const Goal> goals) const {
  std::vector<NodeId> pending;
  for (const Goal& goal : goals) pending.push_back(goal.node);
  std::vector<bool> is_seen(guideline_.graph.size(), false);
  while (!pending.empty()) {
    const NodeId next = pending.back();
    pending.pop_back();
    if (is_seen[Index(next)]) continue;
    is_seen[Index(next)] = true;
    if (guideline_.graph.node(next).kind == NodeKind::kToday) return true;
    AddBelow(guideline_, next, pending);
  }
  return false;
}

/// At how many places the conditions below the goals may ask for the fact, at most: without looking
/// at what they say of its values.
std::size_t PatientFinder::MostPlacesOf(std::span<const Goal> goals, VariableId variable) const {
  std::size_t places = 0;
  std::vector<NodeId> pending;
  for (const Goal& goal : goals) pending.push_back(goal.node);
  std::unordered_set<std::size_t> seen;
  while (!pending.empty() && places < 2) {
    const NodeId id = pending.back();
    pending.pop_back();
    const Dependence& dependence = values_.DependenceOf(id);
    const bool is_one = dependence.on == Dependence::On::kOne;
    if (dependence.on == Dependence::On::kNothing) continue;
    if (is_one && dependence.variable != variable) continue;
    const NodeFamily family = FamilyOf(guideline_.graph.node(id).kind);
    const bool joins = family == NodeFamily::kTruthOperator || family == NodeFamily::kFirstKnown;
    if (is_one || !joins) ++places;
    // What several operators share is asked for by each, but its own operands once.
    if (!joins || !seen.insert(Index(id)).second) continue;
    const auto operands = guideline_.graph.Operands(id);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return places;
}

bool PatientFinder::AsksTwice(std::span<const Goal> goals, VariableId variable) {
  return MostPlacesOf(goals, variable) >= 2 && PlacesOf(goals, variable) >= 2;
}

std::size_t PatientFinder::PlacesOf(std::span<const Goal> goals, VariableId variable) {
  const std::vector<NodeId> steps =
      conditions_.StepsOf(goals);  // from here on their ways are known
  const auto asks = [&](NodeId node) {
    if (conditions_.WayOf(node) == PossibleConditions::Way::kOneFact) {
      return conditions_.VariableOf(node) == variable;
    }
    if (conditions_.WayOf(node) != PossibleConditions::Way::kComputed) return false;
    const auto& of = conditions_.VariablesOf(node);
    return std::ranges::find(of, variable) != of.end();
  };
  std::size_t places = 0;
  for (const Goal& goal : goals) places += asks(goal.node) ? 1 : 0;
  for (const NodeId step : steps) {
    if (conditions_.WayOf(step) != PossibleConditions::Way::kOperator) continue;
    const auto operands = guideline_.graph.Operands(step);
    places += static_cast<std::size_t>(std::ranges::count_if(operands, asks));
  }
  return places;
}

bool PatientFinder::ComputesOfSeveral(std::span<const Goal> goals) {
  return std::ranges::any_of(conditions_.StepsOf(goals), [&](NodeId step) {
    return conditions_.WayOf(step) == PossibleConditions::Way::kComputed &&
           conditions_.MeasuredOf(step).size() > 1;
  });
}

PatientSet PatientFinder::WithAllKnown(std::span<const Goal> goals, const PatientSet& among) {
  PatientSet known = among;
  for (const VariableId id : VariablesOf(goals)) {
    known.Remove(values_.Of(id), values_.Of(id).missing());
  }
  return known;
}

/// Whether all patients of the set are alike in what is computed, and one could be looked at.
bool PatientFinder::IsOnePatient(std::span<const NodeId> steps, const PatientSet& set) {
  for (const NodeId step : steps) {
    if (conditions_.WayOf(step) != PossibleConditions::Way::kComputed) continue;
    for (const VariableId id : conditions_.MeasuredOf(step)) {
      const Variable& variable = values_.Of(id);
      if (set.Has(variable, variable.missing())) continue;
      const Interval* const part = set.PartOf(variable);
      const std::uint32_t value = sampler_.PlainestValue(set, variable);
      if (!(part != nullptr ? *part : variable.StretchOf(value)).IsPoint()) return false;
    }
  }
  const std::optional<Case> patient = sampler_.Sample(set, 0);
  return patient && AsideUnlessDefault(*patient, set).size() <= kMostDefaults;
}

/// Halves the stretch of the number or date that has been halved least. False where there is none.
bool PatientFinder::SplitMeasured(std::span<const NodeId> steps, const PatientSet& set,
                                  std::vector<PatientSet>& pending) {
  const Variable* best = nullptr;
  std::optional<std::pair<Interval, Interval>> halves;
  std::uint32_t least = 0;
  for (const NodeId step : steps) {
    const bool is_open = conditions_.WayOf(step) == PossibleConditions::Way::kComputed &&
                         !conditions_.TruthsOf(step).IsOne();
    if (!is_open) continue;
    for (const VariableId id : conditions_.MeasuredThatMatter(set, step)) {
      const Variable& variable = values_.Of(id);
      if (set.Has(variable, variable.missing())) continue;
      const std::uint32_t times = set.HalvedOf(variable);
      if (best != nullptr && (times >= least || best == &variable)) continue;
      const Interval* const part = set.PartOf(variable);
      const Interval& stretch =
          part != nullptr ? *part : variable.StretchOf(sampler_.PlainestValue(set, variable));
      Fact date;
      date.type = FactType::kDate;
      const bool is_date = variable.type == FactType::kDate;
      auto parts = Halves(is_date ? date : guideline_.facts[Index(variable.fact)], stretch);
      if (!parts) continue;
      best = &variable;
      least = times;
      halves = std::move(parts);
    }
  }
  if (best == nullptr) return false;
  pending.push_back(set);
  pending.back().SetPart(*best, halves->second);
  if (halves->first == halves->second) return true;
  pending.push_back(set);
  pending.back().SetPart(*best, halves->first);
  return true;
}

}  // namespace mgl

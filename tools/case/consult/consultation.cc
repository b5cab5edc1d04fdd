// After each answer the whole case is decided again: a case takes microseconds.
#include "tools/case/consult/consultation.h"

#include <algorithm>
#include <utility>

#include "engine/meaning/action_for_case.h"

namespace mgl {

Consultation::Consultation(const Guideline& guideline, const EvaluationOptions& options,
                           bool ask_all)
    : ask_all_(ask_all),
      guideline_(guideline),
      evaluator_(guideline, options),
      needed_(guideline, options),
      outcomes_(AllOutcomes(guideline)),
      is_used_(guideline.facts.size()),
      needs_date_(guideline.facts.size()),
      stated_(guideline.facts.size()) {
  case_.facts.resize(guideline.facts.size());
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (!IsFactLeaf(node.kind)) continue;
    is_used_[node.payload] = true;
    if (node.kind == NodeKind::kDateOfFact) needs_date_[node.payload] = true;
  }
  for (const Recheck& recheck : guideline.rechecks) {
    is_used_[Index(recheck.fact)] = needs_date_[Index(recheck.fact)] = true;
  }
  for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
    for (const OutcomeRef part : PartsOfActions(guideline, guideline.rules[i])) {
      rules_of_parts_[part].push_back(i);
    }
  }
  Decide();
}

void Consultation::Decide() {
  evaluator_.DecideInto(case_, decision_);
  closed_ = Closed();
  deciding_.clear();
  for (const OutcomeRef outcome : outcomes_) {
    if (outcome.IsPartOfAction()) continue;
    const std::vector<FactId> facts = needed_.Open(decision_, outcome, closed_);
    deciding_.insert(deciding_.end(), facts.begin(), facts.end());
  }
}

void Consultation::Set(FactId fact, StatedFact stated) {
  case_.facts[Index(fact)] = stated.reported;
  stated_[Index(fact)] = std::move(stated);
  Decide();
}

void Consultation::Give(FactId fact, StatedFact stated) { Set(fact, std::move(stated)); }

void Consultation::Answer(ConsultQuestion question, StatedFact stated) {
  steps_.push_back({question, stated_[Index(question.fact)]});
  Set(question.fact, std::move(stated));
}

std::optional<ConsultQuestion> Consultation::TakeBack() {
  if (steps_.empty()) return std::nullopt;
  Step last = std::move(steps_.back());
  steps_.pop_back();
  Set(last.question.fact, std::move(last.before));
  return last.question;
}

std::optional<ConsultQuestion> Consultation::Next() {
  if (!steps_.empty() && !steps_.back().question.of_date) {
    const FactId last = steps_.back().question.fact;
    const bool has_value = stated_[Index(last)].reported.state == ReportedFact::State::kValue;
    if (has_value && NeedsDate(last)) return ConsultQuestion{last, true};
  }
  if (ask_all_) {
    for (std::size_t i = 0; i < stated_.size(); ++i) {
      if (is_used_[i] && !stated_[i].value_stated) {
        return ConsultQuestion{static_cast<FactId>(i), false};
      }
    }
  }
  const std::optional<FactId> fact = MostUrgent();
  if (!fact) return std::nullopt;
  return ConsultQuestion{*fact, stated_[Index(*fact)].value_stated};
}

std::vector<bool> Consultation::Closed() const {
  std::vector<bool> closed(stated_.size());
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    const StatedFact& stated = stated_[i];
    const bool lacks_date = needs_date_[i] && !stated.date_asked &&
                            stated.reported.state == ReportedFact::State::kValue;
    closed[i] = (stated.value_stated && !lacks_date) ||
                IsPutAside(guideline_, decision_, static_cast<FactId>(i));
  }
  return closed;
}

/// In this case: a caution of an option that must not be given is none of the rule's.
bool Consultation::IsPartOf(OutcomeRef part, std::uint32_t rule) const {
  if (part.kind != OutcomeRef::Kind::kCaution) return true;
  return ConcernsInCase(guideline_, decision_, guideline_.contraindications[part.index],
                        guideline_.rules[rule]);
}

PartUse Consultation::UseOf(OutcomeRef part) const {
  if (decision_.scope == Truth::kNo) return PartUse::kNone;
  const auto any = [&](Outcome outcome) {
    return std::ranges::any_of(rules_of_parts_.at(part), [&](std::uint32_t rule) {
      return decision_.rules[rule] == outcome && IsPartOf(part, rule);
    });
  };
  if (any(Outcome::kYes)) return PartUse::kApplies;
  const bool all_else_is_asked = deciding_.empty();
  return all_else_is_asked && any(Outcome::kUnknown) ? PartUse::kIfItApplied : PartUse::kNone;
}

/// The facts that may still decide it.
std::vector<FactId> Consultation::Open(OutcomeRef outcome) {
  if (outcome.IsPartOfAction() && UseOf(outcome) == PartUse::kNone) return {};
  return needed_.Open(decision_, outcome, closed_);
}

/// The first of the engine's list that may still decide an outcome, else any other fact that may,
/// else the first that a part of an action needs.
std::optional<FactId> Consultation::MostUrgent() {
  for (const FactId fact : decision_.ask) {
    if (std::ranges::find(deciding_, fact) != deciding_.end()) return fact;
  }
  if (!deciding_.empty()) return deciding_.front();
  for (const OutcomeRef outcome : outcomes_) {
    if (!outcome.IsPartOfAction()) continue;
    const std::vector<FactId> facts = Open(outcome);
    if (!facts.empty()) return facts.front();
  }
  return std::nullopt;
}

std::vector<OutcomeRef> Consultation::OutcomesThatNeed(ConsultQuestion question) {
  if (question.of_date) return OutcomesThatRead(question);
  std::vector<OutcomeRef> outcomes;
  for (const OutcomeRef outcome : outcomes_) {
    const std::vector<FactId> facts = Open(outcome);
    if (std::ranges::find(facts, question.fact) != facts.end()) outcomes.push_back(outcome);
  }
  return outcomes;
}

std::vector<OutcomeRef> Consultation::OutcomesThatRead(ConsultQuestion question) {
  std::vector<OutcomeRef> outcomes;
  std::ranges::copy_if(outcomes_, std::back_inserter(outcomes), [&](OutcomeRef outcome) {
    return question.of_date ? needed_.ReadsDate(outcome, question.fact)
                            : needed_.Reads(outcome, question.fact);
  });
  return outcomes;
}

}  // namespace mgl

// After each answer the whole case is decided again: a case takes microseconds.
#include "tools/consult/consultation.h"

#include <algorithm>
#include <utility>

namespace mgl {

Consultation::Consultation(const Guideline& guideline, const EvaluationOptions& options,
                           bool ask_all)
    : ask_all_(ask_all),
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
    for (const FactId anchor : recheck.anchors) is_used_[Index(anchor)] = true;
  }
  evaluator_.DecideInto(case_, decision_);
}

void Consultation::Set(FactId fact, StatedFact stated) {
  case_.facts[Index(fact)] = stated.reported;
  stated_[Index(fact)] = std::move(stated);
  evaluator_.DecideInto(case_, decision_);
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

/// By fact: asked, and its date too where something reads it.
std::vector<bool> Consultation::Closed() const {
  std::vector<bool> closed(stated_.size());
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    const StatedFact& stated = stated_[i];
    const bool lacks_date = needs_date_[i] && !stated.date_asked &&
                            stated.reported.state == ReportedFact::State::kValue;
    closed[i] = stated.value_stated && !lacks_date;
  }
  return closed;
}

/// The first of the engine's list that may still decide something, else any other fact that may.
std::optional<FactId> Consultation::MostUrgent() {
  const std::vector<bool> closed = Closed();
  std::vector<FactId> open;
  for (const OutcomeRef outcome : outcomes_) {
    const std::vector<FactId> facts = needed_.Open(decision_, outcome, closed);
    open.insert(open.end(), facts.begin(), facts.end());
  }
  if (open.empty()) return std::nullopt;
  for (const FactId fact : decision_.ask) {
    if (std::ranges::find(open, fact) != open.end()) return fact;
  }
  return open.front();
}

std::vector<OutcomeRef> Consultation::OutcomesThatNeed(ConsultQuestion question) {
  if (question.of_date) return OutcomesThatRead(question);
  const std::vector<bool> closed = Closed();
  std::vector<OutcomeRef> outcomes;
  for (const OutcomeRef outcome : outcomes_) {
    const std::vector<FactId> facts = needed_.Open(decision_, outcome, closed);
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

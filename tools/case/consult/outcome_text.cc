// The words are those of the language's definition; nothing says less than "does not apply" where a
// rule is decided, and nothing says "does not apply" where it is not.
#include "tools/case/consult/outcome_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/meaning/result_cell.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

using TextKind = OutcomeText::Kind;

/// "blocked by Kidney failure".
std::string StoppedBy(std::string_view how, const std::vector<std::string>& titles) {
  return titles.empty() ? std::string(how) : fmt::format("{} by {}", how, fmt::join(titles, ", "));
}

std::vector<std::string> ReplacersOf(const Guideline& guideline, const Decision& decision,
                                     const Rule& rule) {
  std::vector<std::string> titles;
  for (const std::uint32_t overrider : rule.overriders) {
    if (decision.rules[overrider] == Outcome::kYes) {
      titles.push_back(guideline.rules[overrider].title);
    }
  }
  return titles;
}

std::vector<ActionInWords> ActionsOf(const CompiledGuideline& compiled, const Decision& decision,
                                     const Rule& rule) {
  std::vector<ActionInWords> actions;
  for (const Action& action : rule.actions) {
    actions.push_back(ActionInFull(compiled, decision, action));
  }
  return actions;
}

OutcomeText RuleText(const CompiledGuideline& compiled, const Consultation& consultation,
                     std::uint32_t index) {
  const Decision& decision = consultation.decision();
  const Rule& rule = compiled.guideline.rules[index];
  const auto stopped = [&rule](const std::string& how) {
    return OutcomeText{TextKind::kStopped,
                       fmt::format("{}: {}", how, rule.title),
                       fmt::format("{}: {}", rule.title, how),
                       {}};
  };
  switch (decision.rules[index]) {
    case Outcome::kYes: {
      const bool is_urgent = rule.urgency != Urgency::kNone;
      const std::string when = is_urgent ? fmt::format(" ({})", UrgencyName(rule.urgency)) : "";
      return {TextKind::kApplies, fmt::format("applies{}: {}", when, rule.title), rule.title + when,
              ActionsOf(compiled, decision, rule)};
    }
    case Outcome::kBlocked:
      return stopped(StoppedBy("blocked", BlockersOf(compiled.guideline, decision, rule)));
    case Outcome::kOverridden:
      return stopped(StoppedBy("replaced", ReplacersOf(compiled.guideline, decision, rule)));
    case Outcome::kNo:
      return {TextKind::kDoesNotApply, rule.title, rule.title, {}};
    case Outcome::kUnknown:
      break;
  }
  OutcomeText text{TextKind::kUndecided, rule.title, rule.title, {}};
  const std::vector<OutcomeRef> parts = PartsOfActions(compiled.guideline, rule);
  const bool was_asked = std::ranges::any_of(
      parts, [&](OutcomeRef part) { return consultation.UseOf(part) != PartUse::kNone; });
  if (was_asked) text.actions = ActionsOf(compiled, decision, rule);
  return text;
}

/// A part of actions: what was decided of it, where nothing else says so.
OutcomeText PartText(const Guideline& guideline, const Consultation& consultation,
                     OutcomeRef part) {
  const std::string title = TitleOf(guideline, part);
  const PartUse use = consultation.UseOf(part);
  if (use == PartUse::kNone) return {TextKind::kNotInQuestion, title, title, {}};
  if (part.kind == OutcomeRef::Kind::kAmount) {
    return {IsDecided(guideline, consultation.decision(), part) ? TextKind::kSaidElsewhere
                                                                : TextKind::kUndecided,
            title,
            title,
            {}};
  }
  const Truth truth = consultation.decision().nodes[Index(NodeOf(guideline, part))].truth;
  if (truth == Truth::kUnknown) return {TextKind::kUndecided, title, title, {}};
  const auto decided = [use](TextKind kind, const std::string& words) {
    const std::string text = (use == PartUse::kApplies ? "" : "if it applied: ") + words;
    return OutcomeText{kind, text, text, {}};
  };
  if (part.kind == OutcomeRef::Kind::kOption) {
    const Medication& medication = guideline.medications[part.index];
    const std::string option =
        fmt::format("{} ({})", medication.options[part.part].title, medication.title);
    return truth == Truth::kYes ? decided(TextKind::kStopped, "not to be given: " + option)
                                : decided(TextKind::kValue, "may be given: " + option);
  }
  if (truth == Truth::kNo) return {TextKind::kDoesNotApply, title, title, {}};
  const bool is_said_elsewhere =
      part.kind == OutcomeRef::Kind::kCaution || use == PartUse::kApplies;
  if (is_said_elsewhere) return {TextKind::kSaidElsewhere, title, title, {}};
  return decided(TextKind::kValue, title);
}

OutcomeText ResultText(const Guideline& guideline, const ResultColumn& result,
                       const Decision& decision) {
  const ShownDefinition shown(guideline, result, decision.nodes);
  const Value& value = shown.value();
  const std::string words = ValueInWords(shown.definition(), value);
  TextKind kind = TextKind::kValue;
  std::string text = fmt::format("{}: {}", result.title, words);
  if (!value.IsSettled()) {
    kind = TextKind::kUndecided;
    text = value.known ? fmt::format("{} (could be {})", result.title, words) : result.title;
  }
  return {kind, text, text, {}};
}

OutcomeText RecheckText(const Guideline& guideline, const Recheck& recheck,
                        const RecheckState& state) {
  const auto days = [&] {
    if (state.from == state.to) return fmt::format("on {}", FormatDay(*state.from));
    return fmt::format("from {} to {}", FormatDay(*state.from), FormatDay(*state.to));
  };
  std::string words;
  switch (state.status) {
    case RecheckStatus::kNo:
      return {TextKind::kDoesNotApply, recheck.title, recheck.title, {}};
    case RecheckStatus::kUnknown:
      return {TextKind::kUndecided, recheck.title, recheck.title, {}};
    case RecheckStatus::kUpcoming:
      words = "not due yet, but " + days();
      break;
    case RecheckStatus::kDue:
      words = "due, " + days();
      break;
    case RecheckStatus::kOverdue:
      words = fmt::format("overdue, it was due {}", days());
      break;
    case RecheckStatus::kDone:
      words = "done";
      break;
  }
  const std::string& test = guideline.facts[Index(recheck.fact)].title;
  return {TextKind::kApplies,
          fmt::format("recheck {}: {}", words, recheck.title),
          fmt::format("{}: {}", recheck.title, words),
          {{"test: " + test, {}}}};
}

/// What stands between a fact and a decision: "Age is missing".
std::string OpenFactText(const Guideline& guideline, const Consultation& consultation, FactId id) {
  const Fact& fact = guideline.facts[Index(id)];
  const EffectiveFact& effective = consultation.decision().facts[Index(id)];
  switch (effective.state) {
    case FactState::kNotReported:
      return fact.title + " is missing";
    case FactState::kStatedUnknown:
      return fact.title + " is unknown";
    case FactState::kSuspect:
      return fact.title + " is suspect and not used";
    default:
      break;
  }
  if (!effective.value.known) {
    return fmt::format(
        "{}: {}", fact.title,
        ValueOfFact(guideline, id, consultation.reported(), consultation.decision()).text);
  }
  const bool is_inexact = (fact.type == FactType::kNumber || fact.type == FactType::kDate) &&
                          !effective.value.number.IsPoint();
  if (is_inexact) {
    return fmt::format("{} is only known as {}", fact.title, consultation.Stated(id).cell);
  }
  return effective.date ? fmt::format("the date of {} is only known as {}", fact.title,
                                      DaysInWords(*effective.date))
                        : fmt::format("the date of {} is not known", fact.title);
}

}  // namespace

OutcomeText TextOf(const CompiledGuideline& compiled, const Consultation& consultation,
                   OutcomeRef outcome) {
  const Guideline& guideline = compiled.guideline;
  const Decision& decision = consultation.decision();
  const std::string title = TitleOf(guideline, outcome);
  if (outcome.kind == OutcomeRef::Kind::kScope) {
    if (decision.scope == Truth::kUnknown) return {TextKind::kUndecided, title, title, {}};
    const std::string words = decision.scope == Truth::kYes
                                  ? "this guideline is for the patient"
                                  : "not applicable: this guideline is not for the patient";
    return {TextKind::kValue, words, words, {}};
  }
  if (decision.scope == Truth::kNo) return {TextKind::kNotApplicable, title, title, {}};
  switch (outcome.kind) {
    case OutcomeRef::Kind::kScope:
      break;
    case OutcomeRef::Kind::kRule:
      return RuleText(compiled, consultation, outcome.index);
    case OutcomeRef::Kind::kResult: {
      const ResultColumn& result = guideline.results[outcome.index];
      if (!decision.HasResults()) return {TextKind::kUndecided, title, title, {}};
      return ResultText(guideline, result, decision);
    }
    case OutcomeRef::Kind::kRecheck:
      return RecheckText(guideline, guideline.rechecks[outcome.index],
                         decision.rechecks[outcome.index]);
    case OutcomeRef::Kind::kDose:
    case OutcomeRef::Kind::kAmount:
    case OutcomeRef::Kind::kOption:
    case OutcomeRef::Kind::kCaution:
      return PartText(guideline, consultation, outcome);
  }
  return {};
}

std::string WhyUndecided(const Guideline& guideline, Consultation& consultation,
                         OutcomeRef outcome) {
  std::vector<std::string> reasons;
  for (const FactId id : consultation.needed().Deciding(consultation.decision(), outcome)) {
    reasons.push_back(OpenFactText(guideline, consultation, id));
  }
  if (reasons.empty()) return "no answer decides it: the guideline itself leaves it open";
  return fmt::format("{}", fmt::join(reasons, ", "));
}

}  // namespace mgl

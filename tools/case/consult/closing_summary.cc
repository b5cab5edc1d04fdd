// Sections in the order of use at the bedside: what to do comes first.
#include "tools/case/consult/closing_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/words/fact_words.h"

namespace mgl {
namespace {

using TextKind = OutcomeText::Kind;

/// Outcomes with the same reason share it.
struct UndecidedGroup {
  std::string titles;
  std::string reason;
  std::vector<std::string> lines;  // what to do if they applied
};

void AddActions(const OutcomeText& text, const std::string& lead, std::vector<std::string>& lines) {
  for (const ActionInWords& action : text.actions) {
    lines.push_back("  " + lead + action.text);
    for (const std::string& detail : action.details) lines.push_back("    " + detail);
  }
}

void AddUndecided(const OutcomeText& text, const std::string& reason,
                  std::vector<UndecidedGroup>& undecided) {
  auto same = std::ranges::find(undecided, reason, &UndecidedGroup::reason);
  if (same == undecided.end()) {
    same = undecided.insert(same, {text.title, reason, {}});
  } else {
    same->titles += "; " + text.title;
  }
  AddActions(text, fmt::format("if {} applied: ", text.title), same->lines);
}

void AddText(const OutcomeText& text, SummarySection& section) {
  section.lines.push_back(text.title);
  AddActions(text, "", section.lines);
}

/// Values that nobody stated and something reads.
SummarySection DefaultsTaken(const Guideline& guideline, const Consultation& consultation) {
  SummarySection section{"Taken for granted, as nothing was stated", {}};
  const Decision& decision = consultation.decision();
  if (decision.scope == Truth::kNo) return section;
  std::vector<bool> is_read(guideline.facts.size());
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (IsFactLeaf(node.kind)) is_read[node.payload] = true;
  }
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    if (!is_read[i] || decision.facts[i].state != FactState::kDefault) continue;
    std::string value =
        ValueOfFact(guideline, static_cast<FactId>(i), consultation.reported(), decision).text;
    value = value.substr(0, value.find(", as nothing"));
    section.lines.push_back(fmt::format("{}: {}", guideline.facts[i].title, value));
  }
  return section;
}

}  // namespace

std::vector<std::string> ReadingLines(const Guideline& guideline,
                                      const EvaluationOptions& options) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    const Ambiguity& ambiguity = guideline.ambiguities[i];
    if (!options.readings[i] || options.readings[i] == ambiguity.adopted) continue;
    lines.push_back(fmt::format("reading of {}: {} (not the adopted one)", ambiguity.name,
                                ambiguity.readings[*options.readings[i]].name));
  }
  return lines;
}

std::vector<SummarySection> ClosingSummary(const CompiledGuideline& compiled,
                                           Consultation& consultation) {
  const Guideline& guideline = compiled.guideline;
  SummarySection scope{"Scope", {}};
  SummarySection applies{"Applies", {}};
  SummarySection results{"Results", {}};
  SummarySection rechecks{"Rechecks", {}};
  SummarySection stopped{"Would apply, but", {}};
  SummarySection none{"Does not apply", {}};
  SummarySection open{"Could not be decided", {}};
  SummarySection warnings{"Warnings", {}};
  std::vector<UndecidedGroup> undecided;
  std::string not_applying;
  for (const OutcomeRef outcome : consultation.outcomes()) {
    const OutcomeText text = TextOf(compiled, consultation, outcome);
    // Where it is decided, its rule says so.
    if (outcome.IsPartOfAction() && text.kind != TextKind::kUndecided) continue;
    switch (text.kind) {
      case TextKind::kApplies:
        AddText(text, outcome.kind == OutcomeRef::Kind::kRecheck ? rechecks : applies);
        break;
      case TextKind::kStopped:
        AddText(text, stopped);
        break;
      case TextKind::kValue:
        AddText(text, outcome.kind == OutcomeRef::Kind::kScope ? scope : results);
        break;
      case TextKind::kDoesNotApply:
        not_applying += (not_applying.empty() ? "" : "; ") + text.title;
        break;
      case TextKind::kUndecided:
        AddUndecided(text, WhyUndecided(guideline, consultation, outcome), undecided);
        break;
      case TextKind::kNotApplicable:
      case TextKind::kNotInQuestion:
      case TextKind::kSaidElsewhere:
        break;
    }
  }
  if (!not_applying.empty()) none.lines.push_back(not_applying);
  const bool in_scope = consultation.decision().scope != Truth::kNo;
  if (applies.lines.empty() && in_scope && !guideline.rules.empty()) {
    applies.lines.emplace_back(undecided.empty() ? "no rule applies" : "no rule applies so far");
  }
  for (const UndecidedGroup& group : undecided) {
    open.lines.push_back(group.titles);
    open.lines.push_back("  because " + group.reason);
    open.lines.insert(open.lines.end(), group.lines.begin(), group.lines.end());
  }
  for (const Note& note : WarningsInWords(guideline, consultation.decision())) {
    warnings.lines.push_back(note.text);
  }
  std::vector<SummarySection> sections{
      scope,   applies, results, rechecks,
      stopped, none,    open,    DefaultsTaken(guideline, consultation),
      warnings};
  std::erase_if(sections, [](const SummarySection& section) { return section.lines.empty(); });
  return sections;
}

}  // namespace mgl

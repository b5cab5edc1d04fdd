// A medication's lines in the order in which they are read: what, how much, how, which, what to
// mind.
#include "tools/words/action_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/meaning/action_for_case.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

Truth TruthOf(const Decision& decision, NodeId node) { return decision.nodes[Index(node)].truth; }

std::string Titles(const Medication& medication, const std::vector<std::uint32_t>& options) {
  std::vector<std::string> titles;
  for (const std::uint32_t i : options) titles.push_back(medication.options[i].title);
  return fmt::format("{}", fmt::join(titles, ", "));
}

void AddOptions(const Medication& medication, const ActionForCase& described,
                std::vector<std::string>& details) {
  const std::string choose = medication.choose == "in this order" ? "the first that can be given of"
                             : medication.choose.empty()          ? "options"
                                                                  : "one of";
  if (!described.options.empty()) {
    details.push_back(fmt::format("{}: {}", choose, Titles(medication, described.options)));
  }
  if (!described.open_options.empty()) {
    details.push_back(fmt::format("not before it is decided whether it may be given: {}",
                                  Titles(medication, described.open_options)));
  }
  if (!described.barred_options.empty()) {
    details.push_back("not: " + Titles(medication, described.barred_options));
  }
}

/// Cautions that hold, and those of which that is not known.
void AddCautions(const Guideline& guideline, const ActionForCase& described,
                 std::vector<std::string>& details) {
  const auto add = [&](const std::vector<std::uint32_t>& cautions, std::string_view lead) {
    for (const std::uint32_t i : cautions) {
      const Contraindication& caution = guideline.contraindications[i];
      details.push_back(fmt::format("{}: {}{}", lead, caution.title,
                                    caution.because.empty() ? "" : ": " + caution.because));
    }
  };
  add(described.cautions, "caution");
  add(described.open_cautions, "caution, if it holds, which is not known");
}

/// "750 mg every 8 hours (25 mg/kg every 8 hours by weight: 780 mg at weight 31.2 kg)"; as written
/// where the size is missing.
std::string DoseText(const ActionForCase& described, const Medication& medication,
                     std::uint32_t dose) {
  const std::string& written = medication.doses[dose].text;
  const auto found = std::ranges::find(described.amounts, dose, &DoseForCase::dose);
  if (found == described.amounts.end() || found->text.empty()) return written;
  return fmt::format("{} ({}: {})", found->text, written, found->worked_out);
}

void AddMedication(const CompiledGuideline& compiled, const Decision& decision,
                   const Action& action, ActionInWords& words) {
  const Guideline& guideline = compiled.guideline;
  const SourceFile& source = compiled.text.source;
  const Medication& medication = guideline.medications[action.index];
  const ast::Medication& written = *compiled.text.names.medications[action.index];
  const ActionForCase described = DescribeForCase(guideline, decision, action);
  std::vector<std::string> doses;
  for (const std::uint32_t i : described.doses) doses.push_back(DoseText(described, medication, i));
  std::vector<std::string> how;
  for (const std::string& part :
       {fmt::format("{}", fmt::join(doses, "; ")), medication.route,
        medication.duration.empty() ? std::string() : "for " + medication.duration}) {
    if (!part.empty()) how.push_back(part);
  }
  if (!how.empty()) words.text += fmt::format(": {}", fmt::join(how, ", "));
  std::vector<std::string>& details = words.details;
  for (const std::uint32_t i : described.open_doses) {
    details.push_back(fmt::format("{} if {}, which cannot be decided yet",
                                  DoseText(described, medication, i),
                                  TextAsWritten(source, written.doses[i].when->span)));
  }
  for (const DoseForCase& amount : described.amounts) {
    if (!amount.text.empty()) continue;
    details.push_back("how much that is for the patient cannot be worked out yet: " +
                      TextAsWritten(source, written.doses[amount.dose].by->span) + " is missing");
  }
  if (written.until) details.push_back("until " + TextAsWritten(source, written.until->span));
  if (!medication.parts.empty()) {
    std::vector<std::string> titles;
    for (const MedicationPart& part : medication.parts) titles.push_back(part.title);
    details.push_back(fmt::format("all of: {}", fmt::join(titles, ", ")));
  }
  AddOptions(medication, described, details);
  for (const std::string& limit : medication.limits) details.push_back("limit: " + limit);
  for (const std::string& content : medication.contents) details.push_back("contains " + content);
  if (!medication.basis.empty()) {
    details.push_back(medication.basis == "open"
                          ? "what the dose counts is open: " + medication.basis_because
                          : fmt::format("the dose is of the {}", medication.basis == "elemental"
                                                                     ? "element"
                                                                     : medication.basis));
  }
  AddCautions(guideline, described, details);
  for (const std::uint32_t i : described.separations) {
    details.push_back("apart: " + SeparationInWords(guideline, guideline.separations[i]));
  }
}

/// Contraindications (`blocks`) or cautions of what a rule gives or considers.
std::vector<std::uint32_t> StatedAgainst(const Guideline& guideline, const Rule& rule,
                                         bool blocks) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
    const Contraindication& of = guideline.contraindications[i];
    const bool concerns =
        of.blocks == blocks && std::ranges::any_of(rule.actions, [&](const Action& action) {
          const std::optional<Treatment> given = TreatmentGiven(action);
          return given && Concerns(of, *given);
        });
    if (concerns) found.push_back(i);
  }
  return found;
}

}  // namespace

std::string TargetInWords(const Guideline& guideline, const Action& action) {
  switch (action.target) {
    case Action::Target::kText:
      return action.text;
    case Action::Target::kMedication: {
      const Medication& medication = guideline.medications[action.index];
      return action.part ? medication.parts[*action.part].title : medication.title;
    }
    case Action::Target::kOption: {
      const Medication& medication = guideline.medications[action.index];
      return medication.options[action.option].title;
    }
    case Action::Target::kFact:
      return guideline.facts[action.index].title;
    case Action::Target::kDiet:
      return guideline.diets[action.index].title;
  }
  return "";
}

std::string ActionInShort(const Guideline& guideline, const Action& action) {
  const bool says_text = action.verb == ActionVerb::kAdvise || action.verb == ActionVerb::kNote;
  return fmt::format("{}{} {}", ActionVerbName(action.verb), says_text ? ":" : "",
                     TargetInWords(guideline, action));
}

ActionInWords ActionInFull(const CompiledGuideline& compiled, const Decision& decision,
                           const Action& action) {
  const Guideline& guideline = compiled.guideline;
  ActionInWords words{ActionInShort(guideline, action), {}};
  if (TreatmentGiven(action)) {
    AddMedication(compiled, decision, action, words);
  } else if (action.target == Action::Target::kDiet) {
    for (const Food& food : guideline.diets[action.index].foods) {
      words.details.push_back(fmt::format("{}: {}", food.title, food.servings));
    }
  }
  return words;
}

std::vector<std::uint32_t> ContraindicationsOf(const Guideline& guideline, const Rule& rule) {
  return StatedAgainst(guideline, rule, true);
}

std::vector<std::uint32_t> CautionsOf(const Guideline& guideline, const Rule& rule) {
  return StatedAgainst(guideline, rule, false);
}

std::vector<std::string> BlockersOf(const Guideline& guideline, const Decision& decision,
                                    const Rule& rule) {
  std::vector<std::string> titles;
  for (const std::uint32_t i : ContraindicationsOf(guideline, rule)) {
    const Contraindication& of = guideline.contraindications[i];
    if (TruthOf(decision, of.when) == Truth::kYes) titles.push_back(of.title);
  }
  for (const Rule& other : guideline.rules) {
    if (TruthOf(decision, other.outcome) != Truth::kYes) continue;
    const bool avoids = std::ranges::any_of(other.actions, [&](const Action& avoided) {
      return avoided.verb == ActionVerb::kAvoid && avoided.target == Action::Target::kOption &&
             std::ranges::any_of(rule.actions, [&](const Action& action) {
               const std::optional<Treatment> given = TreatmentGiven(action);
               return given && MayBeGivenAs(*given, {avoided.index, avoided.option});
             });
    });
    if (avoids) titles.push_back(other.title);
  }
  return titles;
}

}  // namespace mgl

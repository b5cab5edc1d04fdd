// A medication's lines in the order in which they are read: what, how much, how, which, what to
// mind.
#include "tools/explain/action_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/lower_statements.h"
#include "tools/explain/fact_words.h"

namespace mgl {
namespace {

Truth TruthOf(const Decision& decision, NodeId node) { return decision.nodes[Index(node)].truth; }

/// Whether what is said of `named` concerns what the action gives or considers.
bool Concerns(const Treatment& named, const Action& action) {
  const std::optional<Treatment> given = TreatmentGiven(action);
  return given && MayBeGivenAs(*given, named);
}

/// The texts of the doses that hold; those that may hold become details, with their condition.
std::string Doses(const SourceFile& source, const ast::Medication& written,
                  const Medication& medication, const Decision& decision,
                  std::vector<std::string>& details) {
  std::vector<std::string> doses;
  for (std::size_t i = 0; i < medication.doses.size(); ++i) {
    const Medication::Dose& dose = medication.doses[i];
    const Truth holds = dose.when ? TruthOf(decision, *dose.when) : Truth::kYes;
    if (holds == Truth::kYes) doses.push_back(dose.text);
    if (holds != Truth::kUnknown) continue;
    details.push_back(fmt::format("{} if {}, which cannot be decided yet", dose.text,
                                  TextAsWritten(source, written.doses[i].when->span)));
  }
  return fmt::format("{}", fmt::join(doses, "; "));
}

void AddOptions(const Medication& medication, const Decision& decision,
                std::vector<std::string>& details) {
  std::vector<std::string> left;
  std::vector<std::string> out;
  std::vector<std::string> open;
  for (const MedicationOption& option : medication.options) {
    const Truth blocked = option.blocked ? TruthOf(decision, *option.blocked) : Truth::kNo;
    (blocked == Truth::kYes ? out : blocked == Truth::kNo ? left : open).push_back(option.title);
  }
  const std::string choose = medication.choose == "in this order" ? "the first that can be given of"
                             : medication.choose.empty()          ? "options"
                                                                  : "one of";
  if (!left.empty()) details.push_back(fmt::format("{}: {}", choose, fmt::join(left, ", ")));
  if (!open.empty()) {
    details.push_back(
        fmt::format("not before it is decided whether it may be given: {}", fmt::join(open, ", ")));
  }
  if (!out.empty()) details.push_back(fmt::format("not: {}", fmt::join(out, ", ")));
}

void AddMedication(const SourceFile& source, const CompiledText& text, const Guideline& guideline,
                   const Decision& decision, const Action& action, ActionInWords& words) {
  const Medication& medication = guideline.medications[action.index];
  const ast::Medication& written = *text.names.medications[action.index];
  std::vector<std::string> dose_details;
  std::vector<std::string> how;
  for (const std::string& part :
       {Doses(source, written, medication, decision, dose_details), medication.route,
        medication.duration.empty() ? std::string() : "for " + medication.duration}) {
    if (!part.empty()) how.push_back(part);
  }
  if (!how.empty()) words.text += fmt::format(": {}", fmt::join(how, ", "));
  std::vector<std::string>& details = words.details;
  details = std::move(dose_details);
  if (written.until) details.push_back("until " + TextAsWritten(source, written.until->span));
  if (action.target == Action::Target::kMedication) AddOptions(medication, decision, details);
  for (const std::string& limit : medication.limits) details.push_back("limit: " + limit);
  for (const std::string& content : medication.contents) details.push_back("contains " + content);
  if (!medication.basis.empty()) {
    details.push_back(medication.basis == "open"
                          ? "what the dose counts is open: " + medication.basis_because
                          : fmt::format("the dose is of the {}", medication.basis == "elemental"
                                                                     ? "element"
                                                                     : medication.basis));
  }
  for (const Contraindication& caution : guideline.contraindications) {
    if (caution.blocks || TruthOf(decision, caution.when) != Truth::kYes) continue;
    const bool concerns = std::ranges::any_of(
        caution.treatments, [&](const Treatment& named) { return Concerns(named, action); });
    if (concerns) {
      details.push_back("caution: " + caution.title +
                        (caution.because.empty() ? "" : ": " + caution.because));
    }
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
          return std::ranges::any_of(
              of.treatments, [&](const Treatment& named) { return Concerns(named, action); });
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
    case Action::Target::kMedication:
      return guideline.medications[action.index].title;
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

ActionInWords ActionInFull(const SourceFile& source, const CompiledText& text,
                           const Guideline& guideline, const Decision& decision,
                           const Action& action) {
  ActionInWords words{ActionInShort(guideline, action), {}};
  if (TreatmentGiven(action)) {
    AddMedication(source, text, guideline, decision, action, words);
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
               return Concerns({avoided.index, avoided.option}, action);
             });
    });
    if (avoids) titles.push_back(other.title);
  }
  return titles;
}

}  // namespace mgl

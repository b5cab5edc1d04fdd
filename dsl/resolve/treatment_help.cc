// Classes of drugs are recognised by the endings of their names: a message only, never a meaning.
#include "dsl/resolve/treatment_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kShownNames = 6;

/// How a class is called (a part of the name), and how its drugs begin or end.
struct DrugClass {
  std::string_view called;
  std::array<std::string_view, 14> drugs;
};
constexpr std::array kClasses = std::to_array<DrugClass>({
    {"nsaid",
     {"ibuprofen", "naproxen", "diclofenac", "ketorolac", "indometacin", "indomethacin", "-coxib",
      "-oxicam", "ketoprofen", "-profen", "mefenamic", "aspirin"}},
    {"statin", {"-statin"}},
    {"ace_i", {"-pril"}},
    {"acei", {"-pril"}},
    {"arb", {"-sartan"}},
    {"sartan", {"-sartan"}},
    {"beta", {"-olol", "carvedilol"}},
    {"antibiotic",
     {"-cillin", "-mycin", "-floxacin", "cef", "doxycycline", "-cycline", "nitrofurantoin",
      "trimethoprim", "metronidazole", "co_amoxiclav", "-clav", "vancomycin", "-penem",
      "gentamicin"}},
    {"penicillin", {"-cillin", "co_amoxiclav"}},
    {"macrolide", {"clarithromycin", "erythromycin", "azithromycin"}},
    {"quinolone", {"-floxacin"}},
    {"steroid", {"-sone", "-solone", "budesonide"}},
    {"opioid",
     {"morphine", "codeine", "-codone", "tramadol", "fentanyl", "tapentadol", "methadone"}},
    {"opiate", {"morphine", "codeine", "-codone", "tramadol", "fentanyl"}},
    {"benzodiazepine", {"-azepam", "-azolam"}},
    {"anticoagulant", {"warfarin", "-xaban", "dabigatran", "-parin", "heparin"}},
    {"doac", {"-xaban", "dabigatran"}},
    {"noac", {"-xaban", "dabigatran"}},
    {"ppi", {"-prazole"}},
    {"diuretic",
     {"-semide", "furosemide", "-thiazide", "indapamide", "spironolactone", "amiloride"}},
    {"ssri", {"sertraline", "-oxetine", "-alopram"}},
    {"sglt2", {"-gliflozin"}},
    {"gliptin", {"-gliptin"}},
    {"sulfonylurea", {"gliclazide", "glimepiride", "glipizide", "glibenclamide"}},
    {"insulin", {"insulin"}},
    {"iron", {"iron", "ferrous"}},
});

bool IsOfClass(const DrugClass& drug_class, std::string_view drug) {
  return std::ranges::any_of(drug_class.drugs, [&](std::string_view said) {
    if (said.empty()) return false;
    return said.front() == '-' ? drug.find(said.substr(1)) != std::string_view::npos
                               : drug.starts_with(said);
  });
}

const DrugClass* ClassOf(std::string_view name) {
  const std::string lower = LowerCase(name);
  for (const DrugClass& drug_class : kClasses) {
    if (lower.find(drug_class.called) != std::string::npos) return &drug_class;
  }
  return nullptr;
}

std::string Capital(std::string title) {
  std::replace(title.begin(), title.end(), '_', ' ');
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

/// A drug of the class, by its whole name; empty: its drugs are known by their endings.
std::string DrugOf(std::string_view name) {
  const DrugClass* const drug_class = ClassOf(name);
  if (drug_class == nullptr) return {};
  constexpr std::size_t kShort = 4;  // `cef` begins many
  for (const std::string_view drug : drug_class->drugs) {
    if (drug.size() > kShort && drug.front() != '-') return std::string(drug);
  }
  return {};
}

bool IsAll(std::string_view name) {
  const std::string lower = LowerCase(name);
  return lower == "all" || lower == "any" || lower == "everything" || lower == "drugs" ||
         lower == "medications" || lower == "medicines" || lower == "treatment";
}

std::string TitleOf(const Resolution& resolution, const std::string& name) {
  for (const ast::Medication* medication : resolution.medications) {
    if (medication->name.text == name && medication->title) return medication->title->text;
    for (const ast::Option& option : medication->options) {
      if (option.name.text == name && option.title) return option.title->text;
    }
  }
  return name;
}

std::vector<std::string> AllTreatments(const Resolution& resolution) {
  std::vector<std::string> all;
  for (const ast::Medication* medication : resolution.medications) {
    all.push_back(medication->name.text);
  }
  return all;
}

}  // namespace

bool IsDrugClass(std::string_view name) { return ClassOf(name) != nullptr || IsAll(name); }

std::vector<std::string> DrugsOfClass(const Resolution& resolution, std::string_view name) {
  if (IsAll(name)) return AllTreatments(resolution);
  std::vector<std::string> drugs;
  const DrugClass* const drug_class = ClassOf(name);
  if (drug_class == nullptr) return drugs;
  for (const ast::Medication* medication : resolution.medications) {
    if (IsOfClass(*drug_class, LowerCase(medication->name.text))) {
      drugs.push_back(medication->name.text);
      continue;
    }
    for (const ast::Option& option : medication->options) {
      if (IsOfClass(*drug_class, LowerCase(option.name.text))) drugs.push_back(option.name.text);
    }
  }
  return drugs;
}

std::string HelpForUnknownTreatment(const Resolution& resolution, const ast::Name& name,
                                    bool in_list) {
  const std::vector<std::string> drugs = DrugsOfClass(resolution, name.text);
  if (!drugs.empty()) {
    std::string list;
    for (const std::string& drug : drugs) list += (list.empty() ? "" : ", ") + drug;
    if (drugs.size() == 1 || in_list) {
      return fmt::format("name each that is declared: write `{}`", list);
    }
    std::string avoided;
    for (const std::string& drug : drugs) {
      avoided += fmt::format("{}avoid {}", avoided.empty() ? "" : " and ", drug);
    }
    return fmt::format("an action names one medication: {}; for all of them `then {}`",
                       JoinedNames(drugs), avoided);
  }
  if (IsDrugClass(name.text)) {
    const std::string example = DrugOf(name.text);
    return fmt::format(
        "a class of drugs has no name here: declare each of them as a `medication`{}, and name "
        "those{}",
        example.empty()
            ? ""
            : fmt::format(", such as `medication {} \"{}\"`", example, Capital(example)),
        in_list ? "" : "; in words it is an action `note`");
  }
  const std::string title = Capital(name.text);
  std::vector<std::string> known = AllTreatments(resolution);
  const bool has_more = known.size() > kShownNames;
  if (has_more) known.resize(kShownNames);
  const std::string declared =
      fmt::format("declare `medication {} \"{}\"` with its `dose`", name.text, title);
  return known.empty() ? declared
                       : fmt::format("{}, or name one that is: {}{}", declared, JoinedNames(known),
                                     has_more ? " …" : "");
}

std::string HelpForTaken(const Resolution& resolution, const ast::Name& name) {
  std::string other;
  for (const ast::Contraindication* warning : resolution.contraindications) {
    const bool is_inside = warning->when && warning->when->span.begin <= name.span.begin &&
                           name.span.end <= warning->when->span.end;
    if (is_inside && !warning->treatments.empty()) other = warning->treatments.front().text;
  }
  std::string help = fmt::format(
      "for a patient who takes it, write `takes_{0}` here, and declare "
      "`fact takes_{0} \"Takes {1}\" is yes/no`",
      name.text, TitleOf(resolution, name.text));
  if (!other.empty() && other != name.text) {
    help += fmt::format("; that both are never given by this guideline is `exclusive {}, {}`",
                        other, name.text);
  }
  return help;
}

namespace {

/// The rule in whose conditions the name stands, or null.
const ast::Rule* RuleAround(const ast::File& file, const ast::Name& name) {
  for (const ast::Declaration& declaration : file.declarations) {
    const auto* rule = std::get_if<ast::Rule>(&declaration);
    if (rule == nullptr) continue;
    if (rule->span.begin <= name.span.begin && name.span.end <= rule->span.end) return rule;
  }
  return nullptr;
}

bool IsOfAllergy(const ast::Contraindication& warning) {
  bool is_of_it =
      warning.title && LowerCase(warning.title->text).find("allerg") != std::string::npos;
  if (!warning.when) return is_of_it;
  ForEachPart(*warning.when, [&](const ast::Expr& part) {
    is_of_it = is_of_it || LowerCase(part.name.text).find("allerg") != std::string::npos;
  });
  return is_of_it;
}

}  // namespace

std::string HelpForContraindicated(const ast::File& file, const Resolution& resolution,
                                   const ast::Name& name) {
  const std::string lower = LowerCase(name.text);
  const bool is_allergy = lower.starts_with("allerg");
  const ast::Rule* const rule = RuleAround(file, name);
  if (rule == nullptr) return "";
  std::string given;
  for (const ast::Action& action : rule->actions) {
    const bool gives =
        action.verb == ast::ActionVerb::kGive || action.verb == ast::ActionVerb::kConsider;
    if (gives && action.target) given = action.target->text;
  }
  // Another medication may be meant: `contraindicated_nsaids`.
  const std::string_view whole = std::string_view(lower).substr(0, lower.find("_to_"));
  constexpr std::string_view kSaid[] = {"contraindicated", "contraindication", "contraindications",
                                        "allergic",        "allergy",          "allergies"};
  const bool is_of_it = whole.size() == lower.size() || lower.substr(whole.size() + 4) == given;
  const bool is_said = std::ranges::find(kSaid, whole) != std::end(kSaid);
  if (given.empty() || !is_of_it || !is_said) return "";
  const bool is_declared =
      std::ranges::any_of(resolution.contraindications, [&](const ast::Contraindication* warning) {
        return warning->blocks && (!is_allergy || IsOfAllergy(*warning)) &&
               std::ranges::any_of(warning->treatments,
                                   [&](const ast::Name& of) { return of.text == given; });
      });
  const bool is_unless = rule->unless && rule->unless->span.begin <= name.span.begin &&
                         name.span.end <= rule->unless->span.end;
  bool is_denied = false;
  if (rule->when) {
    ForEachPart(*rule->when, [&](const ast::Expr& part) {
      is_denied = is_denied || (part.kind == ast::ExprKind::kNot && !part.children.empty() &&
                                part.children[0] && part.children[0]->span == name.span);
    });
  }
  if (!is_denied && !is_unless) {
    if (is_allergy || !is_declared) return "";
    return fmt::format("write here the condition of `contraindication {}` itself", given);
  }
  const std::string leave =
      fmt::format("leave out `{} {}`", is_unless ? "unless" : "not", name.text);
  const bool is_all = is_denied && rule->when->kind == ast::ExprKind::kNot;
  const std::string instead =
      is_all ? fmt::format("say in `when` who is given `{}`, without this", given) : leave;
  if (is_declared) {
    return fmt::format("{}: `contraindication {}` blocks the rule by itself", instead, given);
  }
  if (is_allergy) {
    return fmt::format(
        "declare `fact {0} \"Allergy to {1}\" is yes/no` and `contraindication {2} \"Allergy to "
        "{1}\" when {0}`, which blocks the rule by itself, and {3}",
        name.text, TitleOf(resolution, given), given, instead);
  }
  return fmt::format(
      "write what speaks against it as `contraindication {} \"Title\"`, and below it `when` with "
      "the "
      "condition: it blocks the rule by itself; and {}",
      given, instead);
}

std::string HelpForProperty(const std::vector<GivenBy>& named) {
  std::string rules;
  std::string list;
  for (const GivenBy& one : named) {
    list += (list.empty() ? "" : ", ") + one.medication;
    if (one.rule.empty()) continue;
    rules += fmt::format("{}`{}` for `{}`", rules.empty() ? "" : " and ", one.rule, one.medication);
  }
  std::string help =
      rules.empty() ? std::string("a property speaks of facts and of rules, not of medications")
                    : fmt::format("write the rules that give them: {}", rules);
  if (named.size() > 1) help += fmt::format("; or, whatever rule gives them, `exclusive {}`", list);
  return help;
}

}  // namespace mgl

// One place for the phrases that many messages share, so that they read alike.
#include "dsl/resolve/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/text/plain_text.h"
#include "engine/unit/substance.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

constexpr std::size_t kShownWords = 6;

std::string Joined(const std::vector<std::string>& words, std::string_view conjunction) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? fmt::format(" {} ", conjunction) : ", ";
    result += words[i];
  }
  return result;
}

}  // namespace

std::string JoinedWords(const std::vector<std::string>& words, std::string_view conjunction) {
  return Joined(words, conjunction);
}

std::string JoinedNames(const std::vector<std::string>& names, std::string_view conjunction) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(Quoted(name));
  return Joined(quoted, conjunction);
}

std::string ChoicesInWords(const ast::ChoiceOwner& owner) {
  std::string result = "one of ";
  const std::size_t shown = std::min(owner.choices.size(), kShownWords);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) result += ", ";
    result += owner.choices[i].name.text;
  }
  if (shown < owner.choices.size()) {
    result += fmt::format(" and {} more", owner.choices.size() - shown);
  }
  return result;
}

std::string_view KindWithArticle(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kNone:
      return "an unknown name";
    case SymbolKind::kFact:
      return "a fact";
    case SymbolKind::kThreshold:
      return "a threshold";
    case SymbolKind::kRange:
      return "a range";
    case SymbolKind::kDefine:
      return "a define";
    case SymbolKind::kAmbiguity:
      return "an ambiguity";
    case SymbolKind::kTable:
      return "a table";
    case SymbolKind::kScore:
      return "a score";
    case SymbolKind::kItem:
      return "an item of a score";
    case SymbolKind::kMedication:
      return "a medication";
    case SymbolKind::kOption:
      return "an option";
    case SymbolKind::kPart:
      return "a part";
    case SymbolKind::kDiet:
      return "a diet";
    case SymbolKind::kRule:
      return "a rule";
    case SymbolKind::kRecheck:
      return "a recheck";
  }
  return "a name";
}

std::string_view KindWithArticle(const Resolution& resolution, const Symbol& symbol) {
  const bool is_result =
      symbol.kind == SymbolKind::kDefine && resolution.defines[symbol.index]->is_result;
  return is_result ? "a result" : KindWithArticle(symbol.kind);
}

Label DeclaredHere(const ast::DeclarationBase& declaration, std::string_view kind_with_article) {
  const std::string title =
      declaration.title ? fmt::format(" ({})", declaration.title->text) : std::string();
  return {declaration.name.span,
          fmt::format("`{}`{} is {}", declaration.name.text, title, kind_with_article)};
}

std::vector<std::string> ChoiceNames(const ast::ChoiceOwner& owner) {
  std::vector<std::string> names;
  for (const ast::Choice& choice : owner.choices) names.push_back(choice.name.text);
  return names;
}

bool HaveSameChoices(const ast::ChoiceOwner& a, const ast::ChoiceOwner& b) {
  return std::equal(a.choices.begin(), a.choices.end(), b.choices.begin(), b.choices.end(),
                    [](const ast::Choice& one, const ast::Choice& other) {
                      return one.name.text == other.name.text;
                    });
}

std::string FirstChoice(const ast::ChoiceOwner& owner) {
  return owner.choices.empty() ? "CHOICE" : owner.choices.front().name.text;
}

bool HasChoice(const ast::ChoiceOwner& owner, std::string_view name) {
  return std::any_of(owner.choices.begin(), owner.choices.end(),
                     [&](const ast::Choice& choice) { return choice.name.text == name; });
}

bool HasChoice(const ast::ChoiceOwner& owner, const ast::Name& choice) {
  return ChoiceIndex(owner, choice) < owner.choices.size();
}

std::string QuantityText(const ast::Quantity& quantity) {
  std::string text = FormatDecimal(quantity.number.value);
  if (quantity.is_age) return WeeksAndDaysText(text);
  if (quantity.unit) text += ' ' + quantity.unit->code;
  if (quantity.unit && quantity.unit->substance) text += " of " + quantity.unit->substance->text;
  return text;
}

namespace {

/// `digoxin` of `digoxin_level`, `serum_digoxin`.
std::string SubstanceNamed(std::string_view fact) {
  for (const std::string_view lead : {"serum_", "plasma_", "s_", "p_", "blood_", "urine_"}) {
    if (fact.starts_with(lead)) fact = fact.substr(lead.size());
  }
  constexpr std::string_view kTails[] = {"_level", "_concentration", "_conc",  "_trough",
                                         "_peak",  "_serum",         "_blood", "_plasma"};
  for (const std::string_view tail : kTails) {
    if (fact.ends_with(tail) && fact.size() > tail.size()) fact.remove_suffix(tail.size());
  }
  return std::string(fact);
}

}  // namespace

/// `in mg/mmol of creatinine`: the substance is that of the amount, below the line or above it.
std::string HelpForSubstance(const ast::DeclarationBase& unknown, const std::string& words_for_it,
                             const std::string& code) {
  const std::string words = LowerCase(
      fmt::format("{} {}", unknown.name.text, unknown.title ? unknown.title->text : std::string()));
  std::string named = "SUBSTANCE";
  for (const std::string_view known : BuiltinSubstanceNames()) {
    if (words.find(known) != std::string::npos) named = known;
  }
  const std::size_t line = code.find('/');
  const bool is_below = line != std::string::npos && code.find("mol", line) != std::string::npos;
  const bool is_unknown = named == "SUBSTANCE" && words.find("acr") == std::string::npos;
  if (is_unknown && !is_below) {
    const std::string own = SubstanceNamed(unknown.name.text);
    const bool is_charge = LowerCase(code).find("eq") != std::string::npos;
    return fmt::format(
        "say what {} measures: `in {} of {}`, and declare it: `substance {}`, with `molar mass … "
        "g/mol`{}; or write the number in `{}`",
        words_for_it, code, own, own, is_charge ? " and `valence …`" : "", code);
  }
  if (!is_below) {
    return fmt::format("say what {} measures: `in {} of {}`", words_for_it, code, named);
  }
  if (words.find("acr") != std::string::npos) named = "creatinine";
  return fmt::format("say which substance is counted in `{}`, below the line: `in {} of {}`",
                     code.substr(line + 1), code, named);
}

std::string TypeBeside(const ast::Quantity& quantity) {
  if (quantity.has_weeks_and_days) return "in weeks and days";
  return quantity.unit ? fmt::format("in {}", quantity.unit->code) : "is number";
}

std::string UsualUnit(const Unit& computed) {
  for (const std::string_view code : {"kg/m2", "mL/min", "mL/min/1.73m2", "mmol/L", "mg/dL", "g/L",
                                      "L/min", "m2", "mg/kg", "mg", "mL", "%"}) {
    const auto usual = ParseUnit(code);
    if (usual && FindConversion(*usual, computed)) return std::string(code);
  }
  return "";
}

std::string_view ComparisonText(ast::Comparison comparison) {
  switch (comparison) {
    case ast::Comparison::kLess:
      return "<";
    case ast::Comparison::kLessEqual:
      return "<=";
    case ast::Comparison::kGreater:
      return ">";
    case ast::Comparison::kGreaterEqual:
      return ">=";
    case ast::Comparison::kEqual:
      return "=";
    case ast::Comparison::kNotEqual:
      return "!=";
  }
  return "=";
}

}  // namespace mgl

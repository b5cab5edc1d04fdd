#include "dsl/resolve/fact_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/parse/kind_of_uses.h"
#include "dsl/parse/test_forms.h"
#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// In small letters, parted by single blanks, one at each end.
std::string AsWords(std::string_view text) {
  std::string words = " ";
  for (const char written : text) {
    const char c = LowerCase(written);
    const bool is_letter = (c >= 'a' && c <= 'z') || IsDigit(c);
    if (is_letter) {
      words += c;
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

bool IsNumber(const ast::Fact& fact) {
  return fact.type == ast::FactType::kQuantity || fact.type == ast::FactType::kNumber;
}

}  // namespace

std::string HelpForPartOfName(const Resolution& resolution, std::string_view name,
                              FactSought sought) {
  const std::string said = AsWords(name);
  if (said.size() < 3) return {};
  std::vector<std::string> meant;
  std::string unit;
  for (const ast::Fact* fact : resolution.facts) {
    const bool is_number = sought == FactSought::kNumber || sought == FactSought::kPlainNumber;
    if (is_number && !IsNumber(*fact)) continue;
    if (sought == FactSought::kTest && fact->type == ast::FactType::kDate) continue;
    const bool fits = AsWords(fact->name.text).find(said) != std::string::npos ||
                      IsSameTest(name, fact->name.text) ||
                      (fact->title && AsWords(fact->title->text).find(said) != std::string::npos);
    if (!fits) continue;
    meant.push_back(fact->name.text);
    unit = fact->unit ? fact->unit->code : "";
  }
  if (meant.empty()) return {};
  if (meant.size() == 1 && sought == FactSought::kPlainNumber && !unit.empty()) {
    return fmt::format("did you mean `{}`? It is in `{}`, which stands behind the number too",
                       meant[0], unit);
  }
  return meant.size() == 1 ? fmt::format("did you mean `{}`?", meant[0])
                           : fmt::format("name the one that is meant: {}", JoinedNames(meant));
}

std::string HelpForTest(std::string_view name, std::string_view kind, bool is_test) {
  const TestForm form = FormOfTest(name);
  const bool has_unit = kind.starts_with("in ");
  if (form.kinds.empty() && (!is_test || has_unit)) return {};
  if (!has_unit) {
    const bool is_bare =
        kind == "is number" && !form.kinds.empty() && form.kinds[0].starts_with("in ");
    return fmt::format("declare it: {}{}", DeclarationOfTest(name),
                       is_bare ? ", and write the unit behind the number too" : "");
  }
  return fmt::format("declare it: `fact {} \"{}\" {}`", name, form.title,
                     WithSubstance(name, kind));
}

std::string HelpForEverydayWord(std::string_view name) {
  constexpr std::string_view kSides[] = {"older",   "more",  "higher", "greater",
                                         "younger", "fewer", "lower",  "less"};
  if (name == "yesterday") return "write `today - 1 day`";
  if (name == "tomorrow") return "write `today + 1 day`";
  if (LowerCase(name) == "null" || LowerCase(name) == "nil") {
    return "write `X is missing`, with the name of the fact; its opposite is `X is known`";
  }
  constexpr std::string_view kChanges[] = {"rise",     "increase",  "drop",     "fall",
                                           "decrease", "decline",   "rise_in",  "change",
                                           "delta",    "reduction", "doubling", "improvement"};
  if (std::ranges::find(kChanges, LowerCase(name)) != std::end(kChanges)) {
    return fmt::format(
        "say of what, and from which earlier value: declare that as a fact of its own, such as "
        "`fact creatinine_before \"Creatinine before\" in UNIT`, and write it as a comparison, "
        "such "
        "as `creatinine >= 1.5 * creatinine_before` for a rise by 50 %; within which time is a "
        "comparison of their dates, such as `time since date of creatinine_before <= 7 days`");
  }
  if (std::ranges::find(kSides, name) != std::end(kSides)) {
    return fmt::format("leave out `or {}`: `>=` is at least, `<=` at most", name);
  }
  return "";
}

std::string HelpForDatedFact(const Resolution& resolution, Symbol symbol) {
  if (symbol.kind != SymbolKind::kFact) return "";
  const ast::Fact& fact = *resolution.facts[symbol.index];
  const std::string title = fact.title ? fact.title->text : "";
  const std::string& name = fact.name.text;
  constexpr std::string_view kEnds[] = {"_date", "_started", "_begun", "_given", "_done", "_on"};
  const bool is_called =
      std::ranges::any_of(kEnds, [&](std::string_view end) { return name.ends_with(end); });
  const bool is_number = fact.type == ast::FactType::kQuantity;
  const bool is_dated = KindFromTitle(name, title) == "is date" || (is_number && is_called);
  if (!is_dated || fact.type == ast::FactType::kDate) return "";
  return fmt::format("where it is declared, write `fact {}{} is date`", name,
                     title.empty() ? "" : fmt::format(" \"{}\"", title));
}

std::string HelpForDiet(const Resolution& resolution, std::string_view name) {
  for (const ast::Diet* diet : resolution.diets) {
    const bool is_food = std::ranges::any_of(
        diet->foods, [&](const ast::Food& food) { return food.name.text == name; });
    if (!is_food) continue;
    return fmt::format("`{0}` is a food of the diet `{1}`: write `advise {1}`", name,
                       diet->name.text);
  }
  return fmt::format(
      "declare `diet {0} \"{1}\"` with its lines `food`, or say it in words: `advise \"{1}\"`",
      name, FormOfTest(name).title);
}

}  // namespace mgl

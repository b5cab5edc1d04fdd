// Concentrations of a known substance that is not named: mg/dL and mmol/L of it do not convert.
#include <fmt/format.h>

#include <string>

#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool IsConcentration(const Unit& unit) {
  UnitBook units;
  for (const char* const code : {"mg/dL", "mmol/L", "mEq/L"}) {
    if (unit.dimension == (*units.Read(code))->dimension) return true;
  }
  return false;
}

/// A substance of which mass and amount convert; null: none.
const Substance* Known(const std::string& name) {
  const Substance* const substance = FindBuiltinSubstance(name);
  return substance != nullptr && substance->molar_mass > 0 ? substance : nullptr;
}

/// By the whole name, else by a word of it: `serum_potassium`, `Potassium in serum`.
const Substance* SubstanceOf(std::string_view name) {
  std::string all;
  std::string word;
  const Substance* of_word = nullptr;
  const std::string lower = LowerCase(name) + ' ';
  for (const char c : lower) {
    const bool is_letter = (c >= 'a' && c <= 'z') || IsDigit(c);
    if (is_letter) {
      word += c;
      continue;
    }
    if (of_word == nullptr && !word.empty()) of_word = Known(word);
    if (!word.empty()) all += (all.empty() ? "" : "_") + word;
    word.clear();
  }
  const Substance* const of_all = Known(all);
  return of_all != nullptr ? of_all : of_word;
}

}  // namespace

void LintUnnamedSubstance(const LintInput& input, Diagnostics& found) {
  for (std::size_t i = 0; i < input.names().facts.size(); ++i) {
    const ast::Fact& written = *input.names().facts[i];
    const Fact& fact = input.compiled.guideline.facts[i];
    if (!fact.has_unit || fact.substance || !written.unit || !IsConcentration(fact.unit)) continue;
    const Substance* substance = SubstanceOf(fact.name);
    if (substance == nullptr) substance = SubstanceOf(fact.title);
    if (substance == nullptr) continue;
    found.push_back(
        {DiagnosticKind::kUnnamedSubstance,
         written.unit->span,
         fmt::format("`{}` does not name its substance, so masses and amounts of it do not convert",
                     fact.name),
         fmt::format("write `in {} of {}`", written.unit->code, substance->name),
         {}});
  }
}

}  // namespace mgl

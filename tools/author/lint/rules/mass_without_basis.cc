// Doses of an element in grams, where nothing says whether of the element or of its salt.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/title_words.h"

namespace mgl {
namespace {

constexpr std::string_view kElements[] = {"iron",   "magnesium", "calcium",   "potassium",
                                          "zinc",   "copper",    "selenium",  "lithium",
                                          "iodine", "manganese", "phosphorus"};
/// What else stands in the name of a treatment with the element, whatever its salt is. "Calcium
/// channel blocker" is none.
constexpr std::string_view kBesideElement[] = {"a",           "and",         "daily",
                                               "dose",        "elemental",   "high",
                                               "infusion",    "injected",    "iv",
                                               "low",         "intravenous", "of",
                                               "or",          "oral",        "organic",
                                               "po",          "replacement", "salt",
                                               "salts",       "supplement",  "supplementation",
                                               "supplements", "tablet",      "tablets",
                                               "therapy",     "treatment"};
constexpr std::string_view kSalts[] = {
    "acetate",  "aspartate", "bicarbonate", "bisglycinate", "carbonate", "chloride", "citrate",
    "fumarate", "gluconate", "glycinate",   "hydroxide",    "iodide",    "lactate",  "malate",
    "orotate",  "oxide",     "phosphate",   "picolinate",   "sulfate",   "sulphate"};

template <std::size_t count>
bool IsAmong(std::string_view word, const std::string_view (&words)[count]) {
  return std::ranges::find(words, word) != std::end(words);
}

/// What the words of a treatment's title say; `element` is empty where it is about something else.
struct SaidElement {
  std::string_view element;
  std::set<std::string> salts;
};

SaidElement ReadElement(std::string_view title) {
  SaidElement said;
  for (const std::string& word : TitleWords(title)) {
    const auto* const element = std::ranges::find(kElements, word);
    if (element != std::end(kElements) && (said.element.empty() || said.element == word)) {
      said.element = *element;
    } else if (IsAmong(word, kSalts)) {
      said.salts.insert(word);
    } else if (!IsAmong(word, kBesideElement)) {
      return {};
    }
  }
  return said;
}

bool IsMass(const ast::Quantity& amount) {
  // Of a named substance the mass is what it is.
  if (!amount.unit || amount.unit->substance) return false;
  const std::string& code = amount.unit->code;
  const Result<Unit> unit = ParseUnit(code.substr(0, code.find_first_of(" /")));
  return unit && unit->dimension == ParseUnit("g")->dimension;
}

std::string TitleOf(const auto& of) { return of.title ? of.title->text : of.name.text; }

/// The element, where no salt is said, or several are, which are heavier than it by other factors.
std::string_view OpenElement(const ast::Medication& medication) {
  SaidElement said = ReadElement(TitleOf(medication));
  if (said.element.empty()) return {};
  for (const ast::Option& option : medication.options) {
    const SaidElement of = ReadElement(TitleOf(option));
    if (of.element != said.element) return {};
    said.salts.insert(of.salts.begin(), of.salts.end());
  }
  return said.salts.size() == 1 ? std::string_view() : said.element;
}

}  // namespace

void LintMassWithoutBasis(const LintInput& input, Diagnostics& found) {
  for (const ast::Medication* const medication : input.names().medications) {
    if (medication->basis || !medication->contents.empty() || !medication->parts.empty()) continue;
    const auto dose = std::ranges::find_if(medication->doses, [](const ast::Dose& of) {
      return IsMass(of.amount.high ? *of.amount.high : *of.amount.low);
    });
    if (dose == medication->doses.end()) continue;
    const std::string_view element = OpenElement(*medication);
    if (element.empty()) continue;
    found.push_back(
        {DiagnosticKind::kMassWithoutBasis,
         dose->amount.span,
         fmt::format("{} does not say whether this is the mass of {} or of its salt",
                     Quoted(medication->name.text), element),
         "write what the source means: `basis elemental` or `basis salt`; where it does not say, "
         "`basis open because \"…\"`",
         {}});
  }
}

}  // namespace mgl

// Without a declared type, bare words are choices where nothing is called so. Where something is
// called like some of them, only the author knows what is meant.
#include "dsl/resolve/resolve_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

using Values = std::vector<const ast::Expr*>;

Values ValuesOf(const ast::Define& define) {
  Values values;
  for (const ast::ValueLine& line : define.lines) {
    if (line.value) values.push_back(line.value.get());
  }
  return values;
}

Values ValuesOf(const ast::Table& table) {
  Values values;
  for (const ast::TableRow& row : table.rows) {
    for (const ast::ExprPtr& value : row.values) {
      if (value) values.push_back(value.get());
    }
  }
  return values;
}

void ReportMixed(const Resolution& resolution, const ast::ChoiceOwner& owner,
                 std::string_view type_word, const ast::Name& word, const ast::Name& name,
                 Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& [text, symbol] : resolution.names) names.push_back(text);
  Diagnostic diagnostic{DiagnosticKind::kMixedValues, word.span, "", "", {}};
  diagnostic.message =
      fmt::format("`{}` is a choice here, because nothing is called so; `{}` is {}", word.text,
                  name.text, KindWithArticle(resolution, resolution.Find(name.text)));
  const std::string choices = ChoicesInWords(owner).substr(std::string_view("one of ").size());
  const std::string otherwise = fmt::format(
      "if all are choices, say so in the first line: `{} one of ({})`", type_word, choices);
  diagnostic.help = DidYouMean(word.text, names, otherwise);
  const Label label{name.span, "the other value is here"};
  diagnostic.labels.push_back(label);
  diagnostics.push_back(std::move(diagnostic));
}

template <typename Definition>
void FindImplied(NameFinder& finder, const Definition& definition, std::string_view type_word,
                 Resolution& resolution, Diagnostics& diagnostics) {
  if (definition.type) return;
  std::vector<const ast::Name*> words;  // nothing is called so
  std::vector<const ast::Name*> names;  // something is called so
  for (const ast::Expr* value : ValuesOf(definition)) {
    if (value->kind == ast::ExprKind::kMissingValue) continue;
    if (value->kind != ast::ExprKind::kName) return;
    const bool is_name = resolution.Find(value->name.text).kind != SymbolKind::kNone;
    (is_name ? names : words).push_back(&value->name);
  }
  if (words.empty()) return;
  const bool is_broken = std::any_of(words.begin(), words.end(),
                                     [&](const ast::Name* word) { return finder.IsBroken(*word); });
  if (names.empty() && !is_broken) {
    resolution.implied_choices.insert(&definition);
    return;
  }
  if (!is_broken) {
    ReportMixed(resolution, definition, type_word, *words[0], *names[0], diagnostics);
  }
  for (const ast::Name* word : words) finder.TakeAsReported(*word);
  // What was meant is not known: no value is looked up.
  if (!names.empty()) finder.TakeAsReported(definition);
}

}  // namespace

void FindImpliedChoices(NameFinder& finder, Resolution& resolution, Diagnostics& diagnostics) {
  for (const ast::Define* define : resolution.defines) {
    FindImplied(finder, *define, "is", resolution, diagnostics);
  }
  for (const ast::Table* table : resolution.tables) {
    FindImplied(finder, *table, "gives", resolution, diagnostics);
  }
}

bool IsChoiceValue(const Resolution& resolution, const ast::Expr& value,
                   const ast::ChoiceOwner& owner, Symbol of) {
  if (value.kind != ast::ExprKind::kName) return false;
  const bool is_name = resolution.Find(value.name.text).kind != SymbolKind::kNone;
  if (ChoicesOf(resolution, of) == nullptr) return false;
  return !is_name || HasChoice(owner, value.name.text);
}

}  // namespace mgl

// One mistake, one diagnostic: a unit that the parser copied to both bounds is reported once.
#include "dsl/check/check_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

/// How many choices all suggestions together are compared with.
constexpr std::size_t kMostComparisons = 200'000;

}  // namespace

CheckContext::CheckContext(const ast::File& parsed_file, const Resolution& names)
    : file(parsed_file), resolution(names) {
  checked.types.resize(file.expression_count);
  fact_types.resize(names.facts.size());
  checked.define_types.resize(names.defines.size());
  checked.table_types.resize(names.tables.size());
  checked.ambiguity_types.resize(names.ambiguities.size());
  for (const ast::ChoiceOwner* owner : ChoiceOwners(names)) {
    for (const ast::Choice& choice : owner->choices) choices.insert(choice.name.text);
  }
}

void CheckContext::Report(Diagnostic diagnostic) {
  const auto place = std::tuple(diagnostic.kind, diagnostic.span.begin, diagnostic.span.end);
  if (reported_.insert(place).second) diagnostics.push_back(std::move(diagnostic));
}

void CheckContext::Report(DiagnosticKind kind, Span span, std::string message, std::string help,
                          std::vector<Label> labels) {
  Report({kind, span, std::move(message), std::move(help), std::move(labels)});
}

void CheckWord(CheckContext& context, const ast::Name& word, std::string_view what,
               const std::vector<std::string>& allowed) {
  if (word.text.empty()) return;
  if (std::find(allowed.begin(), allowed.end(), word.text) != allowed.end()) return;
  const std::string all = fmt::format("write {}", JoinedNames(allowed));
  context.Report(DiagnosticKind::kUnknownWord, word.span,
                 fmt::format("`{}` is not a word for the {}", word.text, what),
                 DidYouMean(word.text, allowed, all));
}

void ReportUnknownChoice(CheckContext& context, const ast::ChoiceOwner& owner,
                         const ast::Name& choice, const std::string& subject) {
  if (context.file.broken_names.contains(choice.text)) return;
  const std::string key = fmt::format("{} {}", owner.span.begin, choice.text);
  context.repeated.Report(DiagnosticKind::kUnknownChoice, key, choice.span, [&] {
    const std::string words = ChoicesInWords(owner);
    context.comparisons += owner.choices.size();
    const bool is_suggested = context.comparisons < kMostComparisons;
    const bool is_fact = context.resolution.Find(choice.text).kind == SymbolKind::kFact;
    const std::string otherwise =
        is_fact ? fmt::format("`{1}` is a fact: two facts compare with `=`, as in `{0} = {1}`",
                              owner.name.text, choice.text)
                : fmt::format("write {}", words);
    std::vector<std::string> known = ChoiceNames(owner);
    bool is_known = false;
    if (choice.is_label) {
      known.clear();
      for (const ast::Choice& other : owner.choices) {
        if (other.label) known.push_back(other.label->text);
        is_known |= other.label && other.label->text == choice.text;
      }
    }
    if (is_known) {
      return Diagnostic{
          DiagnosticKind::kUnknownChoice,
          choice.span,
          fmt::format("several choices of {} bear the label \"{}\"", subject, choice.text),
          "write the name of the one that is meant",
          {DeclaredHere(owner, words)}};
    }
    return Diagnostic{DiagnosticKind::kUnknownChoice,
                      choice.span,
                      fmt::format("`{}` is not a {}: {} is {}", choice.text,
                                  choice.is_label ? "label of a choice" : "choice", subject, words),
                      is_suggested ? DidYouMean(choice.text, known, otherwise) : otherwise,
                      {DeclaredHere(owner, words)}};
  });
}

}  // namespace mgl

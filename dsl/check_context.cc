// One mistake, one diagnostic: a unit that the parser copied to both bounds is reported once.
#include "dsl/check_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/wording.h"

namespace mgl {

CheckContext::CheckContext(const ast::File& parsed_file, const Resolution& names)
    : file(parsed_file), resolution(names) {
  checked.types.resize(file.expression_count);
  fact_types.resize(names.facts.size());
  define_types.resize(names.defines.size());
  for (const ast::Fact* fact : names.facts) {
    for (const ast::Choice& choice : fact->choices) choices.insert(choice.name.text);
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

}  // namespace mgl

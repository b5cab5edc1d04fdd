// Rules, rechecks and results that no example expects. A file without examples gets one finding.
#include <fmt/format.h>

#include <set>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class OutcomeCheck {
 public:
  OutcomeCheck(const Resolution& names, Diagnostics& found) : found_(found) {
    for (const ast::Example* example : names.examples) {
      for (const ast::Expectation& expectation : example->expectations) {
        expected_.insert(expectation.target.text);
      }
    }
  }

  void Need(const ast::DeclarationBase& declaration, std::string_view what) {
    const std::string& name = declaration.name.text;
    if (expected_.contains(name)) return;
    found_.push_back({DiagnosticKind::kOutcomeWithoutExample,
                      declaration.name.span,
                      fmt::format("no example expects the {} `{}`", what, name),
                      fmt::format("write an `example` with `expect {} …`", name),
                      {}});
  }

 private:
  std::set<std::string_view> expected_;
  Diagnostics& found_;
};

}  // namespace

void LintOutcomeWithoutExample(const LintInput& input, Diagnostics& found) {
  const Resolution& names = input.names();
  if (names.examples.empty()) {
    const std::size_t outcomes =
        names.rules.size() + names.rechecks.size() + names.tables.size() + names.scores.size();
    if (outcomes == 0) return;
    found.push_back({DiagnosticKind::kOutcomeWithoutExample,
                     names.guideline->name.span,
                     "the guideline has no example: nothing shows what it must decide",
                     "write `example \"…\"` with `given` and `expect` lines",
                     {}});
    return;
  }
  OutcomeCheck check(names, found);
  for (const ast::Define* define : names.defines) {
    if (define->is_result) check.Need(*define, "result");
  }
  for (const ast::Table* table : names.tables) check.Need(*table, "table");
  for (const ast::Score* score : names.scores) check.Need(*score, "score");
  for (const ast::Rule* rule : names.rules) check.Need(*rule, "rule");
  for (const ast::Recheck* recheck : names.rechecks) check.Need(*recheck, "recheck");
}

}  // namespace mgl

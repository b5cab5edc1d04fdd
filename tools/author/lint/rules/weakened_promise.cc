// A `must always` or `must never` of upstream that was changed or withdrawn: whether the local
// version still keeps it as it was.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dsl/assemble/assemble.h"
#include "dsl/compile.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The local version with a promise as upstream makes it, in place of its own.
CompileResult WithPromise(const CompiledText& local, const std::string& promise,
                          const std::string& title) {
  std::string text(local.source.text());
  for (const ast::Property* const property : local.names.properties) {
    if (!property->title || property->title->text != title) continue;
    std::fill(text.begin() + property->span.begin, text.begin() + property->span.end, ' ');
  }
  text += '\n' + promise + '\n';
  return Compile(SourceFile(local.source.path(), std::move(text)));
}

std::string TitleIn(const std::string& key) {
  const std::size_t begin = key.find('"');
  return begin == std::string::npos ? "" : key.substr(begin + 1, key.rfind('"') - begin - 1);
}

void LookAt(const LintInput& input, const LocalChange& change, const UpstreamDeclaration& promise,
            Diagnostics& found) {
  const std::string title = TitleIn(promise.key);
  const CompileResult compiled = WithPromise(input.compiled.text, promise.text, title);
  const std::string help =
      "look whether that is meant; if it is, accept it with the reason: people rely on it";
  if (compiled.guideline == nullptr) {
    const auto error = std::ranges::find_if(compiled.text->diagnostics, [](const Diagnostic& of) {
      return LevelOf(of) == Level::kError;
    });
    found.push_back({DiagnosticKind::kWeakenedPromise,
                     change.place,
                     fmt::format("upstream promises \"{}\", which cannot be asked of this "
                                 "guideline any more: {}",
                                 title, error->message),
                     help,
                     {}});
    return;
  }
  const Guideline& guideline = compiled.guideline->guideline;
  const auto property = std::ranges::find(guideline.properties, title, &Property::title);
  if (property == guideline.properties.end()) return;
  const std::vector<Goal> goals = {
      {property->condition, property->always ? Truth::kNo : Truth::kYes},
      {guideline.scope, Truth::kYes}};
  Proofs proofs = input.proofs.OfOther(guideline);
  Day day = input.as_of;
  const PatientSearch search = proofs.FindOnSomeDay(
      goals, change.place, fmt::format("a patient breaks \"{}\" of upstream", title), day);
  for (const Proofs::Undecided& open : proofs.TakeUndecided()) {
    input.proofs.LeaveOpen(open.reason, open.second, open.place, open.question);
  }
  if (!search.found) return;
  const std::optional<Day> on = day == input.as_of ? std::nullopt : std::optional(day);
  Diagnostic finding{DiagnosticKind::kWeakenedPromise,
                     change.place,
                     fmt::format("upstream promises \"{}\", which does not hold here {}", title,
                                 proofs.ForWhom(goals, *search.found, nullptr, on)),
                     help,
                     {}};
  finding.example = proofs.AsExample(*search.found, "breaks upstream's: " + title, {}, on);
  found.push_back(std::move(finding));
}

}  // namespace

void LintWeakenedPromise(const LintInput& input, Diagnostics& found) {
  const CompiledText& text = input.compiled.text;
  if (!text.assembly) return;
  for (const LocalChange& change : text.assembly->changes) {
    if (change.file != 0 || !change.key.starts_with("must ")) continue;
    const auto promise =
        std::ranges::find(text.assembly->upstream, change.key, &UpstreamDeclaration::key);
    if (promise != text.assembly->upstream.end()) LookAt(input, change, *promise, found);
  }
}

}  // namespace mgl

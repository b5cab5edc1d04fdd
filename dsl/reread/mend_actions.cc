#include "dsl/reread/mend_actions.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `give` of `then order x and give y`, where the message is at `y`.
std::string_view VerbBefore(std::string_view text, std::size_t name) {
  const std::string_view before = Trimmed(text.substr(0, name));
  return before.substr(before.find_last_of(" \t\n") + 1);
}

/// Of a diet, with a verb for medications.
std::string HelpForDietGiven(std::string_view verb, const DeclaredName& diet) {
  if (IsIn(verb, {"give", "consider"})) {
    return fmt::format("a diet is advised: write `then advise {}`", diet.name);
  }
  const std::string_view title = diet.title.empty() ? diet.name : diet.title;
  return fmt::format(
      "a diet is only advised; what speaks against it is said in words: write `then "
      "advise \"{}: {}\"`",
      verb == "stop" ? "Stop" : "Avoid", title);
}

std::string HelpForVerb(std::string_view text, std::string_view verb, std::string_view name) {
  const DeclaredName declared = NamedBy(text, name, {"diet", "fact", "recheck"});
  if (declared.name == name && declared.keyword == "diet") return HelpForDietGiven(verb, declared);
  if (declared.name == name && declared.keyword == "fact" && IsIn(verb, {"stop", "avoid"})) {
    return fmt::format(
        "`{}` is what is measured: name the medication, `then {} MEDICATION`, which is declared "
        "with its dose",
        name, verb);
  }
  if (IsTreatmentName(text, name) && IsIn(verb, {"advise", "order"})) {
    return fmt::format(
        "a medication is given: write `then give {0}`, or `then consider {0}` where the source "
        "leaves it open",
        name);
  }
  return {};
}

}  // namespace

void MendVerbs(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind != DiagnosticKind::kWrongKindOfName) continue;
    const std::string_view name = source.Text(diagnostic.span);
    const std::string_view keyword = DeclarationAt(text, diagnostic.span.begin).keyword;
    std::string help;
    if (keyword == "rule") help = HelpForVerb(text, VerbBefore(text, diagnostic.span.begin), name);
    if (keyword == "recheck" && IsTreatmentName(text, name) &&
        VerbBefore(text, diagnostic.span.begin) == "of") {
      help =
          "a recheck repeats a test: behind `of` stands the fact that is measured again, `of "
          "FACT`; when a treatment was begun is the date behind `after` or `from`";
    }
    if (!help.empty()) diagnostic.help = std::move(help);
  }
}

}  // namespace mgl

// `mgl facts`: the input that a guideline needs, for people and as forms to fill in.
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "tools/author/facts/case_form.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"

namespace mgl {
namespace {

struct FactsArguments {
  std::string guideline;
  std::string format = "text";
  bool full = false;
  bool used = false;
};

int ShowFacts(const FactsArguments& arguments, const OutputOptions& options) {
  const bool has_columns = arguments.format == "csv-header" || arguments.format == "yaml";
  if (arguments.full && !has_columns) {
    return ReportError("facts", {fmt::format("--full means nothing for {}", arguments.format),
                                 "it is for --format csv-header and yaml"});
  }
  const std::unique_ptr<GuidelineFile> file =
      LoadGuideline("facts", arguments.guideline, "its facts are not shown", options);
  if (file == nullptr) return kExitUnusable;
  const Guideline& guideline = file->guideline();
  std::vector<FactUses> uses = FindFactUses(file->source, *file->compiled.text, guideline);
  std::vector<ListedFact> facts;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (arguments.used && !uses[i].any()) continue;
    facts.push_back({&guideline.facts[i], std::move(uses[i])});
  }
  if (arguments.format == "csv-header") {
    std::cout << CsvHeader(facts, arguments.full);
    // A header has no room for it.
    if (!options.quiet) {
      std::cerr << fmt::format("{} {}: {}\n", guideline.header.name, guideline.header.version,
                               StatusLine(guideline.header));
    }
  } else if (arguments.format == "yaml") {
    std::cout << BlankCaseYaml(guideline, facts, arguments.full);
  } else if (arguments.format == "json-schema") {
    std::cout << CaseSchema(guideline, facts).dump(2) << '\n';
  } else {
    std::cout << FactSheet(guideline.header, facts, guideline.facts.size() - facts.size());
  }
  return kExitDone;
}

}  // namespace

void AddFactsCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<FactsArguments>();
  CLI::App* facts = app.add_subcommand("facts", "Show the input that a guideline needs");
  facts->add_option("GUIDELINE", arguments->guideline, "The guideline file (`-`: standard input)")
      ->required();
  facts
      ->add_option("--format", arguments->format,
                   "text: a table; csv-header: the first line of a cohort; json-schema: of a line "
                   "of NDJSON; yaml: a blank case to fill in")
      ->check(CLI::IsMember({"text", "csv-header", "json-schema", "yaml"}));
  facts->add_flag("--full", arguments->full,
                  "With FACT.unit and FACT.date too (csv-header and yaml)");
  facts->add_flag("--used", arguments->used, "Leave out facts that nothing uses");
  facts->footer(
      "Exit code: 0 done, 2 the guideline could not be used.\n"
      "Example:\n  mgl facts guidelines/magnesium_cramps/magnesium_cramps.mgl\n"
      "  mgl facts guidelines/magnesium_cramps/magnesium_cramps.mgl --format yaml > case.yaml");
  facts->callback(
      [arguments, &options, &exit_code] { exit_code = ShowFacts(*arguments, options); });
}

}  // namespace mgl

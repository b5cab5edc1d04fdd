// The options of `mgl facts`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddFactsCommand(CLI::App& app, Program& program) {
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
  OnCall(*facts, program, arguments, FactsCommand);
}

}  // namespace mgl

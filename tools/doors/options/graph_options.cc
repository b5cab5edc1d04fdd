// The options of `mgl graph`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddGraphCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<GraphArguments>();
  CLI::App* graph = app.add_subcommand("graph", "Show what depends on what: the evaluation graph");
  graph->add_option("GUIDELINE", arguments->guideline, "The guideline file (`-`: standard input)")
      ->required();
  graph
      ->add_option("--format", arguments->format,
                   "text or json: the nodes that run; dot or mermaid: a picture for people")
      ->check(CLI::IsMember({"text", "json", "dot", "mermaid"}));
  AddRepeatable(*graph, "--of", arguments->of,
                "Only what this fact, definition or outcome depends on or feeds into");
  graph->add_flag("--stats", arguments->stats,
                  "Count instead: nodes, depth, outcomes, cost a case (text or json)");
  graph->footer(
      "A picture shows facts, what is declared and the conditions between, in the author's words;\n"
      "dashed is what does not decide by itself: the scope, cautions, readings not adopted.\n"
      "Exit code: 0 done, 2 the guideline could not be used, or has no such name.\n"
      "Example:\n  mgl graph guidelines/magnesium_cramps/magnesium_cramps.mgl --format dot \\\n"
      "    --of iv_supplementation | dot -Tsvg > graph.svg");
  OnCall(*graph, program, arguments, GraphCommand);
}

}  // namespace mgl

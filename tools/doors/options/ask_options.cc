// The options of `mgl ask`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddAskCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<AskArguments>();
  CLI::App* ask = app.add_subcommand("ask", "A short consultation: asks what matters, and decides");
  ask->add_option("GUIDELINE", arguments->guideline, "The guideline file")->required();
  ask->add_option("--as-of", arguments->as_of, "The day to decide for (default: today)");
  AddRepeatable(*ask, "--reading", arguments->readings,
                "AMBIGUITY=READING: adopt another reading for this consultation");
  AddRepeatable(*ask, "--given", arguments->givens,
                "FACT=VALUE or FACT.date=DATE: known beforehand, not asked");
  ask->add_flag("--all", arguments->all,
                "Ask every fact that something uses, in the guideline's order");
  ask->add_option("--save", arguments->save,
                  "Where the answers go as a case (YAML, for `mgl run`)");
  ask->footer(
      "Answers come from standard input, a line each: a value as in a case file (1.1 mmol/L, "
      "<0.3,\n"
      "2026-03-01, y), unknown or an empty line, back, why, ?, quit.\n"
      "Exit code: 0 done, 2 a file could not be used.\n"
      "Example:\n  mgl ask guidelines/cha2ds2_vasc/cha2ds2_vasc.mgl --given sex=female");
  OnCall(*ask, program, arguments, AskCommand);
}

}  // namespace mgl

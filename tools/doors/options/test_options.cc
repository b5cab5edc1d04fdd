// The options of `mgl test`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {
namespace {

void AddOptions(CLI::App& test, TestArguments& arguments) {
  test.add_option("FILE", arguments.files, "Guideline files (`-`: standard input)")->required();
  test.add_option("--format", arguments.format, "text, json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}));
  test.add_option("--filter", arguments.filter,
                  "Run only the examples whose title holds this text, in any case");
  test.add_option("--as-of", arguments.as_of,
                  "The day of examples without `as of` (default: today)");
  test.add_flag("--coverage", arguments.coverage,
                "Show what the examples show of the guideline, and what no example does");
  test.add_option("--coverage-at-least", arguments.at_least,
                  "PERCENT: exit with 1 where the examples of a file cover less");
  CLI::Option* generate = test.add_flag(
      "--generate", arguments.generate,
      "Write an example for what none shows, as it is decided now, for a person to confirm");
  test.add_option("--out", arguments.out, "Write them behind the text of this file")
      ->needs(generate);
  CLI::Option* mutate =
      test.add_flag("--mutate", arguments.mutate,
                    "Show which small changes of the guideline no example notices")
          ->excludes(generate);
  test.add_option("--mutants", arguments.mutants, "How many such changes are tried at most (1000)")
      ->needs(mutate);
}

}  // namespace

void AddTestCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<TestArguments>();
  CLI::App* test = app.add_subcommand("test", "Run the examples of guideline files");
  AddOptions(*test, *arguments);
  test->footer(
      "Covered are: outcomes of rules, values of results and statuses of rechecks that an example\n"
      "expects; conditions that are yes in one example and no in another; lines and rows that an\n"
      "example comes to; readings by which one is decided.\n"
      "Below that it shows which bounds have an example on each side, and which parts of a "
      "condition\n"
      "alone decide it both ways (MC/DC, masking form). What no patient can show is proved, and "
      "not\n"
      "counted there.\n"
      "Exit code: 0 all examples passed, 1 an example failed (or the coverage is too low), 2 a "
      "file\n"
      "or an option could not be used, or no title holds the text of --filter.\n"
      "Example:\n  mgl test guidelines/magnesium_cramps/magnesium_cramps.mgl --coverage");
  OnCall(*test, program, arguments, TestCommand);
}

}  // namespace mgl

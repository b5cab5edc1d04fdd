#include "tools/doors/options/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "engine/text/did_you_mean.h"
#include "tools/doors/options/help.h"
#include "tools/doors/options/subcommands.h"
#include "tools/version.h"

namespace mgl {
namespace {

constexpr const char* kAbout =
    "mgl: clinical guidelines that run.\n"
    "Guidelines are .mgl files; `mgl COMMAND --help` explains each command with an example. `mgl` "
    "alone shows this help.\n";

/// What to say where the first word is no command; empty where it is one, or there is none.
std::string UnknownCommand(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0].starts_with('-')) return "";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), arguments[0]) != names.end()) return "";
  return fmt::format("mgl: there is no command `{}`\n  {}\n", arguments[0],
                     DidYouMean(arguments[0], names, "`mgl --help` lists the commands"));
}

/// What CLI11 says of wrong arguments, as all errors are said: `mgl lint: …`, and below it what to
/// do.
std::string WrongArguments(const CLI::App& app, const CLI::ParseError& error) {
  std::vector<const CLI::App*> apps = {&app};
  for (const CLI::App* command : app.get_subcommands()) apps.push_back(command);
  const std::string place = apps.size() > 1 ? "mgl " + apps[1]->get_name() : "mgl";
  const std::string otherwise = fmt::format("`{} --help` says what can be given", place);
  const std::vector<std::string> extras = app.remaining(true);
  if (extras.empty()) {
    const std::string message = apps.size() == 1 ? "a command is needed" : error.what();
    return fmt::format("{}: {}\n  {}\n", place, message, otherwise);
  }
  std::vector<std::string> names;
  for (const CLI::App* shown : apps) {
    for (const CLI::Option* option : shown->get_options({})) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  const bool is_option = extras[0].starts_with('-') && extras[0] != "-";
  return fmt::format("{}: {} `{}`\n  {}\n", place,
                     is_option ? "there is no option" : "nothing is expected at", extras[0],
                     is_option ? DidYouMean(extras[0], names, otherwise) : otherwise);
}

}  // namespace

int RunProgram(const std::vector<std::string>& arguments, const ProgramOutput& output) {
  CLI::App app{kAbout, "mgl"};
  UseHelp(app, std::clamp<std::size_t>(output.width, 80, 1000));
  app.set_version_flag("--version", std::string("mgl ") + kVersion);
  app.require_subcommand(1);
  app.fallthrough();
  Program program{output};
  app.add_option("--color", program.options.color,
                 "Colour: auto (a terminal, no NO_COLOR), always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--quiet", program.options.quiet,
               "Results and findings only, no summary or progress");

  AddNewCommand(app, program);
  AddLintCommand(app, program);
  AddFmtCommand(app, program);
  AddAdaptCommand(app, program);
  AddRunCommand(app, program);
  AddSensitivityCommand(app, program);
  AddTestCommand(app, program);
  AddExplainCommand(app, program);
  AddAskCommand(app, program);
  AddDiffCommand(app, program);
  AddTraceCommand(app, program);
  AddGraphCommand(app, program);
  AddFactsCommand(app, program);
  AddUnitsCommand(app, program);
  AddCompletionCommand(app, program);
  AddManualCommand(app, program);
  if (const std::string problem = UnknownCommand(app, arguments); !problem.empty()) {
    output.err << problem;
    return kExitUnusable;
  }
  if (arguments.empty()) {  // as `mgl --help`: there is nothing that could have gone wrong
    output.out << app.help();
    return kExitDone;
  }
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0)
      return app.exit(error, output.out, output.err);  // --help, --version
    output.err << WrongArguments(app, error);
    return kExitUnusable;
  }
  return program.exit_code;
}

}  // namespace mgl

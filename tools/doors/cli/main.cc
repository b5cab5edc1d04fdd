// The program `mgl`: the options of its commands are in *_options.cc, what they do in
// tools/commands.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <iostream>

#include "dsl/diagnostic/diagnostic.h"
#include "tools/doors/cli/help.h"
#include "tools/doors/cli/standard_streams.h"
#include "tools/doors/cli/subcommands.h"
#include "tools/files/environment.h"
#include "tools/version.h"

namespace {

constexpr const char* kAbout =
    "mgl: clinical guidelines that run.\n"
    "Guidelines are .mgl files; `mgl COMMAND --help` explains each command with an example.\n";

/// What to say where the first word is no command; empty where it is one, or there is none.
std::string UnknownCommand(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return "";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), argv[1]) != names.end()) return "";
  return fmt::format("mgl: there is no command `{}`\n  {}\n", argv[1],
                     mgl::DidYouMean(argv[1], names, "`mgl --help` lists the commands"));
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
                     is_option ? mgl::DidYouMean(extras[0], names, otherwise) : otherwise);
}

int Report(const mgl::Error& error) {
  std::cerr << fmt::format("mgl: {}\n", error.message);
  if (!error.help.empty()) std::cerr << fmt::format("  {}\n", error.help);
  return mgl::kExitUnusable;
}

/// The exit code; what is on standard output may not be written yet.
int RunCommand(int argc, char** argv) {
  if (const auto error = mgl::LimitSimdLevelByEnvironment()) return Report(*error);
  const mgl::Result<bool> row_by_row = mgl::DecidesRowByRow();
  if (!row_by_row) return Report(row_by_row.error());
  CLI::App app{kAbout, "mgl"};
  mgl::UseHelp(app);
  app.set_version_flag("--version", std::string("mgl ") + mgl::kVersion);
  app.require_subcommand(1);
  app.fallthrough();
  mgl::Program program;
  program.row_by_row = *row_by_row;
  app.add_option("--color", program.options.color,
                 "Colour: auto (a terminal, no NO_COLOR), always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--quiet", program.options.quiet,
               "Results and findings only, no summary or progress");

  mgl::AddLintCommand(app, program);
  mgl::AddFmtCommand(app, program);
  mgl::AddRunCommand(app, program);
  mgl::AddTestCommand(app, program);
  mgl::AddExplainCommand(app, program);
  mgl::AddAskCommand(app, program);
  mgl::AddTraceCommand(app, program);
  mgl::AddGraphCommand(app, program);
  mgl::AddFactsCommand(app, program);
  mgl::AddUnitsCommand(app, program);
  mgl::AddCompletionCommand(app);
  mgl::AddManualCommand(app);
  if (const std::string problem = UnknownCommand(app, argc, argv); !problem.empty()) {
    std::cerr << problem;
    return mgl::kExitUnusable;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::cerr << WrongArguments(app, error);
    return mgl::kExitUnusable;
  }
  return program.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  if (!mgl::OpenClosedStreams()) return mgl::kExitUnusable;
  // A closed pipe and the limit of a file's size are errors of the write, with their message.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  mgl::StandardOutput output;
  const int exit_code = RunCommand(argc, argv);
  const std::optional<mgl::Error> error = output.Finish();
  return error ? Report(*error) : exit_code;
}

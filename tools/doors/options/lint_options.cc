// The options of `mgl lint`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {
namespace {

void AddOptions(CLI::App& lint, LintArguments& arguments) {
  lint.add_option("FILE", arguments.files,
                  "Guideline files, folders of them, patterns such as 'g/**/*.mgl' (`-`: standard "
                  "input)");
  lint.add_option("--format", arguments.format, "How findings are written")
      ->check(CLI::IsMember(
          std::vector<std::string>{"text", "concise", "json", "sarif", "github", "junit"}));
  lint.add_flag("--info", arguments.show_infos,
                "Show the findings of level info too (JSON and SARIF always hold them)");
  lint.add_option("--fail-on", arguments.fail_on,
                  "The least level for which the exit code is 1 (default: error)")
      ->check(CLI::IsMember(std::vector<std::string>{"error", "warning", "info", "never"}));
  auto* fix = lint.add_flag(
      "--fix", arguments.fix,
      "Write mistakes and findings that have one right form in it; report what is left");
  auto* diff =
      lint.add_flag("--diff", arguments.diff, "Show what --fix would change, and change nothing")
          ->excludes(fix);
  auto* baseline = lint.add_option("--baseline", arguments.baseline,
                                   "FILE: report only findings that it does not hold");
  auto* write_baseline = lint.add_flag("--write-baseline", arguments.write_baseline,
                                       "Write what is found now to the file of --baseline")
                             ->needs(baseline)
                             ->excludes(diff);
  lint.add_flag("--watch", arguments.watch, "Report again whenever a file changes, until Ctrl-C")
      ->excludes(fix)
      ->excludes(diff)
      ->excludes(write_baseline);
  lint.add_flag("--together", arguments.together,
                "The guidelines apply together: also find where they contradict each other")
      ->excludes(diff);
  lint.add_flag("--timing", arguments.timing, "Say on standard error where the time went")
      ->excludes(diff);
  lint.add_option("--level", arguments.levels,
                  "The level of a finding, by code or name: L0501=off, missing-source=error")
      ->allow_extra_args(false);
  auto* level_file = lint.add_option("--config", arguments.level_file,
                                     "Levels from this file (default: the nearest mgl.yaml)");
  lint.add_flag("--no-config", arguments.no_level_file, "Read no mgl.yaml")->excludes(level_file);
  lint.add_option("--as-of", arguments.as_of,
                  "The day on which dates have passed or not (default: today)");
  lint.add_option("--explain", arguments.explain, "Explain the finding with this code or name");
  lint.add_flag("--rules", arguments.list_rules, "List all findings: code, name, level, title");
}

constexpr const char* kLintFooter =
    "Levels: error, warning, info, off. Errors and warnings are shown in full; infos, which list\n"
    "what a guideline leaves open and what it could say, are counted, and shown with --info.\n"
    "A file accepts a finding with its reason: accept L0501 because \"…\". A project sets levels "
    "in\n"
    "mgl.yaml, beside the guideline or in a folder above it, up to the one with .git:\n"
    "  lint: {levels: {L0501: off, missing-source: error}}\n"
    "Errors of the language (codes below L0500) keep their level.\n"
    "--fix writes straight quotes, decimal points, dates and the words and signs of the language\n"
    "where a text has those of a word processor or of elsewhere, and mends warnings and infos "
    "that\n"
    "can be mended in one way only; it changes no decision.\n"
    "FILE can be a folder: all files *.mgl in it and below.\n"
    "--format concise: a line a finding; github: annotations of a workflow; sarif: SARIF 2.1.0;\n"
    "junit: a suite a file, a failure for what --fail-on names.\n"
    "--baseline keeps back what is known already, by what is said, not by the line; the file is\n"
    "written with --write-baseline. Errors of the language are never kept back.\n"
    "--together takes facts as one that share a code, or a name, and convert (--info lists them,\n"
    "and facts that look alike and are two are found); then it looks for a patient for whom one\n"
    "guideline gives what another says not to give, or one name means two things.\n"
    "Exit code: 0 no error (--diff: no change), 1 an error in a text, or a finding of the level of "
    "--fail-on\n"
    "(--diff: a change), 2 a file, a folder or an option could not be used.\n"
    "Example:\n  mgl lint guidelines/magnesium_cramps/magnesium_cramps.mgl\n"
    "  mgl lint --diff guidelines/magnesium_cramps/magnesium_cramps.mgl\n"
    "  mgl lint guidelines --format concise --fail-on info      exits: 1\n"
    "  mgl lint --explain missing-source";

}  // namespace

void AddLintCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<LintArguments>();
  CLI::App* lint = app.add_subcommand("lint", "Check guideline files: all mistakes in one run");
  AddOptions(*lint, *arguments);
  lint->footer(kLintFooter);
  lint->callback([arguments, &program] {
    const bool needs_files = !arguments->list_rules && arguments->explain.empty();
    if (needs_files && arguments->files.empty()) throw CLI::RequiredError("FILE");
    program.Run([&](Host& host) { return LintCommand(*arguments, host); });
  });
}

}  // namespace mgl

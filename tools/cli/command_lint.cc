// `mgl lint`: what is wrong in a text, all of it, each with its place and what to do.
#include <fmt/format.h>
#include <unistd.h>

#include <deque>
#include <iostream>
#include <memory>
#include <vector>

#include "dsl/diagnostic_json.h"
#include "tools/cli/commands.h"
#include "tools/lint/lint.h"

namespace mgl {
namespace {

struct LintArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string explain;
};

int Explain(const std::string& code) {
  const DiagnosticKindInfo* info = FindDiagnosticKind(code);
  if (info == nullptr) {
    std::cerr << fmt::format("mgl lint: there is no finding with the code `{}`\n", code);
    return kExitUnusable;
  }
  std::cout << fmt::format("{}: {}\n\n{}\n", info->code, info->title, info->explanation);
  return kExitDone;
}

std::string Counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

int LintFiles(const LintArguments& arguments, const OutputOptions& options) {
  const bool as_json = arguments.format == "json";
  const bool color = !as_json && UseColor(options, STDOUT_FILENO);
  int exit_code = kExitDone;
  std::size_t errors = 0;
  std::size_t others = 0;
  std::deque<SourceFile> sources;       // stable addresses: the findings point to them
  std::deque<Diagnostics> diagnostics;  // likewise
  std::vector<FileFindings> findings;
  for (const std::string& path : arguments.files) {
    Result<SourceFile> source = ReadSourceFile(path);
    if (!source) {
      std::cerr << fmt::format("mgl lint: {}\n", source.error().message);
      if (!source.error().help.empty()) std::cerr << fmt::format("  {}\n", source.error().help);
      exit_code = kExitUnusable;
      continue;
    }
    sources.push_back(std::move(*source));
    diagnostics.push_back(Lint(sources.back()));
    findings.push_back({&sources.back(), &diagnostics.back(), {}});
    for (const Diagnostic& diagnostic : diagnostics.back()) {
      ++(Info(diagnostic.kind).level == Level::kError ? errors : others);
      if (!as_json) std::cout << RenderText(diagnostic, sources.back(), color) << '\n';
    }
  }
  if (as_json) std::cout << RenderJson(findings) << '\n';
  if (!as_json && !options.quiet) {
    std::cout << fmt::format("{} checked: {}, {}\n", Counted(arguments.files.size(), "file"),
                             Counted(errors, "error"), Counted(others, "other finding"));
  }
  if (exit_code == kExitUnusable) return exit_code;
  return errors > 0 ? kExitFindings : kExitDone;
}

}  // namespace

void AddLintCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<LintArguments>();
  CLI::App* lint = app.add_subcommand("lint", "Check guideline files: all mistakes in one run");
  lint->add_option("FILE", arguments->files, "Guideline files (`-`: standard input)");
  lint->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  lint->add_option("--explain", arguments->explain, "Explain the finding with this code");
  lint->footer(
      "Exit code: 0 no error, 1 an error in a text, 2 a file could not be read.\n"
      "Example:\n  mgl lint guidelines/magnesium_cramps/magnesium_cramps.mgl\n"
      "  mgl lint --explain L0201");
  lint->callback([arguments, &options, &exit_code] {
    if (!arguments->explain.empty()) {
      exit_code = Explain(arguments->explain);
    } else if (arguments->files.empty()) {
      throw CLI::RequiredError("FILE");
    } else {
      exit_code = LintFiles(*arguments, options);
    }
  });
}

}  // namespace mgl

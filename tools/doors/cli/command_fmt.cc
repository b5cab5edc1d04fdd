// `mgl fmt`: the one layout of guideline files.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <vector>

#include "dsl/format.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"
#include "tools/files/atomic_file.h"

namespace mgl {
namespace {

struct FmtArguments {
  std::vector<std::string> files;
  bool check = false;
};

std::optional<Error> WriteWhole(const std::string& path, const std::string& text) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open(path);
  if (!file) return file.error();
  if (auto error = (*file)->Write(text)) return error;
  return (*file)->Commit();
}

/// The exit code for one file.
int FormatFile(const std::string& path, bool check, const OutputOptions& options) {
  const Result<SourceFile> source = ReadSourceFile(path);
  if (!source) return ReportError("fmt", source.error());
  const ParseResult parsed = Parse(*source);
  if (HasErrors(parsed.diagnostics)) {
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
      std::cerr << RenderText(diagnostic, *source, UseColor(options, STDERR_FILENO)) << '\n';
    }
    std::cerr << fmt::format("mgl fmt: {} was not changed: it has errors\n", source->path());
    return kExitUnusable;
  }
  const std::string formatted = Format(*source);
  if (check) {
    if (formatted == source->original_text()) return kExitDone;
    std::cout << fmt::format("{} would be reformatted\n", source->path());
    return kExitFindings;
  }
  if (path != "-" && formatted == source->original_text()) return kExitDone;
  if (const auto error = WriteWhole(path, formatted)) return ReportError("fmt", *error);
  return kExitDone;
}

}  // namespace

void AddFmtCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<FmtArguments>();
  CLI::App* format = app.add_subcommand("fmt", "Rewrite guideline files in the one layout");
  format->add_option("FILE", arguments->files, "Guideline files (`-`: input to output)")
      ->required();
  format->add_flag("--check", arguments->check,
                   "Change nothing; exit 1 where something would change");
  format->footer(
      "Comments stay, meaning does not change; a file with syntax errors is left as it is.\n"
      "Exit code: 0 done, 1 with --check: something would change, 2 a file could not be used.\n"
      "Example:\n  mgl fmt --check guidelines/magnesium_cramps/magnesium_cramps.mgl");
  format->callback([arguments, &options, &exit_code] {
    for (const std::string& path : arguments->files) {
      exit_code = std::max(exit_code, FormatFile(path, arguments->check, options));
    }
  });
}

}  // namespace mgl

// `mgl fmt`: the one layout of guideline files.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "dsl/format.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

/// The exit code for one file.
int FormatFile(const std::string& path, bool check, Host& host) {
  const Result<SourceFile> source = host.ReadGuideline(path);
  if (!source) return ReportError(host, "fmt", source.error());
  const FormatResult formatted = Format(*source);
  if (!formatted.text) {
    PrintDiagnostics(formatted.diagnostics, *source, host);
    host.err << fmt::format("mgl fmt: {} was not changed: it has errors\n", source->path());
    return kExitUnusable;
  }
  const bool is_formatted = *formatted.text == source->original_text();
  if (check) {
    if (is_formatted) return kExitDone;
    host.out << fmt::format("{} would be reformatted\n", source->path());
    return kExitFindings;
  }
  if (path != "-" && is_formatted) return kExitDone;
  if (const auto error = WriteWhole(path, *formatted.text, host)) {
    return ReportError(host, "fmt", *error);
  }
  return kExitDone;
}

/// Of several files one text; the exit code.
int Flatten(const std::string& path, Host& host) {
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("fmt", path, "it cannot be flattened", host);
  if (compiled == nullptr) return kExitUnusable;
  const SourceFile whole(path, std::string(compiled->text.source.text()));
  host.out << Format(whole).text.value_or(std::string(whole.text()));
  return kExitDone;
}

}  // namespace

int FmtCommand(const FmtArguments& arguments, Host& host) {
  int exit_code = kExitDone;
  for (const std::string& path : arguments.files) {
    if (arguments.flatten) {
      exit_code = std::max(exit_code, Flatten(path, host));
      continue;
    }
    exit_code = std::max(exit_code, FormatFile(path, arguments.check, host));
  }
  return exit_code;
}

}  // namespace mgl

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

}  // namespace

int FmtCommand(const FmtArguments& arguments, Host& host) {
  int exit_code = kExitDone;
  for (const std::string& path : arguments.files) {
    exit_code = std::max(exit_code, FormatFile(path, arguments.check, host));
  }
  return exit_code;
}

}  // namespace mgl

// `mgl trace`: which place of the source became what.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "tools/author/trace/trace_output.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"
#include "tools/files/atomic_file.h"
#include "tools/files/file_identity.h"

namespace mgl {
namespace {

constexpr std::string_view kCommand = "trace";

struct TraceArguments {
  std::string guideline;
  std::string source;
  std::string format = "text";
  std::string output = "-";
};

/// As a diagnostic looks, without a code: the text of the guideline may be right, and the source
/// another one.
void PrintProblem(const PlaceProblem& problem, const SourceFile& source, bool color) {
  const Level level = problem.is_error ? Level::kError : Level::kWarning;
  const Diagnostic diagnostic{
      DiagnosticKind::kUnencodedPart, problem.span, problem.message, problem.help, {}, level};
  const std::string text = RenderText(diagnostic, source, color);
  std::cerr << LevelName(level) << ": " << problem.message << text.substr(text.find('\n')) << '\n';
}

std::string Rendered(const Trace& trace, const std::string& format, bool color) {
  if (format == "csv") return TraceCsv(trace);
  if (format == "html") return TraceHtml(trace);
  if (format == "text") return TraceText(trace, color);
  // A path may be no UTF-8.
  return TraceJson(trace).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

/// What the reader of a file, a table or JSON would not see on the screen.
void PrintSummary(const Trace& trace, const OutputOptions& options) {
  if (!trace.counts.unaccounted.empty()) {
    std::cerr << fmt::format("mgl trace: {}: unaccounted for: line {}\n", trace.document,
                             LinesInWords(trace.counts.unaccounted));
  }
  if (options.quiet) return;
  const GuidelineHeader& header = trace.header.guideline;
  std::cerr << fmt::format("{} {}: {}\n{}\n", header.name, header.version, StatusLine(header),
                           SummaryLine(trace));
}

int ShowTrace(const TraceArguments& arguments, const OutputOptions& options) {
  if (arguments.guideline == "-" && arguments.source == "-") {
    return ReportError(kCommand, {"the guideline and its source cannot both be standard input",
                                  "name a file for one of them"});
  }
  if (const auto error = FindOverwrite({{"", arguments.guideline}, {"", arguments.source}},
                                       {{"-o", arguments.output}})) {
    return ReportError(kCommand, *error);
  }
  const std::unique_ptr<GuidelineFile> file =
      LoadGuideline(kCommand, arguments.guideline, "it is not traced", options);
  if (file == nullptr) return kExitUnusable;
  std::optional<SourceDocument> document;
  if (!arguments.source.empty()) {
    Result<SourceDocument> read = SourceDocument::Read(arguments.source);
    if (!read) return ReportError(kCommand, read.error());
    document = std::move(*read);
  }
  const Result<Trace> trace = MakeTrace(file->source, *file->compiled.text, file->guideline(),
                                        document ? &*document : nullptr);
  if (!trace) return ReportError(kCommand, trace.error());
  for (const PlaceProblem& problem : trace->problems) {
    PrintProblem(problem, file->source, UseColor(options, STDERR_FILENO));
  }
  if (HasErrors(trace->problems)) {
    std::cerr << fmt::format("mgl trace: {} names places that are not there; it is not traced\n",
                             file->source.path());
    return kExitUnusable;
  }
  Result<std::unique_ptr<AtomicFile>> output = AtomicFile::Open(arguments.output);
  if (!output) return ReportError(kCommand, output.error());
  const bool is_on_screen = arguments.output == "-" && arguments.format == "text";
  const bool color = arguments.output == "-" && UseColor(options, STDOUT_FILENO);
  std::optional<Error> error = (*output)->Write(Rendered(*trace, arguments.format, color));
  if (!error) error = (*output)->Commit();
  if (error && (*output)->closed_pipe()) return kExitUnusable;  // `… | head`: nobody reads
  if (error) return ReportError(kCommand, *error);
  if (!is_on_screen) PrintSummary(*trace, options);
  return trace->counts.unaccounted.empty() ? kExitDone : kExitFindings;
}

}  // namespace

void AddTraceCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<TraceArguments>();
  CLI::App* trace = app.add_subcommand("trace", "Show which place of the source became what");
  trace->add_option("GUIDELINE", arguments->guideline, "The guideline file (`-`: standard input)")
      ->required();
  trace->add_option("--source", arguments->source,
                    "FILE: the text of the source, UTF-8; each of its lines is shown, and what "
                    "became of it");
  trace
      ->add_option("--format", arguments->format,
                   "text; csv: a record a place and statement; json; html: one page for reading "
                   "and printing")
      ->check(CLI::IsMember({"text", "csv", "json", "html"}));
  trace->add_option("-o,--output", arguments->output,
                    "Where the trace goes (`-`: standard output)");
  trace->footer(
      "A statement is quoted (it names a place or cites a reference), interpreted, assumed, or\n"
      "added (it says nothing of where it comes from); parts of the source are silent or left "
      "out.\n"
      "Lines of the source that nothing names are unaccounted for.\n"
      "Exit code: 0 done, 1 lines of the source are unaccounted for, 2 a file could not be used, "
      "or\n"
      "the guideline names lines that the source does not have.\n"
      "Example:\n  mgl trace guidelines/magnesium_cramps/magnesium_cramps.mgl --format html \\\n"
      "    -o trace.html");
  trace->callback(
      [arguments, &options, &exit_code] { exit_code = ShowTrace(*arguments, options); });
}

}  // namespace mgl

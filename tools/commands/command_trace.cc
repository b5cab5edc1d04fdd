// `mgl trace`: which place of the source became what.
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "tools/author/trace/trace_output.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

constexpr std::string_view kTraceCommand = "trace";

/// As a diagnostic looks, without a code: the text of the guideline may be right, and the source
/// another one.
void PrintProblem(const PlaceProblem& problem, const SourceFile& source, Host& host) {
  const Level level = problem.is_error ? Level::kError : Level::kWarning;
  const Diagnostic diagnostic{
      DiagnosticKind::kUnencodedPart, problem.span, problem.message, problem.help, {}, level};
  const std::string text = RenderText(diagnostic, source, host.err_is_colored());
  host.err << LevelName(level) << ": " << problem.message << text.substr(text.find('\n')) << '\n';
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
void PrintSummary(const Trace& trace, Host& host) {
  if (!trace.counts.unaccounted.empty()) {
    host.err << fmt::format("mgl trace: {}: unaccounted for: line {}\n", trace.document,
                            LinesInWords(trace.counts.unaccounted));
  }
  if (host.is_quiet()) return;
  const GuidelineHeader& header = trace.header.guideline;
  host.err << fmt::format("{} {}: {}\n{}\n", header.name, header.version, StatusLine(header),
                          SummaryLine(trace));
}

}  // namespace

int TraceCommand(const TraceArguments& arguments, Host& host) {
  if (arguments.guideline == "-" && arguments.source == "-") {
    return ReportError(host, kTraceCommand,
                       {"the guideline and its source cannot both be standard input",
                        "name a file for one of them"});
  }
  if (const auto error = host.FindOverwrite({{"", arguments.guideline}, {"", arguments.source}},
                                            {{"-o", arguments.output}})) {
    return ReportError(host, kTraceCommand, *error);
  }
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline(kTraceCommand, arguments.guideline, "it is not traced", host);
  if (compiled == nullptr) return kExitUnusable;
  std::optional<SourceDocument> document;
  if (!arguments.source.empty()) {
    const Result<std::unique_ptr<ByteSource>> bytes = host.Open(arguments.source);
    if (!bytes) return ReportError(host, kTraceCommand, bytes.error());
    Result<SourceDocument> read = SourceDocument::Read(**bytes);
    if (!read) return ReportError(host, kTraceCommand, read.error());
    document = std::move(*read);
  }
  const Result<Trace> trace = MakeTrace(*compiled, document ? &*document : nullptr);
  if (!trace) return ReportError(host, kTraceCommand, trace.error());
  for (const PlaceProblem& problem : trace->problems) {
    PrintProblem(problem, compiled->text.source, host);
  }
  if (HasErrors(trace->problems)) {
    host.err << fmt::format("mgl trace: {} names places that are not there; it is not traced\n",
                            compiled->text.source.path());
    return kExitUnusable;
  }
  Result<std::unique_ptr<OutputFile>> output = host.Create(arguments.output);
  if (!output) return ReportError(host, kTraceCommand, output.error());
  const bool is_on_screen = arguments.output == "-" && arguments.format == "text";
  const bool color = arguments.output == "-" && host.out_is_colored();
  std::optional<Error> error = (*output)->Write(Rendered(*trace, arguments.format, color));
  if (!error) error = (*output)->Commit();
  if (error && (*output)->closed_pipe()) return kExitUnusable;  // `… | head`: nobody reads
  if (error) return ReportError(host, kTraceCommand, *error);
  if (!is_on_screen) PrintSummary(*trace, host);
  return trace->counts.unaccounted.empty() ? kExitDone : kExitFindings;
}

}  // namespace mgl

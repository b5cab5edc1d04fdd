// `mgl run`: cases in batch.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "tools/cohort/batch_run.h"
#include "tools/commands/cohort_notices.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/io/decisions/decision_table.h"
#include "tools/io/decisions/reordered_csv.h"
#include "tools/io/decisions/run_record.h"
#include "tools/io/open_cases.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

enum class RunFormat { kCsv, kNdjson, kTable };

RunFormat FormatOf(const RunArguments& arguments, const Host& host) {
  if (arguments.format == "csv") return RunFormat::kCsv;
  if (arguments.format == "ndjson") return RunFormat::kNdjson;
  const bool is_shown = arguments.output == "-" && host.out_is_terminal();
  return is_shown || arguments.format == "table" ? RunFormat::kTable : RunFormat::kCsv;
}

Result<DecisionParts> PartsOf(const RunArguments& arguments, const Guideline& guideline) {
  const bool is_ndjson = arguments.format == "ndjson";
  Result<DecisionParts> parts = arguments.columns
                                    ? ReadParts(guideline, *arguments.columns, is_ndjson)
                                    : AllParts(guideline, is_ndjson);
  if (parts) parts->short_cells = arguments.cells == "short";
  return parts;
}

/// `OUT.run.json` beside a file of decisions; else empty.
std::string RecordPath(const RunArguments& arguments, Host& host) {
  if (arguments.output.empty() || arguments.output == "-") return "";
  return host.CanBeFile(arguments.output) ? arguments.output + ".run.json" : "";
}

std::optional<Error> FindOverwriteOf(const RunArguments& arguments, Host& host) {
  std::vector<NamedFile> inputs = {{"", arguments.guideline}};
  for (const std::string& path : arguments.cases) inputs.push_back({"", path});
  return host.FindOverwrite(inputs, {{"-o", arguments.output},
                                     {"the .run.json of -o", RecordPath(arguments, host)},
                                     {"--rejects", arguments.rejects},
                                     {"--summary", arguments.summary}});
}

/// The files of one run. Commit() renames all of them, or none.
struct OutputFiles {
  std::unique_ptr<OutputFile> decisions;
  std::unique_ptr<OutputFile> rejects;  // null: not asked for
  std::unique_ptr<OutputFile> summary;  // likewise
  std::unique_ptr<OutputFile> record;   // OUT.run.json

  std::optional<Error> Open(const RunArguments& arguments, Host& host) {
    const auto open = [&host](const std::string& path, std::unique_ptr<OutputFile>& file) {
      Result<std::unique_ptr<OutputFile>> opened = host.Create(path);
      if (!opened) return std::optional<Error>(opened.error());
      file = std::move(*opened);
      return std::optional<Error>();
    };
    if (auto error = open(arguments.output, decisions)) return error;
    if (const std::string path = RecordPath(arguments, host); !path.empty()) {
      if (auto error = open(path, record)) return error;
    }
    if (!arguments.rejects.empty()) {
      if (auto error = open(arguments.rejects, rejects)) return error;
      if (auto error = rejects->Write(RejectsHeader())) return error;
    }
    if (!arguments.summary.empty()) return open(arguments.summary, summary);
    return std::nullopt;
  }

  /// What is written at the end of the run.
  std::optional<Error> Finish(const Guideline& guideline, const BatchReport& report,
                              const Json& run_record) const {
    if (record != nullptr) {
      if (auto error = record->Write(run_record.dump(2) + "\n")) return error;
    }
    if (summary != nullptr) {
      const std::string text =
          SummaryJson(report.summary, guideline, report.facts, run_record).dump(2) + "\n";
      if (auto error = summary->Write(text)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> Commit(Host& host) const {
    std::vector<OutputFile*> all;
    for (const auto* file : {&decisions, &rejects, &record, &summary}) {
      if (*file != nullptr) all.push_back(file->get());
    }
    return host.CommitAll(all);
  }
};

/// What decisions go through on their way to their file.
class DecisionSink {
 public:
  DecisionSink(TextSink& file, RunFormat format, const DecisionParts& parts, const Host& host)
      : last_(&file) {
    if (format == RunFormat::kNdjson) return;
    if (format == RunFormat::kTable) {
      last_ = &table_.emplace(*last_, TextStyle{host.Width(40, 120), host.out_is_colored()});
    }
    if (!parts.order.empty()) last_ = &reordered_.emplace(*last_, parts.order);
  }
  DecisionSink(const DecisionSink&) = delete;
  DecisionSink& operator=(const DecisionSink&) = delete;

  TextSink& operator*() { return *last_; }
  TextSink* operator->() { return last_; }
  std::optional<Error> Finish() { return table_ ? table_->Finish() : std::nullopt; }

 private:
  TextSink* last_;
  std::optional<DecisionTable> table_;
  std::optional<ReorderedCsv> reordered_;
};

}  // namespace

int RunCommand(const RunArguments& arguments, Host& host) {
  const auto report_error = [&host](const Error& error) { return ReportError(host, "run", error); };
  if (const auto error = FindOverwriteOf(arguments, host)) return report_error(*error);
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("run", arguments.guideline, "no case was decided", host);
  if (compiled == nullptr) return kExitUnusable;
  const Guideline* const guideline = &compiled->guideline;
  const Result<EvaluationOptions> evaluation =
      ReadEvaluation(host, arguments.as_of, arguments.readings, *guideline);
  if (!evaluation) return report_error(evaluation.error());
  const Result<DecisionParts> parts = PartsOf(arguments, *guideline);
  if (!parts) return report_error(parts.error());
  const Result<CaseOptions> reading = ReadCaseOptions(arguments);
  if (!reading) return report_error(reading.error());
  const auto rules = MakeCellRules(*guideline, *reading, evaluation->as_of);
  if (!rules) return report_error(rules.error());
  FactReader facts(*guideline, *rules);
  Result<std::unique_ptr<CaseReader>> reader =
      OpenCases(*guideline, facts, arguments.cases, OpenerOf(host), *reading);
  if (!reader) return report_error(reader.error());

  Json run_record = MakeRunRecord(*guideline, *evaluation);
  OutputFiles files;
  if (const auto error = files.Open(arguments, host)) return report_error(*error);
  const RunFormat format = FormatOf(arguments, host);
  // Where no file beside it says what the run was, the first line does.
  auto writer =
      format == RunFormat::kNdjson
          ? MakeNdjsonDecisionWriter(*guideline, *parts, files.record ? Json() : run_record)
          : MakeCsvDecisionWriter(*guideline, *parts);
  DecisionSink decisions(*files.decisions, format, *parts, host);
  BatchOptions batch = BatchOptionsOn(host, arguments.threads, *rules);
  batch.strict = arguments.strict;
  const double start = host.Seconds();
  Result<BatchReport> report = RunBatch(*guideline, *evaluation, **reader,
                                        {writer.get(), &*decisions, files.rejects.get()}, batch);
  host.ShowProgress(0, true);
  if (report) {
    if (auto error = decisions.Finish()) report = *error;
  }
  if (!report) {
    if (files.decisions->closed_pipe()) return kExitUnusable;  // `mgl run … | head`: nobody reads
    return report_error(report.error());
  }
  report->summary.seconds = host.Seconds() - start;
  const auto unit_notices = UnitNotices(report->units, *guideline, **rules);
  if (!unit_notices) return report_error(unit_notices.error());
  // All that is told is made before the outputs get their names: after that nothing can fail. JSON
  // ends before it too: its destructor asks for memory.
  std::string told = NoticeLines("run", (*reader)->TakeNotices());
  told += NoticeLines("run", *unit_notices);
  told += NoticeLines("run", report->facts.Notices(*guideline, host.is_quiet()));
  told += RejectHint(*report, !arguments.rejects.empty());
  if (!host.is_quiet()) told += SummaryText(report->summary, *guideline, run_record);
  std::optional<Error> error = files.Finish(*guideline, *report, run_record);
  run_record = Json();
  writer.reset();
  reader->reset();
  if (!error) error = files.Commit(host);
  if (error && files.decisions->closed_pipe()) return kExitUnusable;
  if (error) return report_error(*error);
  host.err << told;
  return report->summary.rejected > 0 ? kExitRejectedRows : kExitDone;
}

}  // namespace mgl

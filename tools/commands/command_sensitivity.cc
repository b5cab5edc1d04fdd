// `mgl sensitivity`: what decisions of a cohort hang on.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "tools/cohort/sensitivity/sensitivity_report.h"
#include "tools/commands/cohort_notices.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/io/decisions/run_record.h"
#include "tools/io/open_cases.h"

namespace mgl {
namespace {

constexpr std::string_view kSensitivityCommand = "sensitivity";

std::optional<Error> FindOverwriteOf(const SensitivityArguments& arguments, Host& host) {
  std::vector<NamedFile> inputs = {{"", arguments.guideline}};
  for (const std::string& path : arguments.cases) inputs.push_back({"", path});
  return host.FindOverwrite(inputs, {{"-o", arguments.output}, {"--rejects", arguments.rejects}});
}

/// By fact: whether the run says the unit of its numbers.
std::vector<bool> FactsWithUnit(const Guideline& guideline, const CaseOptions& reading) {
  std::vector<bool> is_said(guideline.facts.size());
  for (const auto& [name, unit] : reading.units) {
    const Fact* const fact = FactNamed(guideline, name);
    if (fact != nullptr) is_said[static_cast<std::size_t>(fact - guideline.facts.data())] = true;
  }
  return is_said;
}

struct SensitivityFiles {
  std::unique_ptr<OutputFile> report;
  std::unique_ptr<OutputFile> rejects;  // null: not asked for

  std::optional<Error> Open(const SensitivityArguments& arguments, Host& host) {
    Result<std::unique_ptr<OutputFile>> opened = host.Create(arguments.output);
    if (!opened) return opened.error();
    report = std::move(*opened);
    if (arguments.rejects.empty()) return std::nullopt;
    opened = host.Create(arguments.rejects);
    if (!opened) return opened.error();
    rejects = std::move(*opened);
    return rejects->Write(RejectsHeader());
  }

  std::optional<Error> Commit(Host& host) const {
    std::vector<OutputFile*> all{report.get()};
    if (rejects != nullptr) all.push_back(rejects.get());
    return host.CommitAll(all);
  }
};

std::string Rendered(const SensitivityArguments& arguments, const Guideline& guideline,
                     const OpenQuestions& open, const SensitivityReport& report,
                     const EvaluationOptions& evaluation, const Host& host) {
  if (arguments.format == "csv") return SensitivityCsv(guideline, open, report);
  if (arguments.format == "text") {
    const bool is_shown = arguments.output == "-";
    return SensitivityText(guideline, evaluation.as_of, open, report,
                           is_shown ? host.Width(60, 100) : 100);
  }
  return SensitivityJson(guideline, open, report, MakeRunRecord(guideline, evaluation))
             .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace

int SensitivityCommand(const SensitivityArguments& arguments, Host& host) {
  const auto report_error = [&host](const Error& error) {
    return ReportError(host, kSensitivityCommand, error);
  };
  if (const auto error = FindOverwriteOf(arguments, host)) return report_error(*error);
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline(kSensitivityCommand, arguments.guideline, "no case was decided", host);
  if (compiled == nullptr) return kExitUnusable;
  const Guideline& guideline = compiled->guideline;
  const Result<EvaluationOptions> evaluation =
      ReadEvaluation(host, arguments.as_of, arguments.readings, guideline);
  if (!evaluation) return report_error(evaluation.error());
  const Result<CaseOptions> reading = ReadCaseOptions(arguments);
  if (!reading) return report_error(reading.error());
  const auto rules = MakeCellRules(guideline, *reading, evaluation->as_of);
  if (!rules) return report_error(rules.error());
  FactReader facts(guideline, *rules);
  Result<std::unique_ptr<CaseReader>> reader =
      OpenCases(guideline, facts, arguments.cases, OpenerOf(host), *reading);
  if (!reader) return report_error(reader.error());
  SensitivityFiles files;
  if (const auto error = files.Open(arguments, host)) return report_error(*error);

  const OpenQuestions open = FindQuestions(
      *compiled, *evaluation,
      arguments.every_bound ? ChosenNumbers::kAssumedOrBound : ChosenNumbers::kAssumed,
      FactsWithUnit(guideline, *reading));
  BatchOptions batch = BatchOptionsOn(host, arguments.threads, *rules);
  batch.strict = arguments.strict;
  const Result<SensitivityReport> report =
      RunSensitivity(guideline, *evaluation, open, **reader, files.rejects.get(), batch);
  host.ShowProgress(0, true);
  if (!report) return report_error(report.error());
  const auto unit_notices = UnitNotices(report->run.units, guideline, **rules);
  if (!unit_notices) return report_error(unit_notices.error());
  std::string told = NoticeLines(kSensitivityCommand, (*reader)->TakeNotices());
  told += NoticeLines(kSensitivityCommand, *unit_notices);
  told += NoticeLines(kSensitivityCommand, report->run.facts.Notices(guideline, host.is_quiet()));
  told += RejectHint(report->run, !arguments.rejects.empty());
  std::optional<Error> error =
      files.report->Write(Rendered(arguments, guideline, open, *report, *evaluation, host));
  reader->reset();
  if (!error) error = files.Commit(host);
  if (error && files.report->closed_pipe()) return kExitUnusable;  // `… | head`: nobody reads
  if (error) return report_error(*error);
  host.err << told;
  return report->run.summary.rejected > 0 ? kExitRejectedRows : kExitDone;
}

}  // namespace mgl

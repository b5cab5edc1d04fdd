// `mgl run`: cases in batch.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tools/cohort/batch_run.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"
#include "tools/files/atomic_file.h"
#include "tools/files/file_identity.h"
#include "tools/io/decisions/run_record.h"

namespace mgl {
namespace {

struct RunArguments : CaseArguments {
  std::string guideline;
  std::vector<std::string> cases;
  std::string output = "-";
  std::string format = "csv";
  std::string cells = "long";
  std::string columns;
  std::string rejects;
  std::string summary;
  bool strict = false;
  unsigned threads = 0;
};

int Report(const Error& error) { return ReportError("run", error); }

Result<DecisionLayout> ReadLayout(const RunArguments& arguments) {
  DecisionLayout layout;
  layout.short_cells = arguments.cells == "short";
  if (arguments.columns.empty()) return layout;
  const std::vector<std::pair<std::string, bool*>> groups = {{"id", &layout.id},
                                                             {"scope", &layout.scope},
                                                             {"results", &layout.results},
                                                             {"rules", &layout.rules},
                                                             {"rechecks", &layout.rechecks},
                                                             {"ask", &layout.ask},
                                                             {"warnings", &layout.warnings}};
  std::vector<std::string> names;
  for (const auto& [name, shown] : groups) {
    names.push_back(name);
    *shown = false;
  }
  std::size_t begin = 0;
  while (begin <= arguments.columns.size()) {
    const std::size_t end = std::min(arguments.columns.find(',', begin), arguments.columns.size());
    const std::string name(Trimmed(arguments.columns.substr(begin, end - begin)));
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      return Error{fmt::format("`{}` is no group of columns", name), NameHelp(name, names)};
    }
    *groups[static_cast<std::size_t>(found - names.begin())].second = true;
    begin = end + 1;
  }
  return layout;
}

/// `OUT.run.json` beside a file of CSV decisions; else empty.
std::string RecordPath(const RunArguments& arguments) {
  if (arguments.output.empty() || arguments.output == "-" || arguments.format != "csv") return "";
  std::error_code ignored;
  const bool is_file = !std::filesystem::exists(arguments.output, ignored) ||
                       std::filesystem::is_regular_file(arguments.output, ignored);
  return is_file ? arguments.output + ".run.json" : "";
}

std::optional<Error> FindOverwriteOf(const RunArguments& arguments) {
  std::vector<NamedFile> inputs = {{"", arguments.guideline}};
  for (const std::string& path : arguments.cases) inputs.push_back({"", path});
  return FindOverwrite(inputs, {{"-o", arguments.output},
                                {"the .run.json of -o", RecordPath(arguments)},
                                {"--rejects", arguments.rejects},
                                {"--summary", arguments.summary}});
}

/// The files of one run. Commit() renames all of them, or none.
struct OutputFiles {
  std::unique_ptr<AtomicFile> decisions;
  std::unique_ptr<AtomicFile> rejects;  // null: not asked for
  std::unique_ptr<AtomicFile> summary;  // likewise
  std::unique_ptr<AtomicFile> record;   // OUT.run.json

  std::optional<Error> Open(const RunArguments& arguments) {
    const auto open = [](const std::string& path, std::unique_ptr<AtomicFile>& file) {
      Result<std::unique_ptr<AtomicFile>> opened = AtomicFile::Open(path);
      if (!opened) return std::optional<Error>(opened.error());
      file = std::move(*opened);
      return std::optional<Error>();
    };
    if (auto error = open(arguments.output, decisions)) return error;
    if (const std::string path = RecordPath(arguments); !path.empty()) {
      if (auto error = open(path, record)) return error;
    }
    if (!arguments.rejects.empty()) {
      if (auto error = open(arguments.rejects, rejects)) return error;
      if (auto error = rejects->Write(RejectsHeader())) return error;
    }
    if (!arguments.summary.empty()) return open(arguments.summary, summary);
    return std::nullopt;
  }

  std::optional<Error> Commit(const Guideline& guideline, const RunSummary& counts,
                              const nlohmann::ordered_json& run_record) {
    if (record != nullptr) {
      if (auto error = record->Write(run_record.dump(2) + "\n")) return error;
    }
    if (summary != nullptr) {
      const std::string text = SummaryJson(counts, guideline, run_record).dump(2) + "\n";
      if (auto error = summary->Write(text)) return error;
    }
    std::vector<AtomicFile*> all;
    for (const auto* file : {&decisions, &rejects, &record, &summary}) {
      if (*file != nullptr) all.push_back(file->get());
    }
    return AtomicFile::CommitAll(all);
  }
};

std::string RejectHint(const BatchReport& report, const RunArguments& arguments) {
  if (!report.first_reject) return "";
  const RejectedRow& first = *report.first_reject;
  std::string where = fmt::format("{}:{}", first.place.file, first.place.line);
  if (first.place.column > 0) where += fmt::format(", column {}", first.place.column);
  const std::string reason = first.names_values ? "a bad value (--strict)" : first.reason;
  std::string hint = fmt::format("the first rejected row: {}: {}\n", where, reason);
  const RunSummary& summary = report.summary;
  if (summary.decided == 0 && summary.with_end_separator == summary.rejected) {
    hint +=
        "  every row ends with a separator and the header does not: --trailing-separator "
        "reads such files\n";
  } else if (arguments.rejects.empty()) {
    hint += "  --rejects FILE writes all of them, each with its place and reason\n";
  }
  return hint;
}

/// Units that some cases do not say: what to tell, or why nothing is to be decided so.
Result<std::vector<std::string>> UnitNotices(const UnitTally& units, const Guideline& guideline) {
  std::vector<std::string> notices;
  for (const auto& [file, uses] : units.files()) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const UnitUse& use = uses[i];
      if (use.blank == 0) continue;
      const Fact& fact = guideline.facts[i];
      const std::string option = fmt::format("--unit {}={}", fact.name, fact.unit.code);
      const std::string counted = fmt::format("{} case{}", use.blank, use.blank == 1 ? "" : "s");
      if (use.names_other && !use.is_warned) {
        return Error{fmt::format("{} states no unit of `{}` in {}, and far below its begin another "
                                 "one than {}: what was written is not to be used",
                                 file, fact.name, counted, fact.unit.code),
                     fmt::format("{} says that these numbers are in {}", option, fact.unit.code)};
      }
      notices.push_back(fmt::format("{} states no unit of `{}` in {}: read as {} ({} says so)",
                                    file, fact.name, counted, fact.unit.code, option));
    }
  }
  return notices;
}

int Run(const RunArguments& arguments, const OutputOptions& options) {
  if (const auto error = FindOverwriteOf(arguments)) return Report(*error);
  const std::unique_ptr<GuidelineFile> file =
      LoadGuideline("run", arguments.guideline, "no case was decided", options);
  if (file == nullptr) return kExitUnusable;
  const Guideline* const guideline = &file->guideline();
  const Result<EvaluationOptions> evaluation =
      ReadEvaluation(arguments.as_of, arguments.readings, *guideline);
  if (!evaluation) return Report(evaluation.error());
  const Result<DecisionLayout> layout = ReadLayout(arguments);
  if (!layout) return Report(layout.error());
  const Result<CaseOptions> reading = ReadCaseOptions(arguments);
  if (!reading) return Report(reading.error());
  FactReader facts(*guideline);
  Result<std::unique_ptr<CaseReader>> reader =
      OpenCases(*guideline, facts, arguments.cases, *reading);
  if (!reader) return Report(reader.error());

  const nlohmann::ordered_json run_record = MakeRunRecord(*guideline, *evaluation);
  const auto writer = arguments.format == "csv"
                          ? MakeCsvDecisionWriter(*guideline, *layout)
                          : MakeNdjsonDecisionWriter(*guideline, *layout, run_record);
  OutputFiles files;
  if (const auto error = files.Open(arguments)) return Report(*error);
  if (const auto error = files.decisions->Write(writer->Header())) return Report(*error);
  BatchOptions batch;
  batch.threads =
      arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  batch.strict = arguments.strict;
  batch.show_progress = !options.quiet && isatty(STDERR_FILENO) == 1;
  const Result<BatchReport> report =
      RunBatch(*guideline, *evaluation, **reader,
               {writer.get(), files.decisions.get(), files.rejects.get()}, batch);
  if (!report) {
    if (files.decisions->closed_pipe()) return kExitUnusable;  // `mgl run … | head`: nobody reads
    return Report(report.error());
  }
  const Result<std::vector<std::string>> unit_notices = UnitNotices(report->units, *guideline);
  if (!unit_notices) return Report(unit_notices.error());
  // All that is told is made before the outputs get their names: after that nothing can fail.
  std::string told;
  for (const std::string& notice : (*reader)->TakeNotices()) told += "mgl run: " + notice + '\n';
  for (const std::string& notice : *unit_notices) told += "mgl run: " + notice + '\n';
  told += RejectHint(*report, arguments);
  if (!options.quiet) told += SummaryText(report->summary, *guideline, run_record);
  const auto error = files.Commit(*guideline, report->summary, run_record);
  if (error && files.decisions->closed_pipe()) return kExitUnusable;
  if (error) return Report(*error);
  std::cerr << told;
  return report->summary.rejected > 0 ? kExitRejectedRows : kExitDone;
}

void AddRunOptions(CLI::App& run, RunArguments& arguments) {
  run.add_option("GUIDELINE", arguments.guideline, "The guideline file")->required();
  run.add_option("CASES", arguments.cases,
                 "CSV, NDJSON, JSON or YAML files, one cohort (`-`: standard input; .gz and .zst "
                 "as they are)")
      ->required();
  run.add_option(
      "-o,--output", arguments.output,
      "Where decisions go (`-`: standard output): FILE is replaced when they are whole; for "
      "CSV, FILE.run.json beside it says what the run was");
  run.add_option("--format", arguments.format, "csv or ndjson")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  AddCaseOptions(run, arguments);
  run.add_option("--cells", arguments.cells, "long (yes no …) or short (y n ? b o)")
      ->check(CLI::IsMember({"long", "short"}));
  run.add_option("--columns", arguments.columns,
                 "Groups of columns: id,scope,results,rules,rechecks,ask,warnings");
  run.add_option("--rejects", arguments.rejects, "Where rejected rows are listed");
  run.add_option("--summary", arguments.summary, "Where the summary goes as JSON");
  run.add_flag("--strict", arguments.strict, "Reject a row for a bad value too");
  run.add_option("--threads", arguments.threads, "How many threads (default: all cores)")
      ->check(CLI::Range(1, 256));
}

}  // namespace

void AddRunCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* run = app.add_subcommand("run", "Decide cases in batch");
  AddRunOptions(*run, *arguments);
  run->footer(
      "Beside a file of CSV decisions, DECISIONS.run.json says what the run was: guideline, "
      "version,\n"
      "content hash, status, day, readings. Both replace files of these names, when they are "
      "whole.\n"
      "A row with more cells than the header is rejected, one with fewer is a warning, a blank "
      "one is\n"
      "no case. What looks like a fact or its unit and is not named so ends the run, with the "
      "--map or\n"
      "--unit to write. tools/io/README.md in the sources says all of it.\n"
      "Numbers are shown in full where they are finite decimals, else rounded to 15 digits. In "
      "NDJSON\n"
      "a result that is a number is a number or null; where it could be one of several, NAME.low\n"
      "and NAME.high follow, its ends (null: no end).\n"
      "Exit code: 0 done, 2 a file could not be used, 3 done and some rows were rejected.\n"
      "Example:\n  mgl run guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --as-of 2026-03-01 -o decisions.csv");
  run->callback([arguments, &options, &exit_code] { exit_code = Run(*arguments, options); });
}

}  // namespace mgl

#include "tools/commands/diff_cases.h"

#include <utility>

#include "tools/commands/cohort_notices.h"
#include "tools/commands/guideline_file.h"
#include "tools/io/bytes/shared_source.h"
#include "tools/io/open_cases.h"

namespace mgl {

Result<ComparedCases> CompareCases(const DiffArguments& arguments, const VersionOptions& options,
                                   const Guideline& before, const Guideline& after,
                                   const std::vector<Rename>& renames, Host& host) {
  ComparedCases compared;
  EvaluationOptions old_readings = options.before_readings;
  old_readings.as_of = options.as_of;
  OldNames old_names;
  for (const Rename& rename : renames) {
    if (rename.kind != "fact") old_names.insert({{rename.kind, rename.after}, rename.before});
  }
  compared.versions =
      VersionPairs::Make(before, after, old_readings, options.after_readings, old_names);
  const Guideline& read = compared.versions->of_files();
  const Result<CaseOptions> reading = ReadCaseOptions(arguments.reading);
  if (!reading) return reading.error();
  const auto rules = MakeCellRules(compared.versions->read(), *reading, options.as_of);
  if (!rules) return rules.error();
  FactReader facts(read, *rules);
  const SharedOpeners both(OpenerOf(host));
  const bool is_read_twice = !compared.versions->read_twice().empty();
  Result<std::unique_ptr<CaseReader>> reader = OpenCases(
      read, facts, arguments.cases, is_read_twice ? both.First() : OpenerOf(host), *reading);
  if (!reader) return reader.error();
  std::optional<FactReader> new_facts;
  if (is_read_twice) {
    const auto new_rules = MakeCellRules(after, *reading, options.as_of);
    if (!new_rules) return new_rules.error();
    new_facts.emplace(after, *new_rules);
    auto second = OpenCases(after, *new_facts, arguments.cases, both.Second(), *reading);
    if (!second) return second.error();
    reader = std::unique_ptr<CaseReader>(std::make_unique<TwoReadings>(
        std::move(*reader), std::move(*second), compared.versions->read_twice()));
  }
  if (!arguments.output.empty()) {
    Result<std::unique_ptr<OutputFile>> opened = host.Create(arguments.output);
    if (!opened) return opened.error();
    compared.decisions = std::move(*opened);
  }
  BatchOptions batch = BatchOptionsOn(host, arguments.threads, *rules);
  batch.row_by_row |= is_read_twice;
  Result<DifferenceReport> report =
      RunDifferences(*compared.versions, **reader, compared.decisions.get(), nullptr, batch);
  host.ShowProgress(0, true);
  if (!report) return report.error();
  // Of a fact that both versions read, each says what it takes.
  Guideline as_called = compared.versions->read();
  for (const FactReadTwice& fact : compared.versions->read_twice()) {
    as_called.facts[Index(fact.first)].name = after.facts[Index(fact.second)].name;
  }
  const auto unit_notices = UnitNotices(report->run.units, as_called, **rules);
  if (!unit_notices) return unit_notices.error();
  compared.told =
      NoticeLines("diff", (*reader)->TakeNotices()) + NoticeLines("diff", *unit_notices) +
      NoticeLines("diff", report->run.facts.Notices(compared.versions->read(), host.is_quiet())) +
      RejectHint(report->run, true);
  compared.report = std::move(*report);
  return compared;
}

}  // namespace mgl

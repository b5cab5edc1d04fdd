// `mgl diff`: what a change of a guideline means for patients.
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "dsl/upstream_guideline.h"
#include "tools/author/versions/diff_report.h"
#include "tools/cohort/differences/difference_report.h"
#include "tools/commands/commands.h"
#include "tools/commands/diff_cases.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

constexpr std::string_view kDiffCommand = "diff";
constexpr std::string_view kConsequence = "it is compared with nothing";

/// By file, or as it was in a revision (`HEAD~1:x.mgl`) where there is no such file.
std::shared_ptr<const CompiledGuideline> LoadVersion(const std::string& name, Host& host) {
  const std::size_t colon = name.find(':');
  const bool is_revision = colon != std::string::npos && colon > 0 && !host.Exists(name);
  if (!is_revision) return LoadGuideline(kDiffCommand, name, kConsequence, host);
  return CompileGuideline(kDiffCommand, name, host.ReadRevision(name), kConsequence, host);
}

/// What a local version adapts; null where it adapts nothing, which is said.
std::shared_ptr<const CompiledGuideline> LoadUpstream(const std::string& name,
                                                      const CompiledGuideline& local, Host& host) {
  std::shared_ptr<const CompiledGuideline> upstream = UpstreamOf(local.text);
  if (upstream == nullptr) {
    ReportError(host, kDiffCommand,
                {fmt::format("{} adapts no other guideline", name),
                 "--upstream is for a local version, with a line `adapts \"FILE\" at version …`"});
  }
  return upstream;
}

/// The readings that a version is decided by.
Result<EvaluationOptions> Readings(const std::vector<std::string>& readings, Day as_of,
                                   const Guideline& guideline) {
  EvaluationOptions options;
  options.as_of = as_of;
  options.readings.resize(guideline.ambiguities.size());
  for (const std::string& text : readings) {
    if (auto error = AdoptReading(text, guideline, options)) return *error;
  }
  return options;
}

std::optional<Error> FindOverwriteOf(const DiffArguments& arguments, Host& host) {
  if (arguments.output.empty()) return std::nullopt;
  if (arguments.cases.empty()) {
    return Error{"-o is for the decisions of patients", "--cases FILE names them"};
  }
  std::vector<NamedFile> inputs = {{"", arguments.old_version}, {"", arguments.new_version}};
  for (const std::string& path : arguments.cases) inputs.push_back({"", path});
  return host.FindOverwrite(inputs, {{"-o", arguments.output}});
}

/// `cohort` may be null.
std::string Rendered(const DiffArguments& arguments, const VersionDiff& diff,
                     const ComparedCases* cohort, const Host& host) {
  if (arguments.format == "json") {
    nlohmann::ordered_json json = DiffJson(diff);
    if (cohort != nullptr) json["cohort"] = DifferenceJson(*cohort->versions, *cohort->report);
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  }
  if (arguments.format == "markdown") {
    return DiffMarkdown(diff) +
           (cohort != nullptr ? DifferenceMarkdown(*cohort->versions, *cohort->report) : "");
  }
  const std::size_t width = host.Width(60, 100);
  std::string text = DiffText(diff, {width, host.out_is_colored()});
  if (cohort != nullptr) {
    text += '\n' + DifferenceText(*cohort->versions, *cohort->report, width);
  }
  return text;
}

}  // namespace

int DiffCommand(const DiffArguments& arguments, Host& host) {
  const bool is_one_file = arguments.new_version.empty();
  const bool has_readings = !arguments.old_readings.empty() || !arguments.new_readings.empty();
  if (arguments.upstream && !is_one_file) {
    return ReportError(
        host, kDiffCommand,
        {"--upstream compares one local version with what it adapts", "name that one alone"});
  }
  if (is_one_file && !has_readings && !arguments.upstream) {
    return ReportError(host, kDiffCommand,
                       {"one version is compared with nothing",
                        "name the new version behind the old one: `mgl diff OLD NEW`; or two "
                        "readings of the one: `mgl diff FILE --reading-new AMBIGUITY=READING`"});
  }
  if (arguments.old_version == "-" && arguments.new_version == "-") {
    return ReportError(host, kDiffCommand,
                       {"the two versions cannot both be standard input", "name a file for one"});
  }
  if (const auto error = FindOverwriteOf(arguments, host)) {
    return ReportError(host, kDiffCommand, *error);
  }
  const Result<Day> as_of = ReadAsOf(host, arguments.as_of);
  if (!as_of) return ReportError(host, kDiffCommand, as_of.error());
  auto before = LoadVersion(arguments.old_version, host);
  const auto after = is_one_file ? before : LoadVersion(arguments.new_version, host);
  if (arguments.upstream && after != nullptr) {
    before = LoadUpstream(arguments.old_version, *after, host);
  }
  if (before == nullptr || after == nullptr) return kExitUnusable;
  VersionOptions options{*as_of, {}, {}};
  const auto old_readings = Readings(arguments.old_readings, *as_of, before->guideline);
  if (!old_readings) return ReportError(host, kDiffCommand, old_readings.error());
  const auto new_readings = Readings(arguments.new_readings, *as_of, after->guideline);
  if (!new_readings) return ReportError(host, kDiffCommand, new_readings.error());
  options.before_readings = *old_readings;
  options.after_readings = *new_readings;
  options.second = host.second_prover();
  const VersionDiff diff = CompareVersions(*before, *after, options);
  std::optional<ComparedCases> cohort;
  if (!arguments.cases.empty()) {
    auto compared =
        CompareCases(arguments, options, before->guideline, after->guideline, diff.renames, host);
    if (!compared) return ReportError(host, kDiffCommand, compared.error());
    cohort = std::move(*compared);
    if (cohort->decisions != nullptr) {
      if (auto error = cohort->decisions->Commit()) return ReportError(host, kDiffCommand, *error);
    }
  }
  host.out << Rendered(arguments, diff, cohort ? &*cohort : nullptr, host);
  if (cohort) host.err << cohort->told;
  const bool some_differ = cohort && cohort->report->counts.changed > 0;
  if (diff.Differs() || some_differ) return kExitFindings;
  return cohort && cohort->report->run.summary.rejected > 0 ? kExitRejectedRows : kExitDone;
}

}  // namespace mgl

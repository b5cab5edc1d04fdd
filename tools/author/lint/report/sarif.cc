// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "dsl/diagnostic/fix.h"
#include "tools/author/lint/report/lint_report.h"
#include "tools/author/lint/rules.h"
#include "tools/version.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char* kFingerprint = "mglFinding/v1";

std::string_view SarifLevel(Level level) {
  return level == Level::kInfo ? "note" : LevelName(level);
}

Json RegionOf(Span span, const SourceFile& source) {
  const Position begin = source.PositionOf(span.begin);
  const Position end = source.PositionOf(source.OriginOf(span).end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

/// The files of a run, each once.
class Artifacts {
 public:
  void Add(const std::string& path) {
    const std::string uri = FileUri(path);
    if (!index_.try_emplace(uri, artifacts_.size()).second) return;
    Json target = {{"location", {{"uri", uri}}}};
    target["roles"] = Json::array({"analysisTarget"});
    artifacts_.push_back(std::move(target));
  }
  /// Of the file that the place is in, which was added.
  Json LocationOf(Span span, const SourceFile& source) const {
    const std::string uri = FileUri(source.PathAt(span.begin));
    return {{"uri", uri}, {"index", index_.at(uri)}};
  }
  Json Whole() { return std::move(artifacts_); }

 private:
  Json artifacts_ = Json::array();
  std::map<std::string, std::size_t> index_;
};

Json LocationOf(Span span, const SourceFile& source, const Artifacts& artifacts) {
  return {{"physicalLocation",
           {{"artifactLocation", artifacts.LocationOf(span, source)},
            {"region", RegionOf(span, source)}}}};
}

Json RuleOf(const DiagnosticKindInfo& info) {
  const std::string name = KindName(info);
  const std::string_view page = RulePage(name);
  Json rule = {{"id", info.code},
               {"name", name},
               {"shortDescription", {{"text", info.title}}},
               {"fullDescription", {{"text", info.explanation}}}};
  rule["help"] = {{"text", page.empty() ? info.explanation : page}};
  if (!page.empty()) rule["help"]["markdown"] = page;
  rule["defaultConfiguration"] = {{"level", SarifLevel(info.level)}};
  return rule;
}

Json FixOf(const Diagnostic& finding, const SourceFile& source, const Artifacts& artifacts) {
  Json replacements = Json::array();
  for (const Edit& edit : finding.edits) {
    Json replacement = {{"deletedRegion", RegionOf(edit.span, source)}};
    replacement["insertedContent"] = {{"text", edit.text}};
    replacements.push_back(std::move(replacement));
  }
  Json change = {{"artifactLocation", artifacts.LocationOf(finding.span, source)}};
  change["replacements"] = std::move(replacements);
  Json fix = {{"description", {{"text", FixTitle(finding)}}}};
  fix["artifactChanges"].push_back(std::move(change));
  return fix;
}

class SarifRun {
 public:
  /// `kinds`: those that were found.
  explicit SarifRun(const std::set<DiagnosticKind>& kinds) {
    for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
      if (!kinds.contains(info.kind)) continue;
      index_[info.kind] = rules_.size();
      rules_.push_back(RuleOf(info));
    }
  }

  void Add(const FileFindings& file) {
    artifacts_.Add(file.source->path());
    for (const SourcePart& part : file.source->parts()) artifacts_.Add(part.path);
    for (std::size_t i = 0; i < file.diagnostics->size(); ++i) {
      Json result = ResultOf((*file.diagnostics)[i], *file.source);
      if (i < file.fingerprints.size()) {
        result["partialFingerprints"] = {{kFingerprint, file.fingerprints[i]}};
      }
      results_.push_back(std::move(result));
    }
  }

  Json Whole(const LintReport& report) {
    Json run;
    run["tool"]["driver"] = {{"name", "mgl"}, {"version", kVersion}, {"rules", std::move(rules_)}};
    Json invocation = {{"executionSuccessful", report.unusable.empty()},
                       {"exitCode", report.exit_code}};
    for (const UnusableFile& file : report.unusable) {
      Json place = {{"physicalLocation", {{"artifactLocation", {{"uri", FileUri(file.path)}}}}}};
      Json notification = {{"level", "error"}, {"message", {{"text", file.error.message}}}};
      notification["locations"].push_back(std::move(place));
      invocation["toolExecutionNotifications"].push_back(std::move(notification));
    }
    run["invocations"].push_back(std::move(invocation));
    run["artifacts"] = artifacts_.Whole();
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results_);
    return run;
  }

 private:
  Json ResultOf(const Diagnostic& finding, const SourceFile& source) const {
    const DiagnosticKindInfo& info = Info(finding.kind);
    std::string text = finding.message;
    if (!finding.help.empty()) text += "\n" + finding.help;
    Json result = {{"ruleId", info.code},
                   {"ruleIndex", index_.at(finding.kind)},
                   {"level", SarifLevel(LevelOf(finding))},
                   {"message", {{"text", text}}}};
    result["locations"].push_back(LocationOf(finding.span, source, artifacts_));
    for (const Label& label : finding.labels) {
      Json place = LocationOf(label.span, source, artifacts_);
      place["message"] = {{"text", label.text}};
      result["relatedLocations"].push_back(std::move(place));
    }
    if (HasSafeFix(finding, source)) {
      result["fixes"].push_back(FixOf(finding, source, artifacts_));
    }
    if (!finding.example.empty()) result["properties"] = {{"example", finding.example}};
    return result;
  }

  std::map<DiagnosticKind, std::size_t> index_;
  Json rules_ = Json::array();
  Artifacts artifacts_;
  Json results_ = Json::array();
};

}  // namespace

std::string Sarif(const LintReport& report) {
  std::set<DiagnosticKind> kinds;
  for (const FileFindings& file : report.files) {
    for (const Diagnostic& finding : *file.diagnostics) kinds.insert(finding.kind);
  }
  SarifRun run(kinds);
  for (const FileFindings& file : report.files) run.Add(file);
  Json whole = {{"$schema", kSchema}, {"version", "2.1.0"}};
  whole["runs"].push_back(run.Whole(report));
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mgl

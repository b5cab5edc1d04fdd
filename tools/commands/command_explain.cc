// `mgl explain`: single cases, every outcome and why.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "tools/case/explain/explainer.h"
#include "tools/case/explain/explanation_document.h"
#include "tools/case/explain/explanation_json.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/decisions/run_record.h"
#include "tools/io/open_cases.h"
#include "tools/words/html_page.h"

namespace mgl {
namespace {

constexpr std::size_t kMostIdsToCompare = 100'000;  // with an id that is not there

/// Explains the cases that are asked for, in the order of the input.
class CaseExplanations {
 public:
  CaseExplanations(const ExplainArguments& arguments, Host& host, const CompiledGuideline& compiled,
                   const EvaluationOptions& evaluation)
      : arguments_(arguments),
        guideline_(compiled.guideline),
        explainer_(compiled, evaluation, {arguments.of, arguments.is_short}),
        run_record_(MakeRunRecord(guideline_, evaluation)),
        style_{host.Width(40, 100), host.out_is_colored()},
        host_(host) {}

  int Run(CaseReader& reader) {
    const bool is_only = !arguments_.all && arguments_.ids.empty();
    InputRow row;
    InputRow only;
    std::size_t cases = 0;
    while (true) {
      const Result<bool> more = reader.Next(row);
      if (!more) return ReportError(host_, "explain", more.error());
      if (!*more) break;
      if (row.rejected) {
        CountReject(row.reject);
        continue;
      }
      ++cases;
      if (is_only) {
        if (cases == 1) std::swap(only, row);
      } else {
        Consider(row.reported);
      }
      if (!host_.out) return kExitUnusable;
      if (is_only && cases == 2) break;
    }
    if (is_only && cases == 1) Print(only.reported);
    if (printed_ && arguments_.format == "html") host_.out << HtmlEnd();
    Notices(reader);
    if (is_only && cases > 1) {
      return ReportError(host_, "explain",
                         {"there is more than one case", "say which: --id ID, or --all"});
    }
    if (cases == 0 && rejected_ == 0)
      return ReportError(host_, "explain", {"there is no case", ""});
    if (const int code = MissingIds(); code != kExitDone) return code;
    return rejected_ > 0 ? kExitRejectedRows : kExitDone;
  }

 private:
  void Consider(const Case& reported) {
    const bool is_meant = std::ranges::find(arguments_.ids, reported.id) != arguments_.ids.end();
    if (is_meant) found_.insert(reported.id);
    if (!is_meant && known_ids_.size() < kMostIdsToCompare) known_ids_.push_back(reported.id);
    if (is_meant || arguments_.all) Print(reported);
  }

  void Print(const Case& reported) {
    const Explanation explanation = explainer_.Explain(reported);
    const bool is_first = !std::exchange(printed_, true);
    if (arguments_.format == "json") return PrintJson(explanation);
    const Document document =
        arguments_.is_short
            ? ShortDocument(explanation, guideline_, run_record_, !arguments_.of.empty())
            : ExplanationDocument(explanation, guideline_, run_record_);
    if (arguments_.format == "html") {
      const std::string title = fmt::format("Explained: {}", guideline_.header.title);
      if (is_first) host_.out << HtmlBegin(title, kDocumentStyle);
      host_.out << DocumentHtml(document);
      return;
    }
    if (!is_first) host_.out << '\n' << std::string(style_.width, '-') << "\n\n";
    host_.out << DocumentText(document, style_);
  }

  void PrintJson(const Explanation& explanation) {
    const auto json = arguments_.is_short
                          ? ShortExplanationJson(explanation, guideline_, run_record_)
                          : ExplanationJson(explanation, guideline_, run_record_);
    const auto replace = nlohmann::ordered_json::error_handler_t::replace;
    host_.out << json.dump(-1, ' ', false, replace) << '\n';
  }

  void CountReject(const RejectedRow& reject) {
    if (reject.is_blank) return;
    ++rejected_;
    if (rejected_ > 1 && std::ranges::find(arguments_.ids, reject.id) == arguments_.ids.end())
      return;
    const std::string reason = reject.names_values ? "a bad value" : reject.reason;
    host_.err << fmt::format("mgl explain: a row was rejected: {}:{}: {}\n", reject.place.file,
                             reject.place.line, reason);
  }

  void Notices(CaseReader& reader) const {
    if (rejected_ > 1) host_.err << fmt::format("mgl explain: {} rows were rejected\n", rejected_);
    if (host_.is_quiet()) return;
    for (const std::string& notice : reader.TakeNotices()) {
      host_.err << fmt::format("mgl explain: {}\n", notice);
    }
  }

  int MissingIds() const {
    int code = kExitDone;
    std::set<std::string> said;
    for (const std::string& id : arguments_.ids) {
      if (found_.contains(id) || !said.insert(id).second) continue;
      code =
          ReportError(host_, "explain", {fmt::format("there is no case `{}`", id), NearestIds(id)});
    }
    return code;
  }

  /// Up to three.
  std::string NearestIds(const std::string& id) const {
    std::vector<std::string> ids = known_ids_;
    ids.insert(ids.end(), found_.begin(), found_.end());
    std::vector<std::string> near;
    while (near.size() < 3) {
      const std::string nearest = Nearest(id, ids);
      if (nearest.empty()) break;
      near.push_back("`" + nearest + "`");
      std::erase(ids, nearest);
    }
    if (near.empty()) return "ids are those of the column `id`, or else the row numbers";
    return fmt::format("did you mean {}?", fmt::join(near, " or "));
  }

  const ExplainArguments& arguments_;
  const Guideline& guideline_;
  Explainer explainer_;
  nlohmann::ordered_json run_record_;
  TextStyle style_;
  Host& host_;
  bool printed_ = false;
  std::uint64_t rejected_ = 0;
  std::set<std::string> found_;
  std::vector<std::string> known_ids_;
};

/// Why a name cannot be explained; empty: all can.
std::optional<Error> FindUnknownOutcome(const CompiledGuideline& compiled,
                                        const std::vector<std::string>& names) {
  const Guideline& guideline = compiled.guideline;
  std::vector<std::string> known = NamesOf(guideline.rules);
  for (const auto& more : {NamesOf(guideline.results), NamesOf(guideline.rechecks)}) {
    known.insert(known.end(), more.begin(), more.end());
  }
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const Resolution& resolution = compiled.text.names;
    const Symbol symbol = resolution.Find(name);
    const std::string help = NameHelp(name, known);
    if (symbol.kind == SymbolKind::kNone) {
      return Error{
          fmt::format("{} has no rule, result or recheck `{}`", guideline.header.name, name), help};
    }
    return Error{fmt::format("`{}` is {}: rules, results and rechecks are explained", name,
                             KindWithArticle(resolution, symbol)),
                 help};
  }
  return std::nullopt;
}

}  // namespace

int ExplainCommand(const ExplainArguments& arguments, Host& host) {
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("explain", arguments.guideline, "no case was explained", host);
  if (compiled == nullptr) return kExitUnusable;
  const Result<EvaluationOptions> evaluation =
      ReadEvaluation(host, arguments.as_of, arguments.readings, compiled->guideline);
  if (!evaluation) return ReportError(host, "explain", evaluation.error());
  if (const auto error = FindUnknownOutcome(*compiled, arguments.of)) {
    return ReportError(host, "explain", *error);
  }
  const Result<CaseOptions> reading = ReadCaseOptions(arguments);
  if (!reading) return ReportError(host, "explain", reading.error());
  const auto rules = MakeCellRules(compiled->guideline, *reading, evaluation->as_of);
  if (!rules) return ReportError(host, "explain", rules.error());
  FactReader facts(compiled->guideline, *rules);
  Result<std::unique_ptr<CaseReader>> reader =
      OpenCases(compiled->guideline, facts, arguments.cases, OpenerOf(host), *reading);
  if (!reader) return ReportError(host, "explain", reader.error());
  return CaseExplanations(arguments, host, *compiled, *evaluation).Run(**reader);
}

}  // namespace mgl

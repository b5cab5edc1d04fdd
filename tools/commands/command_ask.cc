// `mgl ask`: a short consultation, one question at a time.
#include <fmt/format.h>

#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <vector>

#include "tools/case/consult/case_yaml.h"
#include "tools/case/consult/closing_summary.h"
#include "tools/case/consult/dialogue.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

/// `--given FACT=VALUE` and `--given FACT.date=DATE`, in any order.
class GivenFacts {
 public:
  GivenFacts(const Guideline& guideline, AnswerReader& answers)
      : guideline_(guideline), answers_(answers) {}

  std::optional<Error> Give(const std::vector<std::string>& givens, Consultation& consultation) {
    for (const std::string& text : givens) {
      if (auto error = Add(text)) return error;
    }
    for (const auto& [fact, given] : givens_) {
      if (auto error = GiveOne(fact, given, consultation)) return error;
    }
    return std::nullopt;
  }

 private:
  struct Given {
    std::optional<std::string> value;
    std::optional<std::string> date;
  };

  std::optional<Error> Add(const std::string& text) {
    const auto assignment = SplitAssignment(text, "--given");
    if (!assignment) return assignment.error();
    auto [name, value] = *assignment;
    constexpr std::string_view kDate = ".date";
    const bool is_date = name.ends_with(kDate);
    if (is_date) name.resize(name.size() - kDate.size());
    const std::vector<std::string> names = NamesOf(guideline_.facts);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      return Error{fmt::format("{} has no fact `{}`", guideline_.header.name, name),
                   NameHelp(name, names)};
    }
    Given& given = givens_[static_cast<FactId>(found - names.begin())];
    std::optional<std::string>& part = is_date ? given.date : given.value;
    if (part) return Error{fmt::format("`{}` is given twice", text.substr(0, text.find('='))), ""};
    part = value;
    return std::nullopt;
  }

  std::optional<Error> GiveOne(FactId fact, const Given& given, Consultation& consultation) {
    const std::string& name = guideline_.facts[Index(fact)].name;
    if (!given.value) {
      return Error{fmt::format("`{}.date` is given without a value", name),
                   fmt::format("add --given {}=VALUE", name)};
    }
    ReadAnswer answer = answers_.ReadValue(fact, *given.value);
    if (answer.problem.empty() && given.date) {
      answer = answers_.ReadDate(fact, answer.stated, *given.date);
    }
    if (!answer.problem.empty()) {
      return Error{fmt::format("--given {}: {}", name, answer.problem), answer.help};
    }
    consultation.Give(fact, std::move(answer.stated));
    return std::nullopt;
  }

  const Guideline& guideline_;
  AnswerReader& answers_;
  std::map<FactId, Given> givens_;
};

std::string Opening(const Guideline& guideline, const EvaluationOptions& options, TextPage page) {
  const GuidelineHeader& header = guideline.header;
  page.Add(0, fmt::format("{} ({} {}), as of {}", header.title, header.name, header.version,
                          FormatDay(options.as_of)));
  page.Add(0, StatusLine(header));
  for (const std::string& line : ReadingLines(guideline, options)) page.Add(0, line);
  return page.Take();
}

std::string Closing(const CompiledGuideline& compiled, const EvaluationOptions& options,
                    Consultation& consultation, TextPage page) {
  page.Add(0, "Summary", Ink::kBold);
  for (const SummarySection& section : ClosingSummary(compiled, consultation)) {
    page.Add(0, section.title, Ink::kBold);
    for (const std::string& line : section.lines) page.AddLine(2, line);
  }
  const GuidelineHeader& header = compiled.guideline.header;
  page.Add(0, fmt::format("{} {}, as of {}. {}.", header.name, header.version,
                          FormatDay(options.as_of), StatusLine(header)));
  for (const std::string& line : ReadingLines(compiled.guideline, options)) page.Add(0, line);
  return page.Take();
}

std::optional<Error> Save(const std::string& yaml, OutputFile& file) {
  if (auto error = file.Write(yaml)) return error;
  return file.Commit();
}

}  // namespace

int AskCommand(const AskArguments& arguments, Host& host) {
  const auto report = [&host](const Error& error) { return ReportError(host, "ask", error); };
  if (arguments.guideline == "-") {
    return report(
        {"the guideline cannot come from standard input: the answers do", "name its file"});
  }
  if (const auto error =
          host.FindOverwrite({{"", arguments.guideline}}, {{"--save", arguments.save}})) {
    return report(*error);
  }
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("ask", arguments.guideline, "nothing was asked", host);
  if (compiled == nullptr) return kExitUnusable;
  const Guideline& guideline = compiled->guideline;
  const Result<EvaluationOptions> options =
      ReadEvaluation(host, arguments.as_of, arguments.readings, guideline);
  if (!options) return report(options.error());
  AnswerReader answers(guideline, options->as_of);
  Consultation consultation(guideline, *options, arguments.all);
  if (auto error = GivenFacts(guideline, answers).Give(arguments.givens, consultation)) {
    return report(*error);
  }
  std::unique_ptr<OutputFile> saved;
  if (!arguments.save.empty()) {
    Result<std::unique_ptr<OutputFile>> opened = host.Create(arguments.save);
    if (!opened) return report(opened.error());
    saved = std::move(*opened);
  }

  const bool bold = host.out_is_colored();
  const std::size_t width = host.Width(40, 80);
  const TextPage page(width, bold);
  if (!host.is_quiet()) host.out << Opening(guideline, *options, page);
  Dialogue dialogue(*compiled, consultation, answers, host.in, host.out,
                    {width, bold, host.echoes_in()});
  const Dialogue::End end = dialogue.Run();
  host.out << '\n' << Closing(*compiled, *options, consultation, page) << std::flush;
  if (host.in.bad()) return report({"cannot read the answers from standard input", ""});
  if (saved != nullptr) {
    if (auto error = Save(CaseYaml(guideline, consultation, *options), *saved)) {
      return report(*error);
    }
  }
  if (end != Dialogue::End::kTooManyAnswers) return kExitDone;
  return report({fmt::format("more than {} answers: the consultation ended there", kMostAnswers),
                 "`quit` or the end of the input ends one"});
}

}  // namespace mgl

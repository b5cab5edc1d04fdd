// `mgl ask`: a short consultation, one question at a time.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <vector>

#include "tools/case/consult/case_yaml.h"
#include "tools/case/consult/closing_summary.h"
#include "tools/case/consult/dialogue.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"
#include "tools/doors/cli/terminal_width.h"
#include "tools/files/atomic_file.h"
#include "tools/files/file_identity.h"

namespace mgl {
namespace {

struct AskArguments {
  std::string guideline;
  std::string as_of;
  std::vector<std::string> readings;
  std::vector<std::string> givens;
  std::string save;
  bool all = false;
};

int Report(const Error& error) { return ReportError("ask", error); }

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

std::string Closing(const GuidelineText& of, const EvaluationOptions& options,
                    Consultation& consultation, TextPage page) {
  page.Add(0, "Summary", Ink::kBold);
  for (const SummarySection& section : ClosingSummary(of, consultation)) {
    page.Add(0, section.title, Ink::kBold);
    for (const std::string& line : section.lines) page.AddLine(2, line);
  }
  const GuidelineHeader& header = of.guideline.header;
  page.Add(0, fmt::format("{} {}, as of {}. {}.", header.name, header.version,
                          FormatDay(options.as_of), StatusLine(header)));
  for (const std::string& line : ReadingLines(of.guideline, options)) page.Add(0, line);
  return page.Take();
}

std::optional<Error> Save(const std::string& yaml, AtomicFile& file) {
  if (auto error = file.Write(yaml)) return error;
  return file.Commit();
}

int Ask(const AskArguments& arguments, const OutputOptions& output) {
  if (arguments.guideline == "-") {
    return Report(
        {"the guideline cannot come from standard input: the answers do", "name its file"});
  }
  if (const auto error = FindOverwrite({{"", arguments.guideline}}, {{"--save", arguments.save}})) {
    return Report(*error);
  }
  const std::unique_ptr<GuidelineFile> file =
      LoadGuideline("ask", arguments.guideline, "nothing was asked", output);
  if (file == nullptr) return kExitUnusable;
  const Guideline& guideline = file->guideline();
  const Result<EvaluationOptions> options =
      ReadEvaluation(arguments.as_of, arguments.readings, guideline);
  if (!options) return Report(options.error());
  AnswerReader answers(guideline, options->as_of);
  Consultation consultation(guideline, *options, arguments.all);
  if (auto error = GivenFacts(guideline, answers).Give(arguments.givens, consultation)) {
    return Report(*error);
  }
  std::unique_ptr<AtomicFile> saved;
  if (!arguments.save.empty()) {
    Result<std::unique_ptr<AtomicFile>> opened = AtomicFile::Open(arguments.save);
    if (!opened) return Report(opened.error());
    saved = std::move(*opened);
  }

  const bool bold = UseColor(output, STDOUT_FILENO);
  const bool echo = isatty(STDIN_FILENO) == 0;
  const std::size_t width = TerminalWidth({});
  const TextPage page(width, bold);
  if (!output.quiet) std::cout << Opening(guideline, *options, page);
  const GuidelineText of{file->source, *file->compiled.text, guideline};
  Dialogue dialogue(of, consultation, answers, std::cin, std::cout, {width, bold, echo});
  const Dialogue::End end = dialogue.Run();
  std::cout << '\n' << Closing(of, *options, consultation, page) << std::flush;
  if (std::ferror(stdin) != 0) return Report({"cannot read the answers from standard input", ""});
  if (saved != nullptr) {
    if (auto error = Save(CaseYaml(guideline, consultation, *options), *saved)) {
      return Report(*error);
    }
  }
  if (end != Dialogue::End::kTooManyAnswers) return kExitDone;
  return Report({fmt::format("more than {} answers: the consultation ended there", kMostAnswers),
                 "`quit` or the end of the input ends one"});
}

}  // namespace

void AddAskCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<AskArguments>();
  CLI::App* ask = app.add_subcommand("ask", "A short consultation: asks what matters, and decides");
  ask->add_option("GUIDELINE", arguments->guideline, "The guideline file")->required();
  ask->add_option("--as-of", arguments->as_of, "The day to decide for (default: today)");
  ask->add_option("--reading", arguments->readings,
                  "AMBIGUITY=READING: adopt another reading for this consultation")
      ->expected(1)
      ->take_all();
  ask->add_option("--given", arguments->givens,
                  "FACT=VALUE or FACT.date=DATE: known beforehand, not asked")
      ->expected(1)
      ->take_all();
  ask->add_flag("--all", arguments->all,
                "Ask every fact that something uses, in the guideline's order");
  ask->add_option("--save", arguments->save,
                  "Where the answers go as a case (YAML, for `mgl run`)");
  ask->footer(
      "Answers come from standard input, a line each: a value as in a case file (1.1 mmol/L, "
      "<0.3,\n"
      "2026-03-01, y), unknown or an empty line, back, why, ?, quit.\n"
      "Exit code: 0 done, 2 a file could not be used.\n"
      "Example:\n  mgl ask guidelines/cha2ds2_vasc/cha2ds2_vasc.mgl --given sex=female");
  ask->callback([arguments, &options, &exit_code] { exit_code = Ask(*arguments, options); });
}

}  // namespace mgl

#include "tools/author/testing/mutation_output.h"

#include <fmt/format.h>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using MutantState = MutantOutcome::State;

std::string EditText(const SourceFile& source, const MutantOutcome& outcome) {
  const Position place = source.PositionOf(outcome.mutant.span.begin);
  return fmt::format("  {}:{}:{}: {}: {} -> {}", source.PathAt(outcome.mutant.span.begin),
                     place.line, place.column, MutantKindName(outcome.mutant.kind),
                     MutantBefore(source, outcome.mutant), MutantAfter(outcome.mutant));
}

std::size_t NotCompiled(const MutationReport& report) {
  return report.all - report.left_out - report.mutants.size();
}

const char* StateName(MutantState state) {
  switch (state) {
    case MutantState::kKilled:
      return "killed";
    case MutantState::kEquivalent:
      return "equivalent";
    case MutantState::kSurvived:
      return "survived";
    case MutantState::kNotDecided:
      break;
  }
  return "not decided";
}

}  // namespace

std::string MutationText(const CompiledGuideline& compiled, const MutationReport& report) {
  const SourceFile& source = compiled.text.source;
  const CoverageTotal score = report.Score();
  std::string out = fmt::format(
      "\nmutants of {}: {} %, {} of {} noticed by an example\n"
      "  {} change no outcome of any patient (proved, not counted), {} would not compile\n",
      compiled.guideline.header.name, score.Percent(), score.covered, score.of,
      report.Count(MutantState::kEquivalent), NotCompiled(report));
  if (report.left_out > 0) {
    out += fmt::format("  {} of {} were not tried: --mutants N sets how many are\n",
                       report.left_out, Counted(report.all, "mutant"));
  }
  std::string survived;
  std::string undecided;
  for (const MutantOutcome& outcome : report.mutants) {
    if (outcome.state == MutantState::kSurvived) {
      const std::string none =
          "  a patient is treated otherwise, but no example can state the values\n";
      survived += "\n" + EditText(source, outcome) + "\n";
      survived += outcome.example.empty() ? none : outcome.example;
    } else if (outcome.state == MutantState::kNotDecided) {
      undecided += fmt::format("{} ({})\n", EditText(source, outcome), outcome.reason);
    }
  }
  if (!survived.empty()) {
    out +=
        "\nno example notices; below each, one that does: is it what should come out?\n" + survived;
  }
  if (!undecided.empty()) {
    out += "\nno example notices, and whether a patient is treated otherwise is not decided\n" +
           undecided;
  }
  return out;
}

nlohmann::ordered_json MutationJson(const CompiledGuideline& compiled,
                                    const MutationReport& report) {
  using Json = nlohmann::ordered_json;
  const SourceFile& source = compiled.text.source;
  const CoverageTotal score = report.Score();
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json() : Json(text);
  };
  Json json{{"score", {{"killed", score.covered}, {"of", score.of}, {"percent", score.Percent()}}},
            {"equivalent", report.Count(MutantState::kEquivalent)},
            {"survived", report.Count(MutantState::kSurvived)},
            {"not_decided", report.Count(MutantState::kNotDecided)},
            {"not_compiled", NotCompiled(report)},
            {"left_out", report.left_out},
            {"mutants", Json::array()}};
  for (const MutantOutcome& outcome : report.mutants) {
    const Mutant& mutant = outcome.mutant;
    const Position place = source.PositionOf(mutant.span.begin);
    json["mutants"].push_back(
        {{"kind", MutantKindName(mutant.kind)},
         {"line", place.line},
         {"column", place.column},
         {"state", StateName(outcome.state)},
         {"edit",
          {{"offset", mutant.span.begin}, {"end_offset", mutant.span.end}, {"text", mutant.text}}},
         {"before", source.Text(mutant.span)},
         {"killed_by", text_or_null(outcome.killed_by)},
         {"reason", text_or_null(outcome.reason)},
         {"example", text_or_null(outcome.example)}});
  }
  return json;
}

}  // namespace mgl

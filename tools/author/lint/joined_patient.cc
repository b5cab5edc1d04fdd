#include "tools/author/lint/joined_patient.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/eval_scalar.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/patient_words.h"

namespace mgl {

std::vector<OwnDecision> DecideAlone(const JoinedGuidelines& joined, const Case& patient,
                                     Day as_of) {
  std::vector<OwnDecision> decided;
  for (std::size_t part = 0; part < joined.parts.size(); ++part) {
    OwnDecision own;
    own.patient.facts.resize(joined.facts[part].size());
    for (std::size_t fact = 0; fact < own.patient.facts.size(); ++fact) {
      const Fact& written = joined.parts[part]->guideline.facts[fact];
      const Fact& shared = joined.compiled->guideline.facts[joined.facts[part][fact]];
      ReportedFact& reported = own.patient.facts[fact];
      reported = patient.facts[joined.facts[part][fact]];
      if (reported.state != ReportedFact::State::kValue) continue;
      const bool is_other_unit = written.has_unit && written.unit.code != shared.unit.code;
      if (is_other_unit && reported.unit == nullptr) reported.unit = &shared.unit;
      if (written.type != FactType::kChoice) continue;
      const std::string& choice = shared.choices[reported.choice].name;
      for (std::uint32_t i = 0; i < written.choices.size(); ++i) {
        if (written.choices[i].name == choice) reported.choice = i;
      }
    }
    ScalarEvaluator evaluator(joined.parts[part]->guideline, {as_of, {}});
    own.decision = evaluator.Decide(own.patient);
    decided.push_back(std::move(own));
  }
  return decided;
}

std::vector<Goal> WithNoneSuspect(const LintInput& input, std::vector<Goal> goals) {
  const JoinedGuidelines& joined = *input.joined;
  for (const VariableId id : input.proofs.finder().VariablesOf(goals)) {
    const auto fact = static_cast<std::size_t>(id);
    if (fact >= joined.matches.facts.size()) continue;  // a date, or what is computed
    for (const FactOfPart member : joined.matches.facts[fact].members) {
      const Fact& own = joined.parts[member.part]->guideline.facts[member.fact];
      if (own.suspect_when.empty()) continue;
      const auto suspect = joined.Defined(joined.NameOfSuspect(member.part, member.fact));
      if (suspect) goals.push_back({*suspect, TruthSet(Truth::kNo) | Truth::kUnknown});
    }
  }
  return goals;
}

std::optional<FoundTogether> FindTogether(
    const LintInput& input, const std::vector<Goal>& goals, Span place, const std::string& question,
    const std::function<bool(const std::vector<OwnDecision>&)>& is_said_alone,
    const PatientSet* among) {
  const JoinedGuidelines& joined = *input.joined;
  PatientFinder& finder = input.proofs.finder();
  const PatientSet& all = among != nullptr ? *among : input.proofs.everybody();
  std::vector<std::vector<Goal>> ways = {WithNoneSuspect(input, goals)};
  if (ways[0].size() > goals.size()) ways.push_back(goals);
  bool is_found = false;
  for (const std::vector<Goal>& way : ways) {
    if (TakesOneForTwo(joined, finder.VariablesOf(way))) continue;
    const PatientSet known = finder.WithAllKnown(way, all);
    for (const PatientSet* const of : {&all, &known}) {
      PatientSearch search = input.proofs.Find(way, *of, place, question);
      if (search.answer == PatientSearch::Answer::kNone) break;
      if (!search.found) continue;
      std::vector<OwnDecision> decided = DecideAlone(joined, search.found->patient, input.as_of);
      if (is_said_alone(decided)) {
        FoundTogether together{way, std::move(*search.found), std::move(decided)};
        if (&way != &ways.front()) {  // of others like this one each part would have to be asked
          together.found.is_exact = false;
          together.found.computed.clear();
        }
        return together;
      }
      is_found = true;
    }
  }
  if (is_found) {
    input.proofs.LeaveOpen(PatientSearch::Reason::kNothing, Proofs::Second::kNotAsked, place,
                           question);
  }
  return std::nullopt;
}

std::string AsExamples(const JoinedGuidelines& joined, const std::vector<OwnDecision>& decided,
                       Day as_of, const std::string& title,
                       const std::vector<NamesOfExample>& examples) {
  std::string text;
  for (const NamesOfExample& example : examples) {
    const OwnDecision& own = decided[example.part];
    const std::string block = PatientAsExample(joined.parts[example.part]->guideline, own.patient,
                                               own.decision, as_of, title, example.names);
    if (block.empty()) return "";
    text += fmt::format("# {}\n{}", joined.labels[example.part], block);
    if (!text.ends_with('\n')) text += '\n';
  }
  return text;
}

}  // namespace mgl

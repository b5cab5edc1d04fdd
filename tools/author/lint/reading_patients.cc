#include "tools/author/lint/reading_patients.h"

#include <fmt/format.h>

#include "engine/eval_scalar.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/version_match.h"
#include "tools/author/lint/patient_words.h"

namespace mgl {
namespace {

/// The guideline by the adopted reading, and by another one.
class TwoReadings {
 public:
  TwoReadings(const Guideline& guideline, std::uint32_t ambiguity, std::uint32_t reading, Day as_of)
      : guideline_(guideline),
        ambiguity_(ambiguity),
        reading_(reading),
        as_of_(as_of),
        pair_(guideline, {as_of, {}}, guideline, By(guideline, ambiguity, reading, as_of),
              MatchFactsOf(guideline, guideline)),
        proofs_(pair_.joint(), as_of),
        adopted_(guideline, {as_of, {}}),
        other_(guideline, By(guideline, ambiguity, reading, as_of)) {}

  const Proofs& proofs() const { return proofs_; }

  void Look(std::uint32_t rule, bool is_more, Span place, std::vector<ReadingsPart>& parts) {
    const NodeId outcome = guideline_.rules[rule].outcome;
    const NodeId by_adopted = pair_.before().Of(outcome);
    const NodeId by_other = pair_.after().Of(outcome);
    if (by_adopted == by_other) return;
    const std::vector<Goal> goals = {{is_more ? by_other : by_adopted, Truth::kYes},
                                     {is_more ? by_adopted : by_other, Truth::kNo}};
    const std::string question =
        fmt::format("{} is another by the reading `{}`", guideline_.rules[rule].name,
                    guideline_.ambiguities[ambiguity_].readings[reading_].name);
    const PatientSearch search = proofs_.Find(goals, proofs_.everybody(), place, question);
    if (!search.found) return;
    const Decision adopted = adopted_.Decide(pair_.CaseBefore(search.found->patient));
    const Case patient = pair_.CaseAfter(search.found->patient);
    const Decision other = other_.Decide(patient);
    const auto is_yes = [&](const Decision& decision) {
      return decision.rules[rule] == Outcome::kYes;
    };
    if (is_yes(is_more ? adopted : other) || !is_yes(is_more ? other : adopted)) return;
    parts.push_back({reading_, rule, is_more, proofs_.ForWhom(goals, *search.found),
                     AsExample(rule, is_more, patient, other)});
  }

 private:
  static EvaluationOptions By(const Guideline& guideline, std::uint32_t ambiguity,
                              std::uint32_t reading, Day as_of) {
    EvaluationOptions options{as_of, {}};
    options.readings.resize(guideline.ambiguities.size());
    options.readings[ambiguity] = reading;
    return options;
  }
  std::string AsExample(std::uint32_t rule, bool is_more, const Case& patient,
                        const Decision& decision) const {
    const Ambiguity& ambiguity = guideline_.ambiguities[ambiguity_];
    const std::string& reading = ambiguity.readings[reading_].name;
    const std::string& name = guideline_.rules[rule].name;
    std::string text =
        PatientAsExample(guideline_, patient, decision, as_of_,
                         fmt::format("{} {} by {}", name, is_more ? "yes" : "no", reading), {name});
    const std::size_t expect = text.find("\n  expect ");
    if (expect == std::string::npos) return text;
    return text.insert(expect + 1, fmt::format("  reading {} {}\n", ambiguity.name, reading));
  }

  const Guideline& guideline_;
  std::uint32_t ambiguity_, reading_;
  Day as_of_;
  GuidelinePair pair_;
  Proofs proofs_;
  ScalarEvaluator adopted_, other_;
};

}  // namespace

std::vector<ReadingsPart> PatientsBetweenReadings(const Guideline& guideline,
                                                  std::uint32_t ambiguity,
                                                  const std::vector<std::uint32_t>& rules,
                                                  Span place, const LintInput& input) {
  std::vector<ReadingsPart> parts;
  const Ambiguity& of = guideline.ambiguities[ambiguity];
  for (std::uint32_t reading = 0; reading < of.readings.size(); ++reading) {
    if (!of.adopted || reading == *of.adopted || rules.empty()) continue;
    TwoReadings two(guideline, ambiguity, reading, input.as_of);
    for (const std::uint32_t rule : rules) {
      for (const bool is_more : {true, false}) two.Look(rule, is_more, place, parts);
    }
    for (const Proofs::Undecided& open : two.proofs().undecided()) {
      input.proofs.LeaveOpen(open.reason, open.second, open.place, open.question);
    }
  }
  return parts;
}

std::string PartInWords(const ReadingsPart& part) {
  return (part.is_more ? "also " : "not ") + part.for_whom;
}

}  // namespace mgl

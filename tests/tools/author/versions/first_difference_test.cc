// Whether two versions treat every patient alike: against every patient of a small guideline.
#include <doctest/doctest.h>

#include "engine/eval_scalar.h"
#include "tests/dsl/compiled.h"
#include "tools/author/testing/mutants.h"
#include "tools/author/versions/version_diff.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

constexpr Day kDay = 20'000;

constexpr const char* kText = R"(guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft

fact ill "Ill" is yes/no
fact weak "Weak" is yes/no
fact allergic "Allergic" is yes/no
fact age "Age" in whole years
  plausible 0 to 130 years

threshold old "Old" age at least 65 years
define frail "Frail" as old and weak
medication rest "Rest"
medication walk "Walks"
contraindication rest "Allergy"
  when allergic and (ill or weak)
rule give_rest "Rest"
  when ill or frail
  unless age < 18 years
  then give rest
rule no_rest "No rest"
  when at least 2 of (ill, weak, allergic)
  then avoid walk
rule give_walk "Walks"
  when ill and age >= 18 years
  then give walk
  overrides give_rest
rule again "The same"
  when old and age >= 60 years
  then note "Old"
score points_so_far "Points"
  item "Age"
    points 2 when age >= 75 years
    points 1 when age >= 65 years
  item "Weak"
    points 1 when weak
result risk "Risk" is one of (low_risk "Low", high_risk "High")
  value high_risk when points_so_far >= 2
  value low_risk otherwise
)";

/// Every patient: each fact missing, yes or no; ages on each side of each bound.
std::vector<Case> AllPatients() {
  std::vector<Case> patients;
  const std::vector<int> ages{-1, 0,  1,  16, 17, 18, 19, 20, 59,
                              60, 61, 64, 65, 66, 74, 75, 76, 100};
  for (int truths = 0; truths < 27; ++truths) {
    for (const int age : ages) {
      Case patient;
      patient.facts.resize(4);
      int rest = truths;
      for (std::size_t i = 0; i < 3; ++i, rest /= 3) {
        if (rest % 3 == 2) continue;
        patient.facts[i].state = ReportedFact::State::kValue;
        patient.facts[i].choice = static_cast<std::uint32_t>(rest % 3);
      }
      if (age >= 0) {
        patient.facts[3].state = ReportedFact::State::kValue;
        patient.facts[3].number = Interval::Point(age);
      }
      patients.push_back(std::move(patient));
    }
  }
  return patients;
}

std::string Outcomes(const Guideline& guideline, const Case& patient) {
  const Decision decision =
      ScalarEvaluator(guideline, EvaluationOptions{kDay, {}, false}).Decide(patient);
  std::string text;
  for (const Outcome outcome : decision.rules) text += std::string(OutcomeName(outcome)) + " ";
  for (const ResultColumn& result : guideline.results) {
    text += ValueAsExpected(result, decision.nodes[Index(result.node)]) + ", ";
  }
  return text;
}

TEST_CASE("first difference: alike where every patient is, and told by one who is not") {
  const auto original = Compiled(SourceFile("small.mgl", kText));
  const std::vector<Case> patients = AllPatients();
  std::vector<std::string> before;
  for (const Case& patient : patients) before.push_back(Outcomes(original->guideline, patient));
  int alike = 0;
  int told = 0;
  for (const Mutant& mutant : MutantsOf(*original)) {
    const CompileResult changed =
        Compile(SourceFile("small.mgl", WithMutant(original->text.source, mutant)));
    if (changed.guideline == nullptr) continue;
    CAPTURE(WithMutant(original->text.source, mutant));
    bool differs = false;
    for (std::size_t i = 0; i < patients.size() && !differs; ++i) {
      differs = Outcomes(changed.guideline->guideline, patients[i]) != before[i];
    }
    const FirstDifference found =
        FindDifference(*changed.guideline, *original, {kDay, {}, {}}, "told");
    CHECK_MESSAGE(found.reason == "", found.reason);
    if (found.answer == FirstDifference::Answer::kAlike) {
      CHECK_FALSE(differs);
      ++alike;
    } else {
      CHECK(differs);
      CHECK(found.example.find("  expect ") != std::string::npos);
      ++told;
    }
  }
  CHECK(alike > 0);
  CHECK(told > 40);
}

}  // namespace
}  // namespace mgl

// Each question has its own budget, so that what one needs takes nothing from another.
#include "tools/author/lint/proofs.h"

#include "tools/author/lint/patient_words.h"

namespace mgl {
namespace {

constexpr std::uint64_t kBudget = 20'000;  // sets of patients a question
constexpr std::size_t kMostRegions = 3;    // that a finding names

}  // namespace

PatientFinder& Proofs::finder() {
  if (!finder_)
    finder_ = std::make_unique<PatientFinder>(guideline_, EvaluationOptions{as_of_, {}});
  return *finder_;
}

const PatientSet& Proofs::everybody() {
  if (!everybody_) everybody_ = finder().Everybody();
  return *everybody_;
}

PatientSearch Proofs::Find(const std::vector<Goal>& goals, const PatientSet& among, Span place,
                           const std::string& question) {
  PatientSearch search = finder().Find(goals, among, kBudget);
  Keep(search, place, question);
  return search;
}

void Proofs::Keep(const PatientSearch& search, Span place, const std::string& question) {
  if (search.answer != PatientSearch::Answer::kNotDecided) return;
  undecided_.push_back({place, question, search.reason});
}

PatientSearch::Answer Proofs::Ask(const std::vector<Goal>& goals, Span place,
                                  const std::string& question) {
  const PatientSearch search = finder().LookFor(goals, everybody(), kBudget);
  Keep(search, place, question);
  return search.answer;
}

bool Proofs::IsNobody(const std::vector<Goal>& goals, Span place, const std::string& question) {
  return Ask(goals, place, question) == PatientSearch::Answer::kNone;
}

bool Proofs::IsSomebody(const std::vector<Goal>& goals, Span place, const std::string& question) {
  return Ask(goals, place, question) == PatientSearch::Answer::kFound;
}

bool Proofs::MayBeSomebody(const std::vector<Goal>& goals, const PatientSet& among) {
  return finder().LookFor(goals, among, kBudget).answer != PatientSearch::Answer::kNone;
}

std::string Proofs::AsExample(const PatientFound& found, const std::string& title,
                              const std::vector<std::string>& names) {
  const Decision& decision = finder().Decide(found.patient);
  return PatientAsExample(guideline_, found.patient, decision, as_of_, title, names);
}

std::string Proofs::ForWhom(const std::vector<Goal>& goals, const PatientFound& found,
                            const PatientSet* among) {
  const PatientSet& all = among != nullptr ? *among : everybody();
  std::string words;
  if (!found.is_exact) {
    for (const PatientFound::Computed& computed : found.computed) {
      const std::string of = ComputedInWords(guideline_, computed);
      if (!of.empty()) words += (words.empty() ? "" : ", ") + of;
    }
    return words.empty() ? "for some patients" : "for some patients with " + words;
  }
  for (const PatientSet& region : finder().Regions(goals, found, all, kMostRegions, kBudget)) {
    const std::string of = PatientsInWords(guideline_, finder().values(), region, all);
    if (of.empty()) return "for any patient";
    words += (words.empty() ? "for " : "; or for ") + of;
  }
  return words;
}

}  // namespace mgl

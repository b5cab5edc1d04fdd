// Each question has its own budget, so that what one needs takes nothing from another.
#include "tools/author/lint/proofs.h"

#include "tools/author/lint/patient_words.h"

namespace mgl {
namespace {

constexpr std::uint64_t kBudget = 20'000;  // sets of patients a question

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

std::string Proofs::AsExample(const PatientFound& found, const std::string& title,
                              const std::vector<std::string>& names) {
  const Decision& decision = finder().Decide(found.patient);
  return PatientAsExample(guideline_, found.patient, decision, as_of_, title, names);
}

std::string Proofs::AroundInWords(const std::vector<Goal>& goals, const PatientFound& found,
                                  const PatientSet* among) {
  const PatientSet& all = among != nullptr ? *among : everybody();
  const PatientSet around = found.is_exact ? finder().Widened(goals, found.set, all) : found.set;
  return PatientsInWords(guideline_, finder().values(), around, all);
}

}  // namespace mgl

// Each question has its own budget, so that what one needs takes nothing from another.
#include "tools/author/lint/proofs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/author/lint/patient_words.h"

namespace mgl {
namespace {

constexpr std::uint64_t kBudget = 20'000;      // sets of patients a question
constexpr std::size_t kMostRegions = 3;        // that a finding names
constexpr std::uint64_t kRegionBudget = 1000;  // sets of patients for each behind the first
constexpr std::size_t kMostForSecond = 40;     // questions of one text for the second prover
constexpr std::uint64_t kForSecond = 0x5ec0;   // the purpose of what it is asked

}  // namespace

std::vector<Day> DaysLikeAll(Day as_of) {
  std::vector<Day> days;
  constexpr int kMonths = 12;
  for (int months = 1; months <= kMonths; ++months) {
    if (const std::optional<Day> day = AddMonths(as_of, months)) days.push_back(*day);
  }
  const int year = YearOf(as_of);
  for (int later = 1; later <= 4; ++later) {
    for (const auto& [month, last] : {std::pair(2, 28), std::pair(2, 29), std::pair(3, 1)}) {
      const std::optional<Day> day = DayFromDate(year + later, month, last);
      if (day && (later == 1 || last == 29)) days.push_back(*day);
    }
  }
  for (const int years : {2, 10, 40}) {
    if (const std::optional<Day> day = AddMonths(as_of, 12 * years)) days.push_back(*day);
  }
  return days;
}

std::optional<ProofMemory::Answer> ProofMemory::Recall(const QuestionKey& key) {
  ++asked_;
  const auto found = answers_.find(key);
  if (found == answers_.end()) return std::nullopt;
  ++recalled_;
  found->second.turn = turn_;
  return found->second.answer;
}

void ProofMemory::Turn() {
  std::erase_if(answers_, [&](const auto& each) { return each.second.turn < turn_; });
  ++turn_;
  asked_ = recalled_ = 0;
}

PatientFinder& Proofs::finder() {
  if (!finder_)
    finder_ = std::make_unique<PatientFinder>(guideline_, EvaluationOptions{as_of_, {}});
  return *finder_;
}

const PatientSet& Proofs::everybody() {
  if (!everybody_) everybody_ = finder().Everybody();
  return *everybody_;
}

PatientFinder& Proofs::FinderOn(Day day) {
  if (day == as_of_) return finder();
  std::unique_ptr<PatientFinder>& on_day = on_days_[day];
  if (!on_day) on_day = std::make_unique<PatientFinder>(guideline_, EvaluationOptions{day, {}});
  return *on_day;
}

Proofs::Looked Proofs::LookOn(Day day, const std::vector<Goal>& goals, const PatientSet* among) {
  PatientFinder& finder = FinderOn(day);
  QuestionKey key;
  if (memory_ != nullptr) {
    key = among == nullptr ? finder.KeyOf(goals) : finder.KeyOf(goals, *among);
    if (const auto answer = memory_->Recall(key)) {
      Looked known;
      known.search.answer = *answer;
      return known;
    }
  }
  std::optional<PatientSet> then;
  if (among == nullptr) among = day == as_of_ ? &everybody() : &then.emplace(finder.Everybody());
  Looked looked{finder.LookFor(goals, *among, kBudget)};
  looked.second = AskSecond(day, goals, *among, looked.search);
  const PatientSearch::Answer answer = looked.search.answer;
  const bool is_decided = answer != PatientSearch::Answer::kNotDecided;
  if (memory_ != nullptr && is_decided) memory_->Keep(key, answer);
  return looked;
}

PatientSearch Proofs::Find(const std::vector<Goal>& goals, const PatientSet& among, Span place,
                           const std::string& question) {
  QuestionKey key;
  if (memory_ != nullptr) {
    const bool is_everybody = &among == (everybody_ ? &*everybody_ : nullptr);
    key = is_everybody ? finder().KeyOf(goals) : finder().KeyOf(goals, among);
    // Whoever is found is looked for again: the finding shows the patient.
    if (memory_->Recall(key) == PatientSearch::Answer::kNone) {
      PatientSearch none;
      none.answer = PatientSearch::Answer::kNone;
      return none;
    }
  }
  Looked looked{finder().Find(goals, among, kBudget)};
  looked.second = AskSecond(as_of_, goals, among, looked.search);
  const bool is_nobody = looked.search.answer == PatientSearch::Answer::kNone;
  if (memory_ != nullptr && is_nobody) memory_->Keep(key, PatientSearch::Answer::kNone);
  Keep(looked, place, question);
  return std::move(looked.search);
}

PatientSearch Proofs::FindOnSomeDay(const std::vector<Goal>& goals, Span place,
                                    const std::string& question, Day& day) {
  day = as_of_;
  PatientSearch search = Find(goals, everybody(), place, question);
  if (search.found || !finder().HangsOnToday(goals)) return search;
  for (const Day other : DaysLikeAll(as_of_)) {
    PatientFinder& on_day = FinderOn(other);
    const PatientSet all = on_day.Everybody();
    Looked later{on_day.Find(goals, all, kBudget)};
    later.second = AskSecond(other, goals, all, later.search);
    Keep(later, place, question);
    if (!later.search.found) continue;
    day = other;
    return std::move(later.search);
  }
  return search;
}

Proofs::Second Proofs::AskSecond(Day day, const std::vector<Goal>& goals, const PatientSet& among,
                                 PatientSearch& search) {
  using Reason = PatientSearch::Reason;
  if (search.answer != PatientSearch::Answer::kNotDecided) return Second::kNotAsked;
  PatientFinder& finder = FinderOn(day);
  const bool is_of_several = search.reason == Reason::kComputedNumbers ||
                             (search.reason == Reason::kBudget && finder.ComputesOfSeveral(goals));
  if (!is_of_several) return Second::kNotAsked;
  if (second_ == nullptr) return Second::kNone;
  if (!second_->IsThere()) return Second::kNotThere;
  std::vector<const Variable*> known;
  if (const PatientSet all = finder.Everybody(); among != all) {
    if (among != finder.WithAllKnown(goals, all)) return Second::kNotAsked;
    for (const VariableId id : finder.VariablesOf(goals)) known.push_back(&finder.values().Of(id));
    const bool may_be_put_aside = std::ranges::any_of(known, [&](const Variable* variable) {
      return !variable->computed && !guideline_.facts[Index(variable->fact)].suspect_when.empty();
    });
    if (may_be_put_aside) return Second::kNotAsked;
  }
  QuestionKey key;
  if (memory_ != nullptr) {
    key = finder.KeyOf(goals, among).For(kForSecond);
    if (memory_->Recall(key) == PatientSearch::Answer::kNotDecided) return Second::kAsked;
  }
  if (asked_second_ == kMostForSecond) return Second::kNotAsked;
  ++asked_second_;
  SecondOpinion second = second_->Ask(guideline_, {day, {}}, goals, known);
  if (second.answer == SecondOpinion::Answer::kNone) {
    search.answer = PatientSearch::Answer::kNone;
  } else if (second.answer == SecondOpinion::Answer::kFound) {
    search.answer = PatientSearch::Answer::kFound;
    search.found = finder.FoundElsewhere(goals, among, std::move(*second.patient));
  } else if (memory_ != nullptr) {
    memory_->Keep(key, PatientSearch::Answer::kNotDecided);
  }
  return Second::kAsked;
}

void Proofs::LeaveOpen(PatientSearch::Reason reason, Second second, Span place,
                       const std::string& question) {
  undecided_.push_back({place, question, reason, second});
}

void Proofs::Keep(const Looked& looked, Span place, const std::string& question) {
  if (looked.search.answer != PatientSearch::Answer::kNotDecided) return;
  LeaveOpen(looked.search.reason, looked.second, place, question);
}

PatientSearch::Answer Proofs::Ask(const std::vector<Goal>& goals, Span place,
                                  const std::string& question) {
  const Looked looked = LookOn(as_of_, goals);
  Keep(looked, place, question);
  return looked.search.answer;
}

bool Proofs::IsNobody(const std::vector<Goal>& goals, Span place, const std::string& question) {
  return Ask(goals, place, question) == PatientSearch::Answer::kNone &&
         IsNobodyOnOtherDays(goals, place, question);
}

bool Proofs::IsNobodyOnOtherDays(const std::vector<Goal>& goals, Span place,
                                 const std::string& question) {
  if (!finder().HangsOnToday(goals)) return true;
  for (const Day day : DaysLikeAll(as_of_)) {
    const Looked looked = LookOn(day, goals);
    Keep(looked, place, question);
    if (looked.search.answer != PatientSearch::Answer::kNone) return false;
  }
  return true;
}

bool Proofs::IsSomebody(const std::vector<Goal>& goals, Span place, const std::string& question) {
  return Ask(goals, place, question) == PatientSearch::Answer::kFound;
}

bool Proofs::MayBeSomebody(const std::vector<Goal>& goals, const PatientSet& among) {
  return LookOn(as_of_, goals, &among).search.answer != PatientSearch::Answer::kNone;
}

std::string Proofs::AsExample(const PatientFound& found, const std::string& title,
                              const std::vector<std::string>& names, std::optional<Day> day) {
  const Day on = day.value_or(as_of_);
  const Decision& decision = FinderOn(on).Decide(found.patient);
  return PatientAsExample(guideline_, found.patient, decision, on, title, names, on != as_of_);
}

std::string Proofs::ForWhom(const std::vector<Goal>& goals, const PatientFound& found,
                            const PatientSet* among, std::optional<Day> day,
                            const PatientSet* beside) {
  PatientFinder& finder = FinderOn(day.value_or(as_of_));
  const PatientSet everybody_then = finder.Everybody();
  const PatientSet& all = among != nullptr ? *among : everybody_then;
  std::string words;
  const std::string when =
      finder.HangsOnToday(goals) ? fmt::format(" (on {})", FormatDay(day.value_or(as_of_))) : "";
  if (!found.is_exact) {
    for (const PatientFound::Computed& computed : found.computed) {
      const std::string of = ComputedInWords(guideline_, computed);
      if (!of.empty()) words += (words.empty() ? "" : ", ") + of;
    }
    words = words.empty() ? "for some patients" : "for some patients with " + words;
    return day ? words + when : words;
  }
  const PatientFinder::RegionsFound regions =
      finder.AllRegions(goals, found, all, kMostRegions, kRegionBudget);
  for (const PatientSet& region : regions.regions) {
    const std::string of =
        PatientsInWords(guideline_, finder.values(), region, beside != nullptr ? *beside : all);
    if (of.empty()) return "for any patient" + (day ? when : "");
    words += (words.empty() ? "for " : "; or for ") + of;
  }
  const bool is_cut = !regions.are_all && regions.regions.size() == kMostRegions;
  return words + when + (is_cut ? "; or for others" : "");
}

}  // namespace mgl

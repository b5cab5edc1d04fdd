// What is asked of all patients of one guideline, and what of it could not be decided.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "engine/prove/find_patient.h"
#include "engine/prove/second_prover.h"

namespace mgl {

/// Days that differ in what calendars have: a day of each month, ends of February and of longer
/// months, and days far away.
std::vector<Day> DaysLikeAll(Day as_of);

/// Answers about patients of earlier texts: what does not hang on the change is not proved again.
class ProofMemory {
 public:
  using Answer = PatientSearch::Answer;

  std::optional<Answer> Recall(const QuestionKey& key);
  void Keep(const QuestionKey& key, Answer answer) {
    answers_.insert_or_assign(key, Kept{answer, turn_});
  }
  /// A new text begins: what the last one did not ask is forgotten.
  void Turn();
  /// Since the last Turn: asked, and of them recalled.
  std::size_t asked() const { return asked_; }
  std::size_t recalled() const { return recalled_; }

 private:
  struct Kept {
    Answer answer{};
    std::uint64_t turn = 0;  // in which it was asked last
  };
  std::unordered_map<QuestionKey, Kept, QuestionKeyHash> answers_;
  std::uint64_t turn_ = 0;
  std::size_t asked_ = 0, recalled_ = 0;
};

/// For one guideline, which must outlive it. Nothing is computed before the first question.
class Proofs {
 public:
  /// `memory`: of earlier texts, or null. `second`: asked what is left open, or null.
  Proofs(const Guideline& guideline, Day as_of, ProofMemory* memory = nullptr,
         SecondProver* second = nullptr)
      : guideline_(guideline), as_of_(as_of), memory_(memory), second_(second) {}

  /// Of another guideline, which must outlive it: on the same day, with the same second prover.
  Proofs OfOther(const Guideline& guideline) const { return {guideline, as_of_, nullptr, second_}; }

  PatientFinder& finder();
  const PatientSet& everybody();

  /// Whether the second prover was asked, or why not: there is none in the program, or on the
  /// machine.
  enum class Second : std::uint8_t { kNotAsked, kNone, kNotThere, kAsked };
  /// A question that was not decided: where, what, and why.
  struct Undecided {
    Span place;
    std::string question;
    PatientSearch::Reason reason;
    Second second;
  };
  /// A patient of `among` who meets the goals. Where that is not decided it is kept, as "whether
  /// QUESTION".
  PatientSearch Find(const std::vector<Goal>& goals, const PatientSet& among, Span place,
                     const std::string& question);
  /// Likewise of everybody, on the day of the proofs or, where the goals hang on the day, on one of
  /// the days that IsNobody looks at: then `day` says which.
  PatientSearch FindOnSomeDay(const std::vector<Goal>& goals, Span place,
                              const std::string& question, Day& day);
  /// Whether there is surely none; everybody is looked at. Where the goals hang on the day, also on
  /// days of the next forty years that differ in what calendars have: what is so on all of them is
  /// said of every day.
  bool IsNobody(const std::vector<Goal>& goals, Span place, const std::string& question);

  /// Whether there surely is one.
  bool IsSomebody(const std::vector<Goal>& goals, Span place, const std::string& question);

  /// Whether there is one of `among`, or that is not decided.
  bool MayBeSomebody(const std::vector<Goal>& goals, const PatientSet& among);

  /// `tell`, which looks at nothing but what hangs on the goals, says whether it told anything.
  /// What told nothing of an earlier text, and left nothing undecided, is not run again.
  template <typename Tell>
  void TellOnce(DiagnosticKind kind, const std::vector<Goal>& goals, Tell tell) {
    if (memory_ == nullptr) {
      tell();
      return;
    }
    const QuestionKey key = finder().KeyOf(goals).For(static_cast<std::uint64_t>(kind));
    if (memory_->Recall(key)) return;
    const std::size_t undecided = undecided_.size();
    if (!tell() && undecided_.size() == undecided) memory_->Keep(key, PatientSearch::Answer::kNone);
  }

  /// What a rule could not decide with the answers to its questions.
  void LeaveOpen(PatientSearch::Reason reason, Second second, Span place,
                 const std::string& question);
  const std::vector<Undecided>& undecided() const { return undecided_; }
  std::vector<Undecided> TakeUndecided() { return std::exchange(undecided_, {}); }

  /// "for age from 60 to 74 years, sex female; or for age 80 years": all around the patient of whom
  /// the same holds, and others. Among all, or those of `among`. `day`: on which they were found.
  /// `beside`: how they differ from these is said; null: from those of `among`.
  std::string ForWhom(const std::vector<Goal>& goals, const PatientFound& found,
                      const PatientSet* among = nullptr, std::optional<Day> day = {},
                      const PatientSet* beside = nullptr);
  /// The patient as an example that expects what is decided of `names`, now or on that day.
  std::string AsExample(const PatientFound& found, const std::string& title,
                        const std::vector<std::string>& names, std::optional<Day> day = {});

 private:
  struct Looked {
    PatientSearch search;
    Second second = Second::kNotAsked;
  };

  PatientFinder& FinderOn(Day day);
  bool IsNobodyOnOtherDays(const std::vector<Goal>& goals, Span place, const std::string& question);
  PatientSearch::Answer Ask(const std::vector<Goal>& goals, Span place,
                            const std::string& question);
  /// LookFor on a day, or what is remembered of it. `among` null: everybody.
  Looked LookOn(Day day, const std::vector<Goal>& goals, const PatientSet* among = nullptr);
  /// Puts what the search of `among` left open to the second prover: of everybody, or of those of
  /// whom all that the goals hang on is known; of others it is not asked.
  Second AskSecond(Day day, const std::vector<Goal>& goals, const PatientSet& among,
                   PatientSearch& search);
  void Keep(const Looked& looked, Span place, const std::string& question);

  const Guideline& guideline_;
  Day as_of_;
  ProofMemory* memory_;
  SecondProver* second_;
  std::size_t asked_second_ = 0;
  std::unique_ptr<PatientFinder> finder_;
  std::map<Day, std::unique_ptr<PatientFinder>> on_days_;
  std::optional<PatientSet> everybody_;
  std::vector<Undecided> undecided_;
};

}  // namespace mgl

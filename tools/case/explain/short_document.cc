// What to do first; a line for each outcome why.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tools/case/explain/condition_lines.h"
#include "tools/case/explain/explanation_document.h"
#include "tools/case/explain/short_explanation.h"

namespace mgl {
namespace {

constexpr std::size_t kStep = 2;  // of indentation

class ShortPage {
 public:
  ShortPage(const Explanation& explanation, const Guideline& guideline,
            const nlohmann::ordered_json& run_record, bool tells_why_not)
      : explanation_(explanation),
        reasons_(ReasonsInShort(explanation, guideline)),
        tells_why_not_(tells_why_not) {
    AddCaseHead(explanation.id, guideline, run_record, page_);
  }

  Document Write() {
    AddScope(explanation_, page_);
    if (explanation_.scope != Truth::kYes) AddWhy(reasons_.scope);
    AddWarnings(explanation_, page_);
    AddActions();
    AddRules("Blocked or replaced", {Outcome::kBlocked, Outcome::kOverridden});
    AddRechecks();
    AddResults();
    AddRules("Cannot be decided yet", {Outcome::kUnknown});
    AddOthers();
    AddQuestions(explanation_, false, page_);
    return std::move(page_);
  }

 private:
  void Heading(std::string_view text) { page_.Add(DocumentLine::Kind::kHeading, text); }

  void AddWhy(const std::string& why) {
    if (!why.empty()) page_.Add(2 * kStep, "why: ", Ink::kFaint, why);
  }

  void AddActions() {
    if (explanation_.scope == Truth::kNo || explanation_.rules.empty()) return;
    Heading("What to do");
    if (const std::string_view none = NoRecommendation(explanation_); !none.empty()) {
      page_.Add(kStep, none);
    }
    for (std::size_t i = 0; i < explanation_.rules.size(); ++i) {
      const RuleExplanation& rule = explanation_.rules[i];
      if (rule.outcome != Outcome::kYes) continue;
      if (rule.urgency == Urgency::kNone) {
        page_.Add(kStep, rule.title, Ink::kBold);
      } else {
        page_.Add(kStep, rule.title + " ", Ink::kBold,
                  fmt::format("(urgency: {})", UrgencyName(rule.urgency)));
      }
      for (const ActionInWords& action : rule.actions) {
        page_.Add(2 * kStep, "-> ", Ink::kGood, action.text, Ink::kBold);
        if (action.details.empty()) continue;
        page_.Add(2 * kStep + 3, fmt::format("{}", fmt::join(action.details, "; ")));
      }
      AddWhy(reasons_.rules[i]);
    }
  }

  void AddRules(std::string_view heading, const std::vector<Outcome>& outcomes) {
    bool first = true;
    for (std::size_t i = 0; i < explanation_.rules.size(); ++i) {
      const RuleExplanation& rule = explanation_.rules[i];
      if (std::ranges::find(outcomes, rule.outcome) == outcomes.end()) continue;
      if (std::exchange(first, false)) Heading(heading);
      if (outcomes.size() == 1) {  // the heading says it
        page_.Add(kStep, rule.title, Ink::kBold);
      } else {
        page_.Add(kStep, rule.title + ": ", Ink::kBold, rule.words);
      }
      AddWhy(reasons_.rules[i]);
    }
  }

  void AddRechecks() {
    bool first = true;
    for (std::size_t i = 0; i < explanation_.rechecks.size(); ++i) {
      const RecheckExplanation& recheck = explanation_.rechecks[i];
      if (recheck.state.status == RecheckStatus::kNo && !tells_why_not_) continue;
      if (std::exchange(first, false)) Heading("Rechecks");
      page_.Add(kStep, recheck.title + ": ", Ink::kBold, recheck.words);
      AddWhy(reasons_.rechecks[i]);
    }
  }

  void AddResults() {
    if (explanation_.results.empty()) return;
    Heading("Results");
    for (std::size_t i = 0; i < explanation_.results.size(); ++i) {
      const ResultExplanation& result = explanation_.results[i];
      page_.Add(kStep, result.title + ": ", Ink::kBold, result.words,
                result.settled ? Ink::kGood : Ink::kOpen);
      AddWhy(reasons_.results[i]);
    }
  }

  void AddOthers() {
    constexpr std::string_view kHeading = "Does not apply, which is no advice against anything";
    if (tells_why_not_) return AddRules(kHeading, {Outcome::kNo});
    std::vector<std::string> titles;
    for (const RuleExplanation& rule : explanation_.rules) {
      if (rule.outcome == Outcome::kNo) titles.push_back(rule.title);
    }
    if (titles.empty()) return;
    Heading(kHeading);
    page_.Add(kStep, fmt::format("{}", fmt::join(titles, "; ")));
  }

  const Explanation& explanation_;
  ShortReasons reasons_;
  bool tells_why_not_;
  Document page_;
};

}  // namespace

Document ShortDocument(const Explanation& explanation, const Guideline& guideline,
                       const nlohmann::ordered_json& run_record, bool tells_why_not) {
  return ShortPage(explanation, guideline, run_record, tells_why_not).Write();
}

}  // namespace mgl

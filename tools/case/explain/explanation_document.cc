// From what matters most down: in short, warnings, results, recommendations, rechecks, questions.
#include "tools/case/explain/explanation_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/case/explain/condition_lines.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

constexpr std::size_t kStep = 2;  // of indentation

class ExplanationPage {
 public:
  ExplanationPage(const Explanation& explanation, const Guideline& guideline,
                  const nlohmann::ordered_json& run_record)
      : explanation_(explanation) {
    AddCaseHead(explanation.id, guideline, run_record, page_);
  }

  Document Write() {
    AddScope(explanation_, page_);
    conditions_.Add(kStep, explanation_.scope_when);
    AddUndecided(kStep, explanation_.scope_undecided);
    if (explanation_.scope != Truth::kNo) AddInShort();
    AddWarnings(explanation_, page_);
    AddResults();
    AddRules();
    AddRechecks();
    AddQuestions(explanation_, true, page_);
    AddReadings();
    AddFacts();
    return std::move(page_);
  }

 private:
  void Heading(std::string_view text) { page_.Add(DocumentLine::Kind::kHeading, text); }

  void AddInShort() {
    Heading("In short");
    const auto add = [&](std::string_view words, std::vector<std::string> titles, Ink ink) {
      if (titles.empty()) return;
      page_.AddTerm(words, ink, fmt::format("{}", fmt::join(titles, "; ")));
    };
    const auto titles = [&](Outcome outcome) {
      std::vector<std::string> found;
      for (const RuleExplanation& rule : explanation_.rules) {
        if (rule.outcome != outcome) continue;
        const bool says_by = outcome == Outcome::kBlocked || outcome == Outcome::kOverridden;
        found.push_back(says_by ? fmt::format("{} ({})", rule.title, rule.words) : rule.title);
      }
      return found;
    };
    std::vector<std::string> results;
    for (const ResultExplanation& result : explanation_.results) {
      results.push_back(fmt::format("{}: {}", result.title, result.words));
    }
    std::string_view lead = "results";
    for (const std::string& result : results) add(std::exchange(lead, ""), {result}, Ink::kPlain);
    add("applies", titles(Outcome::kYes), Ink::kGood);
    if (const std::string_view none = NoRecommendation(explanation_); !none.empty()) {
      add("applies", {std::string(none)}, Ink::kPlain);
    }
    add("blocked", titles(Outcome::kBlocked), Ink::kBad);
    add("replaced", titles(Outcome::kOverridden), Ink::kPlain);
    add("cannot be decided yet", titles(Outcome::kUnknown), Ink::kOpen);
    add("does not apply", titles(Outcome::kNo), Ink::kPlain);
    std::vector<std::string> rechecks;
    for (const RecheckExplanation& recheck : explanation_.rechecks) {
      if (recheck.state.status == RecheckStatus::kNo) continue;
      rechecks.push_back(fmt::format("{}: {}", recheck.title, recheck.words));
    }
    add("rechecks", rechecks, Ink::kPlain);
    std::vector<std::string> ask;
    for (const Question& question : explanation_.ask) ask.push_back(question.fact);
    if (ask.size() > 3) {
      const std::size_t more = ask.size() - 3;
      ask.resize(3);
      ask.push_back(fmt::format("and {} more", more));
    }
    add("ask first", ask, Ink::kPlain);
  }

  void AddResults() {
    if (explanation_.results.empty()) return;
    Heading("Results");
    for (const ResultExplanation& result : explanation_.results) {
      page_.Add(kStep, NamedTitle(result.title, result.name) + ": ", Ink::kBold, result.words,
                result.settled ? Ink::kGood : Ink::kOpen);
      AddSource(2 * kStep, result.source);
      const bool is_said = result.words.ends_with(result.why.definition);  // "no row holds"
      if (!is_said) page_.Add(2 * kStep, result.why.definition);
      conditions_.AddParts(2 * kStep, result.why);
      AddUndecided(2 * kStep, result.undecided);
    }
  }

  void AddRules() {
    const std::array<std::pair<std::string_view, std::vector<Outcome>>, 4> groups = {
        {{"Recommendations that apply", {Outcome::kYes}},
         {"Recommendations that are blocked or replaced",
          {Outcome::kBlocked, Outcome::kOverridden}},
         {"Recommendations that cannot be decided yet", {Outcome::kUnknown}},
         {"Recommendations that do not apply, which is no advice against anything",
          {Outcome::kNo}}}};
    for (const auto& [heading, outcomes] : groups) {
      bool first = true;
      for (const RuleExplanation& rule : explanation_.rules) {
        if (std::ranges::find(outcomes, rule.outcome) == outcomes.end()) continue;
        if (std::exchange(first, false)) Heading(heading);
        AddRule(rule);
      }
    }
  }

  void AddRule(const RuleExplanation& rule) {
    std::string words = rule.words;
    if (rule.urgency != Urgency::kNone && rule.outcome != Outcome::kNo) {
      words += fmt::format(" ({}: {})", "urgency", UrgencyName(rule.urgency));
    }
    page_.Add(kStep, NamedTitle(rule.title, rule.name) + ": ", Ink::kBold, words,
              InkOf(rule.outcome));
    const std::size_t indent = 2 * kStep;
    conditions_.SetSource({});
    if (rule.outcome == Outcome::kYes) {
      for (const ActionInWords& action : rule.actions) {
        page_.Add(indent, "-> ", Ink::kGood, action.text, Ink::kBold);
        for (const std::string& detail : action.details) page_.Add(indent + 3, detail);
      }
      AddGrades(indent, rule);
      AddSource(indent, rule.source);
    } else if (rule.outcome != Outcome::kNo) {
      for (const ActionInWords& action : rule.actions) {
        page_.Add(indent, "if it applied: " + action.text, Ink::kFaint);
      }
    }
    // A local change may be why it does not apply.
    const bool is_changed = rule.outcome != Outcome::kYes && !rule.source.changed.empty();
    if (is_changed) AddSource(indent, rule.source);
    conditions_.Add(indent, rule.when);
    AddGroup(indent, "unless", rule.unless);
    AddGroup(indent, "contraindications", rule.contraindications);
    AddGroup(indent, "replaced where these apply", rule.overriders);
    AddUndecided(indent, rule.undecided);
  }

  void AddGrades(std::size_t indent, const RuleExplanation& rule) {
    if (!rule.strength.empty()) page_.Add(indent, "strength: " + rule.strength);
    if (!rule.certainty.empty()) page_.Add(indent, "certainty of the evidence: " + rule.certainty);
    if (!rule.because.empty()) page_.Add(indent, "because " + rule.because);
  }

  void AddGroup(std::size_t indent, std::string_view words, const std::vector<Condition>& group) {
    if (group.empty()) return;
    page_.Add(indent, fmt::format("{}:", words));
    conditions_.Add(indent + kStep, group);
  }

  void AddRechecks() {
    if (explanation_.rechecks.empty()) return;
    Heading("Rechecks");
    for (const RecheckExplanation& recheck : explanation_.rechecks) {
      conditions_.SetSource({});
      const RecheckStatus status = recheck.state.status;
      page_.Add(kStep, NamedTitle(recheck.title, recheck.name) + ": ", Ink::kBold, recheck.words,
                status == RecheckStatus::kUnknown   ? Ink::kOpen
                : status == RecheckStatus::kOverdue ? Ink::kBad
                                                    : Ink::kPlain);
      conditions_.Add(2 * kStep, recheck.when);
      if (status != RecheckStatus::kNo) {
        std::string dates = recheck.schedule;
        for (const PatientValue& value : recheck.dates) dates += "; " + ValueInWords(value);
        page_.Add(2 * kStep, dates);
        AddSource(2 * kStep, recheck.source);
      }
      AddUndecided(2 * kStep, recheck.undecided);
    }
  }

  void AddReadings() {
    if (explanation_.readings.empty()) return;
    Heading("Other readings of what the source leaves open");
    std::vector<std::string> without_change;
    for (const OtherReading& reading : explanation_.readings) {
      const std::string name = fmt::format("{} of {}", reading.reading, reading.ambiguity);
      if (reading.changes.empty()) without_change.push_back(name);
      for (const OtherReading::Change& change : reading.changes) {
        page_.Add(kStep, fmt::format("by reading {}: {} {} (now: {})", name, change.title,
                                     change.then, change.now));
      }
    }
    if (without_change.empty()) return;
    page_.Add(kStep,
              fmt::format("nothing would change by reading {}", Alternatives(without_change)));
  }

  void AddFacts() {
    if (!explanation_.defaults.empty()) {
      Heading("Taken as given, as nothing else was stated");
      for (const PatientValue& value : explanation_.defaults) {
        page_.Add(kStep, fmt::format("{} ({}): {}", value.title, value.fact, value.text));
      }
    }
    if (explanation_.missing_unneeded.empty() || explanation_.scope == Truth::kNo) return;
    Heading("Missing, and not needed here");
    std::vector<std::string> names;
    for (const PatientValue& value : explanation_.missing_unneeded) names.push_back(value.fact);
    page_.Add(kStep, fmt::format("{}", fmt::join(names, ", ")));
  }

  void AddUndecided(std::size_t indent, const Undecided& undecided) {
    const std::string words = UndecidedInWords(undecided, false);
    if (!words.empty()) page_.Add(indent, "> ", Ink::kOpen, words);
  }

  /// Of the outcome that is explained from here on.
  void AddSource(std::size_t indent, const Provenance& source) {
    const std::string text = SourceInWords(source);
    conditions_.SetSource(source);
    if (!text.empty()) page_.Add(indent, "[" + text + "]", Ink::kFaint);
  }

  static std::string NamedTitle(const std::string& title, const std::string& name) {
    return SaysTheSame(title, name) ? title : fmt::format("{} ({})", title, name);
  }

  const Explanation& explanation_;
  Document page_;
  ConditionLines conditions_{page_};
};

}  // namespace

Ink InkOf(Outcome outcome) {
  return outcome == Outcome::kYes       ? Ink::kGood
         : outcome == Outcome::kUnknown ? Ink::kOpen
                                        : Ink::kPlain;
}

void AddCaseHead(const std::string& id, const Guideline& guideline,
                 const nlohmann::ordered_json& run_record, Document& page) {
  const GuidelineHeader& header = guideline.header;
  page.Add(DocumentLine::Kind::kTitle, header.title);
  page.Add(DocumentLine::Kind::kNotice,
           fmt::format("{} {}; {}", header.name, header.version, StatusLine(header)));
  for (const auto& [ambiguity, reading] : run_record["readings"].items()) {
    page.Add(0, fmt::format("reading of {}: {} (not the adopted one)", ambiguity,
                            reading.get<std::string>()));
  }
  page.Add(DocumentLine::Kind::kSection,
           fmt::format("Case {}, as of {}", id, run_record["as_of"].get<std::string>()));
}

std::string_view ScopeInWords(const Explanation& explanation) {
  if (explanation.scope_when.empty()) return "";
  return explanation.scope == Truth::kYes ? "The guideline is for this patient."
         : explanation.scope == Truth::kNo
             ? "Not applicable: the guideline is not for this patient."
             : "Whether the guideline is for this patient cannot be decided yet.";
}

void AddScope(const Explanation& explanation, Document& page) {
  const std::string_view words = ScopeInWords(explanation);
  if (!words.empty()) page.Add(0, words, InkOf(explanation.scope));
}

void AddWarnings(const Explanation& explanation, Document& page) {
  if (explanation.warnings.empty()) return;
  page.Add(DocumentLine::Kind::kHeading, "Warnings");
  for (const Note& note : explanation.warnings) page.Add(kStep, "! ", Ink::kBad, note.text);
}

std::string_view NoRecommendation(const Explanation& explanation) {
  const auto has = [&](Outcome outcome) {
    return std::ranges::find(explanation.rules, outcome, &RuleExplanation::outcome) !=
           explanation.rules.end();
  };
  if (explanation.rules.empty() || has(Outcome::kYes)) return "";
  return has(Outcome::kUnknown) ? "no recommendation so far"
                                : "no recommendation, which is no advice against anything";
}

void AddQuestions(const Explanation& explanation, bool with_names, Document& page) {
  if (explanation.ask.empty()) return;
  page.Add(DocumentLine::Kind::kHeading, "Ask first, in this order");
  std::size_t number = 0;
  for (const Question& question : explanation.ask) {
    const std::string name = with_names ? question.fact + "; " : "";
    page.Add(kStep, fmt::format("{:>2}. ", ++number), Ink::kPlain,
             fmt::format("{} ({}{})", question.text, name, question.answer));
  }
}

std::string UndecidedInWords(const Undecided& undecided, bool by_title) {
  if (undecided.missing.empty()) return "";
  std::vector<std::string> names;
  for (const PatientValue& value : undecided.missing) {
    names.push_back(by_title ? value.title : value.fact);
  }
  if (undecided.answers.empty()) {
    return fmt::format("to decide it, ask: {}", fmt::join(names, ", "));
  }
  std::vector<std::string> answers;
  for (const PossibleAnswer& answer : undecided.answers) {
    answers.push_back(fmt::format("{} if {}{}", answer.outcome,
                                  answers.empty() ? names[0] + " is " : "", answer.when));
  }
  return fmt::format("{}", fmt::join(answers, "; "));
}

Document ExplanationDocument(const Explanation& explanation, const Guideline& guideline,
                             const nlohmann::ordered_json& run_record) {
  return ExplanationPage(explanation, guideline, run_record).Write();
}

}  // namespace mgl

// From what matters most down: in short, warnings, results, recommendations, rechecks, questions.
#include "tools/case/explain/explanation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/case/explain/condition_lines.h"
#include "tools/words/fact_words.h"
#include "tools/words/text_page.h"

namespace mgl {
namespace {

constexpr std::size_t kStep = 2;  // of indentation

Ink InkOf(Outcome outcome) {
  return outcome == Outcome::kYes       ? Ink::kGood
         : outcome == Outcome::kUnknown ? Ink::kOpen
                                        : Ink::kPlain;
}

class ExplanationPage {
 public:
  ExplanationPage(const Explanation& explanation, const Guideline& guideline,
                  const nlohmann::ordered_json& run_record, const TextStyle& style)
      : explanation_(explanation),
        guideline_(guideline),
        run_record_(run_record),
        page_(style.width, style.color) {}

  std::string Write() {
    AddHead();
    if (explanation_.scope != Truth::kNo) AddInShort();
    AddNotes();
    AddResults();
    AddRules();
    AddRechecks();
    AddAsk();
    AddReadings();
    AddFacts();
    return page_.Take();
  }

 private:
  void Heading(std::string_view text) {
    page_.Blank();
    page_.Add(0, text, Ink::kBold);
  }

  void AddHead() {
    const GuidelineHeader& header = guideline_.header;
    page_.Add(0, header.title, Ink::kBold);
    page_.Add(0, fmt::format("{} {}; {}", header.name, header.version, StatusLine(header)));
    for (const auto& [ambiguity, reading] : run_record_["readings"].items()) {
      page_.Add(0, fmt::format("reading of {}: {} (not the adopted one)", ambiguity,
                               reading.get<std::string>()));
    }
    page_.Blank();
    page_.Add(
        0,
        fmt::format("Case {}, as of {}", explanation_.id, run_record_["as_of"].get<std::string>()),
        Ink::kBold);
    if (explanation_.scope_when.empty()) return;
    const std::string_view words =
        explanation_.scope == Truth::kYes ? "The guideline is for this patient."
        : explanation_.scope == Truth::kNo
            ? "Not applicable: the guideline is not for this patient."
            : "Whether the guideline is for this patient cannot be decided yet.";
    page_.Add(0, words, InkOf(explanation_.scope));
    conditions_.Add(kStep, explanation_.scope_when);
    AddUndecided(kStep, explanation_.scope_undecided);
  }

  void AddInShort() {
    Heading("In short");
    const auto add = [&](std::string_view words, std::vector<std::string> titles, Ink ink) {
      if (titles.empty()) return;
      page_.Add(kStep, fmt::format("{:<23}", words.empty() ? "" : fmt::format("{}:", words)), ink,
                fmt::format("{}", fmt::join(titles, "; ")));
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
    const bool none = !explanation_.rules.empty() && titles(Outcome::kYes).empty();
    const bool all_decided = titles(Outcome::kUnknown).empty();
    if (none && all_decided) {
      add("applies", {"no recommendation, which is no advice against anything"}, Ink::kPlain);
    } else if (none) {
      add("applies", {"no recommendation so far"}, Ink::kPlain);
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

  void AddNotes() {
    if (explanation_.warnings.empty()) return;
    Heading("Warnings");
    for (const Note& note : explanation_.warnings) page_.Add(kStep, "! ", Ink::kBad, note.text);
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

  void AddAsk() {
    if (explanation_.ask.empty()) return;
    Heading("Ask first, in this order");
    std::size_t number = 0;
    for (const Question& question : explanation_.ask) {
      page_.Add(kStep, fmt::format("{:>2}. ", ++number), Ink::kPlain,
                fmt::format("{} ({}; {})", question.text, question.fact, question.answer));
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
    if (undecided.missing.empty()) return;
    std::vector<std::string> names;
    for (const PatientValue& value : undecided.missing) names.push_back(value.fact);
    if (undecided.answers.empty()) {
      page_.Add(indent, "> ", Ink::kOpen,
                fmt::format("to decide it, ask: {}", fmt::join(names, ", ")));
      return;
    }
    std::vector<std::string> answers;
    for (const PossibleAnswer& answer : undecided.answers) {
      answers.push_back(fmt::format("{} if {}{}", answer.outcome,
                                    answers.empty() ? names[0] + " is " : "", answer.when));
    }
    page_.Add(indent, "> ", Ink::kOpen, fmt::format("{}", fmt::join(answers, "; ")));
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
  const Guideline& guideline_;
  const nlohmann::ordered_json& run_record_;
  TextPage page_;
  ConditionLines conditions_{page_};
};

}  // namespace

std::string ExplanationText(const Explanation& explanation, const Guideline& guideline,
                            const nlohmann::ordered_json& run_record, const TextStyle& style) {
  return ExplanationPage(explanation, guideline, run_record, style).Write();
}

}  // namespace mgl

// The cells' reader reads, the engine's own steps judge; nothing is decided here.
#include "tools/case/consult/answer_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/case/consult/question_text.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

constexpr std::size_t kLongestQuoted = 40;

bool IsDigits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }

bool HasControlCharacter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

/// Why `text` is no text at all; empty: it is.
std::string TextProblem(std::string_view text) {
  if (FindInvalidUtf8(text) != std::string_view::npos) return "the answer is not valid UTF-8";
  if (HasControlCharacter(text)) return "the answer holds a control character";
  return "";
}

std::string HelpFor(const Fact& fact, std::string_view text) {
  std::string fits = "write " + WhatFits(fact);
  if (fact.type != FactType::kChoice) return fits;
  std::vector<std::string> names;
  for (const ChoiceOption& choice : fact.choices) names.push_back(choice.name);
  return DidYouMean(std::string(text.substr(0, kLongestQuoted)), names, std::move(fits));
}

/// The value as case files have it: choices by name, yes and no in full, all else as it was typed,
/// with its unit.
std::string CellOf(const Fact& fact, const ReportedFact& reported, std::string_view text) {
  if (reported.state != ReportedFact::State::kValue) return "unknown";
  if (fact.type == FactType::kTruth) return reported.choice == 0 ? "no" : "yes";
  if (fact.type == FactType::kChoice) return fact.choices[reported.choice].name;
  // Weeks and days say so themselves.
  const bool says_unit = reported.unit != nullptr || UnitOf(fact) == kWeeksAndDays;
  return WithUnit(std::string(text), says_unit ? "" : UnitOf(fact));
}

}  // namespace

std::string QuotedAnswer(std::string_view text) {
  return fmt::format("\"{}\"", Shortened(text, kLongestQuoted));
}

bool HasNumberedChoices(const Fact& fact) {
  return std::ranges::none_of(fact.choices, [](const ChoiceOption& choice) {
    return IsDigits(choice.name) || IsDigits(choice.code);
  });
}

AnswerReader::AnswerReader(const Guideline& guideline, Day as_of)
    : guideline_(guideline), as_of_(as_of), cells_(guideline), fact_maker_(guideline, as_of) {}

/// The name of the choice that `text` picks by number or label; empty: it picks none so.
std::string AnswerReader::PickedChoice(const Fact& fact, std::string_view text,
                                       std::string& problem) const {
  if (IsDigits(text) && HasNumberedChoices(fact)) {
    std::size_t number = 0;
    for (const char c : text.substr(0, 6)) number = number * 10 + static_cast<std::size_t>(c - '0');
    if (number >= 1 && number <= fact.choices.size()) return fact.choices[number - 1].name;
    problem = fmt::format("there is no choice {}", QuotedAnswer(text));
    return "";
  }
  const auto has_label = [&](const ChoiceOption& choice) {
    return !choice.label.empty() && EqualsIgnoringCase(choice.label, text);
  };
  const auto found = std::ranges::find_if(fact.choices, has_label);
  if (found == fact.choices.end() || std::ranges::count_if(fact.choices, has_label) > 1) return "";
  return found->name;
}

ReadAnswer AnswerReader::ReadValue(FactId id, std::string_view text) {
  const Fact& fact = guideline_.facts[Index(id)];
  ReadAnswer answer;
  answer.stated.value_stated = true;
  text = Trimmed(text);
  answer.problem = TextProblem(text);
  if (!answer.problem.empty()) {
    answer.help = "write " + WhatFits(fact);
    return answer;
  }
  ReportedFact& reported = answer.stated.reported;
  reported = cells_.Read(id, text, "", "");
  if (reported.state == ReportedFact::State::kAbsent) {
    reported.state = ReportedFact::State::kUnknown;
  }
  if (reported.state == ReportedFact::State::kUnreadable && fact.type == FactType::kChoice) {
    const std::string name = PickedChoice(fact, text, answer.problem);
    if (!name.empty()) reported = cells_.Read(id, name, "", "");
  }
  if (reported.state == ReportedFact::State::kUnreadable) {
    if (answer.problem.empty()) answer.problem = reported.reason;
    answer.help = HelpFor(fact, text);
    return answer;
  }
  EffectiveFact effective;
  std::vector<Warning> warnings;
  fact_maker_.Make(id, reported, effective, warnings);
  if (effective.state == FactState::kImplausible) {
    answer.problem = effective.detail + ": it would count as missing, so it is not taken";
    answer.help = "check the number and its unit; `unknown` goes on without it";
  } else if (effective.state == FactState::kWrongUnit) {
    answer.problem = effective.detail;
    answer.help = "write " + WhatFits(fact);
  }
  answer.stated.cell = CellOf(fact, reported, text);
  return answer;
}

ReadAnswer AnswerReader::ReadDate(FactId id, const StatedFact& stated, std::string_view text) {
  constexpr std::string_view kFits =
      "write a day such as 2026-03-01, a month (2026-03) or a year (2026), or nothing: no date";
  ReadAnswer answer;
  answer.stated = stated;
  answer.stated.date_asked = true;
  text = Trimmed(text);
  answer.problem = TextProblem(text);
  const bool is_none =
      text.empty() || IsMarkForMissing(text) || EqualsIgnoringCase(text, "unknown");
  if (!answer.problem.empty() || is_none) {
    if (!is_none) answer.help = kFits;
    return answer;
  }
  const auto [date, problem, kind] = ReadDateCell(text, {});
  if (!date || date->first == kNever) {
    answer.problem = fmt::format("{} {}", QuotedAnswer(text), date ? "is not a date" : problem);
    answer.help = kFits;
  } else if (date->first > as_of_) {
    answer.problem =
        fmt::format("{} lies after the as-of date {}: the value of {} would not exist yet", text,
                    FormatDay(as_of_), guideline_.facts[Index(id)].name);
    answer.help = "write the day of the test, or nothing: no date";
  } else {
    answer.stated.reported.date = date;
    answer.stated.date = std::string(text);
  }
  return answer;
}

}  // namespace mgl

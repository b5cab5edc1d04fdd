// One small function a type of fact.
#include "tools/case/consult/question_text.h"

#include <fmt/format.h>

#include "tools/case/consult/answer_reader.h"
#include "tools/words/fact_words.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// "from 0.1 to 20 mg/dL", "above 0 mg/g"; empty: anything is plausible. The unit stands behind
/// each number where one says more than `from` or `to`.
std::string PlausibleText(const Fact& fact) {
  if (!fact.plausible) return "";
  IntervalEnds ends = EndsOf(*fact.plausible);
  const bool has_both = !ends.low.empty() && !ends.high.empty();
  const bool says_unit_once = has_both && ends.low_closed && ends.high_closed;
  if (!ends.low.empty() && !says_unit_once) ends.low = WithUnit(ends.low, UnitOf(fact));
  if (says_unit_once && UnitOf(fact) == kWeeksAndDays) ends.low = WeeksAndDaysText(ends.low);
  if (!ends.high.empty()) ends.high = WithUnit(ends.high, UnitOf(fact));
  return IntervalInWords(ends);
}

std::string ChoiceList(const Fact& fact) {
  std::vector<std::string> names;
  for (const ChoiceOption& choice : fact.choices) names.push_back(choice.name);
  return Alternatives(names);
}

std::string DefaultText(const Fact& fact) {
  const DefaultValue& value = *fact.default_value;
  switch (fact.type) {
    case FactType::kTruth:
      return value.choice == 0 ? "no" : "yes";
    case FactType::kChoice:
      return ChoiceInWords(fact.choices[value.choice]);
    case FactType::kDate:
      return DaysInWords(value.date);
    case FactType::kNumber:
      break;
  }
  return WithUnit(NumberInWords(value.number), UnitOf(fact));
}

}  // namespace

std::string QuestionText(const Fact& fact) {
  if (!fact.ask.empty()) return fact.ask;
  const std::string& text = fact.title.empty() ? fact.name : fact.title;
  return text.ends_with('?') ? text : text + "?";
}

std::string AnswerHint(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes or no";
    case FactType::kDate:
      return "a date, such as 2026-03-01";
    case FactType::kChoice:
      return HasNumberedChoices(fact) ? "one of these, by number or name"
                                      : "one of these, by code or name";
    case FactType::kNumber:
      break;
  }
  return fact.has_unit ? "a number in " + fact.unit.code : "a number";
}

std::string WhatFits(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes or no (y, n)";
    case FactType::kDate:
      return "a day such as 2026-03-01, a month (2026-03) or a year (2026)";
    case FactType::kChoice:
      return ChoiceList(fact);
    case FactType::kNumber:
      break;
  }
  std::string text = "a number";
  if (fact.has_unit) text += fmt::format(" in {}, or with another unit behind it", fact.unit.code);
  const std::string plausible = PlausibleText(fact);
  if (!plausible.empty()) text += ", " + plausible;
  return text;
}

std::vector<ChoiceLine> ChoiceLines(const Fact& fact) {
  std::vector<ChoiceLine> lines;
  const bool numbered = HasNumberedChoices(fact);
  for (std::size_t i = 0; i < fact.choices.size(); ++i) {
    const ChoiceOption& choice = fact.choices[i];
    const std::string key = numbered ? std::to_string(i + 1) : choice.code;
    lines.push_back({fmt::format("{:>3} ", key), ChoiceInWords(choice)});
  }
  return lines;
}

std::vector<std::string> HelpLines(const Fact& fact) {
  std::vector<std::string> lines{fmt::format("{} ({})", fact.title, fact.name)};
  if (!fact.means.empty()) lines.push_back("means: " + fact.means);
  lines.push_back("write " + WhatFits(fact));
  if (fact.type == FactType::kNumber) {
    lines.emplace_back("`<0.3` and `>=10` are fine where that is all that is known");
  }
  if (fact.whole_step) {
    lines.push_back(fmt::format("counted in whole units: rounded down to {}",
                                NumberWithUnit(fact, *fact.whole_step)));
  }
  if (fact.step) {
    lines.push_back(fmt::format("rounded to {}", NumberWithUnit(fact, *fact.step)));
  }
  if (fact.default_value) {
    lines.push_back(
        fmt::format("where nothing is stated it counts as {}; `unknown` states that it is unknown",
                    DefaultText(fact)));
  }
  for (const FactCode& code : fact.codes) {
    const std::string code_unit = code.unit.empty() ? "" : " in " + code.unit;
    lines.push_back(fmt::format("code: {} {}{}", code.system, code.code, code_unit));
  }
  for (const UnitSpelling& spelling : fact.spellings) {
    lines.push_back(fmt::format("`{}` means {}", spelling.spelling, spelling.unit.code));
  }
  lines.emplace_back("or: unknown (an empty line), back, why, quit");
  return lines;
}

}  // namespace mgl

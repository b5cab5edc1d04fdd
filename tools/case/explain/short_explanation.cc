// Of a condition: what decides in it, as written, with titles for names, and the patient's values.
#include "tools/case/explain/short_explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/text/plain_text.h"
#include "tools/case/explain/condition_lines.h"
#include "tools/case/explain/explanation_document.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

using Kind = Condition::Kind;

constexpr std::size_t kMostValues = 4;  // behind one condition

bool IsWordCharacter(char c) {
  return IsDigit(c) || c == '_' || (LowerCase(c) >= 'a' && LowerCase(c) <= 'z');
}

/// The known values that a condition hangs on, each once; `all`: also those that do not decide.
void AddValues(const Condition& condition, bool all, std::vector<PatientValue>& values) {
  for (const PatientValue& value : condition.values) {
    const bool is_new =
        std::ranges::find(values, value.title, &PatientValue::title) == values.end();
    if (value.known && is_new) values.push_back(value);
  }
  for (const Condition& part : condition.conditions) {
    if (all || part.decides) AddValues(part, all, values);
  }
}

/// Of what the condition hangs on, why it has no value.
void AddNoValues(const Condition& condition, std::vector<std::string>& reasons) {
  if (condition.cut && condition.cut->lines.empty()) {
    reasons.push_back(fmt::format("{} is {}", condition.cut->title, kNoLineCounts));
  }
  for (const Condition& part : condition.conditions) {
    if (!part.decides) continue;
    if (!part.why_no_value.empty()) reasons.push_back(DefinitionInWords(part));
    AddNoValues(part, reasons);
  }
}

/// What is named in a condition: in its text no other word is a name, be it spelt like one.
void AddNames(const Condition& condition, std::set<std::string>& names) {
  names.insert(condition.text);
  for (const PatientValue& value : condition.values) names.insert(value.fact);
  if (condition.cut) names.insert(condition.cut->name);
  for (const Condition& part : condition.conditions) AddNames(part, names);
}

std::string ValuesInWords(const std::vector<PatientValue>& values) {
  std::vector<std::string> words;
  for (const PatientValue& value : values) words.push_back(ValueInWords(value));
  if (words.size() > kMostValues) {
    const std::size_t more = words.size() - kMostValues;
    words.resize(kMostValues);
    words.push_back(fmt::format("and {} more", more));
  }
  return fmt::format("{}", fmt::join(words, "; "));
}

class Reasons {
 public:
  explicit Reasons(const Guideline& guideline) {
    ForEachNamedValue(guideline, [this](const std::string& name, const std::string& title) {
      if (!title.empty()) titles_.emplace(name, title);
    });
  }

  std::string OfRule(const RuleExplanation& rule) const {
    switch (rule.outcome) {
      case Outcome::kYes:
        return Of(rule.when, Truth::kYes);
      case Outcome::kNo: {
        const std::string when = Of(rule.when, Truth::kNo);
        return when.empty() ? Of(rule.unless, Truth::kYes) : when;
      }
      case Outcome::kUnknown:
        if (rule.undecided.missing.empty()) return Of(rule.when, Truth::kUnknown);
        return UndecidedInWords(rule.undecided, true);
      case Outcome::kBlocked: {
        std::vector<std::string> reasons;
        for (const Condition& condition : rule.contraindications) {
          if (condition.truth == Truth::kYes) Add(condition.conditions, Truth::kYes, reasons);
        }
        return fmt::format("{}", fmt::join(reasons, "; "));
      }
      case Outcome::kOverridden:
        break;
    }
    return "";
  }

  std::string OfResult(const ResultExplanation& result) const {
    if (!result.undecided.missing.empty()) return UndecidedInWords(result.undecided, true);
    std::vector<PatientValue> values;
    AddValues(result.why, false, values);
    if (values.empty()) AddValues(result.why, true, values);  // no line holds
    return ValuesInWords(values);
  }

  std::string OfRecheck(const RecheckExplanation& recheck) const {
    if (recheck.state.status == RecheckStatus::kUnknown) {
      return UndecidedInWords(recheck.undecided, true);
    }
    if (recheck.state.status == RecheckStatus::kNo) {
      const std::string when = Of(recheck.when, Truth::kNo);
      if (!when.empty()) return when;  // else it has ended
    }
    std::set<std::string> names;
    for (const PatientValue& value : recheck.dates) names.insert(value.fact);
    std::string words = WithTitles(recheck.schedule, names);
    for (const PatientValue& value : recheck.dates) {
      if (value.known) words += "; " + ValueInWords(value);
    }
    return words;
  }

  std::string OfScope(const Explanation& explanation) const {
    if (explanation.scope == Truth::kUnknown) {
      return UndecidedInWords(explanation.scope_undecided, true);
    }
    return Of(explanation.scope_when, explanation.scope);
  }

 private:
  std::string Of(const std::vector<Condition>& conditions, Truth truth) const {
    std::vector<std::string> reasons;
    Add(conditions, truth, reasons);
    return fmt::format("{}", fmt::join(reasons, "; "));
  }

  /// Those that decide and are `truth`.
  void Add(const std::vector<Condition>& conditions, Truth truth,
           std::vector<std::string>& reasons) const {
    for (const Condition& condition : conditions) {
      if (!condition.decides || condition.truth != truth) continue;
      const bool is_branch = condition.kind == Kind::kAll || condition.kind == Kind::kAny;
      if (is_branch && !condition.conditions.empty()) {
        Add(condition.conditions, truth, reasons);
        continue;
      }
      std::string reason = InWords(condition);
      if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
    }
  }

  /// "Severe deficiency (Serum magnesium 1 mg/dL)", "Age >= 18 years: no (17 years)", "Pregnant:
  /// no".
  std::string InWords(const Condition& condition) const {
    std::vector<PatientValue> values;
    AddValues(condition, false, values);
    const bool is_fact = condition.kind == Kind::kFact ||
                         (values.size() == 1 && condition.text == "not " + values[0].fact);
    if (is_fact && values.size() == 1) return ValueInWords(values[0]);
    std::set<std::string> names;
    AddNames(condition, names);
    std::string words = WithTitles(condition.text, names);
    if (!condition.is_truth) words += " is " + condition.value;
    if (condition.is_truth && condition.truth != Truth::kYes) {
      words += fmt::format(": {}", TruthName(condition.truth));
    }
    std::vector<std::string> reasons;
    if (condition.truth == Truth::kUnknown) AddNoValues(condition, reasons);
    const bool says_of_what =
        values.size() == 1 && words.find(values[0].title) != std::string::npos && reasons.empty();
    if (!values.empty()) reasons.push_back(says_of_what ? values[0].text : ValuesInWords(values));
    return reasons.empty() ? words : fmt::format("{} ({})", words, fmt::join(reasons, "; "));
  }

  std::string WithTitles(std::string_view text, const std::set<std::string>& names) const {
    std::string words;
    while (!text.empty()) {
      const auto end = std::ranges::find_if_not(text, IsWordCharacter) - text.begin();
      const auto length = std::max<std::size_t>(1, static_cast<std::size_t>(end));
      const std::string word(text.substr(0, length));
      const auto title = names.contains(word) ? titles_.find(word) : titles_.end();
      words += title == titles_.end() ? word : title->second;
      text.remove_prefix(length);
    }
    return words;
  }

  std::map<std::string, std::string> titles_;
};

}  // namespace

ShortReasons ReasonsInShort(const Explanation& explanation, const Guideline& guideline) {
  const Reasons reasons(guideline);
  ShortReasons found;
  found.scope = reasons.OfScope(explanation);
  for (const ResultExplanation& result : explanation.results) {
    found.results.push_back(reasons.OfResult(result));
  }
  for (const RuleExplanation& rule : explanation.rules) {
    found.rules.push_back(reasons.OfRule(rule));
  }
  for (const RecheckExplanation& recheck : explanation.rechecks) {
    found.rechecks.push_back(reasons.OfRecheck(recheck));
  }
  return found;
}

}  // namespace mgl

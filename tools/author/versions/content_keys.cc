// Texts that are equal where people read the same, and what is said of a fact's values.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/versions/content_differences.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

std::string KeyOf(const std::optional<ast::Quantity>& quantity) {
  return quantity ? MeaningKey(*quantity) : "-";
}

std::string KeyOf(const ast::QuantitySpan& span) {
  return fmt::format("{}{}..{}{}", span.low_closed ? '[' : '(', KeyOf(span.low), KeyOf(span.high),
                     span.high_closed ? ']' : ')');
}

std::string KeyOf(const std::optional<ast::QuantitySpan>& span) {
  return span ? KeyOf(*span) : "-";
}

std::string KeyOf(const std::vector<ast::Quantity>& quantities) {
  std::string key;
  for (const ast::Quantity& quantity : quantities) key += MeaningKey(quantity) + ",";
  return key;
}

std::string KeyOf(const std::optional<ast::Often>& often) {
  if (!often) return "-";
  return fmt::format("{} {} {}", often->least.value.get_str(), often->most.value.get_str(),
                     MeaningKey(often->period));
}

std::string KeyOf(const ast::Portion& portion) {
  return KeyOf(portion.amount) + (portion.preparation ? portion.preparation->text : "");
}

}  // namespace

std::string DoseKey(const ast::Dose& dose) {
  std::string key = KeyOf(dose.amount);
  for (const ast::QuantitySpan& with : dose.with) key += "+" + KeyOf(with);
  return key + fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}", KeyOf(dose.over), KeyOf(dose.every),
                           KeyOf(dose.often), dose.once, MeaningKey(dose.by.get()),
                           KeyOf(dose.at_most), KeyOf(dose.rounded_to), KeyOf(dose.strengths));
}

std::string LimitsKey(const ast::Medication& medication) {
  std::string key;
  for (const ast::Limit& limit : medication.limits) {
    key += fmt::format("{} {};", MeaningKey(limit.amount), limit.rate);
  }
  return key;
}

std::string ContentsKey(const ast::Medication& medication) {
  std::string key;
  for (const ast::Content& content : medication.contents) {
    key += fmt::format("{} {};", MeaningKey(content.amount), content.substance.text);
  }
  return key;
}

std::string MedicationKey(const ast::Medication& medication) {
  std::string key = fmt::format("{}|", static_cast<int>(medication.choose));
  for (const ast::Dose& dose : medication.doses) {
    key += DoseKey(dose) + " when " + MeaningKey(dose.when.get()) + ";";
  }
  key += LimitsKey(medication) + "|" + ContentsKey(medication) + "|";
  key += (medication.basis ? medication.basis->text : "") + "|";
  key += (medication.route ? medication.route->text : "") + "|";
  return key + KeyOf(medication.duration) + "|" + MeaningKey(medication.until.get());
}

std::string FoodKey(const ast::Diet& diet) {
  std::string key;
  for (const ast::Food& food : diet.foods) {
    key += (food.title ? food.title->text : food.name.text) + ":";
    for (const ast::Portion& portion : food.alternatives) key += KeyOf(portion) + " or ";
    if (food.serving) key += " of " + KeyOf(*food.serving);
    key += ";";
  }
  return key;
}

std::string DefaultText(const Fact& fact) {
  if (!fact.default_value) return "";
  const DefaultValue& value = *fact.default_value;
  switch (fact.type) {
    case FactType::kTruth:
      return value.choice != 0 ? "yes" : "no";
    case FactType::kNumber:
      return NumberWithUnit(fact, value.number.low.value);
    case FactType::kDate:
      return FormatDay(value.date.first);
    case FactType::kChoice:
      break;
  }
  return fact.choices[value.choice].name;
}

std::string PlausibleText(const Fact& fact) {
  if (!fact.plausible) return "";
  return WithUnit(IntervalAsWritten(EndsOf(*fact.plausible)), UnitOf(fact));
}

std::string StepText(const Fact& fact) {
  if (fact.step) return "steps of " + NumberWithUnit(fact, *fact.step);
  return fact.whole_step ? "whole numbers" : "";
}

std::string ActionsKey(const CompiledGuideline& version, const Rule& rule,
                       const StatementMatches* match) {
  const Guideline& guideline = version.guideline;
  const auto renamed = [&](const Matches StatementMatches::*matches, std::size_t index) {
    if (match == nullptr) return index;
    const auto& of = (match->*matches).before_of;
    const auto found = std::ranges::find(of, std::optional(index));
    // What is gone is none of the new.
    return found == of.end() ? index + 1'000'000 : static_cast<std::size_t>(found - of.begin());
  };
  std::vector<std::string> actions;
  for (const Action& action : rule.actions) {
    std::string key =
        fmt::format("{} {} ", static_cast<int>(action.verb), static_cast<int>(action.target));
    switch (action.target) {
      case Action::Target::kText:
        key += action.text;
        break;
      case Action::Target::kFact:
        key += fmt::format("{}", renamed(&StatementMatches::facts, action.index));
        break;
      case Action::Target::kDiet:
        key += fmt::format("{}", renamed(&StatementMatches::diets, action.index));
        break;
      case Action::Target::kMedication:
      case Action::Target::kOption: {
        const Medication& medication = guideline.medications[action.index];
        key += fmt::format("{}", renamed(&StatementMatches::medications, action.index));
        const bool is_option = action.target == Action::Target::kOption;
        if (is_option) key += " " + medication.options[action.option].title;
        if (action.part) key += " " + medication.parts[*action.part].title;
        break;
      }
    }
    actions.push_back(std::move(key));
  }
  std::ranges::sort(actions);
  return fmt::format("{}", fmt::join(actions, ";"));
}

}  // namespace mgl

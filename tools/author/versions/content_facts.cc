// Facts of two versions side by side: what they mean and ask, which values count, and how data say
// them.
#include <fmt/format.h>

#include <algorithm>

#include "engine/prove/fact_pair.h"
#include "tools/author/versions/content_differences.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

using Weight = ContentChange::Weight;

std::string KindText(const Fact& fact) {
  constexpr const char* kKinds[] = {"yes/no", "number", "date", "one of a list"};
  return kKinds[static_cast<std::size_t>(fact.type)];
}

std::string UnitText(const Fact& fact) { return fact.has_unit ? fact.unit.code : "none"; }

std::string ChoiceText(const ChoiceOption& choice) {
  std::string text = choice.name;
  if (!choice.label.empty()) text += fmt::format(" \"{}\"", choice.label);
  if (!choice.code.empty()) text += " code " + choice.code;
  return text;
}

/// Of `fact`, the choices that both versions have, in the order of the new one.
std::string SharedChoices(const Fact& fact, const Fact& then, const Fact& now) {
  const auto of = [](const Fact& version, const std::string& name) {
    return std::ranges::find(version.choices, name, &ChoiceOption::name);
  };
  std::string text;
  for (const ChoiceOption& choice : now.choices) {
    if (of(then, choice.name) == then.choices.end()) continue;
    text += (text.empty() ? "" : "; ") + ChoiceText(*of(fact, choice.name));
  }
  return text;
}

std::string SubstanceText(const Fact& fact) {
  if (!fact.substance) return "";
  std::string text = fact.substance->name;
  if (fact.substance->molar_mass != 0) {
    text += fmt::format(", {} g/mol", FormatDecimal(fact.substance->molar_mass));
  }
  if (fact.substance->valence != 0) text += fmt::format(", valence {}", fact.substance->valence);
  for (const SubstanceScale& scale : fact.substance->scales) {
    text += fmt::format(", {} to {} by {}", scale.from, scale.to,
                        FormatDecimal(scale.conversion.factor));
    if (scale.conversion.offset != 0) {
      text += fmt::format(" and {}", FormatDecimal(scale.conversion.offset));
    }
  }
  return text;
}

std::string CodesText(const Fact& fact) {
  return Listed(fact.codes, [](const FactCode& code) {
    return fmt::format("{} {}{}{}", code.system, code.code, code.unit.empty() ? "" : " in ",
                       code.unit);
  });
}

/// In one order: it says nothing.
std::string SpellingsText(const Fact& fact) {
  std::vector<std::string> texts;
  for (const UnitSpelling& spelling : fact.spellings) {
    texts.push_back(fmt::format("\"{}\" is {}", spelling.spelling, spelling.unit.code));
  }
  std::ranges::sort(texts);
  return Listed(texts, [](const std::string& text) { return text; });
}

class FactContents {
 public:
  FactContents(const Fact& then, const Fact& now, VersionDiff& diff)
      : then_(then), now_(now), of_("fact " + now.name), diff_(diff) {}

  void Compare() {
    const FactDifference difference = DifferenceOf(then_, now_);
    if (then_.type != now_.type) Add(Weight::kActedOn, "kind", KindText(then_), KindText(now_));
    const bool is_spelt_alike =
        (then_.unit.code == kWeeksAndDays) == (now_.unit.code == kWeeksAndDays);
    const bool is_other_unit =
        difference.in_unit || then_.has_unit != now_.has_unit || !is_spelt_alike;
    Add(is_other_unit ? Weight::kRead : Weight::kWording, "unit", UnitText(then_), UnitText(now_));
    if (difference.in_conversion) {
      Add(Weight::kRead, "substance, by which other units convert", SubstanceText(then_),
          SubstanceText(now_));
    }
    Add(Weight::kRead, "unit as data spell it", SpellingsText(then_), SpellingsText(now_));
    Add(Weight::kRead, "choices as data say them", SharedChoices(then_, then_, now_),
        SharedChoices(now_, then_, now_));
    Add(Weight::kRead, "codes", CodesText(then_), CodesText(now_));
    if (difference.in_plausible) {
      Add(Weight::kCondition, "plausible", PlausibleText(then_), PlausibleText(now_));
    }
    if (difference.in_steps) {
      Add(Weight::kCondition, "recorded in", StepText(then_), StepText(now_));
    }
    Add(Weight::kCondition, "unless stated", DefaultText(then_), DefaultText(now_));
    const bool are_other_choices = !std::ranges::equal(then_.choices, now_.choices, {},
                                                       &ChoiceOption::name, &ChoiceOption::name);
    if (are_other_choices) {
      Add(Weight::kCondition, "choices", Listed(then_.choices, ChoiceText),
          Listed(now_.choices, ChoiceText));
    }
    Add(Weight::kActedOn, "means", then_.means, now_.means);
    Add(Weight::kActedOn, "ask", then_.ask, now_.ask);
    Add(Weight::kActedOn, "title", then_.title, now_.title);
  }

 private:
  void Add(Weight weight, const char* what, const std::string& before, const std::string& after) {
    if (before != after) diff_.contents.push_back({weight, of_, what, before, after});
  }

  const Fact& then_;
  const Fact& now_;
  std::string of_;
  VersionDiff& diff_;
};

}  // namespace

void CompareFacts(const CompiledGuideline& before, const CompiledGuideline& after,
                  const StatementMatches& matches, VersionDiff& diff) {
  const std::vector<Fact>& then = before.guideline.facts;
  const std::vector<Fact>& now = after.guideline.facts;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::optional<std::size_t>& old = matches.facts.before_of[i];
    if (old) {
      FactContents(then[*old], now[i], diff).Compare();
    } else {
      diff.contents.push_back({Weight::kActedOn, "fact " + now[i].name, "new", "", now[i].title});
    }
  }
  for (const std::size_t gone : matches.facts.gone) {
    diff.contents.push_back(
        {Weight::kActedOn, "fact " + then[gone].name, "gone", then[gone].title, ""});
  }
}

}  // namespace mgl

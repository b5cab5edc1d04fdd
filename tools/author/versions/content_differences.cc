#include "tools/author/versions/content_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "dsl/ast/ast.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/words/action_words.h"
#include "tools/words/expression_text.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

std::string ProvenanceText(const Provenance& provenance) {
  std::string text =
      Listed(provenance.citations, [](const std::string& key) { return "cite " + key; });
  const auto add = [&text](const std::string& more) {
    if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
  };
  add(Listed(provenance.places, [](const std::string& place) { return place; }));
  if (!provenance.assumed.empty()) add("assumed: " + provenance.assumed);
  if (!provenance.interpreted.empty()) add("interpreted: " + provenance.interpreted);
  return text;
}

std::string ConditionText(const CompiledGuideline& version, const ast::Expr* condition) {
  return condition == nullptr ? "" : ExpressionText(version.text.source, *condition);
}

/// With the patients whom they are for, one a line.
std::string DosesText(const CompiledGuideline& version, std::size_t medication) {
  const Medication& of = version.guideline.medications[medication];
  const ast::Medication& text = *version.text.names.medications[medication];
  std::string doses;
  for (std::size_t i = 0; i < of.doses.size(); ++i) {
    doses += (i > 0 ? "\n" : "") + of.doses[i].text;
    const ast::Expr* const when = text.doses[i].when.get();
    if (when != nullptr) doses += " when " + ConditionText(version, when);
  }
  return doses;
}

class ContentComparison {
  using Weight = ContentChange::Weight;

 public:
  ContentComparison(const CompiledGuideline& before, const CompiledGuideline& after,
                    const StatementMatches& matches, VersionDiff& diff)
      : old_(before),
        new_(after),
        before_(before.guideline),
        after_(after.guideline),
        matches_(matches),
        diff_(diff) {}

  void Compare() {
    CompareFacts(old_, new_, matches_, diff_);
    Medications();
    Rules();
    Rechecks();
    Treatments();
    Units();
    Words();
    CompareStated(old_, new_, matches_, diff_);
    CompareWritten(old_, new_, matches_, diff_);
    Header();
  }

 private:
  /// Both are shown where the keys differ.
  void Add(Weight weight, const std::string& of, const std::string& what, const std::string& before,
           const std::string& after) {
    if (before != after) diff_.contents.push_back({weight, of, what, before, after});
  }
  void AddKeyed(const std::string& of, const std::string& what, const std::string& before_key,
                const std::string& after_key, const std::string& before, const std::string& after) {
    if (before_key != after_key)
      diff_.contents.push_back({Weight::kActedOn, of, what, before, after});
  }

  /// `compare(old, new, "rule name")` for each of both; what is new or gone is told.
  template <typename Item>
  void ForBoth(const Matches& matches, const std::vector<Item>& before,
               const std::vector<Item>& after, const std::string& kind,
               const std::function<std::string(const CompiledGuideline&, std::size_t)>& text,
               const std::function<void(std::size_t, std::size_t, const std::string&)>& compare) {
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::string of = kind + " " + after[i].name;
      if (matches.before_of[i]) {
        compare(*matches.before_of[i], i, of);
      } else {
        diff_.contents.push_back({Weight::kActedOn, of, "new", "", text(new_, i)});
      }
    }
    for (const std::size_t gone : matches.gone) {
      diff_.contents.push_back(
          {Weight::kActedOn, kind + " " + before[gone].name, "gone", text(old_, gone), ""});
    }
  }

  void Medications() {
    const auto medication = [](const CompiledGuideline& version, std::size_t index) {
      const std::string doses = DosesText(version, index);
      return version.guideline.medications[index].title + (doses.empty() ? "" : "\n") + doses;
    };
    ForBoth(matches_.medications, before_.medications, after_.medications, "medication", medication,
            [&](std::size_t a, std::size_t b, const std::string& of) { OneMedication(a, b, of); });
    const auto foods = [](const Diet& diet) {
      return Listed(diet.foods, [](const Food& food) { return food.title + " " + food.servings; });
    };
    const auto diet = [&](const CompiledGuideline& version, std::size_t index) {
      const Diet& of = version.guideline.diets[index];
      return of.title + "\n" + foods(of);
    };
    ForBoth(matches_.diets, before_.diets, after_.diets, "diet", diet,
            [&](std::size_t a, std::size_t b, const std::string& of) {
              AddKeyed(of, "foods", FoodKey(*old_.text.names.diets[a]),
                       FoodKey(*new_.text.names.diets[b]), foods(before_.diets[a]),
                       foods(after_.diets[b]));
              Add(Weight::kActedOn, of, "title", before_.diets[a].title, after_.diets[b].title);
            });
  }

  void OneMedication(std::size_t a, std::size_t b, const std::string& of) {
    const Medication& then = before_.medications[a];
    const Medication& now = after_.medications[b];
    const ast::Medication& old_text = *old_.text.names.medications[a];
    const ast::Medication& new_text = *new_.text.names.medications[b];
    const auto doses_key = [](const ast::Medication& medication) {
      return Listed(medication.doses, DoseKey);
    };
    // A dose that has become another is told with the patients whom it is for.
    const bool are_same = doses_key(old_text) == doses_key(new_text);
    Add(are_same ? Weight::kCondition : Weight::kActedOn, of, "dose", DosesText(old_, a),
        DosesText(new_, b));
    Add(Weight::kCondition, of, "until", ConditionText(old_, old_text.until.get()),
        ConditionText(new_, new_text.until.get()));
    const auto listed = [](const std::vector<std::string>& texts) {
      return Listed(texts, [](const std::string& text) { return text; });
    };
    AddKeyed(of, "limit", LimitsKey(old_text), LimitsKey(new_text), listed(then.limits),
             listed(now.limits));
    AddKeyed(of, "contains", ContentsKey(old_text), ContentsKey(new_text), listed(then.contents),
             listed(now.contents));
    Add(Weight::kActedOn, of, "choose", then.choose, now.choose);
    const auto options = [](const Medication& medication) {
      return Listed(medication.options,
                    [](const MedicationOption& option) { return option.title; });
    };
    const auto parts = [](const Medication& medication) {
      return Listed(medication.parts, [](const MedicationPart& part) { return part.title; });
    };
    Add(Weight::kActedOn, of, "options", options(then), options(now));
    Add(Weight::kActedOn, of, "parts", parts(then), parts(now));
    Add(Weight::kActedOn, of, "basis", then.basis, now.basis);
    Add(Weight::kWording, of, "why the basis", then.basis_because, now.basis_because);
    Add(Weight::kActedOn, of, "route", then.route, now.route);
    const auto duration_key = [](const ast::Medication& medication) {
      return medication.duration ? MeaningKey(*medication.duration) : std::string();
    };
    AddKeyed(of, "for", duration_key(old_text), duration_key(new_text), then.duration,
             now.duration);
    Add(Weight::kActedOn, of, "title", then.title, now.title);
  }

  std::string Actions(const Guideline& guideline, const Rule& rule) const {
    return Listed(rule.actions,
                  [&](const Action& action) { return ActionInShort(guideline, action); });
  }

  static std::string UrgencyText(const Rule& rule) {
    return rule.urgency == Urgency::kNone ? "" : std::string(UrgencyName(rule.urgency));
  }

  /// What a rule tells to do, and how urgently.
  std::string Told(const Guideline& guideline, const Rule& rule) const {
    std::string told = Actions(guideline, rule);
    if (rule.urgency != Urgency::kNone) told += "\nurgency " + UrgencyText(rule);
    return told;
  }

  void Rules() {
    for (const std::size_t gone : matches_.rules.gone) {
      const Rule& then = before_.rules[gone];
      Add(Weight::kActedOn, "rule " + then.name, "gone", Told(before_, then), "");
    }
    for (std::size_t i = 0; i < after_.rules.size(); ++i) {
      const std::optional<std::size_t>& old = matches_.rules.before_of[i];
      const Rule& now = after_.rules[i];
      const std::string of = "rule " + now.name;
      if (!old) {
        Add(Weight::kActedOn, of, "new", "", Told(after_, now));
        continue;
      }
      const Rule& then = before_.rules[*old];
      AddKeyed(of, "then", ActionsKey(old_, then, &matches_), ActionsKey(new_, now, nullptr),
               Actions(before_, then), Actions(after_, now));
      Add(Weight::kActedOn, of, "urgency", UrgencyText(then), UrgencyText(now));
      Add(Weight::kActedOn, of, "strength", then.strength, now.strength);
      Add(Weight::kActedOn, of, "certainty", then.certainty, now.certainty);
      Add(Weight::kWording, of, "because", then.because, now.because);
    }
  }

  void Rechecks() {
    for (const std::size_t gone : matches_.rechecks.gone) {
      Add(Weight::kActedOn, "recheck " + before_.rechecks[gone].name, "gone",
          RecheckText(old_, gone), "");
    }
    for (std::size_t i = 0; i < after_.rechecks.size(); ++i) {
      const std::optional<std::size_t>& old = matches_.rechecks.before_of[i];
      if (!old) {
        Add(Weight::kActedOn, "recheck " + after_.rechecks[i].name, "new", "",
            RecheckText(new_, i));
        continue;
      }
      const Recheck& then = before_.rechecks[*old];
      const Recheck& now = after_.rechecks[i];
      const std::string of = "recheck " + now.name;
      const auto interval = [](const Recheck& recheck) {
        const auto duration = [](const Recheck::Duration& of_time) {
          return fmt::format("{} months {} days", of_time.months, of_time.days);
        };
        return fmt::format("{} {} to {}{}", recheck.repeats ? "every" : "in",
                           duration(recheck.first), duration(recheck.last),
                           recheck.lasts ? " for " + duration(*recheck.lasts) : "");
      };
      AddKeyed(of, "when it is due", interval(then), interval(now), RecheckText(old_, *old),
               RecheckText(new_, i));
      const FactId fact = now.fact;
      const bool is_one = matches_.facts.before_of[Index(fact)] == Index(then.fact);
      AddKeyed(of, "of", is_one ? "" : "1", "", before_.facts[Index(then.fact)].title,
               after_.facts[Index(fact)].title);
    }
  }

  /// `in 1 to 2 weeks after d`, as written.
  static std::string RecheckText(const CompiledGuideline& version, std::size_t index) {
    const ast::Recheck& recheck = *version.text.names.rechecks[index];
    const SourceFile& source = version.text.source;
    if (recheck.in) return "in " + std::string(source.Text(recheck.in->span));
    std::string text = "every " + std::string(source.Text(recheck.every->span));
    if (recheck.within) text += " within " + std::string(source.Text(recheck.within->span));
    if (recheck.lasts) text += " for " + std::string(source.Text(recheck.lasts->span));
    return text;
  }

  /// Contraindications and cautions.
  void Treatments() {
    const auto text = [](const CompiledGuideline& version, const TreatmentWarning& item) {
      std::string words = fmt::format("{}: {}", item.of, item.title);
      for (const std::size_t index : item.indexes) {
        const ast::Contraindication& written = *version.text.names.contraindications[index];
        words += "\nwhen " + ConditionText(version, written.when.get());
      }
      return words;
    };
    const Matches& matches = matches_.warnings;
    for (std::size_t i = 0; i < matches_.new_warnings.size(); ++i) {
      const TreatmentWarning& now = matches_.new_warnings[i];
      if (!matches.before_of[i]) {
        diff_.contents.push_back({Weight::kActedOn, now.kind(), "new", "", text(new_, now)});
        continue;
      }
      const TreatmentWarning& then = matches_.old_warnings[*matches.before_of[i]];
      const std::string of = fmt::format("{} {}", now.kind(), now.title);
      Add(Weight::kActedOn, of, "text", then.title, now.title);
      Add(Weight::kWording, of, "because", before_.contraindications[then.indexes.front()].because,
          after_.contraindications[now.indexes.front()].because);
    }
    for (const std::size_t gone : matches.gone) {
      const TreatmentWarning& then = matches_.old_warnings[gone];
      diff_.contents.push_back({Weight::kActedOn, then.kind(), "gone", text(old_, then), ""});
    }
  }

  /// Of results: outputs have the number alone, and people see the labels of choices.
  void Units() {
    const auto labels = [](const ResultColumn& result) {
      return Listed(result.choices, [](const ChoiceOption& choice) {
        return choice.name + (choice.label.empty() ? "" : " \"" + choice.label + "\"");
      });
    };
    for (std::size_t i = 0; i < after_.results.size(); ++i) {
      if (!matches_.results.before_of[i]) continue;
      const ResultColumn& then = before_.results[*matches_.results.before_of[i]];
      const ResultColumn& now = after_.results[i];
      const bool are_same_answers = !now.is_text && then.is_text == now.is_text &&
                                    std::ranges::equal(then.choices, now.choices, {},
                                                       &ChoiceOption::name, &ChoiceOption::name);
      if (are_same_answers) {
        Add(Weight::kActedOn, "result " + now.name, "answers", labels(then), labels(now));
      }
      const bool are_numbers = then.type == FactType::kNumber && now.type == FactType::kNumber;
      if (!are_numbers) continue;
      Add(Weight::kActedOn, "result " + now.name, "unit", std::string(UnitOf(then)),
          std::string(UnitOf(now)));
    }
  }

  template <typename Item>
  void WordsOf(const Matches& matches, const std::vector<Item>& before,
               const std::vector<Item>& after, const std::string& kind,
               Weight title = Weight::kWording) {
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (!matches.before_of[i]) continue;
      const Item& then = before[*matches.before_of[i]];
      const std::string of = kind + " " + after[i].name;
      Add(title, of, "title", then.title, after[i].title);
      Add(Weight::kWording, of, "source", ProvenanceText(then.provenance),
          ProvenanceText(after[i].provenance));
    }
  }

  void Words() {
    // What a decision is called is what people see of it.
    WordsOf(matches_.rules, before_.rules, after_.rules, "rule", Weight::kActedOn);
    WordsOf(matches_.rechecks, before_.rechecks, after_.rechecks, "recheck", Weight::kActedOn);
    WordsOf(matches_.results, before_.results, after_.results, "result", Weight::kActedOn);
    WordsOf(matches_.definitions, before_.definitions, after_.definitions, "define");
    WordsOf(matches_.thresholds, before_.thresholds, after_.thresholds, "threshold");
    WordsOf(matches_.ranges, before_.ranges, after_.ranges, "range");
    WordsOf(matches_.ambiguities, before_.ambiguities, after_.ambiguities, "ambiguity");
    for (std::size_t i = 0; i < after_.ambiguities.size(); ++i) {
      if (!matches_.ambiguities.before_of[i]) continue;
      const Ambiguity& then = before_.ambiguities[*matches_.ambiguities.before_of[i]];
      const Ambiguity& now = after_.ambiguities[i];
      const auto adopted = [](const Ambiguity& ambiguity) {
        return ambiguity.adopted ? ambiguity.readings[*ambiguity.adopted].name : "";
      };
      Add(Weight::kCondition, "ambiguity " + now.name, "adopted", adopted(then), adopted(now));
      Add(Weight::kWording, "ambiguity " + now.name, "because", then.because, now.because);
    }
    const auto cuts = [&](const auto& matches, const auto& before, const auto& after,
                          const std::string& kind) {
      for (std::size_t i = 0; i < after.size(); ++i) {
        if (!matches.before_of[i]) continue;
        const auto lines = [](const auto& cut) {
          return Listed(cut.lines, [](const CutLine& line) { return line.text; });
        };
        Add(Weight::kCondition, kind + " " + after[i].name, "line",
            lines(before[*matches.before_of[i]]), lines(after[i]));
      }
    };
    cuts(matches_.thresholds, before_.thresholds, after_.thresholds, "threshold");
    cuts(matches_.ranges, before_.ranges, after_.ranges, "range");
  }

  void Header() {
    const GuidelineHeader& then = before_.header;
    const GuidelineHeader& now = after_.header;
    const auto add = [&](const std::string& what, std::string GuidelineHeader::*text) {
      Add(Weight::kWording, "guideline " + now.name, what, then.*text, now.*text);
    };
    add("name", &GuidelineHeader::name);
    add("title", &GuidelineHeader::title);
    add("source", &GuidelineHeader::source_title);
  }

  const CompiledGuideline& old_;
  const CompiledGuideline& new_;
  const Guideline& before_;
  const Guideline& after_;
  const StatementMatches& matches_;
  VersionDiff& diff_;
};

}  // namespace

void CompareContents(const CompiledGuideline& before, const CompiledGuideline& after,
                     const StatementMatches& matches, VersionDiff& diff) {
  ContentComparison(before, after, matches, diff).Compare();
}

}  // namespace mgl

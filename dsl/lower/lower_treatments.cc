// Names of treatments to indexes; amounts stay texts as written.
#include "dsl/lower/lower_treatments.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/lower/lower_statements.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

Treatment TreatmentOf(const ast::Name& name, const Resolution& resolution) {
  const Symbol symbol = resolution.FindWithOptions(name.text);
  const bool is_whole = symbol.kind == SymbolKind::kMedication || symbol.kind == SymbolKind::kPart;
  if (is_whole) return {symbol.index, std::nullopt};
  return {symbol.index, symbol.member};
}

/// What a rule does with one medication.
struct TreatmentUse {
  std::uint32_t rule;
  ActionVerb verb;
  Treatment treatment;
};

/// By medication: which rules give or consider it, and which stop or avoid it.
struct TreatmentUses {
  std::vector<std::vector<TreatmentUse>> brought;
  std::vector<std::vector<TreatmentUse>> taken_away;
};

TreatmentUses UsesOf(const Guideline& guideline) {
  TreatmentUses uses;
  uses.brought.resize(guideline.medications.size());
  uses.taken_away.resize(guideline.medications.size());
  for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
    for (const Action& action : guideline.rules[i].actions) {
      const std::optional<Treatment> treatment = TreatmentOf(action);
      if (!treatment) continue;
      (TreatmentGiven(action) ? uses.brought : uses.taken_away)[treatment->medication].push_back(
          {i, action.verb, *treatment});
    }
  }
  return uses;
}

/// The medication itself, or one of its options, is brought and taken away. An option that is
/// avoided is barred by that: no conflict.
bool Contradict(const TreatmentUse& brought, const TreatmentUse& taken_away) {
  const bool is_barred = taken_away.verb == ActionVerb::kAvoid && taken_away.treatment.option;
  return !is_barred && IsGivenAs(brought.treatment, taken_away.treatment);
}

/// Whether a rule gives what `named` means.
bool Gives(const Rule& rule, const Treatment& named) {
  return std::any_of(rule.actions.begin(), rule.actions.end(), [&](const Action& action) {
    const std::optional<Treatment> treatment = TreatmentOf(action);
    return action.verb == ActionVerb::kGive && treatment && IsGivenAs(*treatment, named);
  });
}

}  // namespace

std::string DoseText(const SourceFile& source, Span span) {
  const std::string written = TextAsWritten(source, span);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string text;
  std::string_view before;
  for (std::size_t begin = 0; begin < written.size();) {
    const std::size_t end = std::min(written.find(' ', begin), written.size());
    const std::string_view word = std::string_view(written).substr(begin, end - begin);
    const bool is_name = before == "by" || before == "of";
    const bool is_times = word.ends_with('x') && !before.empty() &&
                          std::ranges::all_of(word.substr(0, word.size() - 1), is_digit);
    if (!text.empty()) text += ' ';
    if (is_times && !is_name) {
      text += word.substr(0, word.size() - 1);
      text += word.size() > 1 ? " times" : "times";
    } else if (!is_name && (word == "daily" || word == "weekly")) {
      text += word == "daily" ? "per day" : "per week";
    } else {
      text += word;
    }
    before = word;
    begin = end + 1;
  }
  return text;
}

Medication LowerMedication(const SourceFile& source, const ast::Medication& medication) {
  Medication result;
  result.name = medication.name.text;
  result.title = TitleOf(medication);
  result.choose = medication.choose == ast::Medication::Choose::kOneOf         ? "one of"
                  : medication.choose == ast::Medication::Choose::kInThisOrder ? "in this order"
                                                                               : "";
  for (const ast::Option& option : medication.options) {
    result.options.push_back(
        {option.name.text, option.title ? option.title->text : option.name.text, std::nullopt});
  }
  for (const ast::Option& part : medication.parts) {
    result.parts.push_back({part.name.text, part.title ? part.title->text : part.name.text});
  }
  for (const ast::Dose& dose : medication.doses) {
    result.doses.push_back({DoseText(source, dose.said), std::nullopt, std::nullopt});
  }
  for (const ast::Limit& limit : medication.limits) {
    const std::string amount = DoseText(source, limit.amount.span);
    result.limits.push_back(limit.rate ? "rate " + amount : amount);
  }
  for (const ast::Content& content : medication.contents) {
    result.contents.push_back(TextAsWritten(source, content.amount.span) + ' ' +
                              content.substance.text);
  }
  if (medication.basis) result.basis = medication.basis->text;
  if (medication.basis_because) result.basis_because = medication.basis_because->text;
  if (medication.route) result.route = medication.route->text;
  if (medication.duration) result.duration = TextAsWritten(source, medication.duration->span);
  result.provenance = LowerProvenance(medication.provenance);
  return result;
}

Diet LowerDiet(const SourceFile& source, const ast::Diet& diet) {
  Diet result;
  result.name = diet.name.text;
  result.title = TitleOf(diet);
  for (const ast::Food& food : diet.foods) {
    const Span servings{food.alternatives.front().amount.span.begin, food.span.end};
    result.foods.push_back({food.name.text, food.title ? food.title->text : food.name.text,
                            TextAsWritten(source, servings)});
  }
  result.provenance = LowerProvenance(diet.provenance);
  return result;
}

std::vector<Action> LowerActions(const ast::Rule& rule, const Resolution& resolution) {
  std::vector<Action> actions;
  for (const ast::Action& action : rule.actions) {
    Action result;
    result.verb = static_cast<ActionVerb>(action.verb);
    if (action.text) result.text = action.text->text;
    if (action.target) {
      const Symbol symbol = resolution.FindWithOptions(action.target->text);
      result.index = symbol.index;
      result.option = symbol.member;
      const bool is_part = symbol.kind == SymbolKind::kPart;
      if (is_part) result.part = symbol.member;
      result.target = symbol.kind == SymbolKind::kMedication || is_part
                          ? Action::Target::kMedication
                      : symbol.kind == SymbolKind::kOption ? Action::Target::kOption
                      : symbol.kind == SymbolKind::kFact   ? Action::Target::kFact
                                                           : Action::Target::kDiet;
    }
    actions.push_back(std::move(result));
  }
  return actions;
}

Contraindication LowerContraindication(const ast::Contraindication& contraindication,
                                       const Resolution& resolution) {
  Contraindication result;
  result.title = TitleOf(contraindication);
  for (const ast::Name& name : contraindication.treatments) {
    result.treatments.push_back(TreatmentOf(name, resolution));
  }
  result.blocks = contraindication.blocks;
  if (contraindication.because) result.because = contraindication.because->text;
  result.provenance = LowerProvenance(contraindication.provenance);
  return result;
}

Separation LowerApart(const ast::Apart& apart, const Resolution& resolution) {
  Separation result;
  result.first = TreatmentOf(apart.treatments[0], resolution);
  result.second = TreatmentOf(apart.treatments[1], resolution);
  if (apart.before) result.text = QuantityText(*apart.before) + " before";
  if (apart.before && apart.after) result.text += " or ";
  if (apart.after) result.text += QuantityText(*apart.after) + " after";
  if (apart.because) result.because = apart.because->text;
  result.provenance = LowerProvenance(apart.provenance);
  return result;
}

std::vector<ConflictPair> FindConflicts(const Guideline& guideline, const Resolution& resolution) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  const auto givers_of = [&](const Treatment& named) {
    std::vector<std::uint32_t> rules;
    for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
      if (Gives(guideline.rules[i], named)) rules.push_back(i);
    }
    return rules;
  };
  const auto overrides = [&](std::uint32_t a, std::uint32_t b) {
    const std::vector<std::uint32_t>& overriders = guideline.rules[b].overriders;
    return std::find(overriders.begin(), overriders.end(), a) != overriders.end();
  };
  const auto add = [&](const std::vector<std::uint32_t>& some,
                       const std::vector<std::uint32_t>& others) {
    for (const std::uint32_t a : some) {
      for (const std::uint32_t b : others) {
        if (a != b && !overrides(a, b) && !overrides(b, a)) pairs.insert(std::minmax(a, b));
      }
    }
  };
  const TreatmentUses uses = UsesOf(guideline);
  for (std::size_t i = 0; i < guideline.medications.size(); ++i) {
    for (const TreatmentUse& brought : uses.brought[i]) {
      for (const TreatmentUse& taken_away : uses.taken_away[i]) {
        if (Contradict(brought, taken_away)) add({brought.rule}, {taken_away.rule});
      }
    }
  }
  for (const ast::Exclusive* exclusive : resolution.exclusives) {
    std::vector<std::vector<std::uint32_t>> givers;
    for (const ast::Name& name : exclusive->treatments) {
      givers.push_back(givers_of(TreatmentOf(name, resolution)));
    }
    for (std::size_t a = 0; a < givers.size(); ++a) {
      for (std::size_t b = a + 1; b < givers.size(); ++b) add(givers[a], givers[b]);
    }
  }
  std::vector<ConflictPair> conflicts;
  for (const auto& [first, second] : pairs) conflicts.push_back({first, second});
  return conflicts;
}

}  // namespace mgl

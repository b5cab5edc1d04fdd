#include "tools/author/lint/stances.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_places.h"

namespace mgl {

bool IsGivenAs(const Stance& given, const Stance& of) {
  return std::ranges::any_of(given.given, [&](const std::string& name) {
    return std::ranges::find(of.meant, name) != of.meant.end();
  });
}

bool MayBeGivenAs(const Stance& given, const Stance& of) {
  return IsGivenAs(given, of) || std::ranges::find(given.options, of.name) != given.options.end();
}

Stances::Stances(const LintInput& input) : input_(input), joined_(*input.joined) {
  std::size_t rules = 0;
  std::size_t contraindications = 0;
  for (std::uint32_t part = 0; part < joined_.parts.size(); ++part) {
    Collect(part);
    first_rule_.push_back(rules);
    first_contraindication_.push_back(contraindications);
    rules += GuidelineAt(part).rules.size();
    contraindications += GuidelineAt(part).contraindications.size();
  }
}

Stance Stances::On(std::uint32_t part, const Treatment& treatment) const {
  const Medication& medication = GuidelineAt(part).medications[treatment.medication];
  Stance stance;
  stance.part = part;
  stance.medication = treatment.medication;
  stance.given.push_back(medication.name);
  for (const MedicationPart& one : medication.parts) stance.given.push_back(one.name);
  const bool has_one = medication.options.size() == 1;
  if (treatment.option || has_one) {
    stance.given.push_back(medication.options[treatment.option.value_or(0)].name);
  }
  if (treatment.option) {
    stance.name = medication.options[*treatment.option].name;
    stance.meant = {stance.name};
  } else {
    stance.name = medication.name;
    stance.meant = {medication.name};
    for (const MedicationOption& one : medication.options) {
      stance.meant.push_back(one.name);
      stance.options.push_back(one.name);
    }
  }
  return stance;
}

void Stances::Collect(std::uint32_t part) {
  const Guideline& guideline = GuidelineAt(part);
  for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
    for (const Action& action : guideline.rules[i].actions) {
      const std::optional<Treatment> treatment = TreatmentOf(action);
      if (!treatment) continue;
      Stance stance = On(part, *treatment);
      stance.index = i;
      if (action.part) {
        stance.name = guideline.medications[treatment->medication].parts[*action.part].name;
        stance.meant = {stance.name};
        stance.options.clear();
      }
      stance.kind = TreatmentGiven(action) ? Stance::Kind::kGives : Stance::Kind::kAvoids;
      stance.words = action.verb == ActionVerb::kGive       ? "gives"
                     : action.verb == ActionVerb::kConsider ? "considers"
                     : action.verb == ActionVerb::kStop     ? "stops"
                                                            : "avoids";
      stances_.push_back(std::move(stance));
    }
  }
  for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
    const bool blocks = guideline.contraindications[i].blocks;
    for (const Treatment& treatment : guideline.contraindications[i].treatments) {
      Stance stance = On(part, treatment);
      stance.kind = blocks ? Stance::Kind::kContraindicates : Stance::Kind::kWarns;
      stance.index = i;
      stance.words = blocks ? "has a contraindication against" : "has a caution about";
      stances_.push_back(std::move(stance));
    }
  }
  for (std::uint32_t i = 0; i < guideline.medications.size(); ++i) {
    if (guideline.medications[i].limits.empty()) continue;
    Stance stance = On(part, {i, std::nullopt});
    stance.kind = Stance::Kind::kLimits;
    stance.index = i;
    stance.words = "has a limit for";
    stances_.push_back(std::move(stance));
  }
}

std::vector<const Stance*> Stances::Of(Stance::Kind kind) const {
  std::vector<const Stance*> some;
  for (const Stance& stance : stances_) {
    if (stance.kind == kind) some.push_back(&stance);
  }
  return some;
}

std::vector<Stances::Pair> Stances::PairsWith(Stance::Kind kind) const {
  std::vector<Pair> pairs;
  for (const Stance* const given : Of(Stance::Kind::kGives)) {
    for (const Stance* const other : Of(kind)) {
      // A caution of an option is told with the medication.
      const bool is_of_it =
          kind == Stance::Kind::kWarns ? MayBeGivenAs(*given, *other) : IsGivenAs(*given, *other);
      if (given->part != other->part && is_of_it) pairs.push_back({given, other});
    }
  }
  return pairs;
}

bool Stances::AreExclusive(const Stance& first, const Stance& second) const {
  const auto named = [](const ast::Exclusive& exclusive, const Stance& stance) {
    return std::ranges::find_if(exclusive.treatments, [&](const ast::Name& name) {
      return std::ranges::find(stance.given, name.text) != stance.given.end();
    });
  };
  for (std::uint32_t part = 0; part < joined_.parts.size(); ++part) {
    for (const ast::Exclusive* const exclusive : NamesAt(part).exclusives) {
      const auto one = named(*exclusive, first);
      const auto other = named(*exclusive, second);
      const auto none = exclusive->treatments.end();
      if (one != none && other != none && one != other) return true;
    }
  }
  return false;
}

std::vector<Goal> Stances::GoalsOf(const Stance& stance) const {
  const Guideline& all = input_.compiled.guideline;
  if (stance.IsOfRule()) {
    return {{all.rules[first_rule_[stance.part] + stance.index].outcome, Truth::kYes}};
  }
  if (stance.kind == Stance::Kind::kLimits) {
    const auto scope = joined_.Defined(joined_.NameOfScope(stance.part));
    if (!scope) return {};
    return {{*scope, Truth::kYes}};
  }
  const std::size_t index = first_contraindication_[stance.part] + stance.index;
  return {{all.contraindications[index].when, Truth::kYes}};
}

bool Stances::SaysAlone(const Stance& stance, const std::vector<OwnDecision>& decided) const {
  const Decision& decision = decided[stance.part].decision;
  if (decision.scope != Truth::kYes) return false;
  if (stance.IsOfRule()) return decision.rules[stance.index] == Outcome::kYes;
  if (stance.kind == Stance::Kind::kLimits) return true;
  const NodeId when = GuidelineAt(stance.part).contraindications[stance.index].when;
  return decision.nodes[Index(when)].truth == Truth::kYes;
}

std::optional<FoundTogether> Stances::FindBoth(
    const Pair& pair, const std::vector<Goal>& goals,
    const std::function<bool(const std::vector<OwnDecision>&)>& is_so) const {
  std::vector<Goal> all = GoalsOf(*pair.given);
  const std::vector<Goal> others = GoalsOf(*pair.other);
  all.insert(all.end(), others.begin(), others.end());
  all.insert(all.end(), goals.begin(), goals.end());
  return FindTogether(input_, all, PlaceIn(*pair.given),
                      fmt::format("{} {} {} and {} {} {} for one patient", Called(*pair.given),
                                  pair.given->words, Quoted(pair.given->name), Called(*pair.other),
                                  pair.other->words, Quoted(pair.other->name)),
                      [&](const std::vector<OwnDecision>& decided) {
                        return SaysAlone(*pair.given, decided) && SaysAlone(*pair.other, decided) &&
                               (!is_so || is_so(decided));
                      });
}

const ast::DeclarationBase& Stances::Written(const Stance& stance) const {
  const Resolution& names = NamesAt(stance.part);
  if (stance.IsOfRule()) return *names.rules[stance.index];
  if (stance.kind == Stance::Kind::kLimits) return *names.medications[stance.index];
  return *names.contraindications[stance.index];
}

Span Stances::PlaceIn(const Stance& stance) const {
  return PlaceInAll(joined_, stance.part, PlaceOf(Written(stance)));
}

std::string Stances::Called(const Stance& stance) const {
  const std::string& label = joined_.labels[stance.part];
  if (!stance.IsOfRule()) return label;
  return fmt::format("{} of {}", Quoted(Written(stance).name.text), label);
}

std::string Stances::ForWhom(const Stance& stance, const FoundTogether& found) const {
  return input_.proofs.ForWhom(WithNoneSuspect(input_, GoalsOf(stance)), found.found);
}

std::string Stances::AsExamples(const Pair& pair, const FoundTogether& found,
                                const std::string& title) const {
  std::vector<NamesOfExample> examples;
  for (const Stance* const stance : {pair.given, pair.other}) {
    examples.push_back({stance->part, {}});
    if (stance->IsOfRule()) examples.back().names.push_back(Written(*stance).name.text);
  }
  return mgl::AsExamples(joined_, found.decided, input_.as_of,
                         fmt::format("{} by {} and {}", title, joined_.labels[pair.given->part],
                                     joined_.labels[pair.other->part]),
                         examples);
}

}  // namespace mgl

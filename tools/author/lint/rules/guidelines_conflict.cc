// What one guideline gives and another says not to give: told once for a treatment, with a patient
// whom each guideline decides so alone.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// What a part says of a treatment: a rule's action, or a contraindication.
struct Stance {
  std::uint32_t part = 0;
  bool is_rule = true;
  std::uint32_t index = 0;  // in the part
  std::string medication;
  std::string option;  // empty: the medication
  /// What is surely taken where this is given: itself, its medication, all parts, an only option.
  std::vector<std::string> given;
  /// What it means where it is not to be given: itself, and of a medication all its options.
  std::vector<std::string> meant;
  std::string_view words;  // "gives", "avoids", "says that it is contraindicated"
};

/// Giving what the first names is surely giving what the other does.
bool IsGivenAs(const Stance& given, const Stance& against) {
  return std::ranges::any_of(given.given, [&](const std::string& name) {
    return std::ranges::find(against.meant, name) != against.meant.end();
  });
}

class GuidelineConflicts {
 public:
  GuidelineConflicts(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), found_(found) {}

  void Check() {
    for (std::uint32_t part = 0; part < joined_.parts.size(); ++part) {
      Collect(part);
      first_rule_.push_back(rules_);
      first_contraindication_.push_back(contraindications_);
      rules_ += GuidelineAt(part).rules.size();
      contraindications_ += GuidelineAt(part).contraindications.size();
    }
    for (std::size_t i = 0; i < given_.size(); ++i) {
      const Stance& given = given_[i];
      for (const Stance& against : against_) {
        if (given.part != against.part && IsGivenAs(given, against)) Oppose(given, against);
      }
      for (std::size_t j = i + 1; j < given_.size(); ++j) {
        if (given_[j].part != given.part && AreExclusive(given, given_[j]))
          Oppose(given, given_[j]);
      }
    }
    for (const auto& [treatments, pairs] : opposed_) Report(treatments.first, pairs);
  }

 private:
  using Pair = std::pair<const Stance*, const Stance*>;

  const Guideline& GuidelineAt(std::uint32_t part) const { return joined_.parts[part]->guideline; }
  const Resolution& NamesAt(std::uint32_t part) const { return joined_.parts[part]->text.names; }

  Stance StanceOn(std::uint32_t part, const Treatment& treatment) const {
    const Medication& medication = GuidelineAt(part).medications[treatment.medication];
    Stance stance;
    stance.part = part;
    stance.medication = medication.name;
    stance.given.push_back(medication.name);
    for (const MedicationPart& one : medication.parts) stance.given.push_back(one.name);
    const bool has_one = medication.options.size() == 1;
    if (treatment.option || has_one) {
      stance.given.push_back(medication.options[treatment.option.value_or(0)].name);
    }
    if (treatment.option) {
      stance.option = medication.options[*treatment.option].name;
      stance.meant = {stance.option};
    } else {
      stance.meant = {medication.name};
      for (const MedicationOption& one : medication.options) stance.meant.push_back(one.name);
    }
    return stance;
  }

  void Collect(std::uint32_t part) {
    const Guideline& guideline = GuidelineAt(part);
    for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
      for (const Action& action : guideline.rules[i].actions) {
        const std::optional<Treatment> treatment = TreatmentOf(action);
        if (!treatment) continue;
        Stance stance = StanceOn(part, *treatment);
        stance.index = i;
        if (action.part) {
          const Medication& medication = guideline.medications[treatment->medication];
          stance.option = medication.parts[*action.part].name;
          stance.meant = {stance.option};
        }
        const bool is_given = TreatmentGiven(action).has_value();
        stance.words = action.verb == ActionVerb::kGive       ? "gives"
                       : action.verb == ActionVerb::kConsider ? "considers"
                       : action.verb == ActionVerb::kStop     ? "stops"
                                                              : "avoids";
        (is_given ? given_ : against_).push_back(std::move(stance));
      }
    }
    for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
      if (!guideline.contraindications[i].blocks) continue;
      for (const Treatment& treatment : guideline.contraindications[i].treatments) {
        Stance stance = StanceOn(part, treatment);
        stance.is_rule = false;
        stance.index = i;
        stance.words = "has a contraindication against";
        against_.push_back(std::move(stance));
      }
    }
  }

  /// By what one of the guidelines declares.
  bool AreExclusive(const Stance& first, const Stance& second) const {
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

  NodeId NodeOf(const Stance& stance) const {
    const Guideline& all = input_.compiled.guideline;
    return stance.is_rule
               ? all.rules[first_rule_[stance.part] + stance.index].outcome
               : all.contraindications[first_contraindication_[stance.part] + stance.index].when;
  }

  std::vector<Goal> GoalsOf(const Pair& pair) const {
    return {{NodeOf(*pair.first), Truth::kYes}, {NodeOf(*pair.second), Truth::kYes}};
  }

  const ast::DeclarationBase& Written(const Stance& stance) const {
    const Resolution& names = NamesAt(stance.part);
    if (stance.is_rule) return *names.rules[stance.index];
    return *names.contraindications[stance.index];
  }
  Span PlaceIn(const Stance& stance) const {
    return PlaceInAll(joined_, stance.part, PlaceOf(Written(stance)));
  }
  /// "`supply` of b.mgl".
  std::string Called(const Stance& stance) const {
    return stance.is_rule ? fmt::format("{} of {}", Quoted(Written(stance).name.text),
                                        joined_.labels[stance.part])
                          : joined_.labels[stance.part];
  }

  static const std::string& NamedBy(const Stance& stance) {
    return stance.option.empty() ? stance.medication : stance.option;
  }
  static bool IsGiving(const Stance& stance) {
    return stance.words == "gives" || stance.words == "considers";
  }

  void Oppose(const Stance& given, const Stance& against) {
    const Pair pair{&given, &against};
    const std::string question = fmt::format("{} and {} contradict each other for a patient",
                                             Called(given), Called(against));
    if (!input_.proofs.IsSomebody(GoalsOf(pair), PlaceIn(given), question)) return;
    const bool is_exclusive = IsGiving(against);
    opposed_[{NamedBy(given), is_exclusive ? NamedBy(against) : ""}].push_back(pair);
  }

  bool SaysAlone(const Stance& stance, const std::vector<OwnDecision>& decided) const {
    const Decision& decision = decided[stance.part].decision;
    if (decision.scope != Truth::kYes) return false;
    if (stance.is_rule) return decision.rules[stance.index] == Outcome::kYes;
    const NodeId when = GuidelineAt(stance.part).contraindications[stance.index].when;
    return decision.nodes[Index(when)].truth == Truth::kYes;
  }

  /// The first pair with a patient whom both guidelines decide so; all pairs as its labels.
  void Report(const std::string& treatment, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
      const auto& [given, against] = pair;
      const std::vector<Goal> goals = GoalsOf(pair);
      if (TakesOneForTwo(joined_, input_.proofs.finder().VariablesOf(goals))) continue;
      const PatientSearch search =
          input_.proofs.Find(goals, input_.proofs.everybody(), PlaceIn(*given),
                             fmt::format("guidelines contradict each other on `{}`", treatment));
      if (!search.found) continue;
      const std::vector<OwnDecision> decided =
          DecideAlone(joined_, search.found->patient, input_.as_of);
      if (!SaysAlone(*given, decided) || !SaysAlone(*against, decided)) continue;
      found_.push_back(Finding(treatment, pair, pairs, goals, *search.found, decided));
      return;
    }
  }

  Diagnostic Finding(const std::string& treatment, const Pair& pair, const std::vector<Pair>& pairs,
                     const std::vector<Goal>& goals, const PatientFound& found,
                     const std::vector<OwnDecision>& decided) const {
    const auto& [given, against] = pair;
    const std::string& other = NamedBy(*against);
    const bool is_exclusive = IsGiving(*against);
    const std::string object = is_exclusive || other != treatment ? Quoted(other) : "it";
    Diagnostic finding{
        DiagnosticKind::kGuidelinesConflict,
        PlaceIn(*given),
        fmt::format("{} {} {}, and {} {} {}{}: {}", Called(*given), given->words, Quoted(treatment),
                    Called(*against), against->words, object,
                    is_exclusive ? ", which excludes it" : "", input_.proofs.ForWhom(goals, found)),
        "decide which goes before for these patients, and say it in one of the guidelines "
        "(`unless`), or accept it there with its reason",
        {}};
    for (const Pair& one : pairs) {
      for (const Stance* const stance : {one.first, one.second}) {
        const std::string& named = stance->option.empty() ? stance->medication : stance->option;
        const Label label{PlaceIn(*stance), fmt::format("{} {}", stance->words, Quoted(named))};
        const auto is_there = [&](const Label& told) { return told.span == label.span; };
        if (label.span == finding.span || std::ranges::any_of(finding.labels, is_there)) continue;
        finding.labels.push_back(label);
      }
    }
    std::vector<NamesOfExample> examples;
    for (const Stance* const stance : {given, against}) {
      examples.push_back({stance->part, {}});
      if (stance->is_rule) examples.back().names.push_back(Written(*stance).name.text);
    }
    finding.example =
        AsExamples(joined_, decided, input_.as_of,
                   fmt::format("{} by {} and {}", treatment, joined_.labels[given->part],
                               joined_.labels[against->part]),
                   examples);
    return finding;
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  Diagnostics& found_;
  std::vector<Stance> given_, against_;
  /// By what is given, and what excludes it where both give.
  std::map<std::pair<std::string, std::string>, std::vector<Pair>> opposed_;
  std::vector<std::size_t> first_rule_, first_contraindication_;
  std::size_t rules_ = 0, contraindications_ = 0;
};

}  // namespace

void LintGuidelinesConflict(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) GuidelineConflicts(input, found).Check();
}

}  // namespace mgl

// What one guideline gives and another says not to give: told once for a treatment, with a patient
// whom each guideline decides so alone.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/stances.h"

namespace mgl {
namespace {

class GuidelineConflicts {
 public:
  GuidelineConflicts(const LintInput& input, Diagnostics& found)
      : input_(input), stances_(input), found_(found) {}

  void Check() {
    for (const Stance::Kind kind : {Stance::Kind::kAvoids, Stance::Kind::kContraindicates}) {
      for (const Stances::Pair& pair : stances_.PairsWith(kind)) {
        opposed_[{pair.given->name, ""}].push_back(pair);
      }
    }
    const std::vector<const Stance*> given = stances_.Of(Stance::Kind::kGives);
    for (std::size_t i = 0; i < given.size(); ++i) {
      for (std::size_t j = i + 1; j < given.size(); ++j) {
        if (given[i]->part == given[j]->part || !stances_.AreExclusive(*given[i], *given[j])) {
          continue;
        }
        opposed_[{given[i]->name, given[j]->name}].push_back({given[i], given[j]});
      }
    }
    for (const auto& [treatments, pairs] : opposed_) Report(treatments.first, pairs);
    for (const Stance* const one : given) {
      if (one->options.size() > 1) LookAtOptions(*one);
    }
  }

 private:
  /// The first pair with a patient whom both guidelines decide so; all such pairs as its labels.
  void Report(const std::string& treatment, const std::vector<Stances::Pair>& pairs) {
    std::optional<Diagnostic> finding;
    for (const Stances::Pair& pair : pairs) {
      const std::optional<FoundTogether> together = stances_.FindBoth(pair);
      if (!together) continue;
      if (!finding) finding = Finding(treatment, pair, *together);
      AddLabel(stances_.PlaceIn(*pair.given),
               fmt::format("{} {}", pair.given->words, Quoted(pair.given->name)), *finding);
      const bool is_exclusive = pair.other->kind == Stance::Kind::kGives;
      AddLabel(stances_.PlaceIn(*pair.other),
               fmt::format("{} {}{}", pair.other->words, Quoted(pair.other->name),
                           is_exclusive ? "" : " " + stances_.ForWhom(*pair.other, *together)),
               *finding);
    }
    if (finding) found_.push_back(std::move(*finding));
  }

  /// What is said against one option of what is given: who avoids it, or has a contraindication.
  std::vector<const Stance*> Against(const std::string& option) const {
    std::vector<const Stance*> against;
    for (const Stance::Kind kind : {Stance::Kind::kAvoids, Stance::Kind::kContraindicates}) {
      for (const Stance* const other : stances_.Of(kind)) {
        if (other->name == option) against.push_back(other);
      }
    }
    return against;
  }

  /// A medication of which each option is out, by some guideline or other: nothing of it is left.
  void LookAtOptions(const Stance& given) {
    constexpr std::size_t kMostWays = 32;
    std::vector<std::vector<const Stance*>> ways(1);
    for (const std::string& option : given.options) {
      std::vector<std::vector<const Stance*>> longer;
      for (const Stance* const against : Against(option)) {
        for (const std::vector<const Stance*>& way : ways) {
          if (longer.size() == kMostWays) break;
          longer.push_back(way);
          longer.back().push_back(against);
        }
      }
      ways = std::move(longer);
    }
    for (const std::vector<const Stance*>& way : ways) {
      const bool is_own = std::ranges::all_of(
          way, [&](const Stance* against) { return against->part == given.part; });
      if (!is_own && TellOptions(given, way)) return;
    }
  }

  bool TellOptions(const Stance& given, const std::vector<const Stance*>& way) {
    std::vector<Goal> goals;
    std::string said;
    for (std::size_t i = 0; i < way.size(); ++i) {
      for (const Goal& goal : stances_.GoalsOf(*way[i])) goals.push_back(goal);
      said += fmt::format("{}{} {} {}",
                          i == 0                ? ""
                          : i + 1 == way.size() ? " and "
                                                : ", ",
                          stances_.Called(*way[i]), way[i]->words, Quoted(way[i]->name));
    }
    const auto say_alone = [&](const std::vector<OwnDecision>& decided) {
      return std::ranges::all_of(
          way, [&](const Stance* against) { return stances_.SaysAlone(*against, decided); });
    };
    const auto other = std::ranges::find_if(
        way, [&](const Stance* against) { return against->part != given.part; });
    const Stances::Pair pair{&given, *other};
    const std::optional<FoundTogether> together = stances_.FindBoth(pair, goals, say_alone);
    if (!together) return false;
    Diagnostic finding{
        DiagnosticKind::kGuidelinesConflict,
        stances_.PlaceIn(given),
        fmt::format("{} {} {}, of which no option is left: {}: {}", stances_.Called(given),
                    given.words, Quoted(given.name), said,
                    input_.proofs.ForWhom(together->goals, together->found)),
        "say what these patients get, in one of the guidelines, or accept it there with its reason",
        {}};
    for (const Stance* const against : way) {
      AddLabel(stances_.PlaceIn(*against),
               fmt::format("{} {}", against->words, Quoted(against->name)), finding);
    }
    finding.example = stances_.AsExamples(pair, *together, given.name);
    found_.push_back(std::move(finding));
    return true;
  }

  static void AddLabel(Span place, std::string text, Diagnostic& finding) {
    const auto is_there = [&](const Label& told) { return told.span == place; };
    if (place == finding.span || std::ranges::any_of(finding.labels, is_there)) return;
    finding.labels.push_back({place, std::move(text)});
  }

  Diagnostic Finding(const std::string& treatment, const Stances::Pair& pair,
                     const FoundTogether& together) const {
    const std::string& other = pair.other->name;
    const bool is_exclusive = pair.other->kind == Stance::Kind::kGives;
    const std::string object = is_exclusive || other != treatment ? Quoted(other) : "it";
    Diagnostic finding{
        DiagnosticKind::kGuidelinesConflict,
        stances_.PlaceIn(*pair.given),
        fmt::format("{} {} {}, and {} {} {}{}: {}", stances_.Called(*pair.given), pair.given->words,
                    Quoted(treatment), stances_.Called(*pair.other), pair.other->words, object,
                    is_exclusive ? ", which excludes it" : "",
                    input_.proofs.ForWhom(together.goals, together.found)),
        "decide which goes before for these patients, and say it in one of the guidelines "
        "(`unless`), or accept it there with its reason",
        {}};
    finding.example = stances_.AsExamples(pair, together, treatment);
    return finding;
  }

  const LintInput& input_;
  const Stances stances_;
  Diagnostics& found_;
  /// By what is given, and what excludes it where both give.
  std::map<std::pair<std::string, std::string>, std::vector<Stances::Pair>> opposed_;
};

}  // namespace

void LintGuidelinesConflict(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) GuidelineConflicts(input, found).Check();
}

}  // namespace mgl

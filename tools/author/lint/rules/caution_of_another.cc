// What one guideline gives and another warns of: told once for a treatment, each caution with a
// patient whom both guidelines decide so alone.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/stances.h"

namespace mgl {
namespace {

class OtherCautions {
 public:
  OtherCautions(const LintInput& input, Diagnostics& found)
      : input_(input), stances_(input), found_(found) {}

  void Check() {
    for (const Stances::Pair& pair : stances_.PairsWith(Stance::Kind::kWarns)) {
      by_treatment_[{pair.given->name, pair.given->part, pair.other->part}].push_back(pair);
    }
    for (const auto& [key, pairs] : by_treatment_) Report(std::get<0>(key), pairs);
  }

 private:
  struct Told {
    Stances::Pair pair;
    FoundTogether together;
  };

  /// Of patients whom the guideline that gives it does not warn of itself.
  std::vector<Goal> UnwarnedBy(const Stance& given) const {
    std::vector<Goal> goals;
    for (const Stance* const own : stances_.Of(Stance::Kind::kWarns)) {
      if (own->part != given.part || !MayBeGivenAs(given, *own)) continue;
      for (const Goal& goal : stances_.GoalsOf(*own)) {
        goals.push_back({goal.node, TruthSet(Truth::kNo) | Truth::kUnknown});
      }
    }
    return goals;
  }

  bool IsUnwarnedAlone(const Stance& given, const std::vector<OwnDecision>& decided) const {
    const std::vector<const Stance*> own = stances_.Of(Stance::Kind::kWarns);
    return std::ranges::none_of(own, [&](const Stance* stance) {
      return stance->part == given.part && MayBeGivenAs(given, *stance) &&
             stances_.SaysAlone(*stance, decided);
    });
  }

  void Report(const std::string& treatment, const std::vector<Stances::Pair>& pairs) {
    std::vector<Told> told;
    for (const Stances::Pair& pair : pairs) {
      const bool is_told = std::ranges::any_of(
          told, [&](const Told& one) { return one.pair.other->index == pair.other->index; });
      if (is_told) continue;
      std::optional<FoundTogether> together = stances_.FindBoth(
          pair, UnwarnedBy(*pair.given), [&](const std::vector<OwnDecision>& decided) {
            return IsUnwarnedAlone(*pair.given, decided);
          });
      if (together) told.push_back({pair, std::move(*together)});
    }
    if (!told.empty()) found_.push_back(Finding(treatment, told));
  }

  Diagnostic Finding(const std::string& treatment, const std::vector<Told>& told) const {
    const auto& [given, other] = told.front().pair;
    std::string message = fmt::format("{} {} {}, and {} has {} about it: ", stances_.Called(*given),
                                      given->words, Quoted(treatment), stances_.Called(*other),
                                      told.size() == 1 ? "a caution" : "cautions");
    Diagnostic finding{DiagnosticKind::kCautionOfAnother,
                       stances_.PlaceIn(*given),
                       "",
                       "say in the guideline that gives it what is to be done for these patients "
                       "(`caution`, or `unless`), or accept it there with its reason",
                       {}};
    for (std::size_t i = 0; i < told.size(); ++i) {
      const Told& one = told[i];
      const ast::DeclarationBase& written = stances_.Written(*one.pair.other);
      const std::string title = written.title ? fmt::format("\"{}\" ", written.title->text) : "";
      message += fmt::format("{}{}{}", i > 0 ? "; " : "", title,
                             input_.proofs.ForWhom(one.together.goals, one.together.found));
      finding.labels.push_back({stances_.PlaceIn(*one.pair.other), "the caution"});
      const std::string name = written.title ? written.title->text : "caution";
      finding.example +=
          stances_.AsExamples(one.pair, one.together, fmt::format("{}: {}", treatment, name));
    }
    finding.message = std::move(message);
    return finding;
  }

  const LintInput& input_;
  const Stances stances_;
  Diagnostics& found_;
  /// By what is given, who gives it and who warns.
  std::map<std::tuple<std::string, std::uint32_t, std::uint32_t>, std::vector<Stances::Pair>>
      by_treatment_;
};

}  // namespace

void LintCautionOfAnother(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) OtherCautions(input, found).Check();
}

}  // namespace mgl

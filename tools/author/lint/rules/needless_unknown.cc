// Rules that are unknown because a fact is missing, and would be the same whatever it is: the
// conditions ask for it at several places, and what they say of it together is not seen.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class UnknownCheck {
 public:
  UnknownCheck(const LintInput& input, Diagnostics& found)
      : input_(input), finder_(input.proofs.finder()), found_(found) {}

  void LookAt(std::size_t index) {
    const std::vector<Goal> goals = {{input_.compiled.guideline.rules[index].due, Truth::kUnknown}};
    input_.proofs.TellOnce(DiagnosticKind::kNeedlessUnknown, goals,
                           [&] { return Tells(index, goals); });
  }

 private:
  bool Tells(std::size_t index, const std::vector<Goal>& goals) {
    const Rule& rule = input_.compiled.guideline.rules[index];
    const Span place = input_.names().rules[index]->name.span;
    for (const VariableId id : finder_.VariablesOf(goals)) {
      if (!finder_.AsksTwice(goals, id)) continue;
      const Variable& variable = finder_.values().Of(id);
      PatientSet among = finder_.WithAllKnown(goals, input_.proofs.everybody());
      among.Add(variable, variable.missing());
      among.SetOnly(variable, variable.missing());
      const std::string& fact = input_.compiled.guideline.facts[Index(variable.fact)].name;
      const std::string question = fmt::format("`{}` needs `{}`", rule.name, fact);
      const PatientSearch search = input_.proofs.Find(goals, among, place, question);
      if (!search.found) continue;
      const Span whole = input_.names().rules[index]->span;
      if (IsToldWithin(found_, DiagnosticKind::kRuleNeverHolds, whole)) return true;
      if (LookAround(rule, place, variable, among, *search.found)) return true;
    }
    return false;
  }

  static constexpr std::size_t kMostRegions = 4;
  static constexpr std::uint64_t kBudget = 5000;

  bool LookAround(const Rule& rule, Span place, const Variable& variable, const PatientSet& among,
                  const PatientFound& found) {
    const std::vector<Goal> goals = {{rule.due, Truth::kUnknown}};
    for (const PatientSet& region : finder_.Regions(goals, found, among, kMostRegions, kBudget)) {
      PatientSet known = region;
      known.CopyFrom(input_.proofs.everybody(), variable);
      known.Remove(variable, variable.missing());
      for (const Truth truth : {Truth::kYes, Truth::kNo}) {
        const std::vector<Goal> others = {{rule.due, TruthSet(Not(truth)) | Truth::kUnknown}};
        if (input_.proofs.MayBeSomebody(others, known)) continue;
        const PatientSearch shown = finder_.Find(goals, region, kBudget);
        if (!shown.found) continue;
        Report(rule, place, variable, truth, *shown.found);
        return true;
      }
    }
    return false;
  }

  void Report(const Rule& rule, Span place, const Variable& variable, Truth truth,
              const PatientFound& shown) {
    const std::string& fact = input_.compiled.guideline.facts[Index(variable.fact)].name;
    Diagnostic finding{
        DiagnosticKind::kNeedlessUnknown,
        place,
        fmt::format("`{}` is unknown for a patient without `{}`, and would be {} whatever it is",
                    rule.name, fact, truth == Truth::kYes ? "yes" : "no"),
        fmt::format("say it without `{}` for these patients, or in one condition instead of two "
                    "that complete each other",
                    fact),
        {}};
    finding.example =
        input_.proofs.AsExample(shown, fmt::format("{} without {}", rule.name, fact), {rule.name});
    found_.push_back(std::move(finding));
  }

  const LintInput& input_;
  PatientFinder& finder_;
  Diagnostics& found_;
};

}  // namespace

void LintNeedlessUnknown(const LintInput& input, Diagnostics& found) {
  UnknownCheck check(input, found);
  for (std::size_t i = 0; i < input.names().rules.size(); ++i) check.LookAt(i);
}

}  // namespace mgl

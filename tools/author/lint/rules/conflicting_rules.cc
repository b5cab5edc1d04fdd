// Rules that are yes for one patient and contradict each other: told once for all that hang
// together.
#include <fmt/format.h>

#include <unordered_map>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

struct Conflict {
  std::vector<std::uint32_t> rules;
  std::vector<Goal> goals;  // of the first pair
};

class ConflictCheck {
 public:
  ConflictCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Check() {
    const Guideline& guideline = input_.compiled.guideline;
    for (const ConflictPair& pair : guideline.conflicts) {
      if (AreJoined(pair)) continue;
      const Rule& first = guideline.rules[pair.first_rule];
      const Rule& second = guideline.rules[pair.second_rule];
      const std::vector<Goal> goals = {{first.outcome, Truth::kYes}, {second.outcome, Truth::kYes}};
      const Span place = input_.names().rules[pair.second_rule]->name.span;
      const std::string question =
          fmt::format("`{}` and `{}` are both yes for a patient", first.name, second.name);
      if (input_.proofs.IsSomebody(goals, place, question)) Add(pair, goals);
    }
    for (const Conflict& conflict : conflicts_) {
      const Span place = input_.names().rules[conflict.rules[0]]->name.span;
      const PatientSearch search = input_.proofs.Find(conflict.goals, input_.proofs.everybody(),
                                                      place, "rules contradict each other");
      if (search.found) Report(conflict, *search.found);
    }
  }

 private:
  bool AreJoined(const ConflictPair& pair) const {
    const auto first = conflict_of_.find(pair.first_rule);
    const auto second = conflict_of_.find(pair.second_rule);
    return first != conflict_of_.end() && second != conflict_of_.end() &&
           first->second == second->second;
  }

  /// Two conflicts that a pair joins stay two: each has a patient of its own.
  void Add(const ConflictPair& pair, const std::vector<Goal>& goals) {
    const auto first = conflict_of_.find(pair.first_rule);
    const auto second = conflict_of_.find(pair.second_rule);
    if (first == conflict_of_.end() && second == conflict_of_.end()) {
      conflict_of_[pair.first_rule] = conflict_of_[pair.second_rule] = conflicts_.size();
      conflicts_.push_back({{pair.first_rule, pair.second_rule}, goals});
      return;
    }
    const std::size_t conflict = first != conflict_of_.end() ? first->second : second->second;
    for (const std::uint32_t rule : {pair.first_rule, pair.second_rule}) {
      if (conflict_of_.try_emplace(rule, conflict).second) {
        conflicts_[conflict].rules.push_back(rule);
      }
    }
  }

  void Report(const Conflict& conflict, const PatientFound& found) {
    const Guideline& guideline = input_.compiled.guideline;
    std::vector<std::string> names;
    std::vector<Label> labels;
    for (const std::uint32_t rule : conflict.rules) {
      names.push_back(guideline.rules[rule].name);
      if (labels.empty() && names.size() == 1) continue;
      labels.push_back({input_.names().rules[rule]->name.span, "contradicts it"});
    }
    const std::string words = input_.proofs.ForWhom(conflict.goals, found);
    Diagnostic finding{
        DiagnosticKind::kConflictingRules, input_.names().rules[conflict.rules[0]]->name.span,
        fmt::format("{} contradict each other {}", JoinedNames(names, "and"), words),
        "say which goes before (`overrides`), or let their conditions exclude each other",
        std::move(labels)};
    finding.example = input_.proofs.AsExample(found, fmt::format("{} and {}", names[0], names[1]),
                                              {names[0], names[1]});
    found_.push_back(std::move(finding));
  }

  const LintInput& input_;
  Diagnostics& found_;
  std::vector<Conflict> conflicts_;
  std::unordered_map<std::uint32_t, std::size_t> conflict_of_;  // by rule
};

}  // namespace

void LintConflictingRules(const LintInput& input, Diagnostics& found) {
  ConflictCheck(input, found).Check();
}

}  // namespace mgl

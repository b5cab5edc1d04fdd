// Rules that are yes for one patient and contradict each other: told once for all that hang
// together.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

struct Conflict {
  std::vector<std::uint32_t> rules;
  std::vector<Goal> goals;  // of the first pair
  PatientFound found;
};

class ConflictCheck {
 public:
  ConflictCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Check() {
    const Guideline& guideline = input_.compiled.guideline;
    const PatientSet everybody = input_.proofs.finder().Everybody();
    for (const ConflictPair& pair : guideline.conflicts) {
      const Rule& first = guideline.rules[pair.first_rule];
      const Rule& second = guideline.rules[pair.second_rule];
      const std::vector<Goal> goals = {{first.outcome, Truth::kYes}, {second.outcome, Truth::kYes}};
      PatientSearch search = input_.proofs.Find(
          goals, everybody, input_.names().rules[pair.second_rule]->name.span,
          fmt::format("`{}` and `{}` are both yes for a patient", first.name, second.name));
      if (search.found) Add(pair, goals, std::move(*search.found));
    }
    for (const Conflict& conflict : conflicts_) Report(conflict, everybody);
  }

 private:
  void Add(const ConflictPair& pair, const std::vector<Goal>& goals, PatientFound found) {
    const auto has = [](const Conflict& conflict, std::uint32_t rule) {
      return std::ranges::find(conflict.rules, rule) != conflict.rules.end();
    };
    const auto joined = std::ranges::find_if(conflicts_, [&](const Conflict& conflict) {
      return has(conflict, pair.first_rule) || has(conflict, pair.second_rule);
    });
    if (joined == conflicts_.end()) {
      conflicts_.push_back({{pair.first_rule, pair.second_rule}, goals, std::move(found)});
      return;
    }
    for (const std::uint32_t rule : {pair.first_rule, pair.second_rule}) {
      if (!has(*joined, rule)) joined->rules.push_back(rule);
    }
  }

  void Report(const Conflict& conflict, const PatientSet& everybody) {
    const Guideline& guideline = input_.compiled.guideline;
    std::vector<std::string> names;
    std::vector<Label> labels;
    for (const std::uint32_t rule : conflict.rules) {
      names.push_back(guideline.rules[rule].name);
      if (labels.empty() && names.size() == 1) continue;
      labels.push_back({input_.names().rules[rule]->name.span, "contradicts it"});
    }
    const std::string words =
        input_.proofs.AroundInWords(conflict.goals, conflict.found, everybody);
    Diagnostic finding{
        DiagnosticKind::kConflictingRules, input_.names().rules[conflict.rules[0]]->name.span,
        fmt::format("{} contradict each other for {}", JoinedNames(names, "and"),
                    words.empty() ? "any patient" : words),
        "say which goes before (`overrides`), or let their conditions exclude each other",
        std::move(labels)};
    finding.example = input_.proofs.AsExample(
        conflict.found, fmt::format("{} and {}", names[0], names[1]), {names[0], names[1]});
    found_.push_back(std::move(finding));
  }

  const LintInput& input_;
  Diagnostics& found_;
  std::vector<Conflict> conflicts_;
};

}  // namespace

void LintConflictingRules(const LintInput& input, Diagnostics& found) {
  ConflictCheck(input, found).Check();
}

}  // namespace mgl

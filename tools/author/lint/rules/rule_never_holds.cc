// Rules whose outcome is yes for no patient, and which part of them is to blame.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/excluded_bounds.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class RuleCheck {
 public:
  RuleCheck(const LintInput& input, std::size_t index, Diagnostics& found)
      : input_(input),
        rule_(input.compiled.guideline.rules[index]),
        written_(*input.names().rules[index]),
        found_(found) {}

  void Check() {
    if (!IsNobody({{rule_.outcome, Truth::kYes}})) return;
    if (IsNobody({{rule_.when, Truth::kYes}})) return BlameConditions();
    const Guideline& guideline = input_.compiled.guideline;
    if (IsNobody({{rule_.when, Truth::kYes}, {guideline.scope, Truth::kYes}})) {
      const ast::Guideline& header = *input_.names().guideline;
      return Report("nobody in scope meets its conditions", "change `when` or `applies when`",
                    {{header.applies_when ? header.applies_when->span : header.name.span,
                      "the guideline applies here only"}});
    }
    if (IsNobody({{rule_.due, Truth::kYes}})) {
      return Report("whoever meets `when` also meets `unless`", "change one of the two",
                    {{written_.unless->span, "this always holds where `when` does"}});
    }
    if (IsNobody({{rule_.due, Truth::kYes}, {rule_.allowed, Truth::kYes}})) {
      return BlameBlockers();
    }
    std::vector<std::string> names;
    for (const std::uint32_t overrider : rule_.overriders) {
      names.push_back(input_.compiled.guideline.rules[overrider].name);
    }
    Report(fmt::format("it is overridden by {} wherever it holds", JoinedNames(names)),
           "change the conditions, or which rule overrides the other", {});
  }

 private:
  bool IsNobody(const std::vector<Goal>& goals) {
    return input_.proofs.IsNobody(goals, written_.name.span,
                                  fmt::format("some patient meets rule `{}`", rule_.name));
  }

  std::optional<NodeId> NodeOf(const ast::Expr& expr) const {
    return input_.compiled.expression_nodes[expr.id];
  }

  /// What blocks what it gives, where its conditions hold: contraindications, and rules that avoid
  /// the option or each of them.
  void BlameBlockers() {
    const Guideline& guideline = input_.compiled.guideline;
    std::vector<Label> labels;
    bool has_contraindication = false;
    for (std::size_t i = 0; i < guideline.contraindications.size(); ++i) {
      const Contraindication& contraindication = guideline.contraindications[i];
      const bool is_of_it = contraindication.blocks &&
                            std::ranges::any_of(contraindication.treatments,
                                                [&](const Treatment& of) { return IsOfGiven(of); });
      if (!is_of_it || !MayMeet(contraindication.when)) continue;
      has_contraindication = true;
      labels.push_back({PlaceOf(*input_.names().contraindications[i]), "this speaks against it"});
    }
    std::vector<std::string> avoiders;
    for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
      const Rule& rule = guideline.rules[i];
      const bool avoids_it = std::ranges::any_of(rule.actions, [&](const Action& action) {
        const std::optional<Treatment> treatment = TreatmentOf(action);
        return action.verb == ActionVerb::kAvoid && treatment && treatment->option &&
               IsOfGiven(*treatment);
      });
      if (!avoids_it || !MayMeet(rule.outcome)) continue;
      avoiders.push_back(rule.name);
      labels.push_back({input_.names().rules[i]->name.span, "this rule avoids it"});
    }
    if (avoiders.empty()) {
      return Report("whoever meets its conditions must not have what it gives",
                    "change the conditions of the rule or those of the contraindication",
                    std::move(labels));
    }
    const std::string names = JoinedNames(avoiders, "and");
    Report(fmt::format("wherever its conditions hold, {}{} {} what it gives",
                       has_contraindication ? "a contraindication blocks or " : "", names,
                       avoiders.size() == 1 ? "avoids" : "avoid"),
           fmt::format("change the conditions of the rule or those of {}{}", names,
                       has_contraindication ? " and of the contraindication" : ""),
           std::move(labels));
  }

  /// Whether the treatment is what the rule gives, or one of its options.
  bool IsOfGiven(const Treatment& treatment) const {
    return std::ranges::any_of(rule_.actions, [&](const Action& action) {
      const std::optional<Treatment> given = TreatmentGiven(action);
      return given && MayBeGivenAs(*given, treatment);
    });
  }

  bool MayMeet(NodeId node) {
    return input_.proofs.MayBeSomebody({{rule_.due, Truth::kYes}, {node, Truth::kYes}},
                                       input_.proofs.everybody());
  }

  /// A bound outside of what is plausible is told where it stands: in the part, or in the threshold
  /// that it names.
  bool IsToldOf(const ast::Expr& part) const {
    Span place = part.span;
    if (part.kind == ast::ExprKind::kName) {
      const ast::DeclarationBase* const of =
          DeclarationOf(input_.names(), input_.names().Find(part.name.text));
      if (of != nullptr) place = of->span;
    }
    return IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, place);
  }

  /// Two parts of `when` that exclude each other, or one that nobody meets.
  void BlameConditions() {
    std::vector<const ast::Expr*> parts;
    if (written_.when->kind == ast::ExprKind::kAnd) {
      for (const ast::ExprPtr& part : written_.when->children) parts.push_back(part.get());
    } else {
      parts.push_back(written_.when.get());
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::optional<NodeId> second = NodeOf(*parts[i]);
      if (!second) continue;
      if (IsNobody({{*second, Truth::kYes}})) {
        if (IsToldOf(*parts[i])) return;
        return Report("nobody meets one of its conditions", "change the condition",
                      {{parts[i]->span, "no patient meets this"}});
      }
      for (std::size_t k = 0; k < i; ++k) {
        const std::optional<NodeId> first = NodeOf(*parts[k]);
        if (!first || !IsNobody({{*first, Truth::kYes}, {*second, Truth::kYes}})) continue;
        const std::optional<ExcludedBounds> bounds = FindExcludedBounds(input_, *written_.when);
        if (bounds && bounds->first == parts[k] && bounds->second == parts[i]) {
          return Report(bounds->why, bounds->help,
                        {{parts[k]->span, "this"}, {parts[i]->span, "excludes this"}});
        }
        return Report("two of its conditions exclude each other", "change one of the two",
                      {{parts[k]->span, "this"}, {parts[i]->span, "excludes this"}});
      }
    }
    Report("its conditions exclude each other", "change one of them",
           {{written_.when->span, "no patient meets all of this"}});
  }

  void Report(const std::string& why, const std::string& help, std::vector<Label> labels) {
    found_.push_back({DiagnosticKind::kRuleNeverHolds, written_.name.span,
                      fmt::format("no patient meets rule `{}`: {}", rule_.name, why), help,
                      std::move(labels)});
  }

  const LintInput& input_;
  const Rule& rule_;
  const ast::Rule& written_;
  Diagnostics& found_;
};

}  // namespace

void LintRuleNeverHolds(const LintInput& input, Diagnostics& found) {
  for (std::size_t i = 0; i < input.names().rules.size(); ++i) {
    RuleCheck(input, i, found).Check();
  }
}

}  // namespace mgl

// A rule that calls somebody overdue whom a definition calls current: the definition takes several
// tests, one of which is enough, and the rule looks at some of them only.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// In small letters, each word between two blanks.
std::string WordsOf(std::string_view text) {
  std::string words = " ";
  for (const char c : LowerCase(text)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || IsDigit(c);
    if (is_letter || words.back() != ' ') words += is_letter ? c : ' ';
  }
  return words + ' ';
}

template <std::size_t count>
bool Says(std::string_view text, const std::string_view (&words)[count]) {
  const std::string said = WordsOf(text);
  return std::ranges::any_of(words, [&](std::string_view word) {
    return said.find(fmt::format(" {} ", word)) != std::string::npos;
  });
}

constexpr std::string_view kCurrent[] = {"current", "currently",  "up to date", "uptodate",
                                         "tested",  "screened",   "in date",    "not due",
                                         "on time", "not overdue"};
constexpr std::string_view kOverdue[] = {"overdue", "due",    "late",   "outstanding", "missed",
                                         "missing", "recall", "remind", "reminder",    "invite",
                                         "needed",  "needs",  "order",  "repeat"};

class BlindCheck {
 public:
  BlindCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(const ast::Define& current) {
    const std::string& name = current.name.text;
    const std::string title = current.title ? current.title->text : "";
    if (!current.as || !Says(name + ' ' + title, kCurrent)) return;
    const std::optional<NodeId> node = input_.compiled.expression_nodes[current.as->id];
    if (!node || input_.compiled.guideline.graph.node(*node).type != ValueType::kTruth) return;
    const std::vector<VariableId> tests = Sorted({{*node, Truth::kYes}});
    const bool are_dates = std::ranges::all_of(tests, [&](VariableId id) {
      return input_.proofs.finder().values().Of(id).type == FactType::kDate;
    });
    if (tests.size() < 2 || !are_dates) return;
    for (std::size_t i = 0; i < input_.names().rules.size(); ++i) Compare(current, *node, tests, i);
  }

 private:
  std::vector<VariableId> Sorted(const std::vector<Goal>& goals) {
    std::vector<VariableId> variables = input_.proofs.finder().VariablesOf(goals);
    std::ranges::sort(variables);
    return variables;
  }

  static bool SaysOverdue(const Rule& rule) {
    std::string said = rule.name + ' ' + rule.title;
    for (const Action& action : rule.actions) {
      if (action.verb == ActionVerb::kOrder) return !Says(said, kCurrent);
      said += ' ' + action.text;
    }
    return Says(said, kOverdue) && !Says(said, kCurrent);
  }

  void Compare(const ast::Define& current, NodeId node, const std::vector<VariableId>& tests,
               std::size_t index) {
    const Rule& rule = input_.compiled.guideline.rules[index];
    if (!SaysOverdue(rule)) return;
    const std::vector<VariableId> own = Sorted({{rule.when, Truth::kYes}});
    std::vector<std::string> seen;
    std::vector<std::string> not_seen;
    for (const VariableId id : tests) {
      const Variable& variable = input_.proofs.finder().values().Of(id);
      const std::string& fact = input_.compiled.guideline.facts[Index(variable.fact)].name;
      (std::ranges::binary_search(own, id) ? seen : not_seen).push_back(fact);
    }
    if (seen.empty() || not_seen.empty()) return;
    const std::vector<Goal> goals = {{node, Truth::kYes}, {rule.outcome, Truth::kYes}};
    const ast::Rule& written = *input_.names().rules[index];
    const std::string& name = current.name.text;
    const PatientSearch search = input_.proofs.Find(
        goals, input_.proofs.finder().WithAllKnown(goals, input_.proofs.everybody()),
        written.name.span,
        fmt::format("some patient is `{}` and meets rule `{}`", name, rule.name));
    if (!search.found || IsToldOfProperty(name, rule.name)) return;
    Diagnostic finding{
        DiagnosticKind::kBlindToOtherTest,
        written.name.span,
        fmt::format("rule `{}` is yes for patients who are `{}`: it looks at {}, and not at {}",
                    rule.name, name, JoinedNames(seen, "and"), JoinedNames(not_seen, "or")),
        fmt::format("where whoever is `{0}` is not meant, write `when not {0}` in place of what "
                    "the rule asks of {1}; where it is about that test alone, accept the finding",
                    name, JoinedNames(seen, "and")),
        {{current.name.span, "here one of the tests is enough"}}};
    finding.example = input_.proofs.AsExample(
        *search.found, fmt::format("{} and {}", name, rule.name), {name, rule.name});
    found_.push_back(std::move(finding));
  }

  /// Whether a property that speaks of both is told to be broken.
  bool IsToldOfProperty(const std::string& name, const std::string& rule) const {
    const auto speaks_of = [&](const ast::Property& property, const std::string& of) {
      bool does = false;
      ForEachPart(*property.condition,
                  [&](const ast::Expr& part) { does |= part.name.text == of; });
      return does;
    };
    return std::ranges::any_of(input_.names().properties, [&](const ast::Property* property) {
      return IsToldWithin(found_, DiagnosticKind::kPropertyRefuted, property->span) &&
             speaks_of(*property, name) && speaks_of(*property, rule);
    });
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintBlindToOtherTest(const LintInput& input, Diagnostics& found) {
  BlindCheck check(input, found);
  for (const ast::Define* define : input.names().defines) check.LookAt(*define);
}

}  // namespace mgl

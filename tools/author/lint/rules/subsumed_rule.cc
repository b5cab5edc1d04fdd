// Rules that say the same as another which is yes wherever they are, and rows of a table likewise.
#include <fmt/format.h>

#include <map>
#include <vector>

#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/meaning_key.h"

namespace mgl {
namespace {

constexpr TruthSet NotYes() { return TruthSet(Truth::kNo) | Truth::kUnknown; }

class RuleComparison {
 public:
  RuleComparison(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Check() {
    std::map<std::string, std::vector<std::uint32_t>> by_actions;
    const auto& rules = input_.names().rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      by_actions[ActionsKey(*rules[i])].push_back(static_cast<std::uint32_t>(i));
    }
    constexpr std::size_t kMostAlike = 40;
    for (const auto& [key, alike] : by_actions) {
      if (alike.size() > kMostAlike) continue;
      for (const std::uint32_t a : alike) {
        for (const std::uint32_t b : alike) {
          if (a != b && AddsNothing(a, b)) {
            Report(a, b);
            break;
          }
        }
      }
    }
  }

 private:
  /// Whether whoever meets the first meets the second, which says as much.
  bool AddsNothing(std::uint32_t a, std::uint32_t b) {
    const Rule& first = input_.compiled.guideline.rules[a];
    const Rule& second = input_.compiled.guideline.rules[b];
    const bool says_more = first.urgency != second.urgency || first.strength != second.strength ||
                           first.certainty != second.certainty;
    if (says_more || Overrides(a)) return false;
    const ast::Rule& written = *input_.names().rules[a];
    for (const DiagnosticKind told :
         {DiagnosticKind::kRuleNeverHolds, DiagnosticKind::kDuplicateDeclaration}) {
      if (IsToldWithin(found_, told, written.span)) return false;
      if (IsToldWithin(found_, told, input_.names().rules[b]->span)) return false;
    }
    const std::string question =
        fmt::format("somebody meets `{}` and not `{}`", first.name, second.name);
    const std::vector<Goal> goals = {{first.outcome, Truth::kYes}, {second.outcome, NotYes()}};
    if (!input_.proofs.IsNobody(goals, written.name.span, question)) return false;
    // Of two that are alike the second is told.
    const std::vector<Goal> back = {{second.outcome, Truth::kYes}, {first.outcome, NotYes()}};
    return a > b || !input_.proofs.IsNobody(back, written.name.span, question);
  }

  /// Whether it goes before another rule: then it says something by being yes.
  bool Overrides(std::uint32_t rule) const {
    for (const Rule& other : input_.compiled.guideline.rules) {
      for (const std::uint32_t overrider : other.overriders) {
        if (overrider == rule) return true;
      }
    }
    return false;
  }

  void Report(std::uint32_t a, std::uint32_t b) {
    const auto& rules = input_.names().rules;
    found_.push_back(
        {DiagnosticKind::kSubsumedRule,
         rules[a]->name.span,
         fmt::format("whoever meets rule `{}` meets `{}`, which says the same", rules[a]->name.text,
                     rules[b]->name.text),
         "see whether a condition or a bound is missing in one of the two; else remove "
         "the first",
         {{rules[b]->name.span, "the other rule"}}});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

/// Rows of one value, of a table in which one row at most may hold.
void LookAtRows(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const auto& lines = table.lines;
  // A row of a grid has several values: none of them is the row.
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].span == lines[i - 1].span) return;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t k = 0; k < lines.size(); ++k) {
      if (i == k || lines[i].value != lines[k].value || lines[i].span == lines[k].span) continue;
      if (IsToldWithin(found, DiagnosticKind::kLineNeverDecides, lines[i].span)) continue;
      const std::string question =
          fmt::format("a row of `{}` adds nothing", table.declaration->name.text);
      const auto is_within = [&](const DecidedLine& a, const DecidedLine& b) {
        return input.proofs.IsNobody({{a.when, Truth::kYes}, {b.when, NotYes()}}, lines[i].span,
                                     question);
      };
      if (!is_within(lines[i], lines[k])) continue;
      if (k > i && is_within(lines[k], lines[i])) continue;
      found.push_back({DiagnosticKind::kSubsumedRule,
                       lines[i].span,
                       fmt::format("this row of `{}` adds nothing: another has the same value for "
                                   "all of its patients",
                                   table.declaration->name.text),
                       "see whether its value or a bound is a slip; else remove it",
                       {{lines[k].span, "this row holds wherever it does"}}});
      break;
    }
  }
}

}  // namespace

void LintSubsumedRule(const LintInput& input, Diagnostics& found) {
  RuleComparison(input, found).Check();
  constexpr std::size_t kMostRows = 100;
  for (const DecidedLines& table : DecidedLinesOf(input)) {
    if (!table.first_wins && table.lines.size() <= kMostRows) LookAtRows(input, table, found);
  }
}

}  // namespace mgl

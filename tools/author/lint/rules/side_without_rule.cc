// Below or above a range whose other side has a rule, no rule but a note can be yes.
#include <fmt/format.h>

#include <array>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool OnlyNotes(const Rule& rule) {
  for (const Action& action : rule.actions) {
    if (action.verb != ActionVerb::kNote) return false;
  }
  return true;
}

class SideCheck {
 public:
  SideCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(const Range& range, const ast::Range& written) {
    if (!range.fact) return;
    PatientFinder& finder = input_.proofs.finder();
    const Variable& variable = finder.values().Of(finder.values().OfFact(*range.fact));
    // Lines for a unit of another kind say the same of what is measured in that.
    const CutLine* own = nullptr;
    for (const CutLine& line : range.lines) {
      if (line.when_operand) return;
      const bool is_own = range.lines.size() == 1 ||
                          (!variable.units.empty() && line.kind == variable.units[0].dimension);
      if (is_own && own != nullptr) return;
      if (is_own) own = &line;
    }
    if (own == nullptr) return;
    const Interval& within = own->interval;
    const auto is_measured_so = [&](std::uint32_t value) {
      return value != variable.missing() &&
             (range.lines.size() == 1 || variable.UnitOf(value).dimension == own->kind);
    };
    std::array<bool, 2> has_rule{};
    std::array<bool, 2> has_patients{};
    for (const bool is_above : {false, true}) {
      const Bound& end = is_above ? within.high : within.low;
      if (end.infinite) return;
      PatientSet side = input_.proofs.everybody();
      ForEachValue(input_.proofs.everybody(), variable, [&](std::uint32_t value) {
        if (is_measured_so(value) && IsBeyond(variable.StretchOf(value), end, is_above)) {
          has_patients[is_above ? 1 : 0] = true;
        } else {
          side.Remove(variable, value);
        }
      });
      has_rule[is_above ? 1 : 0] = !side.IsEmpty(variable) && HasRule(side, variable);
    }
    for (const bool is_above : {false, true}) {
      const std::size_t one = is_above ? 1 : 0;
      if (!has_patients[one] || has_rule[one] || !has_rule[1 - one]) continue;
      const std::string& fact = input_.compiled.guideline.facts[Index(*range.fact)].name;
      found_.push_back({DiagnosticKind::kSideWithoutRule,
                        written.name.span,
                        fmt::format("no rule but a note can be yes where `{}` is {} `{}`", fact,
                                    is_above ? "above" : "below", range.name),
                        "write a rule for these patients, or `silent on \"…\"` and accept the "
                        "finding where the source says nothing of them",
                        {}});
    }
  }

 private:
  static bool IsBeyond(const Interval& stretch, const Bound& end, bool is_above) {
    const Bound& near = is_above ? stretch.low : stretch.high;
    if (near.infinite) return false;
    if (near.value == end.value) return !(near.closed && end.closed);
    return is_above ? near.value > end.value : near.value < end.value;
  }

  /// Of rules that look at the fact.
  bool HasRule(const PatientSet& side, const Variable& variable) {
    PatientFinder& finder = input_.proofs.finder();
    for (const Rule& rule : input_.compiled.guideline.rules) {
      if (OnlyNotes(rule)) continue;
      const std::vector<Goal> goals = {{rule.outcome, Truth::kYes}};
      bool looks = false;
      for (const VariableId id : finder.VariablesOf(goals)) {
        looks |= &finder.values().Of(id) == &variable;
      }
      if (looks && input_.proofs.MayBeSomebody(goals, side)) return true;
    }
    return false;
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintSideWithoutRule(const LintInput& input, Diagnostics& found) {
  SideCheck check(input, found);
  const auto& ranges = input.compiled.guideline.ranges;
  for (std::size_t i = 0; i < ranges.size(); ++i) check.LookAt(ranges[i], *input.names().ranges[i]);
}

}  // namespace mgl

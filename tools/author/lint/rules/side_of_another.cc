// A side of a range on which its own guideline has no rule but notes, and another one acts.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/range_sides.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class OtherSides {
 public:
  OtherSides(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), found_(found) {}

  void Check() {
    std::size_t ranges = 0;
    for (std::uint32_t part = 0; part < joined_.parts.size(); ++part) {
      const Guideline& guideline = joined_.parts[part]->guideline;
      Proofs own(guideline, input_.as_of);
      for (const SideWithoutRule& open : SidesWithoutRule(guideline, own)) {
        LookAt(part, open, input_.compiled.guideline.ranges[ranges + open.range]);
      }
      ranges += guideline.ranges.size();
    }
  }

 private:
  /// The rules of each other part that act there.
  void LookAt(std::uint32_t part, const SideWithoutRule& open, const Range& range) {
    const auto side = PatientsOnSide(range, open.side, input_.proofs, true);
    if (!side) return;
    std::size_t first_rule = 0;
    for (std::uint32_t other = 0; other < joined_.parts.size(); ++other) {
      const std::vector<Rule>& rules = joined_.parts[other]->guideline.rules;
      Diagnostic* told = nullptr;
      for (std::uint32_t i = 0; i < rules.size() && other != part; ++i) {
        if (OnlyNotes(rules[i]) || !IsFor(first_rule + i, range, open.side)) continue;
        const auto together = Find(part, other, i, first_rule + i, *side);
        if (!together) continue;
        const Span place =
            PlaceInAll(joined_, other, joined_.parts[other]->text.names.rules[i]->name.span);
        if (told != nullptr) {
          told->labels.push_back({place, "acts there, too"});
          continue;
        }
        found_.push_back(Finding(part, open, other, i, *together, *side));
        told = &found_.back();
        told->labels.push_back({place, "acts there"});
      }
      first_rule += rules.size();
    }
  }

  /// Whether it matters to the rule that the value is there: it looks at it, and cannot hold within
  /// the range, or not on its other side.
  bool IsFor(std::size_t rule_in_all, const Range& range, RangeSide side) {
    const std::vector<Goal> when = {
        {input_.compiled.guideline.rules[rule_in_all].when, Truth::kYes}};
    const FactValues& values = input_.proofs.finder().values();
    const VariableId looked_at = values.OfFact(*range.fact);
    bool looks = false;
    for (const VariableId id : input_.proofs.finder().VariablesOf(when)) looks |= id == looked_at;
    if (!looks) return false;
    const RangeSide opposite = side == RangeSide::kAbove ? RangeSide::kBelow : RangeSide::kAbove;
    for (const RangeSide elsewhere : {RangeSide::kWithin, opposite}) {
      const auto there = PatientsOnSide(range, elsewhere, input_.proofs);
      if (!there || !input_.proofs.MayBeSomebody(when, *there)) return true;
    }
    return false;
  }

  std::optional<FoundTogether> Find(std::uint32_t part, std::uint32_t other, std::uint32_t rule,
                                    std::size_t rule_in_all, const PatientSet& side) {
    std::vector<Goal> goals = {{input_.compiled.guideline.rules[rule_in_all].outcome, Truth::kYes}};
    const auto scope = joined_.Defined(joined_.NameOfScope(part));
    if (scope) goals.push_back({*scope, Truth::kYes});
    const ast::Rule& written = *joined_.parts[other]->text.names.rules[rule];
    return FindTogether(
        input_, goals, PlaceInAll(joined_, other, written.name.span),
        fmt::format("{} of {} is yes on a side of a range of {} without a rule",
                    Quoted(written.name.text), joined_.labels[other], joined_.labels[part]),
        [&](const std::vector<OwnDecision>& decided) {
          return decided[part].decision.scope == Truth::kYes &&
                 decided[other].decision.rules[rule] == Outcome::kYes;
        },
        &side);
  }

  Diagnostic Finding(std::uint32_t part, const SideWithoutRule& open, std::uint32_t other,
                     std::uint32_t rule, const FoundTogether& together,
                     const PatientSet& side) const {
    const CompiledGuideline& own = *joined_.parts[part];
    const Range& range = own.guideline.ranges[open.range];
    const std::string& name = joined_.parts[other]->guideline.rules[rule].name;
    const std::string where = open.side == RangeSide::kAbove ? "above" : "below";
    Diagnostic finding{
        DiagnosticKind::kSideOfAnother,
        PlaceInAll(joined_, part, own.text.names.ranges[open.range]->name.span),
        fmt::format("no rule of {} but a note can be yes where `{}` is {} `{}`; `{}` of {} is for "
                    "such patients: {}",
                    joined_.labels[part], own.guideline.facts[Index(*range.fact)].name, where,
                    range.name, name, joined_.labels[other],
                    input_.proofs.ForWhom(together.goals, together.found, &side, {},
                                          &input_.proofs.everybody())),
        "say in the first what is to be done for these patients, or accept it with the reason",
        {}};
    finding.example =
        AsExamples(joined_, together.decided, input_.as_of, fmt::format("{} {}", where, range.name),
                   {{part, {}}, {other, {name}}});
    return finding;
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  Diagnostics& found_;
};

}  // namespace

void LintSideOfAnother(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) OtherSides(input, found).Check();
}

}  // namespace mgl

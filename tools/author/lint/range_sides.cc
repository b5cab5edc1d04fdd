#include "tools/author/lint/range_sides.h"

#include <algorithm>
#include <array>

#include "engine/meaning/cut_line.h"

namespace mgl {
namespace {

bool IsBeyond(const Interval& stretch, const Bound& end, bool is_above) {
  const Bound& near = is_above ? stretch.low : stretch.high;
  if (end.infinite || near.infinite) return false;
  if (near.value == end.value) return !(near.closed && end.closed);
  return is_above ? near.value > end.value : near.value < end.value;
}

bool IsOnSide(const Interval& stretch, const Interval& within, RangeSide side) {
  const bool is_below = IsBeyond(stretch, within.low, false);
  const bool is_above = IsBeyond(stretch, within.high, true);
  if (side == RangeSide::kWithin) return !is_below && !is_above;
  return side == RangeSide::kAbove ? is_above : is_below;
}

/// Lines for a unit of another kind say the same of what is measured in that.
const CutLine* OwnLine(const Range& range, const Variable& variable) {
  const CutLine* own = nullptr;
  for (const CutLine& line : range.lines) {
    if (line.when_operand) return nullptr;
    const bool is_own = range.lines.size() == 1 ||
                        (!variable.units.empty() && line.kind == variable.units[0].dimension);
    if (is_own && own != nullptr) return nullptr;
    if (is_own) own = &line;
  }
  return own;
}

/// The line that counts for what is reported in a unit of this kind; null: there are several.
const CutLine* OnlyLine(const Range& range, const Dimension& reported) {
  const Dimension serving = ServingKind(range.lines, reported);
  const CutLine* only = nullptr;
  for (const CutLine& line : range.lines) {
    if (line.kind != serving) continue;
    if (only != nullptr) return nullptr;
    only = &line;
  }
  return only;
}

/// A rule that looks at the variable and may be yes for somebody of the set.
bool HasRule(const Guideline& guideline, const PatientSet& side, const Variable& variable,
             Proofs& proofs) {
  PatientFinder& finder = proofs.finder();
  for (const Rule& rule : guideline.rules) {
    if (OnlyNotes(rule)) continue;
    const std::vector<Goal> goals = {{rule.outcome, Truth::kYes}};
    bool looks = false;
    for (const VariableId id : finder.VariablesOf(goals)) {
      looks |= &finder.values().Of(id) == &variable;
    }
    if (looks && proofs.MayBeSomebody(goals, side)) return true;
  }
  return false;
}

}  // namespace

bool OnlyNotes(const Rule& rule) {
  return std::ranges::all_of(rule.actions,
                             [](const Action& action) { return action.verb == ActionVerb::kNote; });
}

std::optional<PatientSet> PatientsOnSide(const Range& range, RangeSide side, Proofs& proofs,
                                         bool in_all_units) {
  if (!range.fact) return std::nullopt;
  const FactValues& values = proofs.finder().values();
  const Variable& variable = values.Of(values.OfFact(*range.fact));
  const CutLine* const own = OwnLine(range, variable);
  if (own == nullptr) return std::nullopt;
  PatientSet there = proofs.everybody();
  ForEachValue(proofs.everybody(), variable, [&](std::uint32_t value) {
    const CutLine* line = value != variable.missing() ? own : nullptr;
    const bool is_other =
        line != nullptr && range.lines.size() > 1 && variable.UnitOf(value).dimension != own->kind;
    if (is_other) {
      line = in_all_units ? OnlyLine(range, variable.UnitOf(value).dimension) : nullptr;
    }
    if (line == nullptr || !IsOnSide(variable.StretchOf(value), line->interval, side)) {
      there.Remove(variable, value);
    }
  });
  if (there.IsEmpty(variable)) return std::nullopt;
  return there;
}

std::vector<SideWithoutRule> SidesWithoutRule(const Guideline& guideline, Proofs& proofs) {
  std::vector<SideWithoutRule> open;
  if (guideline.ranges.empty()) return open;
  const FactValues& values = proofs.finder().values();
  for (std::uint32_t i = 0; i < guideline.ranges.size(); ++i) {
    const Range& range = guideline.ranges[i];
    if (!range.fact) continue;
    const Variable& variable = values.Of(values.OfFact(*range.fact));
    const CutLine* const own = OwnLine(range, variable);
    if (own == nullptr || own->interval.low.infinite || own->interval.high.infinite) continue;
    std::array<bool, 2> has_rule{};
    std::array<bool, 2> has_patients{};
    constexpr std::array kSides = {RangeSide::kBelow, RangeSide::kAbove};
    for (std::size_t one = 0; one < kSides.size(); ++one) {
      const std::optional<PatientSet> side = PatientsOnSide(range, kSides.at(one), proofs);
      has_patients.at(one) = side.has_value();
      has_rule.at(one) = side && HasRule(guideline, *side, variable, proofs);
    }
    for (std::size_t one = 0; one < kSides.size(); ++one) {
      if (!has_patients.at(one) || has_rule.at(one) || !has_rule.at(1 - one)) continue;
      open.push_back({i, kSides.at(one)});
    }
  }
  return open;
}

}  // namespace mgl

// A bound of a condition on one number stands between two stretches of the fact's values for which
// the condition differs. Of dates, and of what is computed, its sides are where it is yes and no.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"
#include "engine/model/node_family.h"
#include "tools/author/testing/aims.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

class BoundFinder {
 public:
  BoundFinder(const CompiledGuideline& compiled, PatientFinder& finder,
              const std::vector<Aim>& parts)
      : compiled_(compiled), guideline_(compiled.guideline), finder_(finder), parts_(parts) {
    FindOwners();
  }

  void Add(const CoveredCondition& condition) {
    const NodeFamily family = FamilyOf(guideline_.graph.node(condition.node).kind);
    if (family != NodeFamily::kComparison && family != NodeFamily::kCut) return;
    const Dependence dependence = finder_.values().DependenceOf(condition.node);
    if (dependence.on == Dependence::On::kNothing) return;
    if (dependence.on == Dependence::On::kOne) {
      const Variable& variable = finder_.values().Of(dependence.variable);
      const bool is_number = variable.type == FactType::kNumber && !variable.computed;
      if (!variable.IsInterval()) return;
      if (is_number) return AddStretches(condition, dependence.variable);
    }
    AddPair(condition, MakeSide(condition, "yes", Truth::kYes),
            MakeSide(condition, "no", Truth::kNo));
  }

  std::vector<Aim> aims;

 private:
  /// Rules, results and defines in whose conditions a node stands; thresholds are their own.
  void FindOwners() {
    const Resolution& names = compiled_.text.names;
    for (const ast::Declaration& declaration : compiled_.text.file->declarations) {
      const std::string& name = ast::Base(declaration).name.text;
      const SymbolKind kind = names.Find(name).kind;
      const bool can_be_expected = kind == SymbolKind::kRule || kind == SymbolKind::kDefine ||
                                   kind == SymbolKind::kTable || kind == SymbolKind::kScore;
      ForEachExpression(declaration, [&](const ast::Expr& expr) {
        ForEachPart(expr, [&](const ast::Expr& part) {
          const std::optional<NodeId> node = compiled_.expression_nodes[part.id];
          if (!node) return;
          std::vector<std::string>& owners = owners_[*node];
          const auto add = [&](const std::string& owner) {
            if (std::ranges::find(owners, owner) == owners.end()) owners.push_back(owner);
          };
          const bool is_threshold =
              part.kind == ast::ExprKind::kName &&
              names.expression_symbols[part.id].kind == SymbolKind::kThreshold;
          if (is_threshold) add(part.name.text);
          if (can_be_expected) add(name);
        });
      });
    }
  }

  Aim MakeSide(const CoveredCondition& condition, std::string side, Truth truth) const {
    Aim aim;
    aim.kind = AimKind::kBound;
    aim.text = condition.text;
    aim.side = std::move(side);
    aim.place = condition.place;
    aim.ways = {{{condition.node, truth}}};
    for (const Aim& part : parts_) {
      for (const std::vector<Goal>& way : part.ways) {
        const Goal& last = way.back();
        if (last.node == condition.node && last.wanted.Is(truth)) aim.preferred.push_back(way);
      }
    }
    const auto owners = owners_.find(condition.node);
    if (owners != owners_.end()) aim.names = owners->second;
    return aim;
  }

  void AddPair(const CoveredCondition& condition, Aim one, Aim other) {
    one.of = other.of = one.names.empty() ? condition.text : one.names.front();
    one.other_side = aims.size() + 1;
    other.other_side = aims.size();
    aims.push_back(std::move(one));
    aims.push_back(std::move(other));
  }

  /// The condition for a patient of whom nothing but this value is known.
  Truth TruthFor(NodeId node, VariableId id, std::uint32_t value) {
    const auto key = std::pair(static_cast<std::size_t>(id), value);
    auto found = patients_.find(key);
    if (found == patients_.end()) {
      PatientSet set = finder_.Everybody();
      set.SetOnly(finder_.values().Of(id), value);
      const PatientSearch search = finder_.Find({}, set, 1);
      std::optional<Case> patient;
      if (search.found) patient = search.found->patient;
      found = patients_.emplace(key, std::move(patient)).first;
    }
    if (!found->second) return Truth::kUnknown;
    return finder_.Decide(*found->second).nodes[Index(node)].truth;
  }

  void AddStretches(const CoveredCondition& condition, VariableId id) {
    const Variable& variable = finder_.values().Of(id);
    const auto count = static_cast<std::uint32_t>(variable.stretches.size());
    std::vector<std::uint32_t> own;  // the bounds for values in the fact's own unit
    for (std::uint32_t unit = 0; unit < variable.units.size(); ++unit) {
      std::vector<std::uint32_t> bounds;
      for (std::uint32_t i = 0; i + 1 < count; ++i) {
        const Truth low = TruthFor(condition.node, id, unit * count + i);
        const Truth high = TruthFor(condition.node, id, unit * count + i + 1);
        const bool is_bound = low != high && low != Truth::kUnknown && high != Truth::kUnknown;
        if (is_bound) bounds.push_back(i);
      }
      if (unit == 0) own = bounds;
      if (unit > 0 && bounds == own) continue;
      for (const std::uint32_t bound : bounds) {
        AddBound(condition, id, unit * count + bound);
      }
    }
  }

  void AddBound(const CoveredCondition& condition, VariableId id, std::uint32_t below) {
    const Variable& variable = finder_.values().Of(id);
    const Fact& fact = guideline_.facts[Index(variable.fact)];
    const Bound& end = variable.StretchOf(below).high;
    const std::optional<Rational> per_own = ReportedPerOwn(id, below);
    const bool is_own = &variable.UnitOf(below) == &variable.units.front();
    std::string number = NumberWithUnit(fact, end.value);
    if (!is_own && per_own) {
      number = WithUnit(FormatShown(end.value * *per_own), variable.UnitOf(below).code);
    }
    const auto side = [&](const char* where, std::uint32_t value) {
      Aim aim = MakeSide(condition, fmt::format("{} {}", where, number),
                         TruthFor(condition.node, id, value));
      aim.at = Aim::Side{id, value, end.value, per_own.value_or(1)};
      return aim;
    };
    AddPair(condition, side(end.closed ? "up to" : "below", below),
            side(variable.StretchOf(below + 1).low.closed ? "from" : "above", below + 1));
  }

  /// How much one of the fact's unit is in the unit of the value, by a patient who has it.
  std::optional<Rational> ReportedPerOwn(VariableId id, std::uint32_t value) {
    const auto found = patients_.find({static_cast<std::size_t>(id), value});
    if (found == patients_.end() || !found->second) return std::nullopt;
    const std::size_t fact = Index(finder_.values().Of(id).fact);
    const Interval& own = finder_.Decide(*found->second).facts[fact].value.number;
    if (!own.IsPoint() || own.low.value == 0) return std::nullopt;
    return Rational(found->second->facts[fact].number.low.value / own.low.value);
  }

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  PatientFinder& finder_;
  const std::vector<Aim>& parts_;
  std::map<NodeId, std::vector<std::string>> owners_;
  std::map<std::pair<std::size_t, std::uint32_t>, std::optional<Case>> patients_;
};

}  // namespace

std::vector<Aim> BoundAimsOf(const CompiledGuideline& compiled, PatientFinder& finder,
                             const std::vector<Aim>& parts) {
  BoundFinder bounds(compiled, finder, parts);
  for (const CoveredCondition& condition : ConditionsOf(compiled)) bounds.Add(condition);
  return std::move(bounds.aims);
}

}  // namespace mgl

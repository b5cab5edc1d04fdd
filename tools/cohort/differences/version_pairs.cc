#include "tools/cohort/differences/version_pairs.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/eval_scalar.h"

namespace mgl {
namespace {

using Kind = OutcomePair::Kind;

template <typename Items>
std::optional<std::uint32_t> PlaceOf(const std::string& name, const Items& items) {
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].name == name) return i;
  }
  return std::nullopt;
}

bool HaveSameChoices(const std::vector<ChoiceOption>& a, const std::vector<ChoiceOption>& b) {
  return std::ranges::equal(a, b, {}, &ChoiceOption::name, &ChoiceOption::name);
}

bool HaveSameUnit(const Fact& a, const Fact& b) {
  return a.has_unit == b.has_unit && a.unit.code == b.unit.code &&
         a.unit.dimension == b.unit.dimension && a.unit.factor == b.unit.factor;
}

/// Why a cell does not say the same to both; empty: it does.
std::string WhyOther(const Fact& before, const Fact& after) {
  if (before.type != after.type) return "it is of another kind in the new version";
  if (!HaveSameUnit(before, after)) {
    return fmt::format("its numbers are in {} in the old version and in {} in the new one",
                       before.has_unit ? before.unit.code : "no unit",
                       after.has_unit ? after.unit.code : "no unit");
  }
  if (!HaveSameChoices(before.choices, after.choices)) return "its choices are others";
  return "";
}

bool CanBeCompared(const ResultColumn& a, const ResultColumn& b) {
  return a.type == b.type && HaveSameChoices(a.choices, b.choices) &&
         a.unit.dimension == b.unit.dimension && a.unit.factor == b.unit.factor;
}

ValueType ValueTypeOf(FactType type) {
  switch (type) {
    case FactType::kTruth:
      return ValueType::kTruth;
    case FactType::kNumber:
      return ValueType::kNumber;
    case FactType::kDate:
      return ValueType::kDate;
    case FactType::kChoice:
      break;
  }
  return ValueType::kChoice;
}

/// What a version decides by a statement that it does not have.
class Nothing {
 public:
  explicit Nothing(Guideline& joint) : joint_(joint) {
    no_ = joint.graph.Add(NodeKind::kTruthConstant, ValueType::kTruth, 0, {});
  }

  std::uint32_t Rule() {
    mgl::Rule rule;
    rule.when = rule.due = rule.outcome = no_;
    rule.allowed = joint_.graph.Add(NodeKind::kTruthConstant, ValueType::kTruth, 1, {});
    joint_.rules.push_back(std::move(rule));
    return static_cast<std::uint32_t>(joint_.rules.size() - 1);
  }
  std::uint32_t Result(std::uint32_t other) {
    ResultColumn column;
    column.type = joint_.results[other].type;
    column.choices = joint_.results[other].choices;
    column.node = joint_.graph.Add(NodeKind::kMissing, ValueTypeOf(column.type), 0, {});
    joint_.results.push_back(std::move(column));
    return static_cast<std::uint32_t>(joint_.results.size() - 1);
  }
  std::uint32_t Recheck(std::uint32_t other) {
    mgl::Recheck recheck = joint_.rechecks[other];
    recheck.when = no_;
    joint_.rechecks.push_back(std::move(recheck));
    return static_cast<std::uint32_t>(joint_.rechecks.size() - 1);
  }

 private:
  Guideline& joint_;
  NodeId no_{};
};

}  // namespace

Result<std::unique_ptr<VersionPairs>> VersionPairs::Make(const Guideline& before,
                                                         const Guideline& after,
                                                         const EvaluationOptions& before_readings,
                                                         const EvaluationOptions& after_readings) {
  std::unique_ptr<VersionPairs> pairs(new VersionPairs);
  pairs->read_ = before;
  if (auto error = pairs->AddFacts(after)) return *error;
  const auto match = [](const auto& from, const auto& to, auto can_be_one) {
    std::vector<std::optional<std::uint32_t>> places;
    for (const auto& item : from) {
      std::optional<std::uint32_t> place = PlaceOf(item.name, to);
      if (place && !can_be_one(to[*place], item)) place.reset();
      places.push_back(place);
    }
    return places;
  };
  const auto any = [](const auto&, const auto&) { return true; };
  pairs->map_.rules = match(after.rules, before.rules, any);
  pairs->map_.results = match(after.results, before.results, CanBeCompared);
  pairs->map_.rechecks = match(after.rechecks, before.rechecks, any);
  pairs->joint_ = std::make_unique<JointGuideline>(pairs->read_);
  const VersionPlaces places =
      pairs->joint_->AddText(after, pairs->map_, WithReadings(after, after_readings).readings);
  pairs->evaluation_ = before_readings;
  pairs->evaluation_.plans_ask = false;
  pairs->AddStatements(before, after, places);
  return pairs;
}

std::optional<Error> VersionPairs::AddFacts(const Guideline& after) {
  for (const Fact& fact : after.facts) {
    const std::optional<std::uint32_t> known = PlaceOf(fact.name, read_.facts);
    if (!known) {
      read_.facts.push_back(fact);
      read_.facts.back().suspect_when.clear();
    } else if (const std::string why = WhyOther(read_.facts[*known], fact); !why.empty()) {
      return Error{fmt::format("`{}` of a file of cases does not say the same to both versions: {}",
                               fact.name, why),
                   "`mgl run` decides the cases by each version on its own, with its own files"};
    }
    map_.facts.push_back(static_cast<FactId>(known.value_or(read_.facts.size() - 1)));
  }
  return std::nullopt;
}

void VersionPairs::AddStatements(const Guideline& before, const Guideline& after,
                                 const VersionPlaces& places) {
  Nothing nothing(joint_->guideline());
  const VersionPlaces& own = joint_->own();
  const auto add = [&](Kind kind, std::string kind_name, std::string name, std::uint32_t first,
                       std::uint32_t second) -> StatementPair& {
    StatementPair pair;
    pair.outcome.kind = kind;
    pair.outcome.first = first;
    pair.outcome.second = second;
    pair.outcome.first_scope = own.scope;
    pair.outcome.second_scope = places.scope;
    pair.kind = std::move(kind_name);
    pair.name = std::move(name);
    return statements_.emplace_back(std::move(pair));
  };
  const auto add_all = [&](Kind kind, const char* kind_name, const auto& old_items,
                           const auto& new_items, const auto& before_of, const auto& old_places,
                           const auto& new_places, auto none) {
    for (std::uint32_t i = 0; i < old_items.size(); ++i) {
      const auto found = std::ranges::find(before_of, std::optional(i));
      const bool is_gone = found == before_of.end();
      const std::uint32_t second =
          is_gone ? none(old_places[i])
                  : new_places[static_cast<std::size_t>(found - before_of.begin())];
      add(kind, kind_name, old_items[i].name, old_places[i], second).is_gone = is_gone;
    }
    for (std::uint32_t i = 0; i < new_items.size(); ++i) {
      if (before_of[i]) continue;
      add(kind, kind_name, new_items[i].name, none(new_places[i]), new_places[i]).is_new = true;
    }
  };
  add(Kind::kScope, "scope", "scope", static_cast<std::uint32_t>(own.scope),
      static_cast<std::uint32_t>(places.scope));
  add_all(Kind::kRule, "rule", before.rules, after.rules, map_.rules, own.rules, places.rules,
          [&](std::uint32_t) { return nothing.Rule(); });
  add_all(Kind::kResult, "result", before.results, after.results, map_.results, own.results,
          places.results, [&](std::uint32_t other) { return nothing.Result(other); });
  add_all(Kind::kRecheck, "recheck", before.rechecks, after.rechecks, map_.rechecks, own.rechecks,
          places.rechecks, [&](std::uint32_t other) { return nothing.Recheck(other); });
}

}  // namespace mgl

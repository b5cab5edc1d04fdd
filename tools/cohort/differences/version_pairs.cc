#include "tools/cohort/differences/version_pairs.h"

#include <algorithm>

#include "engine/eval_scalar.h"
#include "engine/model/value_type.h"
#include "engine/prove/fact_pair.h"

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

bool CanBeCompared(const ResultColumn& a, const ResultColumn& b) {
  return a.type == b.type && HaveSameChoices(a.choices, b.choices) &&
         a.unit.dimension == b.unit.dimension && a.unit.factor == b.unit.factor;
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

std::unique_ptr<VersionPairs> VersionPairs::Make(const Guideline& before, const Guideline& after,
                                                 const EvaluationOptions& before_readings,
                                                 const EvaluationOptions& after_readings,
                                                 const OldNames& old_names) {
  std::unique_ptr<VersionPairs> pairs(new VersionPairs);
  pairs->read_ = before;
  pairs->AddFacts(after);
  const auto match = [&](const char* kind, const auto& from, const auto& to, auto can_be_one) {
    std::vector<std::optional<std::uint32_t>> places;
    for (const auto& item : from) {
      const auto old = old_names.find({kind, item.name});
      std::optional<std::uint32_t> place =
          PlaceOf(old == old_names.end() ? item.name : old->second, to);
      if (place && !can_be_one(to[*place], item)) place.reset();
      places.push_back(place);
    }
    return places;
  };
  const auto any = [](const auto&, const auto&) { return true; };
  pairs->map_.rules = match("rule", after.rules, before.rules, any);
  pairs->map_.results = match("result", after.results, before.results, CanBeCompared);
  for (std::size_t i = 0; i < after.results.size(); ++i) {
    const bool is_other = !pairs->map_.results[i] && PlaceOf(after.results[i].name, before.results);
    if (is_other) pairs->not_compared_.push_back(after.results[i].name);
  }
  pairs->map_.rechecks = match("recheck", after.rechecks, before.rechecks, any);
  pairs->joint_ = std::make_unique<JointGuideline>(pairs->read_);
  const VersionPlaces places =
      pairs->joint_->AddText(after, pairs->map_, WithReadings(after, after_readings).readings);
  pairs->evaluation_ = before_readings;
  pairs->evaluation_.plans_ask = false;
  pairs->AddStatements(before, after, places);
  return pairs;
}

void VersionPairs::AddFacts(const Guideline& after) {
  map_.facts.resize(after.facts.size());
  std::vector<std::uint32_t> read_twice;
  const auto add = [&](std::uint32_t index) -> Fact& {
    map_.facts[index] = static_cast<FactId>(read_.facts.size());
    Fact& added = read_.facts.emplace_back(after.facts[index]);
    added.suspect_when.clear();
    return added;
  };
  for (std::uint32_t i = 0; i < after.facts.size(); ++i) {
    const std::optional<std::uint32_t> known = PlaceOf(after.facts[i].name, read_.facts);
    if (!known) {
      add(i);
    } else if (AreReadAlike(read_.facts[*known], after.facts[i])) {
      map_.facts[i] = static_cast<FactId>(*known);
    } else {
      read_twice.push_back(i);
    }
  }
  of_files_ = read_;
  for (const std::uint32_t index : read_twice) {
    add(index).name += " (new version)";
    read_twice_.push_back({static_cast<FactId>(index), map_.facts[index]});
  }
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
    const auto is_left_out = [&](const std::string& name) {
      return kind == Kind::kResult && std::ranges::find(not_compared_, name) != not_compared_.end();
    };
    for (std::uint32_t i = 0; i < old_items.size(); ++i) {
      if (is_left_out(old_items[i].name)) continue;
      const auto found = std::ranges::find(before_of, std::optional(i));
      const bool is_gone = found == before_of.end();
      const std::uint32_t second =
          is_gone ? none(old_places[i])
                  : new_places[static_cast<std::size_t>(found - before_of.begin())];
      add(kind, kind_name, old_items[i].name, old_places[i], second).is_gone = is_gone;
    }
    for (std::uint32_t i = 0; i < new_items.size(); ++i) {
      if (before_of[i] || is_left_out(new_items[i].name)) continue;
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

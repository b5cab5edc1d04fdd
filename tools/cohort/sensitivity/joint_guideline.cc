#include "tools/cohort/sensitivity/joint_guideline.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "engine/meaning/cut_line.h"
#include "engine/model/node_family.h"
#include "engine/prove/fact_pair.h"

namespace mgl {
namespace {

bool AreEqual(const std::vector<CutLine>& a, const std::vector<CutLine>& b) {
  return std::ranges::equal(a, b, [](const CutLine& one, const CutLine& other) {
    return one.kind == other.kind && one.interval == other.interval &&
           one.when_operand == other.when_operand;
  });
}

bool AreEqual(const Recheck::Duration& a, const Recheck::Duration& b) {
  return a.months == b.months && a.days == b.days;
}

/// All but its nodes and fact.
bool IsTimedAlike(const Recheck& a, const Recheck& b) {
  const bool lasts_alike =
      a.lasts.has_value() == b.lasts.has_value() && (!a.lasts || AreEqual(*a.lasts, *b.lasts));
  return a.repeats == b.repeats && AreEqual(a.first, b.first) && AreEqual(a.last, b.last) &&
         a.has_tolerance == b.has_tolerance && lasts_alike;
}

/// The lines for numbers in a unit of `kind`, as lines of the fact's own kind.
std::vector<CutLine> LinesFor(const Dimension& kind, const Dimension& own,
                              const std::vector<CutLine>& lines) {
  const Dimension serving = ServingKind(lines, kind);
  std::vector<CutLine> taken;
  for (const CutLine& line : lines) {
    if (line.kind != serving) continue;
    taken.push_back(line);
    taken.back().kind = own;
  }
  return taken;
}

}  // namespace

/// Of one version into the joint guideline.
class JointGuideline::Merge {
 public:
  Merge(JointGuideline& joint, const Guideline& version, const VersionMap& map,
        const Change& change)
      : joint_(joint),
        to_(joint.joint_),
        base_(joint.base_),
        from_(version),
        map_(map),
        change_(change),
        is_copied_(version.facts.size()),
        nodes_(version.graph.size()) {}

  VersionPlaces Do() {
    FindCopiedFacts();
    facts_.resize(from_.facts.size());
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const auto id = static_cast<FactId>(i);
      facts_[i] = is_copied_[i] ? CopyFact(id) : map_.facts[i];
    }
    MapNodes();
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      if (is_copied_[i]) CopySuspects(static_cast<FactId>(i));
    }
    VersionPlaces places;
    places.scope = Mapped(from_.scope);
    joint_.AddScope(places.scope);
    PlaceRules(places);
    PlaceResults(places);
    PlaceRechecks(places);
    return places;
  }

 private:
  NodeId Mapped(NodeId node) const { return *nodes_[Index(node)]; }

  void FindCopiedFacts() {
    for (std::size_t i = 0; i < is_copied_.size(); ++i) {
      is_copied_[i] = !DifferenceOf(OwnFact(i), from_.facts[i]).IsNone();
    }
    if (change_.unit) is_copied_[Index(change_.unit->first)] = true;
    for (bool found = true; found;) {
      found = false;
      same_.clear();
      for (std::size_t i = 0; i < is_copied_.size(); ++i) {
        if (is_copied_[i] || IsSuspectAlike(i)) continue;
        is_copied_[i] = true;
        found = true;
      }
    }
  }

  const Fact& OwnFact(std::size_t fact) const { return base_.facts[Index(map_.facts[fact])]; }

  bool IsSuspectAlike(std::size_t fact) {
    return std::ranges::equal(OwnFact(fact).suspect_when, from_.facts[fact].suspect_when,
                              [this](NodeId own, NodeId other) { return IsSame(own, other); });
  }

  /// Whether a node of the guideline and one of the version say the same of every case.
  bool IsSame(NodeId own, NodeId other) {
    const auto [known, is_new] = same_.try_emplace({own, other}, false);
    if (is_new) {
      const bool same = SameHere(own, other) &&
                        std::ranges::equal(base_.graph.Operands(own), from_.graph.Operands(other),
                                           [this](NodeId a, NodeId b) { return IsSame(a, b); });
      same_[{own, other}] = same;
      return same;
    }
    return known->second;
  }

  bool SameHere(NodeId own, NodeId other) const {
    const Node& a = base_.graph.node(own);
    const Node& b = from_.graph.node(other);
    if (a.kind != b.kind || a.type != b.type) return false;
    if (IsOfFact(b.kind)) {
      return a.payload == Index(map_.facts[b.payload]) && !is_copied_[b.payload];
    }
    if (b.kind == NodeKind::kNumber) {
      return base_.graph.number(a.payload) == from_.graph.number(b.payload);
    }
    if (FamilyOf(b.kind) == NodeFamily::kCut) {
      return AreEqual(LinesOf(base_, a), LinesOf(from_, b)) && !IsOfChangedUnit(b);
    }
    if (b.kind == NodeKind::kReading && change_.all_readings != nullptr) return false;
    if (b.kind == NodeKind::kReading && change_.reading) {
      return a.payload == b.payload && change_.reading->first != b.payload;
    }
    return a.payload == b.payload;
  }

  static bool IsOfFact(NodeKind kind) {
    return kind == NodeKind::kFact || kind == NodeKind::kStatedFact ||
           kind == NodeKind::kDateOfFact || kind == NodeKind::kFactIsSuspect;
  }

  bool IsOfChangedUnit(const Node& cut) const {
    const std::optional<FactId> fact = cut.kind == NodeKind::kThreshold
                                           ? from_.thresholds[cut.payload].fact
                                           : from_.ranges[cut.payload].fact;
    return change_.unit && fact == change_.unit->first;
  }

  FactId CopyFact(FactId id) {
    to_.facts.push_back(from_.facts[Index(id)]);
    to_.facts.back().suspect_when.clear();
    joint_.copied_facts_.push_back(
        {id, change_.unit && change_.unit->first == id ? change_.unit->second : nullptr});
    return static_cast<FactId>(to_.facts.size() - 1);
  }

  void CopySuspects(FactId id) {
    const std::vector<NodeId>& when = from_.facts[Index(id)].suspect_when;
    if (when.empty()) return;
    const FactId copy = facts_[Index(id)];
    for (const NodeId node : when) to_.facts[Index(copy)].suspect_when.push_back(Mapped(node));
    to_.suspect_order.push_back(copy);
  }

  std::vector<NodeId> Outputs() const {
    std::vector<NodeId> nodes{from_.scope};
    for (const Rule& rule : from_.rules) {
      nodes.insert(nodes.end(), {rule.due, rule.allowed, rule.outcome});
    }
    for (const ResultColumn& result : from_.results) nodes.push_back(result.node);
    for (const Recheck& recheck : from_.rechecks) {
      nodes.push_back(recheck.when);
      nodes.insert(nodes.end(), recheck.anchors.begin(), recheck.anchors.end());
    }
    for (std::size_t i = 0; i < is_copied_.size(); ++i) {
      const std::vector<NodeId>& when = from_.facts[i].suspect_when;
      if (is_copied_[i]) nodes.insert(nodes.end(), when.begin(), when.end());
    }
    return nodes;
  }

  void MapNodes() {
    std::vector<bool> is_needed(from_.graph.size());
    for (const NodeId node : Outputs()) is_needed[Index(node)] = true;
    for (std::size_t i = is_needed.size(); i-- > 0;) {
      if (!is_needed[i]) continue;
      const auto id = static_cast<NodeId>(i);
      const auto operands = from_.graph.Operands(id);
      if (const auto reading = ReadingOf(id)) {
        is_needed[Index(operands[*reading])] = true;
        continue;
      }
      for (const NodeId operand : operands) is_needed[Index(operand)] = true;
    }
    for (std::size_t i = 0; i < is_needed.size(); ++i) {
      if (is_needed[i]) nodes_[i] = MapNode(static_cast<NodeId>(i));
    }
  }

  /// The operand that stands for an ambiguity of which this version takes another reading.
  std::optional<std::uint32_t> ReadingOf(NodeId id) const {
    const Node& node = from_.graph.node(id);
    if (node.kind != NodeKind::kReading) return std::nullopt;
    if (change_.all_readings != nullptr) return (*change_.all_readings)[node.payload];
    const bool is_it = change_.reading && change_.reading->first == node.payload;
    return is_it ? std::optional(change_.reading->second) : std::nullopt;
  }

  NodeId MapNode(NodeId id) {
    const Node node = from_.graph.node(id);
    if (node.kind == NodeKind::kNumber)
      return to_.graph.AddNumber(from_.graph.number(node.payload));
    const auto of = from_.graph.Operands(id);
    if (const auto reading = ReadingOf(id)) return Mapped(of[*reading]);
    std::vector<NodeId> operands;
    for (const NodeId operand : of) operands.push_back(Mapped(operand));
    return to_.graph.Add(node.kind, node.type, MappedPayload(node), operands);
  }

  std::uint32_t MappedPayload(const Node& node) {
    if (IsOfFact(node.kind)) return static_cast<std::uint32_t>(Index(facts_[node.payload]));
    if (node.kind == NodeKind::kReading && change_.all_readings != nullptr) {
      return AgreementOf(node.payload);
    }
    if (FamilyOf(node.kind) != NodeFamily::kCut) return node.payload;
    const bool is_threshold = node.kind == NodeKind::kThreshold;
    return is_threshold ? MapCut(from_.thresholds, to_.thresholds, node.payload)
                        : MapCut(from_.ranges, to_.ranges, node.payload);
  }

  /// An ambiguity of which no reading is in use.
  std::uint32_t AgreementOf(std::uint32_t ambiguity) {
    const auto [known, is_new] =
        agreements_.try_emplace(ambiguity, static_cast<std::uint32_t>(to_.ambiguities.size()));
    if (is_new) {
      to_.ambiguities.push_back(from_.ambiguities[ambiguity]);
      to_.ambiguities.back().adopted.reset();
    }
    return known->second;
  }

  /// Its place among all cuts; one that none says yet is added.
  template <typename Cuts>
  std::uint32_t MapCut(const Cuts& from, Cuts& to, std::uint32_t index) {
    auto cut = from[index];
    if (change_.unit && cut.fact == change_.unit->first) {
      cut.lines = LinesFor(change_.unit->second->dimension,
                           from_.facts[Index(*cut.fact)].unit.dimension, cut.lines);
    }
    if (cut.fact) cut.fact = facts_[Index(*cut.fact)];
    const auto is_it = [&](const auto& known) {
      return known.fact == cut.fact && AreEqual(known.lines, cut.lines);
    };
    if (index < to.size() && is_it(to[index])) return index;
    auto found = std::ranges::find_if(to, is_it);
    if (found == to.end()) found = to.insert(to.end(), std::move(cut));
    return static_cast<std::uint32_t>(found - to.begin());
  }

  bool IsAsOwn(const Rule& own, const Rule& rule) const {
    return own.due == Mapped(rule.due) && own.allowed == Mapped(rule.allowed) &&
           own.outcome == Mapped(rule.outcome) &&
           std::ranges::equal(own.overriders, rule.overriders,
                              [this](std::uint32_t a, std::uint32_t b) {
                                return to_.rules[a].outcome == Mapped(from_.rules[b].outcome);
                              });
  }

  void PlaceRules(VersionPlaces& places) {
    std::size_t next = to_.rules.size();
    for (std::uint32_t i = 0; i < from_.rules.size(); ++i) {
      const std::optional<std::uint32_t> own = map_.rules[i];
      const bool is_as_own = own && IsAsOwn(to_.rules[*own], from_.rules[i]);
      places.rules.push_back(is_as_own ? *own : static_cast<std::uint32_t>(next++));
    }
    for (std::uint32_t i = 0; i < from_.rules.size(); ++i) {
      if (places.rules[i] == map_.rules[i]) continue;
      const Rule& rule = from_.rules[i];
      Rule copy;
      copy.name = rule.name;
      copy.due = Mapped(rule.due);
      copy.when = copy.due;
      copy.allowed = Mapped(rule.allowed);
      copy.outcome = Mapped(rule.outcome);
      for (const std::uint32_t by : rule.overriders) copy.overriders.push_back(places.rules[by]);
      to_.rules.push_back(std::move(copy));
    }
  }

  void PlaceResults(VersionPlaces& places) {
    for (std::uint32_t i = 0; i < from_.results.size(); ++i) {
      const std::optional<std::uint32_t> own = map_.results[i];
      const bool is_as_own = own && to_.results[*own].node == Mapped(from_.results[i].node);
      places.results.push_back(is_as_own ? *own : CopyResult(from_.results[i]));
    }
    // A text is another one where a result that it shows is.
    for (std::uint32_t i = 0; i < from_.results.size(); ++i) {
      std::uint32_t& place = places.results[i];
      if (place == map_.results[i] && !ShowsOther(i, places)) continue;
      if (place == map_.results[i]) place = CopyResult(from_.results[i]);
      for (ShownText& text : to_.results[place].texts) {
        for (std::uint32_t& shown : text.results) shown = places.results[shown];
      }
    }
  }

  bool ShowsOther(std::uint32_t result, const VersionPlaces& places) const {
    for (const ShownText& text : from_.results[result].texts) {
      for (const std::uint32_t shown : text.results) {
        if (places.results[shown] != map_.results[shown]) return true;
      }
    }
    return false;
  }

  std::uint32_t CopyResult(const ResultColumn& result) {
    ResultColumn copy;
    copy.name = result.name;
    copy.node = Mapped(result.node);
    copy.type = result.type;
    copy.unit = result.unit;
    copy.is_text = result.is_text;
    copy.choices = result.choices;
    copy.texts = result.texts;
    to_.results.push_back(std::move(copy));
    return static_cast<std::uint32_t>(to_.results.size() - 1);
  }

  void PlaceRechecks(VersionPlaces& places) {
    for (std::uint32_t i = 0; i < from_.rechecks.size(); ++i) {
      Recheck copy = from_.rechecks[i];
      copy.fact = facts_[Index(copy.fact)];
      copy.when = Mapped(copy.when);
      for (NodeId& anchor : copy.anchors) anchor = Mapped(anchor);
      const std::optional<std::uint32_t> place = map_.rechecks[i];
      if (place) {
        const Recheck& own = to_.rechecks[*place];
        const bool is_as_own = own.fact == copy.fact && own.when == copy.when &&
                               own.anchors == copy.anchors && IsTimedAlike(own, copy);
        if (is_as_own) {
          places.rechecks.push_back(*place);
          continue;
        }
      }
      places.rechecks.push_back(static_cast<std::uint32_t>(to_.rechecks.size()));
      to_.rechecks.push_back(std::move(copy));
    }
  }

  JointGuideline& joint_;
  Guideline& to_;
  const Guideline& base_;
  const Guideline& from_;
  const VersionMap& map_;
  const Change& change_;
  std::vector<bool> is_copied_;                        // by fact
  std::vector<FactId> facts_;                          // by fact: its place in the joint guideline
  std::vector<std::optional<NodeId>> nodes_;           // by node of the version that is needed
  std::map<std::pair<NodeId, NodeId>, bool> same_;     // what IsSame() found
  std::map<std::uint32_t, std::uint32_t> agreements_;  // by ambiguity of the version
};

JointGuideline::JointGuideline(const Guideline& guideline) : base_(guideline), joint_(guideline) {
  own_.scope = guideline.scope;
  const auto places = [](std::size_t count) {
    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), 0U);
    return all;
  };
  own_.rules = places(guideline.rules.size());
  own_.results = places(guideline.results.size());
  own_.rechecks = places(guideline.rechecks.size());
  joint_.scope = joint_.graph.Add(NodeKind::kTruthConstant, ValueType::kTruth, 1, {});
  AddScope(own_.scope);
}

/// As a result, so that it is decided.
void JointGuideline::AddScope(NodeId scope) {
  const auto& known = joint_.results;
  if (std::ranges::find(known, scope, &ResultColumn::node) != known.end()) return;
  ResultColumn column;
  column.node = scope;
  joint_.results.push_back(std::move(column));
}

VersionPlaces JointGuideline::AddChanged(const Guideline& version, const VersionMap& map,
                                         const Change& change) {
  return Merge(*this, version, map, change).Do();
}

VersionMap JointGuideline::SameStatements() const {
  VersionMap map;
  for (std::size_t i = 0; i < base_.facts.size(); ++i) map.facts.push_back(static_cast<FactId>(i));
  const auto same = [](const std::vector<std::uint32_t>& places) {
    return std::vector<std::optional<std::uint32_t>>(places.begin(), places.end());
  };
  map.rules = same(own_.rules);
  map.results = same(own_.results);
  map.rechecks = same(own_.rechecks);
  return map;
}

VersionPlaces JointGuideline::AddText(const Guideline& version, const VersionMap& map,
                                      const std::vector<std::optional<std::uint32_t>>& readings) {
  return AddChanged(version, map, {{}, {}, &readings});
}

std::optional<VersionPlaces> JointGuideline::Add(const Guideline& version) {
  const auto sizes = [](const Guideline& of) {
    return std::tuple(of.facts.size(), of.rules.size(), of.results.size(), of.rechecks.size(),
                      of.thresholds.size(), of.ranges.size(), of.ambiguities.size());
  };
  if (sizes(version) != sizes(base_)) return std::nullopt;
  return AddChanged(version, SameStatements(), {});
}

VersionPlaces JointGuideline::AddReading(std::uint32_t ambiguity, std::uint32_t reading) {
  return AddChanged(base_, SameStatements(), {{{ambiguity, reading}}, {}});
}

VersionPlaces JointGuideline::AddUnit(FactId fact, const Unit& unit) {
  units_.push_back(unit);
  VersionPlaces places = AddChanged(base_, SameStatements(), {{}, {{fact, &units_.back()}}});
  const auto copy = std::ranges::find(copied_facts_, &units_.back(), &CopiedFact::unit);
  places.in_other_unit = static_cast<FactId>(fact_count() + (copy - copied_facts_.begin()));
  return places;
}

}  // namespace mgl

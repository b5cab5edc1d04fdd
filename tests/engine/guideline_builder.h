// Builds small guidelines and cases by hand, for tests of the engine without the language.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "engine/eval_scalar.h"

namespace mgl {

inline Unit UnitOf(const std::string& code) { return *ParseUnit(code); }
inline Rational Decimal(const std::string& text) { return ParseDecimal(text).value(); }
inline Day DayOf(const std::string& date) { return ParseDate(date).value().first; }

inline Interval Closed(const std::string& low, const std::string& high) {
  return {Bound::At(Decimal(low)), Bound::At(Decimal(high))};
}
inline Interval Under(const std::string& high, bool closed = false) {
  return {Bound::Infinite(), Bound::At(Decimal(high), closed)};
}
inline Interval Over(const std::string& low, bool closed = false) {
  return {Bound::At(Decimal(low), closed), Bound::Infinite()};
}

class GuidelineBuilder {
 public:
  using Operands = std::initializer_list<NodeId>;

  GuidelineBuilder() { guideline.scope = TruthConstant(true); }

  FactId AddFact(const std::string& name, FactType type) {
    Fact fact;
    fact.name = name;
    fact.type = type;
    guideline.facts.push_back(fact);
    return static_cast<FactId>(guideline.facts.size() - 1);
  }
  FactId AddNumber(const std::string& name, const std::string& unit) {
    const FactId id = AddFact(name, FactType::kNumber);
    Of(id).unit = UnitOf(unit);
    Of(id).has_unit = true;
    return id;
  }
  FactId AddChoice(const std::string& name, std::initializer_list<const char*> choices) {
    const FactId id = AddFact(name, FactType::kChoice);
    for (const char* choice : choices) Of(id).choices.push_back({choice, "", ""});
    return id;
  }
  Fact& Of(FactId id) { return guideline.facts[Index(id)]; }

  NodeId Add(NodeKind kind, ValueType type, std::uint32_t payload, Operands operands) {
    return guideline.graph.Add(kind, type, payload, std::vector<NodeId>(operands));
  }
  NodeId Truth(NodeKind kind, Operands operands, std::uint32_t payload = 0) {
    return Add(kind, ValueType::kTruth, payload, operands);
  }
  NodeId TruthOf(NodeKind kind, const std::vector<NodeId>& operands, std::uint32_t payload = 0) {
    return guideline.graph.Add(kind, ValueType::kTruth, payload, operands);
  }
  NodeId Number(NodeKind kind, Operands operands, std::uint32_t payload = 0) {
    return Add(kind, ValueType::kNumber, payload, operands);
  }
  NodeId Date(NodeKind kind, Operands operands, std::uint32_t payload = 0) {
    return Add(kind, ValueType::kDate, payload, operands);
  }
  NodeId TruthConstant(bool yes) { return Truth(NodeKind::kTruthConstant, {}, yes ? 1 : 0); }
  NodeId NumberConstant(const std::string& number) {
    return guideline.graph.AddNumber(Decimal(number));
  }
  NodeId Node(FactId id) { return FactNode(NodeKind::kFact, id); }
  NodeId Stated(FactId id) { return FactNode(NodeKind::kStatedFact, id); }
  NodeId DateOf(FactId id) {
    return Date(NodeKind::kDateOfFact, {}, static_cast<std::uint32_t>(Index(id)));
  }
  /// A yes/no fact and its node.
  NodeId AddTruth(const std::string& name) { return Node(AddFact(name, FactType::kTruth)); }

  CutLine Line(const std::string& unit, const Interval& in_fact_unit) {
    return {UnitOf(unit).dimension, in_fact_unit, "", std::nullopt};
  }
  /// The node of a new threshold of the fact.
  NodeId AddThreshold(const std::string& name, FactId fact, std::vector<CutLine> lines) {
    guideline.thresholds.push_back({name, "", fact, std::move(lines), {}});
    return Truth(NodeKind::kThreshold, {Node(fact)},
                 static_cast<std::uint32_t>(guideline.thresholds.size() - 1));
  }
  std::uint32_t AddRange(const std::string& name, FactId fact, std::vector<CutLine> lines) {
    guideline.ranges.push_back({name, "", fact, std::move(lines), {}});
    return static_cast<std::uint32_t>(guideline.ranges.size() - 1);
  }
  /// The node of a new ambiguity with these readings.
  NodeId AddAmbiguity(const std::string& name, std::optional<std::uint32_t> adopted,
                      Operands readings) {
    Ambiguity ambiguity;
    ambiguity.name = name;
    for (const NodeId node : readings) ambiguity.readings.push_back({"", "", node, {}});
    ambiguity.adopted = adopted;
    guideline.ambiguities.push_back(ambiguity);
    return Truth(NodeKind::kReading, readings,
                 static_cast<std::uint32_t>(guideline.ambiguities.size() - 1));
  }
  std::uint32_t AddRule(const std::string& name, NodeId when, Urgency urgency = Urgency::kNone,
                        std::vector<std::uint32_t> overriders = {}) {
    Rule rule;
    rule.name = name;
    rule.when = when;
    rule.urgency = urgency;
    rule.due = Truth(NodeKind::kAnd, {guideline.scope, when});
    std::vector<NodeId> all = {rule.due};
    for (const std::uint32_t overrider : overriders) {
      all.push_back(Truth(NodeKind::kNot, {guideline.rules[overrider].outcome}));
    }
    rule.outcome = all.size() == 1 ? rule.due : TruthOf(NodeKind::kAnd, all);
    rule.overriders = std::move(overriders);
    guideline.rules.push_back(rule);
    return static_cast<std::uint32_t>(guideline.rules.size() - 1);
  }

  /// A case in which nothing is stated.
  Case EmptyCase() const {
    Case empty;
    empty.facts.resize(guideline.facts.size());
    return empty;
  }

  Guideline guideline;

 private:
  NodeId FactNode(NodeKind kind, FactId id) {
    constexpr ValueType kTypes[] = {ValueType::kTruth, ValueType::kNumber, ValueType::kDate,
                                    ValueType::kChoice};
    return Add(kind, kTypes[static_cast<std::size_t>(Of(id).type)],
               static_cast<std::uint32_t>(Index(id)), {});
  }
};

inline ReportedFact ReportedNumber(const Interval& number, const Unit* unit = nullptr) {
  ReportedFact reported;
  reported.state = ReportedFact::State::kValue;
  reported.number = number;
  reported.unit = unit;
  return reported;
}
inline ReportedFact ReportedNumber(const std::string& number, const Unit* unit = nullptr) {
  return ReportedNumber(Interval::Point(Decimal(number)), unit);
}
inline ReportedFact ReportedChoice(std::uint32_t choice) {
  ReportedFact reported;
  reported.state = ReportedFact::State::kValue;
  reported.choice = choice;
  return reported;
}
/// Unknown is nothing stated.
inline ReportedFact ReportedTruth(Truth truth) {
  return truth == Truth::kUnknown ? ReportedFact() : ReportedChoice(truth == Truth::kYes ? 1 : 0);
}
inline ReportedFact ReportedDate(const std::string& date) {
  ReportedFact reported;
  reported.state = ReportedFact::State::kValue;
  reported.day = *ParseDate(date);
  return reported;
}
inline ReportedFact Dated(ReportedFact reported, const std::string& date) {
  reported.date = *ParseDate(date);
  return reported;
}

inline Truth TruthAt(const Decision& decision, NodeId node) {
  return decision.nodes[Index(node)].truth;
}

inline std::vector<std::string> WarningTexts(const Decision& decision) {
  std::vector<std::string> texts;
  for (const Warning& warning : decision.warnings) texts.push_back(warning.text);
  return texts;
}

inline std::vector<std::string> AskedNames(const Guideline& guideline, const Decision& decision) {
  std::vector<std::string> names;
  for (const FactId id : decision.ask) names.push_back(guideline.facts[Index(id)].name);
  return names;
}

}  // namespace mgl

// Builds small guidelines and cases by hand, for tests of the engine without the language.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/eval_scalar.h"

namespace mgl {

inline constexpr Truth kN = Truth::kNo;
inline constexpr Truth kY = Truth::kYes;
inline constexpr Truth kU = Truth::kUnknown;

inline Unit UnitOf(const std::string& code) { return *ParseUnit(code); }
inline Rational Decimal(const std::string& text) { return ParseDecimal(text).value(); }
inline Day DayOf(const std::string& date) { return ParseDate(date).value().first; }
inline const Day kAsOf = DayOf("2026-04-01");

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
    return {UnitOf(unit).dimension, UnitOf(unit), in_fact_unit, "", std::nullopt};
  }
  /// The node of a new threshold of the fact.
  NodeId AddThreshold(const std::string& name, FactId fact, std::vector<CutLine> lines) {
    Threshold threshold;
    threshold.name = name;
    threshold.fact = fact;
    threshold.lines = std::move(lines);
    threshold.node = Truth(NodeKind::kThreshold, {Node(fact)},
                           static_cast<std::uint32_t>(guideline.thresholds.size()));
    guideline.thresholds.push_back(threshold);
    return threshold.node;
  }
  /// The same of a number; `whens`: of the lines that have one.
  NodeId AddThresholdOf(NodeId number, std::vector<CutLine> lines,
                        const std::vector<NodeId>& whens = {}) {
    std::vector<NodeId> operands{number};
    operands.insert(operands.end(), whens.begin(), whens.end());
    const NodeId node = TruthOf(NodeKind::kThreshold, operands,
                                static_cast<std::uint32_t>(guideline.thresholds.size()));
    guideline.thresholds.push_back({"", "", "", std::nullopt, std::move(lines), node, {}});
    return node;
  }
  std::uint32_t AddRange(const std::string& name, FactId fact, std::vector<CutLine> lines) {
    guideline.ranges.push_back({name, "", "", fact, std::move(lines), {}});
    return static_cast<std::uint32_t>(guideline.ranges.size() - 1);
  }
  /// The node of a new ambiguity with these readings.
  NodeId AddAmbiguity(const std::string& name, std::optional<std::uint32_t> adopted,
                      const std::vector<NodeId>& readings) {
    Ambiguity ambiguity;
    ambiguity.name = name;
    for (const NodeId node : readings) ambiguity.readings.push_back({"", "", node, {}});
    ambiguity.adopted = adopted;
    guideline.ambiguities.push_back(ambiguity);
    return TruthOf(NodeKind::kReading, readings,
                   static_cast<std::uint32_t>(guideline.ambiguities.size() - 1));
  }
  NodeId Choice(NodeKind kind, Operands operands, std::uint32_t payload = 0) {
    return Add(kind, ValueType::kChoice, payload, operands);
  }
  void AddDefinition(const std::string& name, NodeId node) {
    Definition definition;
    definition.name = name;
    definition.node = node;
    guideline.definitions.push_back(definition);
  }
  /// A result, table or score; its choices are named by letters: a, b, c …
  std::uint32_t AddResult(const std::string& name, NodeId node, std::size_t choices = 0,
                          ResultColumn::Kind kind = ResultColumn::Kind::kResult) {
    ResultColumn result;
    result.kind = kind;
    result.name = name;
    result.type = static_cast<FactType>(guideline.graph.node(node).type);
    result.node = node;
    for (std::size_t i = 0; i < choices; ++i) {
      result.choices.push_back({std::string(1, static_cast<char>('a' + i)), "", ""});
    }
    guideline.results.push_back(result);
    return static_cast<std::uint32_t>(guideline.results.size() - 1);
  }
  /// `allowed` empty: nothing forbids it.
  std::uint32_t AddRule(const std::string& name, NodeId when, Urgency urgency = Urgency::kNone,
                        std::vector<std::uint32_t> overriders = {},
                        std::optional<NodeId> allowed = std::nullopt) {
    Rule rule;
    rule.name = name;
    rule.when = when;
    rule.urgency = urgency;
    rule.due = Truth(NodeKind::kAnd, {guideline.scope, when});
    rule.allowed = allowed.value_or(TruthConstant(true));
    std::vector<NodeId> all = {rule.due};
    if (allowed) all.push_back(*allowed);
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

inline Decision DecideCase(const GuidelineBuilder& builder,
                           const std::vector<ReportedFact>& facts) {
  ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}});
  return evaluator.Decide({"", facts});
}

inline Truth TruthAt(const Decision& decision, NodeId node) {
  return decision.nodes[Index(node)].truth;
}

/// `1`, `1..2`, `a`, `a|b`, `yes`, `missing`; with `?` where it is not settled.
inline std::string ValueText(const Value& value, ValueType type) {
  if (!value.known) return type == ValueType::kTruth ? "unknown" : "missing";
  std::string text;
  if (type == ValueType::kTruth) {
    text = TruthName(value.truth);
  } else if (type == ValueType::kChoice) {
    for (std::uint32_t i = 0; i < 26; ++i) {
      if (!value.choices.Has(i)) continue;
      text += (text.empty() ? "" : "|") + std::string(1, static_cast<char>('a' + i));
    }
  } else {
    text = FormatInterval(value.number);
  }
  return value.settled ? text : text + "?";
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

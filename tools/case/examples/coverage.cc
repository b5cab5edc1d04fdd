// What can be is read off the guideline once; examples are then counted one by one.
#include "tools/case/examples/coverage.h"

#include <algorithm>
#include <set>

#include "dsl/ast/ast.h"
#include "engine/ask/cone.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr const char* kSomeValue = "value";

/// By node: whether missing facts (or readings that disagree) can leave it undecided, as far as its
/// operators show.
std::vector<bool> CanBeUndecided(const Guideline& guideline) {
  const Graph& graph = guideline.graph;
  std::vector<bool> can(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const NodeId id{static_cast<std::uint32_t>(i)};
    const auto operands = graph.Operands(id);
    const bool some_can =
        std::ranges::any_of(operands, [&](NodeId operand) { return can[Index(operand)]; });
    const Node& node = graph.node(id);
    switch (FamilyOf(node.kind)) {
      case NodeFamily::kLeaf:
        can[i] = IsFactLeaf(node.kind) || node.kind == NodeKind::kMissing;
        break;
      case NodeFamily::kKnown:
        break;
      case NodeFamily::kTruthOperator:
        can[i] = some_can ||
                 (node.kind == NodeKind::kReading && !guideline.ambiguities[node.payload].adopted);
        break;
      case NodeFamily::kLines:
        can[i] = some_can || operands.size() % 2 == 0;
        break;
      case NodeFamily::kArithmetic:
        can[i] = some_can || TraitsOf(AsArithmetic(node.kind)).domain == Domain::kPartial;
        break;
      case NodeFamily::kFirstKnown:
      case NodeFamily::kComparison:
      case NodeFamily::kCut:
      case NodeFamily::kChoice:
        can[i] = some_can;
        break;
    }
  }
  return can;
}

void CountItem(CoveredDeclaration& declaration, std::string_view name, bool is_expected) {
  for (CoverageItem& item : declaration.items) {
    if (item.name != name) continue;
    ++item.reached;
    if (is_expected) ++item.expected;
  }
}

CoverageTotal TotalOf(const std::vector<CoveredDeclaration>& declarations) {
  CoverageTotal total;
  for (const CoveredDeclaration& declaration : declarations) {
    for (const CoverageItem& item : declaration.items) {
      ++total.of;
      if (item.expected > 0) ++total.covered;
    }
  }
  return total;
}

}  // namespace

std::string CoveredValueName(const Definition& definition, const Value& value) {
  if (definition.type == FactType::kTruth) {
    return value.truth == Truth::kUnknown ? kUndecidedValue : std::string(TruthName(value.truth));
  }
  if (!value.IsSettled()) return kUndecidedValue;
  if (definition.type != FactType::kChoice) return kSomeValue;
  if (value.choices.size() != 1) return kUndecidedValue;
  return definition.choices[value.choices.First()].name;
}

Coverage::Coverage(const CompiledGuideline& compiled)
    : conditions(ConditionsOf(compiled)),
      lines(LinesOf(compiled)),
      compiled_(compiled),
      guideline_(compiled.guideline) {
  AddOutcomes();
  AddResults();
}

void Coverage::AddOutcomes() {
  const std::vector<bool> can_be_undecided = CanBeUndecided(guideline_);
  ConeCache cones(guideline_);
  const Graph& graph = guideline_.graph;
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    const Rule& rule = guideline_.rules[i];
    std::vector<Outcome> outcomes{Outcome::kYes, Outcome::kNo};
    if (can_be_undecided[Index(rule.outcome)]) outcomes.push_back(Outcome::kUnknown);
    if (!cones.Of(rule.allowed).facts.empty()) outcomes.push_back(Outcome::kBlocked);
    if (!rule.overriders.empty()) outcomes.push_back(Outcome::kOverridden);
    CoveredDeclaration& covered = rules.emplace_back();
    covered.name = rule.name;
    covered.place = compiled_.text.names.rules[i]->name.span;
    for (const Outcome outcome : outcomes)
      covered.items.push_back({std::string(OutcomeName(outcome))});
  }
  for (std::size_t i = 0; i < guideline_.rechecks.size(); ++i) {
    const Recheck& recheck = guideline_.rechecks[i];
    using Status = RecheckStatus;
    std::vector<Status> statuses{Status::kUnknown, Status::kUpcoming, Status::kDue,
                                 Status::kOverdue};
    if (!recheck.repeats) statuses.push_back(Status::kDone);
    if (graph.node(recheck.when).kind != NodeKind::kTruthConstant) {
      statuses.insert(statuses.begin(), Status::kNo);
    }
    CoveredDeclaration& covered = rechecks.emplace_back();
    covered.name = recheck.name;
    covered.place = compiled_.text.names.rechecks[i]->name.span;
    for (const Status status : statuses) {
      covered.items.push_back({std::string(RecheckStatusName(status))});
    }
  }
  for (std::size_t i = 0; i < guideline_.ambiguities.size(); ++i) {
    CoveredDeclaration& covered = ambiguities.emplace_back();
    covered.name = guideline_.ambiguities[i].name;
    covered.place = compiled_.text.names.ambiguities[i]->name.span;
    for (const Reading& reading : guideline_.ambiguities[i].readings) {
      covered.items.push_back({reading.name});
    }
  }
}

void Coverage::AddResults() {
  const std::vector<bool> can_be_undecided = CanBeUndecided(guideline_);
  for (const ResultColumn& result : guideline_.results) {
    CoveredDeclaration& covered = results.emplace_back();
    covered.name = result.name;
    const Symbol symbol = compiled_.text.names.Find(result.name);
    covered.place =
        symbol.kind == SymbolKind::kTable   ? compiled_.text.names.tables[symbol.index]->name.span
        : symbol.kind == SymbolKind::kScore ? compiled_.text.names.scores[symbol.index]->name.span
                                            : compiled_.text.names.defines[symbol.index]->name.span;
    if (result.type == FactType::kTruth) {
      covered.items = {{"yes"}, {"no"}};
    } else if (result.type == FactType::kChoice) {
      for (const ChoiceOption& choice : result.choices) covered.items.push_back({choice.name});
    } else {
      covered.items = {{kSomeValue}};
    }
    if (can_be_undecided[Index(result.node)]) covered.items.push_back({kUndecidedValue});
  }
}

void Coverage::Count(const ExampleCase& example, const Decision& decision,
                     const std::vector<UnmetExpectation>& unmet) {
  std::set<std::string_view> met;
  for (const ast::Expectation& expectation : example.example->expectations) {
    const bool is_met = std::ranges::none_of(
        unmet, [&](const UnmetExpectation& item) { return item.span == expectation.span; });
    if (is_met && expectation.kind != ast::Expectation::Kind::kAsk) {
      met.insert(expectation.target.text);
    }
  }
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    CountItem(rules[i], OutcomeName(decision.rules[i]), met.contains(rules[i].name));
  }
  for (std::size_t i = 0; i < decision.rechecks.size(); ++i) {
    CountItem(rechecks[i], RecheckStatusName(decision.rechecks[i].status),
              met.contains(rechecks[i].name));
  }
  for (std::size_t i = 0; i < results.size() && decision.HasResults(); ++i) {
    const ResultColumn& result = guideline_.results[i];
    CountItem(results[i], CoveredValueName(result, decision.nodes[Index(result.node)]),
              met.contains(result.name));
  }
  CountReadings(example, decision);
  for (CoveredCondition& condition : conditions) {
    const Truth truth = decision.nodes[Index(condition.node)].truth;
    condition.yes += truth == Truth::kYes ? 1 : 0;
    condition.no += truth == Truth::kNo ? 1 : 0;
  }
  for (CoveredLines& group : lines) group.Count(decision);
}

void Coverage::CountReadings(const ExampleCase& example, const Decision& decision) {
  for (std::size_t i = 0; i < ambiguities.size(); ++i) {
    const Ambiguity& ambiguity = guideline_.ambiguities[i];
    const std::optional<std::uint32_t>& chosen = example.options.readings[i];
    const std::optional<std::uint32_t>& in_use = chosen ? chosen : ambiguity.adopted;
    if (!in_use || decision.nodes[Index(ambiguity.node)].truth == Truth::kUnknown) continue;
    CoverageItem& reading = ambiguities[i].items[*in_use];
    ++reading.reached;
    ++reading.expected;  // an example that goes by a reading shows it
  }
}

CoverageTotal Coverage::RuleTotal() const { return TotalOf(rules); }
CoverageTotal Coverage::ResultTotal() const { return TotalOf(results); }
CoverageTotal Coverage::RecheckTotal() const { return TotalOf(rechecks); }
CoverageTotal Coverage::ReadingTotal() const { return TotalOf(ambiguities); }

CoverageTotal Coverage::ConditionTotal() const {
  CoverageTotal total;
  for (const CoveredCondition& condition : conditions) {
    total.of += 2;
    total.covered += (condition.yes > 0 ? 1U : 0U) + (condition.no > 0 ? 1U : 0U);
  }
  return total;
}

CoverageTotal Coverage::LineTotal() const {
  CoverageTotal total;
  for (const CoveredLines& group : lines) {
    for (const CoveredLine& line : group.lines) {
      ++total.of;
      if (line.counted > 0) ++total.covered;
    }
  }
  return total;
}

CoverageTotal Coverage::Total() const {
  return RuleTotal() + ResultTotal() + RecheckTotal() + ReadingTotal() + ConditionTotal() +
         LineTotal();
}

}  // namespace mgl

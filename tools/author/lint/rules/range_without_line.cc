// Ranges and thresholds of which no line counts for some patient. Of conditions on yes/no facts and
// choices alone: every combination of them is tried.
#include <fmt/format.h>

#include <algorithm>

#include "engine/ask/cone.h"
#include "engine/eval_scalar.h"
#include "engine/model/node_family.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

constexpr std::size_t kMostCombinations = 1024;

std::uint32_t CountOfValues(const Fact& fact) {
  return fact.type == FactType::kTruth ? 2 : static_cast<std::uint32_t>(fact.choices.size());
}

/// The conditions of the lines of a cut that is used; empty where a line has none.
std::vector<NodeId> ConditionsOf(const Guideline& guideline, bool is_threshold,
                                 std::uint32_t index) {
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    const bool is_cut = FamilyOf(node.kind) == NodeFamily::kCut;
    if (!is_cut || (node.kind == NodeKind::kThreshold) != is_threshold || node.payload != index) {
      continue;
    }
    const bool all_have_one = std::ranges::all_of(
        is_threshold ? guideline.thresholds[index].lines : guideline.ranges[index].lines,
        [](const CutLine& line) { return line.when_operand.has_value(); });
    if (!all_have_one) return {};
    const auto operands = guideline.graph.Operands(id);
    return {operands.begin() + 1, operands.end()};
  }
  return {};
}

/// Empty where one is neither yes/no nor a choice, or there are too many combinations.
std::vector<FactId> FactsToTry(const Guideline& guideline, const std::vector<NodeId>& conditions) {
  ConeCache cones(guideline);
  std::vector<FactId> facts;
  std::size_t combinations = 1;
  for (const NodeId condition : conditions) {
    for (const FactId id : cones.Of(condition).facts) {
      if (std::ranges::find(facts, id) != facts.end()) continue;
      const Fact& fact = guideline.facts[Index(id)];
      if (fact.type == FactType::kNumber || fact.type == FactType::kDate) return {};
      combinations *= CountOfValues(fact);
      if (combinations > kMostCombinations) return {};
      facts.push_back(id);
    }
  }
  return facts;
}

/// The next combination of values; false after the last.
bool Advance(const Guideline& guideline, const std::vector<FactId>& facts, Case& patient) {
  for (const FactId id : facts) {
    std::uint32_t& value = patient.facts[Index(id)].choice;
    if (++value < CountOfValues(guideline.facts[Index(id)])) return true;
    value = 0;
  }
  return false;
}

std::string InWords(const Guideline& guideline, const std::vector<FactId>& facts,
                    const Case& patient) {
  std::vector<std::string> words;
  for (const FactId id : facts) {
    const Fact& fact = guideline.facts[Index(id)];
    const std::uint32_t value = patient.facts[Index(id)].choice;
    words.push_back(fmt::format(
        "`{}` is {}", fact.name,
        fact.type == FactType::kTruth ? (value != 0 ? "yes" : "no") : fact.choices[value].name));
  }
  return fmt::format("{}", fmt::join(words, " and "));
}

}  // namespace

void LintRangeWithoutLine(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  EvaluationOptions options;
  options.as_of = input.as_of;
  options.plans_ask = false;
  ScalarEvaluator evaluator(guideline, options);
  const auto look = [&](bool is_threshold, std::uint32_t index, const ast::Name& name) {
    const std::vector<NodeId> conditions = ConditionsOf(guideline, is_threshold, index);
    const std::vector<FactId> facts = FactsToTry(guideline, conditions);
    if (facts.empty()) return;
    Case patient;
    patient.facts.resize(guideline.facts.size());
    for (const FactId id : facts) {
      patient.facts[Index(id)].state = ReportedFact::State::kValue;
    }
    do {
      const Decision decision = evaluator.Decide(patient);
      const bool none_counts = std::ranges::all_of(conditions, [&](NodeId condition) {
        return decision.nodes[Index(condition)].truth == Truth::kNo;
      });
      if (!none_counts) continue;
      found.push_back(
          {DiagnosticKind::kRangeWithoutLine,
           name.span,
           fmt::format("no line of `{}` counts where {}", name.text,
                       InWords(guideline, facts, patient)),
           fmt::format("write a line for these patients; without one the {} is unknown for them",
                       is_threshold ? "threshold" : "range"),
           {}});
      return;
    } while (Advance(guideline, facts, patient));
  };
  const Resolution& names = input.names();
  for (std::uint32_t i = 0; i < names.ranges.size(); ++i) look(false, i, names.ranges[i]->name);
  for (std::uint32_t i = 0; i < names.thresholds.size(); ++i) {
    look(true, i, names.thresholds[i]->name);
  }
}

}  // namespace mgl

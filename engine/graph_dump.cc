// The graph as text: `%7 = threshold severe(%3)   # define low, due of give_magnesium`. What a
// node's payload names stands before its operands in parentheses; without one, operands follow the
// word.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/guideline.h"

namespace mgl {
namespace {

template <typename Named>
const std::string& NameOf(const std::vector<Named>& named, std::uint32_t index) {
  return named[index].name;
}

/// The choice's name where an operand says which fact's choices are meant, else its index.
std::string ChoiceName(const Guideline& guideline, NodeId operand, std::uint32_t choice) {
  const Node& node = guideline.graph.node(operand);
  const bool is_fact = node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
  if (!is_fact) return std::to_string(choice);
  const std::vector<ChoiceOption>& choices = guideline.facts[node.payload].choices;
  return choice < choices.size() ? choices[choice].name : std::to_string(choice);
}

/// What the payload means, in words; empty for nodes without one.
std::string PayloadText(const Guideline& guideline, NodeId id) {
  const Node& node = guideline.graph.node(id);
  switch (node.kind) {
    case NodeKind::kFact:
    case NodeKind::kStatedFact:
    case NodeKind::kDateOfFact:
      return NameOf(guideline.facts, node.payload);
    case NodeKind::kTruthConstant:
      return std::string(TruthName(ToTruth(node.payload != 0)));
    case NodeKind::kNumber:
      return FormatDecimal(guideline.graph.number(node.payload));
    case NodeKind::kDate:
      return FormatDay(static_cast<Day>(node.payload));
    case NodeKind::kThreshold:
      return NameOf(guideline.thresholds, node.payload);
    case NodeKind::kBelowRange:
    case NodeKind::kWithinRange:
    case NodeKind::kAboveRange:
      return NameOf(guideline.ranges, node.payload);
    case NodeKind::kReading:
      return NameOf(guideline.ambiguities, node.payload);
    case NodeKind::kIsChoice:
      return ChoiceName(guideline, guideline.graph.Operands(id)[0], node.payload);
    case NodeKind::kAtLeast:
    case NodeKind::kAtMost:
    case NodeKind::kExactly:
    case NodeKind::kChoice:
      return std::to_string(node.payload);
    case NodeKind::kPower:
    case NodeKind::kRound:
    case NodeKind::kAddMonths:
      return std::to_string(static_cast<std::int32_t>(node.payload));
    default:
      return "";
  }
}

std::string NodeLine(const Guideline& guideline, NodeId id) {
  const std::string payload = PayloadText(guideline, id);
  std::string line = fmt::format("%{} = {}", Index(id), NodeText(guideline.graph.node(id).kind));
  if (!payload.empty()) line += " " + payload;
  std::string separator = payload.empty() ? " " : "(";
  const std::span<const NodeId> operands = guideline.graph.Operands(id);
  for (const NodeId operand : operands) {
    line += fmt::format("{}%{}", separator, Index(operand));
    separator = payload.empty() ? " " : ", ";
  }
  if (!payload.empty() && !operands.empty()) line += ")";
  return line;
}

/// For each node, what of the guideline it is the meaning of.
std::vector<std::string> Marks(const Guideline& guideline) {
  std::vector<std::string> marks(guideline.graph.size());
  const auto mark = [&marks](NodeId id, std::string_view what, std::string_view name) {
    std::string& text = marks[Index(id)];
    text += fmt::format("{}{}{}", text.empty() ? "   # " : ", ", what, name);
  };
  if (guideline.graph.size() == 0) return marks;
  mark(guideline.scope, "scope", "");
  for (const Fact& fact : guideline.facts) {
    for (const NodeId id : fact.suspect_when) mark(id, "suspect ", fact.name);
  }
  for (const Definition& definition : guideline.definitions) {
    mark(definition.node, "define ", definition.name);
  }
  for (const Rule& rule : guideline.rules) {
    mark(rule.due, "due of ", rule.name);
    mark(rule.outcome, "outcome of ", rule.name);
  }
  for (const Recheck& recheck : guideline.rechecks) mark(recheck.when, "recheck ", recheck.name);
  for (const Property& property : guideline.properties) {
    mark(property.condition, property.always ? "always " : "never ",
         fmt::format("\"{}\"", property.title));
  }
  return marks;
}

}  // namespace

std::string DumpGraph(const Guideline& guideline) {
  const std::vector<std::string> marks = Marks(guideline);
  std::string dump;
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    dump += NodeLine(guideline, static_cast<NodeId>(i)) + marks[i] + "\n";
  }
  return dump;
}

}  // namespace mgl

// The graph as text: `%7 = threshold severe(%3)   # define low, due of give_magnesium`. What a
// node's payload names stands before its operands in parentheses; without one, operands follow the
// word.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

template <typename Named>
const std::string& NameOf(const std::vector<Named>& named, std::uint32_t index) {
  return named[index].name;
}

using Choices = std::vector<ChoiceOption>;

/// For each node the list of which its choice is one; null where none is known, or it is no choice.
std::vector<const Choices*> ChoiceLists(const Guideline& guideline) {
  std::vector<const Choices*> lists(guideline.graph.size(), nullptr);
  const auto name = [&lists](const Definition& definition) {
    if (!definition.choices.empty()) lists[Index(definition.node)] = &definition.choices;
  };
  std::ranges::for_each(guideline.definitions, name);
  std::ranges::for_each(guideline.results, name);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    const bool is_fact = node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
    if (is_fact) lists[i] = &guideline.facts[node.payload].choices;
    if (lists[i] != nullptr || node.type != ValueType::kChoice) continue;
    for (const NodeId operand : guideline.graph.Operands(id)) {
      const bool is_choice = guideline.graph.node(operand).type == ValueType::kChoice;
      if (is_choice && lists[i] == nullptr) lists[i] = lists[Index(operand)];
    }
  }
  return lists;
}

std::string ChoiceName(const Choices* choices, std::uint32_t choice) {
  const bool is_named = choices != nullptr && choice < choices->size();
  return is_named ? (*choices)[choice].name : std::to_string(choice);
}

/// For each constant choice its name in the lists of those that use it; its index where these do
/// not agree, because lists share their constants.
std::vector<std::string> ConstantNames(const Guideline& guideline,
                                       const std::vector<const Choices*>& lists) {
  std::vector<std::string> names(guideline.graph.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto user = static_cast<NodeId>(i);
    const auto operands = guideline.graph.Operands(user);
    const Choices* list = lists[i];
    for (const NodeId operand : operands) {
      const bool is_comparison = FamilyOf(guideline.graph.node(user).kind) == NodeFamily::kChoice;
      if (is_comparison && list == nullptr) list = lists[Index(operand)];
    }
    for (const NodeId operand : operands) {
      const Node& of = guideline.graph.node(operand);
      if (of.kind != NodeKind::kChoice) continue;
      std::string& name = names[Index(operand)];
      const std::string here = ChoiceName(list, of.payload);
      name = name.empty() || name == here ? here : std::to_string(of.payload);
    }
  }
  return names;
}

struct ChoiceWords {
  std::vector<const Choices*> lists;   // by node
  std::vector<std::string> constants;  // by node
};

/// What the payload means, in words; empty for nodes without one.
std::string PayloadText(const Guideline& guideline, const ChoiceWords& words, NodeId id) {
  const Node& node = guideline.graph.node(id);
  switch (PayloadOf(node.kind)) {
    case Payload::kNone:
      return "";
    case Payload::kFact:
      return NameOf(guideline.facts, node.payload);
    case Payload::kTruth:
      return std::string(TruthName(ToTruth(node.payload != 0)));
    case Payload::kNumber:
      return FormatDecimal(guideline.graph.number(node.payload));
    case Payload::kDay:
      return FormatDay(static_cast<Day>(node.payload));
    case Payload::kThreshold:
      return NameOf(guideline.thresholds, node.payload);
    case Payload::kRange:
      return NameOf(guideline.ranges, node.payload);
    case Payload::kAmbiguity:
      return NameOf(guideline.ambiguities, node.payload);
    case Payload::kChoice: {
      const auto operands = guideline.graph.Operands(id);
      if (!operands.empty()) return ChoiceName(words.lists[Index(operands[0])], node.payload);
      const std::string& constant = words.constants[Index(id)];
      return constant.empty() ? std::to_string(node.payload) : constant;
    }
    case Payload::kCount:
      return std::to_string(node.payload);
    case Payload::kWholeDays:
      return node.payload == kWholeDays ? "whole" : "";
    case Payload::kSigned:
      return std::to_string(static_cast<std::int32_t>(node.payload));
  }
  return "";
}

std::string NodeLine(const Guideline& guideline, const ChoiceWords& words, NodeId id) {
  const std::string payload = PayloadText(guideline, words, id);
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
  for (const ResultColumn& result : guideline.results) {
    mark(result.node, "result ", result.name);
  }
  for (const Contraindication& contraindication : guideline.contraindications) {
    mark(contraindication.when, contraindication.blocks ? "contraindication " : "caution ",
         fmt::format("\"{}\"", contraindication.title));
  }
  for (const Rule& rule : guideline.rules) {
    mark(rule.due, "due of ", rule.name);
    if (guideline.graph.node(rule.allowed).kind != NodeKind::kTruthConstant) {
      mark(rule.allowed, "allowed of ", rule.name);
    }
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
  ChoiceWords words{ChoiceLists(guideline), {}};
  words.constants = ConstantNames(guideline, words.lists);
  std::string dump;
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    dump += NodeLine(guideline, words, static_cast<NodeId>(i)) + marks[i] + "\n";
  }
  return dump;
}

}  // namespace mgl

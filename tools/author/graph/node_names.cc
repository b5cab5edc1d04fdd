// One pass over the guideline's tables; cones are walked through operands and suspect facts.
#include "tools/author/graph/node_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/meaning/action_for_case.h"
#include "engine/model/node_family.h"
#include "tools/words/expression_text.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

std::string_view ResultWord(ResultColumn::Kind kind) {
  switch (kind) {
    case ResultColumn::Kind::kResult:
      return "result";
    case ResultColumn::Kind::kTable:
      return "table";
    case ResultColumn::Kind::kScore:
      return "score";
  }
  return "";
}

/// For each node those that wait for it: its users, and the fact that it may make suspect.
std::vector<std::vector<NodeId>> UsersOf(const std::vector<std::vector<NodeId>>& operands) {
  std::vector<std::vector<NodeId>> users(operands.size());
  for (std::size_t i = 0; i < operands.size(); ++i) {
    for (const NodeId operand : operands[i])
      users[Index(operand)].push_back(static_cast<NodeId>(i));
  }
  return users;
}

std::vector<std::vector<NodeId>> OperandsOf(const Guideline& guideline) {
  std::vector<std::vector<NodeId>> operands(guideline.graph.size());
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    const auto own = guideline.graph.Operands(id);
    operands[i].assign(own.begin(), own.end());
    const bool may_be_suspect = node.kind == NodeKind::kFact || node.kind == NodeKind::kDateOfFact;
    if (!may_be_suspect) continue;
    const std::vector<NodeId>& suspect = guideline.facts[node.payload].suspect_when;
    operands[i].insert(operands[i].end(), suspect.begin(), suspect.end());
  }
  return operands;
}

void Reach(const std::vector<std::vector<NodeId>>& ways, const std::vector<NodeId>& begin,
           std::vector<bool>& kept) {
  std::vector<bool> reached(ways.size(), false);
  std::vector<NodeId> open = begin;
  for (const NodeId id : begin) reached[Index(id)] = true;
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    kept[Index(at)] = true;
    for (const NodeId next : ways[Index(at)]) {
      if (reached[Index(next)]) continue;
      reached[Index(next)] = true;
      open.push_back(next);
    }
  }
}

/// Whether it is called by a name of the text, not by a title, a medication's or an option's name.
bool HasName(std::string_view is) {
  for (const std::string_view other : {"scope", "contraindication", "caution", "must always",
                                       "must never", "medication", "option"}) {
    if (is == other) return false;
  }
  return true;
}

/// What the node's payload names.
std::optional<NodeName> NameRead(const Guideline& guideline, NodeId id) {
  const Node& node = guideline.graph.node(id);
  switch (PayloadOf(node.kind)) {
    case Payload::kFact: {
      const std::string_view what = node.kind == NodeKind::kFact         ? "value"
                                    : node.kind == NodeKind::kStatedFact ? "stated"
                                                                         : "date";
      return NodeName{"fact", guideline.facts[node.payload].name, what};
    }
    case Payload::kThreshold:
      return NodeName{"threshold", guideline.thresholds[node.payload].name, "value"};
    case Payload::kRange:
      return NodeName{"range", guideline.ranges[node.payload].name, NodeText(node.kind)};
    case Payload::kAmbiguity:
      return NodeName{"ambiguity", guideline.ambiguities[node.payload].name, "value"};
    case Payload::kNone:
    case Payload::kTruth:
    case Payload::kNumber:
    case Payload::kDay:
    case Payload::kChoice:
    case Payload::kCount:
    case Payload::kWholeDays:
    case Payload::kSigned:
      break;
  }
  return std::nullopt;
}

/// Whether a vertex of the picture is what the node belongs to.
bool IsIn(const NodeName& name, const std::set<std::string>& names,
          const std::set<std::string>& titles) {
  return HasName(name.is) ? names.contains(name.name)
                          : titles.contains(fmt::format("{}: {}", name.is, name.name));
}

}  // namespace

std::vector<std::vector<NodeName>> NamesOfNodes(const Guideline& guideline) {
  std::vector<std::vector<NodeName>> names(guideline.graph.size());
  const auto add = [&](NodeId node, std::string_view is, std::string name, std::string_view part) {
    names[Index(node)].push_back({is, std::move(name), part});
  };
  if (guideline.graph.size() == 0) return names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (auto read = NameRead(guideline, static_cast<NodeId>(i))) names[i].push_back(*read);
  }
  add(guideline.scope, "scope", "", "value");
  for (const Fact& fact : guideline.facts) {
    for (const NodeId node : fact.suspect_when) add(node, "fact", fact.name, "suspect when");
  }
  for (const Definition& item : guideline.definitions) add(item.node, "define", item.name, "value");
  for (const Ambiguity& item : guideline.ambiguities) {
    for (const Reading& reading : item.readings)
      add(reading.node, "ambiguity", item.name, "reading");
  }
  for (const ResultColumn& item : guideline.results) {
    add(item.node, ResultWord(item.kind), item.name, "value");
  }
  for (const Medication& item : guideline.medications) {
    for (const Medication::Dose& dose : item.doses) {
      if (dose.when) add(*dose.when, "medication", item.name, "dose");
      if (!dose.amount) continue;
      for (const NodeId node : NodesOf(*dose.amount)) {
        add(node, "medication", item.name, "amount");
      }
    }
    if (item.until) add(*item.until, "medication", item.name, "until");
    for (const MedicationOption& option : item.options) {
      if (option.blocked) add(*option.blocked, "option", option.name, "blocked");
    }
  }
  for (const Contraindication& item : guideline.contraindications) {
    add(item.when, item.blocks ? "contraindication" : "caution", item.title, "when");
  }
  for (const Rule& rule : guideline.rules) {
    add(rule.when, "rule", rule.name, "when");
    if (rule.unless) add(*rule.unless, "rule", rule.name, "unless");
    add(rule.due, "rule", rule.name, "due");
    add(rule.allowed, "rule", rule.name, "allowed");
    add(rule.outcome, "rule", rule.name, "outcome");
  }
  for (const Recheck& item : guideline.rechecks) {
    add(item.when, "recheck", item.name, "when");
    for (const NodeId anchor : item.anchors) add(anchor, "recheck", item.name, "from");
  }
  for (const Property& item : guideline.properties) {
    add(item.condition, item.always ? "must always" : "must never", item.title, "condition");
  }
  return names;
}

std::vector<std::string> NodeLabels(const CompiledGuideline& compiled) {
  std::vector<std::string> labels = NodeTexts(compiled);
  const Guideline& guideline = compiled.guideline;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    const std::optional<NodeName> read = NameRead(guideline, id);
    if (read && guideline.graph.Operands(id).empty()) labels[i] = read->name;
    if (node.kind == NodeKind::kDateOfFact) labels[i] = "date of " + read->name;
    if (node.kind == NodeKind::kNumber) {
      labels[i] = FormatDecimal(guideline.graph.number(node.payload));
    }
    if (node.kind == NodeKind::kTruthConstant) labels[i] = node.payload == 0 ? "no" : "yes";
    if (node.kind == NodeKind::kDate) labels[i] = FormatDay(static_cast<Day>(node.payload));
    if (!labels[i].empty()) continue;
    labels[i] = read ? read->name : std::string(NodeText(node.kind));
  }
  return labels;
}

GraphPart WholeGraph(const Guideline& guideline) {
  return {std::vector<bool>(guideline.graph.size(), true), true, {}};
}

GraphPart PartAround(const Guideline& guideline, const Picture& around,
                     const std::vector<std::string>& names) {
  GraphPart part{std::vector<bool>(guideline.graph.size(), false), false, {}};
  std::set<std::string> titles;
  for (const PictureVertex& vertex : around.vertices) {
    if (vertex.name.empty()) titles.insert(vertex.lines.front());
    if (!vertex.name.empty()) part.names.insert(vertex.name);
  }
  const std::set<std::string> asked(names.begin(), names.end());
  const std::vector<std::vector<NodeName>> names_of = NamesOfNodes(guideline);
  std::vector<NodeId> begin;
  std::vector<NodeId> all;
  for (std::size_t i = 0; i < names_of.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const auto in_begin = [&](const NodeName& name) { return IsIn(name, asked, {}); };
    const auto in_all = [&](const NodeName& name) { return IsIn(name, part.names, titles); };
    // That nothing is contraindicated is one node for all rules.
    if (guideline.graph.node(id).kind == NodeKind::kTruthConstant) continue;
    if (std::ranges::any_of(names_of[i], in_begin)) begin.push_back(id);
    if (std::ranges::any_of(names_of[i], in_all)) all.push_back(id);
  }
  const std::vector<std::vector<NodeId>> operands = OperandsOf(guideline);
  std::vector<bool> behind(part.nodes.size(), false);
  std::vector<bool> before(part.nodes.size(), false);
  Reach(operands, begin, part.nodes);
  Reach(UsersOf(operands), begin, behind);
  Reach(operands, all, before);
  for (std::size_t i = 0; i < behind.size(); ++i) {
    if (behind[i] && before[i]) part.nodes[i] = true;
  }
  for (const NodeId id : all) {  // a recheck reads facts without a node between
    if (operands[Index(id)].empty()) part.nodes[Index(id)] = true;
  }
  return part;
}

std::vector<std::string> NamesInGraph(const Guideline& guideline) {
  std::vector<std::string> names;
  ForEachNamedValue(guideline, [&names](const std::string& name, const std::string& /*title*/) {
    names.push_back(name);
  });
  for (const Rule& rule : guideline.rules) names.push_back(rule.name);
  for (const Recheck& recheck : guideline.rechecks) names.push_back(recheck.name);
  return names;
}

}  // namespace mgl

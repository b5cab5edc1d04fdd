// Node numbers are the engine's, also where only a part is shown.
#include "tools/author/graph/graph_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/assemble/assemble.h"
#include "dsl/name_files.h"
#include "engine/model/value_type.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

std::string_view TypeWord(ValueType type) {
  switch (type) {
    case ValueType::kTruth:
      return "truth";
    case ValueType::kNumber:
      return "number";
    case ValueType::kDate:
      return "date";
    case ValueType::kChoice:
      return "choice";
  }
  return "";
}

Json AboutKeys() {
  Json about;
  about["nodes"] =
      "the evaluation graph: every case evaluates each node once, in this order; operands come "
      "before those that use them";
  about["nodes.id"] = "the node's number";
  about["nodes.kind"] = "its operator; a leaf is a fact, number, date, truth, choice or today";
  about["nodes.type"] = "truth (yes, no, unknown), number, date or choice";
  about["nodes.label"] = "in the author's words, else what it holds, else its kind";
  about["nodes.operands"] = "ids, in the operator's order";
  about["nodes.names"] =
      "what it is in the guideline: the `part` (value, when, due, allowed, outcome …) of what `is` "
      "(fact, threshold, range, define, ambiguity, result, table, score, rule, recheck …) and is "
      "called `name`";
  about["facts"] = "what can be known of a patient; `unit` is null where there is none";
  about["cuts"] = "thresholds and ranges: nodes name them, their numbers stand here as written";
  about["outcomes"] = "what is answered, in the order of the guideline; `node` is its node's id";
  about["file, level, changed"] =
      "of a guideline of several files: the guideline whose file declares it, how often that is "
      "adapted (0: not), and what local versions changed of it";
  return about;
}

Json FactsJson(const Guideline& guideline, const GraphPart& part) {
  Json facts = Json::array();
  for (const Fact& fact : guideline.facts) {
    if (!part.Has(fact.name)) continue;
    Json choices = Json::array();
    for (const ChoiceOption& choice : fact.choices) choices.push_back(choice.name);
    facts.push_back({{"name", fact.name},
                     {"title", fact.title},
                     {"type", TypeWord(ValueTypeOf(fact.type))},
                     {"unit", fact.has_unit ? Json(fact.unit.code) : Json()},
                     {"choices", std::move(choices)}});
  }
  return facts;
}

Json CutsJson(const Guideline& guideline, const GraphPart& part) {
  Json cuts = Json::array();
  const auto add = [&](std::string_view is, const auto& items) {
    for (const auto& item : items) {
      if (!part.Has(item.name)) continue;
      Json lines = Json::array();
      for (const CutLine& line : item.lines) lines.push_back(line.text);
      cuts.push_back({{"is", is},
                      {"name", item.name},
                      {"title", item.title},
                      {"fact", item.of},
                      {"lines", std::move(lines)}});
    }
  };
  add("threshold", guideline.thresholds);
  add("range", guideline.ranges);
  return cuts;
}

Json OutcomesJson(const Guideline& guideline, const GraphPart& part) {
  Json outcomes = Json::array();
  const auto add = [&](std::string_view is, const auto& item, NodeId node) {
    if (!part.Has(item.name)) return;
    outcomes.push_back(
        {{"is", is}, {"name", item.name}, {"title", item.title}, {"node", Index(node)}});
  };
  for (const ResultColumn& item : guideline.results) add("result", item, item.node);
  for (const Rule& item : guideline.rules) add("rule", item, item.outcome);
  for (const Recheck& item : guideline.rechecks) add("recheck", item, item.when);
  return outcomes;
}

/// Which file declares what, and what is changed: one line a file.
std::string FilesText(const CompiledGuideline& compiled, const GraphPart& part) {
  if (!compiled.text.assembly) return "";
  std::string text, changed;
  std::vector<std::string> told;  // a guideline may have several files' declarations of one name
  for (const AssembledFile& file : compiled.text.assembly->files) {
    if (std::ranges::find(told, file.name) != told.end()) continue;
    told.push_back(file.name);
    std::string names;
    for (const std::string& name : NamesInGraph(compiled.guideline)) {
      if (!part.Has(name)) continue;
      const Provenance origin = OriginOf(compiled.text, name);
      if (origin.file != file.name) continue;
      names += (names.empty() ? "" : ", ") + name;
      if (!origin.changed.empty()) changed += (changed.empty() ? "" : ", ") + name;
    }
    if (names.empty()) continue;
    text += fmt::format("# of {}{}: {}\n", file.name,
                        file.level == 0 ? "" : fmt::format(" (level {})", file.level), names);
  }
  return text + (changed.empty() ? "" : fmt::format("# changed: {}\n", changed));
}

/// Where a declaration of a guideline of several files stands.
void AddOrigin(const CompiledText& text, const std::string& name, Json& json) {
  if (!text.assembly) return;
  const Provenance origin = OriginOf(text, name);
  json["file"] = origin.file;
  json["level"] = origin.level;
  json["changed"] = origin.changed;
}

Json NamedCounts(const GraphStats& stats) {
  Json counts = Json::object();
  for (const auto& [what, count] : stats.named) counts[std::string(what)] = count;
  return counts;
}

/// Each item of the lists on a line of its own.
std::string LineByLine(const Json& json) {
  std::string text = "{";
  for (const auto& [key, value] : json.items()) {
    text += fmt::format("{}\n  {}: ", text.size() > 1 ? "," : "", Json(key).dump());
    const bool is_list = value.is_array();
    text += is_list ? '[' : '{';
    bool is_first = true;
    for (const auto& [name, item] : value.items()) {
      text += is_first ? "\n    " : ",\n    ";
      if (!is_list) text += Json(name).dump() + ": ";
      text += item.dump();
      is_first = false;
    }
    if (!is_first) text += "\n  ";
    text += is_list ? ']' : '}';
  }
  return text + "\n}\n";
}

}  // namespace

Json GuidelineJson(const GuidelineHeader& header) {
  return {{"name", header.name},
          {"title", header.title},
          {"version", header.version},
          {"status", header.status},
          {"notice", StatusLine(header)},
          {"source_kind", header.source_kind},
          {"content_hash", "sha256:" + header.content_hash}};
}

std::string GuidelineHeading(const GuidelineHeader& header) {
  return fmt::format("{} {}: {}; {}", header.name, header.version, header.title,
                     StatusLine(header));
}

std::string GraphText(const CompiledGuideline& compiled, const GraphPart& part) {
  const Guideline& guideline = compiled.guideline;
  const GuidelineHeader& header = guideline.header;
  const auto count = static_cast<std::size_t>(std::ranges::count(part.nodes, true));
  std::string text = fmt::format("# {} {}: {}\n# {}\n", header.name, header.version, header.title,
                                 StatusLine(header));
  text += part.is_whole ? fmt::format("# {} nodes, operands before their users\n", count)
                        : fmt::format("# {} of {} nodes\n", count, part.nodes.size());
  text += FilesText(compiled, part);
  const std::string dump = DumpGraph(guideline);
  std::size_t begin = 0;
  for (std::size_t i = 0; begin < dump.size(); ++i) {
    const std::size_t end = dump.find('\n', begin) + 1;
    if (part.nodes[i]) text += dump.substr(begin, end - begin);
    begin = end;
  }
  return text;
}

std::string GraphJson(const CompiledGuideline& compiled, const GraphPart& part) {
  const Guideline& guideline = compiled.guideline;
  Json json;
  json["about"] = AboutKeys();
  json["guideline"] = GuidelineJson(guideline.header);
  const auto labels = NodeLabels(compiled);
  const auto names = NamesOfNodes(guideline);
  json["nodes"] = Json::array();
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    if (!part.nodes[i]) continue;
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    Json operands = Json::array();
    for (const NodeId operand : guideline.graph.Operands(id)) operands.push_back(Index(operand));
    Json node_names = Json::array();
    for (const NodeName& name : names[i]) {
      node_names.push_back({{"is", name.is}, {"name", name.name}, {"part", name.part}});
    }
    json["nodes"].push_back({{"id", i},
                             {"kind", NodeText(node.kind)},
                             {"type", TypeWord(node.type)},
                             {"label", labels[i]},
                             {"operands", std::move(operands)},
                             {"names", std::move(node_names)}});
  }
  json["facts"] = FactsJson(guideline, part);
  json["cuts"] = CutsJson(guideline, part);
  json["outcomes"] = OutcomesJson(guideline, part);
  for (const char* const list : {"facts", "cuts", "outcomes"}) {
    for (Json& item : json[list]) AddOrigin(compiled.text, item["name"], item);
  }
  return LineByLine(json);
}

GraphStats CountGraph(const Guideline& guideline, const GraphPart& part) {
  GraphStats stats;
  std::vector<std::size_t> depth(part.nodes.size(), 0);
  std::vector<std::size_t> of_kind(256, 0);
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    if (!part.nodes[i]) continue;
    ++stats.nodes;
    ++of_kind[static_cast<std::size_t>(node.kind)];
    for (const NodeId operand : guideline.graph.Operands(id)) {
      if (!part.nodes[Index(operand)]) continue;
      ++stats.operands;
      depth[i] = std::max(depth[i], depth[Index(operand)]);
    }
    ++depth[i];
    stats.depth = std::max(stats.depth, depth[i]);
  }
  for (std::size_t i = 0; i < of_kind.size(); ++i) {
    if (of_kind[i] > 0) stats.kinds.emplace_back(NodeText(static_cast<NodeKind>(i)), of_kind[i]);
  }
  std::ranges::stable_sort(stats.kinds, std::ranges::greater(),
                           [](const auto& kind) { return kind.second; });
  const auto count = [&](std::string_view what, const auto& items) {
    const auto is_in = [&](const auto& item) { return part.Has(item.name); };
    stats.named.emplace_back(what, std::ranges::count_if(items, is_in));
  };
  count("facts", guideline.facts);
  count("thresholds", guideline.thresholds);
  count("ranges", guideline.ranges);
  count("definitions", guideline.definitions);
  count("ambiguities", guideline.ambiguities);
  count("results", guideline.results);
  count("rules", guideline.rules);
  count("rechecks", guideline.rechecks);
  return stats;
}

std::string StatsText(const GuidelineHeader& header, const GraphStats& stats,
                      const std::optional<MeasuredCost>& measured) {
  std::string text = fmt::format("{} {}: {}\n{}\n\n", header.name, header.version, header.title,
                                 StatusLine(header));
  const auto row = [&text](std::string_view what, std::size_t count) {
    text += fmt::format("{:<14} {:>8}\n", what, count);
  };
  row("nodes", stats.nodes);
  row("depth", stats.depth);
  for (const auto& [what, count] : stats.named) row(what, count);
  text += "\nnodes by kind\n";
  for (const auto& [kind, count] : stats.kinds) row(fmt::format("  {}", kind), count);
  text += fmt::format(
      "\ncost a case: {} nodes evaluated (each once, whatever is known), {} operands read\n",
      stats.nodes, stats.operands);
  if (measured) {
    text += fmt::format(
        "measured on this machine: {:.1f} microseconds a case, what to ask included (the exact "
        "evaluator, one thread, {} made-up cases)\n",
        measured->microseconds, measured->cases);
  }
  return text;
}

Json StatsJson(const GuidelineHeader& header, const GraphStats& stats,
               const std::optional<MeasuredCost>& measured) {
  Json json;
  json["guideline"] = GuidelineJson(header);
  json["nodes"] = stats.nodes;
  json["depth"] = stats.depth;
  json["named"] = NamedCounts(stats);
  json["nodes_by_kind"] = Json::object();
  for (const auto& [kind, count] : stats.kinds) json["nodes_by_kind"][std::string(kind)] = count;
  json["cost_per_case"] = {{"nodes_evaluated", stats.nodes}, {"operands_read", stats.operands}};
  if (measured) {
    json["measured_on_this_machine"] = {
        {"microseconds_per_case", measured->microseconds},
        {"cases", measured->cases},
        {"how", "the exact evaluator on one thread; made-up cases; what to ask included"}};
  }
  return json;
}

}  // namespace mgl

// One report a knot: the shortest way round, each step labelled where it is written.
#include "dsl/resolve/resolve_cycles.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

/// How a cycle is told: what one node does to the next, and what to do.
struct CycleWording {
  DiagnosticKind kind;
  std::string_view message;  // with {} for the path
  std::string_view step;     // "`{}` uses `{}`"
  std::string_view help;
};

constexpr std::size_t kShownSteps = 8;

using Cycles = std::vector<std::vector<Dependency>>;

void ReportGraphCycles(const Cycles& cycles, const CycleWording& wording,
                       const std::function<std::string(std::uint32_t)>& name,
                       Diagnostics& diagnostics) {
  for (const std::vector<Dependency>& cycle : cycles) {
    std::string path = name(cycle.front().from);
    const std::size_t shown = cycle.size() > kShownSteps ? kShownSteps - 1 : cycle.size();
    for (std::size_t i = 0; i + 1 < shown; ++i) path += " -> " + name(cycle[i].to);
    if (shown < cycle.size()) path += fmt::format(" -> … {} more …", cycle.size() - shown);
    path += " -> " + name(cycle.back().to);
    Diagnostic diagnostic{wording.kind, cycle.front().use, "", std::string(wording.help), {}};
    diagnostic.message = fmt::format(fmt::runtime(wording.message), path);
    for (std::size_t i = 1; i < shown; ++i) {
      diagnostic.labels.push_back(
          {cycle[i].use,
           fmt::format(fmt::runtime(wording.step), name(cycle[i].from), name(cycle[i].to))});
    }
    diagnostics.push_back(std::move(diagnostic));
  }
}

/// Without what facts use: `suspect when` is judged on stated values, so it closes no cycle of
/// defines.
DependencyGraph DefinitionGraph(const DependencyNodes& nodes, const DependencyGraph& uses) {
  DependencyGraph graph(uses.size());
  for (std::uint32_t node = 0; node < uses.size(); ++node) {
    if (nodes.SymbolOf(node).kind == SymbolKind::kFact) continue;
    for (const Dependency& dependency : uses.Uses(node)) graph.Add(dependency);
  }
  return graph;
}

/// From each fact with `suspect when` to the other such facts that it depends on.
DependencyGraph SuspectGraph(const DependencyNodes& nodes, const DependencyGraph& uses,
                             const Resolution& resolution) {
  const auto count = static_cast<std::uint32_t>(resolution.facts.size());
  DependencyGraph graph(count);
  std::vector<std::uint32_t> seen_from(uses.size(), count);  // the fact that saw the node last
  for (std::uint32_t fact = 0; fact < count; ++fact) {
    const std::uint32_t start = nodes.NodeOf({SymbolKind::kFact, fact, 0});
    seen_from[start] = fact;
    std::vector<Dependency> queue = uses.Uses(start);
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const Dependency step = queue[i];
      if (std::exchange(seen_from[step.to], fact) == fact) continue;
      const Symbol symbol = nodes.SymbolOf(step.to);
      if (symbol.kind == SymbolKind::kFact) {
        if (!uses.Uses(step.to).empty()) graph.Add({fact, symbol.index, step.use});
        continue;
      }
      for (const Dependency& next : uses.Uses(step.to)) {
        queue.push_back({start, next.to, step.use});
      }
    }
  }
  return graph;
}

DependencyGraph OverrideGraph(const Resolution& resolution) {
  DependencyGraph graph(resolution.rules.size());
  for (std::uint32_t rule = 0; rule < resolution.rules.size(); ++rule) {
    for (const ast::Name& name : resolution.rules[rule]->overrides) {
      const Symbol other = resolution.Find(name.text);
      if (other.kind == SymbolKind::kRule) graph.Add({rule, other.index, name.span});
    }
  }
  return graph;
}

/// Adds to the overrides: from each rule that avoids an option to the rules that give or consider
/// it, or its medication. Options and medications are nodes after the rules, so that there are few
/// edges.
DependencyGraph DecisionGraph(const Resolution& resolution) {
  const auto rule_count = static_cast<std::uint32_t>(resolution.rules.size());
  std::vector<std::uint32_t> first_node;  // by medication; then its options
  std::uint32_t size = rule_count;
  for (const ast::Medication* medication : resolution.medications) {
    first_node.push_back(size);
    size += 1 + static_cast<std::uint32_t>(medication->options.size());
  }
  DependencyGraph graph(size);
  const DependencyGraph overrides = OverrideGraph(resolution);
  for (std::uint32_t rule = 0; rule < rule_count; ++rule) {
    for (const Dependency& dependency : overrides.Uses(rule)) graph.Add(dependency);
    for (const ast::Action& action : resolution.rules[rule]->actions) {
      if (!action.target) continue;
      const Symbol treatment = resolution.FindWithOptions(action.target->text);
      const bool is_option = treatment.kind == SymbolKind::kOption;
      if (!is_option && treatment.kind != SymbolKind::kMedication) continue;
      const std::uint32_t whole = first_node[treatment.index];
      const std::uint32_t node = is_option ? whole + 1 + treatment.member : whole;
      const Span place = action.target->span;
      if (action.verb == ast::ActionVerb::kGive || action.verb == ast::ActionVerb::kConsider) {
        graph.Add({node, rule, place});
      } else if (action.verb == ast::ActionVerb::kAvoid && is_option) {
        graph.Add({rule, node, place});
        graph.Add({node, whole, place});
      }
    }
  }
  return graph;
}

/// The cycles of the graph, of its first nodes only: steps through others are one step.
Cycles CyclesOfRules(const DependencyGraph& graph, std::uint32_t rule_count) {
  Cycles cycles = graph.Cycles();
  for (std::vector<Dependency>& cycle : cycles) {
    std::vector<Dependency> steps;
    for (const Dependency& step : cycle) {
      if (step.from < rule_count) {
        steps.push_back(step);
      } else {
        steps.back().to = step.to;
      }
    }
    cycle = std::move(steps);
  }
  return cycles;
}

DependencyGraph LikeGraph(const Resolution& resolution) {
  std::map<std::string, std::uint32_t> by_title;
  for (std::uint32_t i = 0; i < resolution.examples.size(); ++i) {
    const ast::Example& example = *resolution.examples[i];
    if (example.title) by_title.emplace(example.title->text, i);
  }
  DependencyGraph graph(resolution.examples.size());
  for (std::uint32_t i = 0; i < resolution.examples.size(); ++i) {
    const ast::Example& example = *resolution.examples[i];
    if (!example.like) continue;
    const auto other = by_title.find(example.like->text);
    if (other != by_title.end()) graph.Add({i, other->second, example.like->span});
  }
  return graph;
}

}  // namespace

void ReportCycles(const DependencyNodes& nodes, const DependencyGraph& uses,
                  const Resolution& resolution, Diagnostics& diagnostics) {
  const auto name_of = [&](Symbol symbol) {
    return Quoted(DeclarationOf(resolution, symbol)->name.text);
  };
  ReportGraphCycles(
      DefinitionGraph(nodes, uses).Cycles(),
      {DiagnosticKind::kDefinitionCycle, "this is defined by itself: {}", "{} uses {}",
       "say what one of them means without the others"},
      [&](std::uint32_t node) { return name_of(nodes.SymbolOf(node)); }, diagnostics);
  ReportGraphCycles(
      SuspectGraph(nodes, uses, resolution).Cycles(),
      {DiagnosticKind::kSuspectCycle, "facts make each other suspect: {}", "{} depends on {}",
       "judge at least one of them without the others"},
      [&](std::uint32_t fact) {
        return name_of({SymbolKind::kFact, fact, 0});
      },
      diagnostics);
  const auto rule_name = [&](std::uint32_t rule) { return name_of({SymbolKind::kRule, rule, 0}); };
  const Cycles overrides = OverrideGraph(resolution).Cycles();
  if (!overrides.empty()) {
    ReportGraphCycles(
        overrides,
        {DiagnosticKind::kOverrideCycle, "rules override each other: {}", "{} overrides {}",
         "decide which rule goes first and remove the other `overrides`"},
        rule_name, diagnostics);
  } else {
    ReportGraphCycles(
        CyclesOfRules(DecisionGraph(resolution),
                      static_cast<std::uint32_t>(resolution.rules.size())),
        {DiagnosticKind::kOverrideCycle, "rules wait for each other: {}", "{} is decided before {}",
         "a rule is decided after those that override it and those that avoid an option of what it "
         "gives: remove one of the two lines"},
        rule_name, diagnostics);
  }
  ReportGraphCycles(
      LikeGraph(resolution).Cycles(),
      {DiagnosticKind::kExampleCycle, "examples are like each other: {}", "{} is like {}",
       "write out what is given in one of them"},
      [&](std::uint32_t example) {
        return fmt::format("\"{}\"", resolution.examples[example]->title->text);
      },
      diagnostics);
}

std::vector<Symbol> OrderedDefinitions(const DependencyNodes& nodes, const DependencyGraph& uses) {
  std::vector<Symbol> definitions;
  for (const std::uint32_t node : DefinitionGraph(nodes, uses).Order()) {
    const Symbol symbol = nodes.SymbolOf(node);
    const bool is_cut = symbol.kind == SymbolKind::kThreshold || symbol.kind == SymbolKind::kRange;
    const auto is_computed = [&](const Dependency& use) {
      return nodes.SymbolOf(use.to).kind != SymbolKind::kFact;
    };
    if (symbol.kind == SymbolKind::kFact) continue;
    if (is_cut && std::ranges::none_of(uses.Uses(node), is_computed)) continue;
    definitions.push_back(symbol);
  }
  return definitions;
}

}  // namespace mgl

// `mgl graph`: what depends on what, for people (dot, mermaid) and for programs (json, text).
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "tools/author/graph/graph_report.h"
#include "tools/author/graph/node_names.h"
#include "tools/author/graph/picture_text.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

/// Why a name cannot be followed; empty: all can.
std::optional<Error> FindUnknownName(const CompiledGuideline& compiled,
                                     const std::vector<std::string>& names) {
  const std::vector<std::string> known = NamesInGraph(compiled.guideline);
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const Resolution& resolution = compiled.text.names;
    const Symbol symbol = resolution.Find(name);
    if (symbol.kind != SymbolKind::kNone) {
      return Error{fmt::format("`{}` is {}, which is no part of the graph", name,
                               KindWithArticle(resolution, symbol)),
                   "name a fact, a threshold, a definition, a rule, a result or a recheck"};
    }
    return Error{fmt::format("{} has no fact, definition or outcome `{}`",
                             compiled.guideline.header.name, name),
                 DidYouMean(name, known, "`mgl graph GUIDELINE` names them all")};
  }
  return std::nullopt;
}

Picture PictureOf(const CompiledGuideline& compiled, const std::vector<std::string>& names) {
  const Picture picture = DrawPicture(compiled);
  return names.empty() ? picture : PartOf(picture, VerticesAround(picture, names));
}

void PrintStats(const CompiledGuideline& compiled, const GraphArguments& arguments,
                const GraphPart& part, Host& host) {
  const Guideline& guideline = compiled.guideline;
  const GraphStats stats = CountGraph(guideline, part);
  std::optional<MeasuredCost> measured;
  if (part.is_whole) measured = MeasureCost(guideline, [&host] { return host.Seconds(); });
  if (arguments.format == "json") {
    host.out << StatsJson(guideline.header, stats, measured).dump(2) << '\n';
  } else {
    host.out << StatsText(guideline.header, stats, measured);
  }
}

void PrintPicture(const CompiledGuideline& compiled, const GraphArguments& arguments, Host& host) {
  const GuidelineHeader& header = compiled.guideline.header;
  const Picture picture = PictureOf(compiled, arguments.of);
  if (arguments.format == "dot") {
    host.out << DotText(picture, header.name, GuidelineHeading(header));
    return;
  }
  const std::string text = MermaidText(picture, GuidelineHeading(header));
  host.out << text;
  const bool is_large = picture.edges.size() > kMermaidEdges || text.size() > kMermaidCharacters;
  if (!is_large || host.is_quiet()) return;
  host.err << fmt::format(
      "mgl graph: Mermaid draws at most {} edges and {} characters unless its maxEdges and "
      "maxTextSize are raised; here are {} and {}\n  --of NAME shows a part\n",
      kMermaidEdges, kMermaidCharacters, picture.edges.size(), text.size());
}

}  // namespace

int GraphCommand(const GraphArguments& arguments, Host& host) {
  const bool is_picture = arguments.format == "dot" || arguments.format == "mermaid";
  if (arguments.stats && is_picture) {
    return ReportError(host, "graph",
                       {fmt::format("--stats is no {}", arguments.format),
                        "leave out --format, or write --format json"});
  }
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("graph", arguments.guideline, "it has no graph", host);
  if (compiled == nullptr) return kExitUnusable;
  if (const auto error = FindUnknownName(*compiled, arguments.of)) {
    return ReportError(host, "graph", *error);
  }
  if (is_picture) {
    PrintPicture(*compiled, arguments, host);
    return kExitDone;
  }
  const Guideline& guideline = compiled->guideline;
  const GraphPart part =
      arguments.of.empty()
          ? WholeGraph(guideline)
          : PartAround(guideline, PictureOf(*compiled, arguments.of), arguments.of);
  if (arguments.stats) {
    PrintStats(*compiled, arguments, part, host);
  } else if (arguments.format == "json") {
    host.out << GraphJson(*compiled, part);
  } else {
    host.out << GraphText(*compiled, part);
  }
  return kExitDone;
}

}  // namespace mgl

// `mgl graph`: what depends on what, for people (dot, mermaid) and for programs (json, text).
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "dsl/resolve/wording.h"
#include "tools/author/graph/graph_report.h"
#include "tools/author/graph/node_names.h"
#include "tools/author/graph/picture_text.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"

namespace mgl {
namespace {

struct GraphArguments {
  std::string guideline;
  std::string format = "text";
  std::vector<std::string> of;
  bool stats = false;
};

/// Why a name cannot be followed; empty: all can.
std::optional<Error> FindUnknownName(const GuidelineFile& file,
                                     const std::vector<std::string>& names) {
  const std::vector<std::string> known = NamesInGraph(file.guideline());
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const Resolution& resolution = file.compiled.text->names;
    const Symbol symbol = resolution.Find(name);
    if (symbol.kind != SymbolKind::kNone) {
      return Error{fmt::format("`{}` is {}, which is no part of the graph", name,
                               KindWithArticle(resolution, symbol)),
                   "name a fact, a threshold, a definition, a rule, a result or a recheck"};
    }
    return Error{fmt::format("{} has no fact, definition or outcome `{}`",
                             file.guideline().header.name, name),
                 DidYouMean(name, known, "`mgl graph GUIDELINE` names them all")};
  }
  return std::nullopt;
}

Picture PictureOf(const GuidelineFile& file, const std::vector<std::string>& names) {
  const Picture picture = DrawPicture(file.source, *file.compiled.text, file.guideline());
  return names.empty() ? picture : PartOf(picture, VerticesAround(picture, names));
}

void PrintStats(const GuidelineFile& file, const GraphArguments& arguments, const GraphPart& part) {
  const Guideline& guideline = file.guideline();
  const GraphStats stats = CountGraph(guideline, part);
  std::optional<MeasuredCost> measured;
  if (part.is_whole) measured = MeasureCost(guideline);
  if (arguments.format == "json") {
    std::cout << StatsJson(guideline.header, stats, measured).dump(2) << '\n';
  } else {
    std::cout << StatsText(guideline.header, stats, measured);
  }
}

void PrintPicture(const GuidelineFile& file, const GraphArguments& arguments,
                  const OutputOptions& options) {
  const GuidelineHeader& header = file.guideline().header;
  const Picture picture = PictureOf(file, arguments.of);
  if (arguments.format == "dot") {
    std::cout << DotText(picture, header.name, GuidelineHeading(header));
    return;
  }
  const std::string text = MermaidText(picture, GuidelineHeading(header));
  std::cout << text;
  const bool is_large = picture.edges.size() > kMermaidEdges || text.size() > kMermaidCharacters;
  if (!is_large || options.quiet) return;
  std::cerr << fmt::format(
      "mgl graph: Mermaid draws at most {} edges and {} characters unless its maxEdges and "
      "maxTextSize are raised; here are {} and {}\n  --of NAME shows a part\n",
      kMermaidEdges, kMermaidCharacters, picture.edges.size(), text.size());
}

int ShowGraph(const GraphArguments& arguments, const OutputOptions& options) {
  const bool is_picture = arguments.format == "dot" || arguments.format == "mermaid";
  if (arguments.stats && is_picture) {
    return ReportError("graph", {fmt::format("--stats is no {}", arguments.format),
                                 "leave out --format, or write --format json"});
  }
  const std::unique_ptr<GuidelineFile> file =
      LoadGuideline("graph", arguments.guideline, "it has no graph", options);
  if (file == nullptr) return kExitUnusable;
  if (const auto error = FindUnknownName(*file, arguments.of)) return ReportError("graph", *error);
  if (is_picture) {
    PrintPicture(*file, arguments, options);
    return kExitDone;
  }
  const Guideline& guideline = file->guideline();
  const GraphPart part = arguments.of.empty()
                             ? WholeGraph(guideline)
                             : PartAround(guideline, PictureOf(*file, arguments.of), arguments.of);
  if (arguments.stats) {
    PrintStats(*file, arguments, part);
  } else if (arguments.format == "json") {
    std::cout << GraphJson(file->source, *file->compiled.text, guideline, part);
  } else {
    std::cout << GraphText(guideline, part);
  }
  return kExitDone;
}

}  // namespace

void AddGraphCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<GraphArguments>();
  CLI::App* graph = app.add_subcommand("graph", "Show what depends on what: the evaluation graph");
  graph->add_option("GUIDELINE", arguments->guideline, "The guideline file (`-`: standard input)")
      ->required();
  graph
      ->add_option("--format", arguments->format,
                   "text or json: the nodes that run; dot or mermaid: a picture for people")
      ->check(CLI::IsMember({"text", "json", "dot", "mermaid"}));
  graph
      ->add_option("--of", arguments->of,
                   "Only what this fact, definition or outcome depends on or feeds into")
      ->expected(1)
      ->take_all();
  graph->add_flag("--stats", arguments->stats,
                  "Count instead: nodes, depth, outcomes, cost a case (text or json)");
  graph->footer(
      "A picture shows facts, what is declared and the conditions between, in the author's words;\n"
      "dashed is what does not decide by itself: the scope, cautions, readings not adopted.\n"
      "Exit code: 0 done, 2 the guideline could not be used, or has no such name.\n"
      "Example:\n  mgl graph guidelines/magnesium_cramps/magnesium_cramps.mgl --format dot \\\n"
      "    --of iv_supplementation | dot -Tsvg > graph.svg");
  graph->callback(
      [arguments, &options, &exit_code] { exit_code = ShowGraph(*arguments, options); });
}

}  // namespace mgl

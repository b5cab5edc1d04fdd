// One line a vertex, one line an edge. Colours are light with dark text, so that they also print.
#include "tools/author/graph/picture_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/utf8.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

using Kind = PictureVertex::Kind;

constexpr std::size_t kLineWidth = 40;  // characters, after which a label goes on below
constexpr std::size_t kMostLines = 8;   // of one label

struct Look {
  Kind kind;
  std::string_view dot;           // attributes
  std::string_view mermaid_open;  // what stands around a label
  std::string_view mermaid_close;
  std::string_view fill;
};
constexpr std::array kLooks = {
    Look{Kind::kFact, "shape=ellipse", "([", "])", "#dbeafe"},
    Look{Kind::kCut, "shape=cds, margin=\"0.2,0.1\"", "[/", "/]", "#e0f2fe"},
    Look{Kind::kCondition, "shape=box", "[", "]", "#f8fafc"},
    Look{Kind::kOperator, "shape=circle", "((", "))", "#f1f5f9"},
    Look{Kind::kDefinition, "shape=box, style=\"filled,rounded\"", "(", ")", "#fef9c3"},
    Look{Kind::kAmbiguity, "shape=hexagon", "{{", "}}", "#fde68a"},
    Look{Kind::kScope, "shape=house", "[\\", "/]", "#e5e7eb"},
    Look{Kind::kRestriction, "shape=octagon", "{", "}", "#fecaca"},
    Look{Kind::kResult, "shape=tab", "[\\", "\\]", "#ede9fe"},
    Look{Kind::kRule, "shape=box, peripheries=2, penwidth=1.5", "[[", "]]", "#bbf7d0"},
    Look{Kind::kRecheck, "shape=box3d", ">", "]", "#ccfbf1"},
    Look{Kind::kProperty, "shape=note", "[/", "\\]", "#f3f4f6"},
};

const Look& LookOf(Kind kind) {
  for (const Look& look : kLooks) {
    if (look.kind == kind) return look;
  }
  return kLooks.front();
}

/// At blanks; a word that is longer than a line stays whole.
std::vector<std::string> Wrapped(const std::vector<std::string>& lines) {
  std::vector<std::string> wrapped;
  for (const std::string& line : lines) {
    wrapped.emplace_back();
    std::size_t width = 0;
    std::size_t begin = 0;
    while (begin < line.size()) {
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      const std::size_t word = CharacterCount(std::string_view(line).substr(begin, end - begin));
      if (width > 0 && width + 1 + word > kLineWidth) {
        wrapped.emplace_back();
        width = 0;
      }
      if (width > 0) wrapped.back() += ' ';
      wrapped.back() += line.substr(begin, end - begin);
      width += word + (width > 0 ? 1 : 0);
      begin = end + 1;
    }
  }
  if (wrapped.size() <= kMostLines) return wrapped;
  wrapped.resize(kMostLines);
  wrapped.back() += " …";
  return wrapped;
}

/// Between quotes; Graphviz reads backslashes and HTML's entities there.
std::string DotEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : OnOneLine(text)) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
    if (c == '&') escaped += "amp;";
  }
  return escaped;
}

/// Between quotes; Mermaid reads quotes, brackets, HTML, Markdown and its own `#NUMBER;` there.
std::string MermaidEscaped(std::string_view text) {
  constexpr std::string_view kEscaped = "\"#&;<>()[]{}|`\\*~$@%";
  std::string escaped;
  for (const char c : OnOneLine(text)) {
    if (kEscaped.find(c) == std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("#{};", static_cast<int>(c));
    }
  }
  // `1.` and `- ` would begin a list.
  const std::size_t digits = std::min(escaped.find_first_not_of("0123456789"), escaped.size());
  const std::string behind = escaped.substr(digits) + ' ';
  const bool is_numbered = digits > 0 && behind.starts_with(". ");
  if (is_numbered) escaped.replace(digits, 1, "#46;");
  if (escaped.starts_with("- ") || escaped.starts_with("+ ")) {
    escaped.replace(0, 1, fmt::format("#{};", static_cast<int>(escaped[0])));
  }
  return escaped;
}

template <typename Escape>
std::string LabelOf(const std::vector<std::string>& lines, std::string_view line_end,
                    Escape escape) {
  std::string label;
  for (const std::string& line : Wrapped(lines)) {
    if (!label.empty()) label += line_end;
    label += escape(line);
  }
  return label;
}

/// Facts that wait for nothing stand first, outcomes that nothing waits for last.
std::string DotRank(const Picture& picture, std::string_view rank, const std::vector<Kind>& kinds,
                    bool first) {
  std::vector<bool> is_inside(picture.vertices.size(), false);
  for (const PictureEdge& edge : picture.edges) is_inside[first ? edge.to : edge.from] = true;
  std::string members;
  for (std::size_t i = 0; i < picture.vertices.size(); ++i) {
    const bool fits = std::ranges::find(kinds, picture.vertices[i].kind) != kinds.end();
    if (fits && !is_inside[i]) members += fmt::format(" n{};", i);
  }
  return members.empty() ? "" : fmt::format("  {{ rank={};{} }}\n", rank, members);
}

}  // namespace

std::string DotText(const Picture& picture, const std::string& name, const std::string& heading) {
  std::string text = fmt::format("// {}\n", OnOneLine(heading));
  text += fmt::format("digraph \"{}\" {{\n", DotEscaped(name));
  text += fmt::format(
      "  graph [rankdir=LR, labelloc=t, fontname=\"Helvetica\", ranksep=0.8, label=\"{}\"];\n",
      DotEscaped(heading));
  text +=
      "  node [style=filled, fontname=\"Helvetica\", fontsize=11, color=\"#475569\"];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#475569\"];\n";
  for (std::size_t i = 0; i < picture.vertices.size(); ++i) {
    const PictureVertex& vertex = picture.vertices[i];
    const Look& look = LookOf(vertex.kind);
    text += fmt::format("  n{} [label=\"{}\", class=\"{}\", {}, fillcolor=\"{}\"];\n", i,
                        LabelOf(vertex.lines, "\\n", DotEscaped), KindWord(vertex.kind), look.dot,
                        look.fill);
  }
  text += DotRank(picture, "source", {Kind::kFact}, true);
  text += DotRank(picture, "sink", {Kind::kRule, Kind::kResult, Kind::kRecheck}, false);
  for (const PictureEdge& edge : picture.edges) {
    text += fmt::format("  n{} -> n{}", edge.from, edge.to);
    const std::string label =
        edge.label.empty() ? ""
                           : fmt::format("label=\"{}\"", LabelOf({edge.label}, "\\n", DotEscaped));
    const std::string_view style = edge.dashed ? "style=dashed" : "";
    const bool has_both = !label.empty() && !style.empty();
    if (!label.empty() || !style.empty()) {
      text += fmt::format(" [{}{}{}]", label, has_both ? ", " : "", style);
    }
    text += ";\n";
  }
  return text + "}\n";
}

std::string MermaidText(const Picture& picture, const std::string& heading) {
  std::string title;
  for (const char c : OnOneLine(heading)) {
    if (c == '"' || c == '\\') title += '\\';
    title += c;
  }
  std::string text = fmt::format("---\ntitle: \"{}\"\n---\nflowchart LR\n", title);
  for (std::size_t i = 0; i < picture.vertices.size(); ++i) {
    const PictureVertex& vertex = picture.vertices[i];
    const Look& look = LookOf(vertex.kind);
    text += fmt::format("  n{}{}\"{}\"{}:::{}\n", i, look.mermaid_open,
                        LabelOf(vertex.lines, "<br/>", MermaidEscaped), look.mermaid_close,
                        KindWord(vertex.kind));
  }
  for (const PictureEdge& edge : picture.edges) {
    text += fmt::format("  n{} {}", edge.from, edge.dashed ? "-.->" : "-->");
    if (!edge.label.empty())
      text += fmt::format("|\"{}\"|", LabelOf({edge.label}, "<br/>", MermaidEscaped));
    text += fmt::format(" n{}\n", edge.to);
  }
  for (const Look& look : kLooks) {
    text += fmt::format("  classDef {} fill:{},stroke:#475569,color:#0f172a\n", KindWord(look.kind),
                        look.fill);
  }
  return text;
}

}  // namespace mgl

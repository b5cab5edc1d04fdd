// Pictures as Graphviz DOT and as a Mermaid flowchart. Every text is escaped; labels are wrapped.
#pragma once

#include <string>

#include "tools/author/graph/picture.h"

namespace mgl {

/// What the guideline is: its title, name, version and status, shown above the picture.
std::string DotText(const Picture& picture, const std::string& name, const std::string& heading);
std::string MermaidText(const Picture& picture, const std::string& heading);

/// Mermaid draws no more unless it is configured to (maxEdges, maxTextSize).
inline constexpr std::size_t kMermaidEdges = 500;
inline constexpr std::size_t kMermaidCharacters = 50'000;

}  // namespace mgl

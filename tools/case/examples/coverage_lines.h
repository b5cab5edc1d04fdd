// Value lines, score lines and rows of tables: to which of them a case comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/decision.h"

namespace mgl {

/// A line, a row, or a cell of a grid.
struct CoveredLine {
  std::string text;
  Span place;
  std::size_t counted = 0;  // how many cases came to it

  std::vector<NodeId> row;         // all must hold
  std::vector<NodeId> column;      // likewise; grids only
  bool otherwise = false;          // no row before it holds
  std::optional<NodeId> choice;    // `points of FACT`: this value …
  std::uint32_t choice_index = 0;  // … is this choice
};

/// The lines of one define, result, table or item of a score.
struct CoveredLines {
  std::string owner;  // its name; of an item "SCORE, ITEM"
  bool first_wins = true;
  std::vector<CoveredLine> lines;

  /// Counts the line that surely gives the value; of a table whose rows exclude each other each
  /// row that surely holds.
  void Count(const Decision& decision);
};

/// In the order of the text; definitions without lines have none.
std::vector<CoveredLines> LinesOf(const CompiledGuideline& compiled);

}  // namespace mgl

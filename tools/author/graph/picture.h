// A guideline as a graph for people: what is declared, and the conditions between, in the author's
// words. Facts stand at one end, outcomes at the other. Layout and syntax are the writers'.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

struct PictureVertex {
  enum class Kind : std::uint8_t {
    kFact,
    kCut,         // threshold, range
    kCondition,   // a comparison and its like, written where it is used
    kOperator,    // and, or, not …
    kDefinition,  // define
    kAmbiguity,
    kScope,
    kRestriction,  // contraindication, caution
    kResult,       // result, table, score
    kRule,
    kRecheck,
    kProperty,
  };
  Kind kind = Kind::kCondition;
  std::string name;                // as the text calls it; empty: it has none
  std::vector<std::string> lines;  // to be shown; the first is the title
};

/// `to` depends on `from`.
struct PictureEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::string label;    // "unless", "blocks", "2 points"; empty: an operand
  bool dashed = false;  // does not decide by itself: scope, cautions, readings not adopted
  bool operator==(const PictureEdge&) const = default;
};

struct Picture {
  std::vector<PictureVertex> vertices;  // facts first, in the order of the text
  std::vector<PictureEdge> edges;       // no two are equal
};

Picture DrawPicture(const CompiledGuideline& compiled);

/// Which vertices these depend on or feed into, themselves included.
std::vector<bool> VerticesAround(const Picture& picture, const std::vector<std::string>& names);

/// What depends on each vertex, found quickly for many of them. The picture must outlive it.
class Dependents {
 public:
  explicit Dependents(const Picture& picture);
  /// In order, without `vertex` itself; what depends on a vertex of the kind `end` is left out,
  /// unless it depends in another way.
  std::vector<std::uint32_t> Of(std::uint32_t vertex, PictureVertex::Kind end);

 private:
  const Picture& picture_;
  std::vector<std::vector<std::uint32_t>> users_;
  std::vector<bool> reached_;  // none between calls
};

/// Only these vertices and the edges between them.
Picture PartOf(const Picture& picture, const std::vector<bool>& kept);

/// "fact", "cut", "condition" …: a word for legends and classes.
std::string_view KindWord(PictureVertex::Kind kind);

}  // namespace mgl

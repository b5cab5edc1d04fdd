// The numbers of a guideline that somebody chose: where they stand, and what stands there one step
// lower and one step higher.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

struct NumberPlace {
  std::string name;     // of its declaration; empty: it has none
  std::string title;    // likewise
  std::string reading;  // of an ambiguity, where the number stands in one
  std::string reason;   // `assumed because`; empty: it is not said to be assumed
  Span span;            // of what is replaced
  std::string unit;     // behind it, as written; empty: none
  std::string written;
  std::array<std::string, 2> steps;  // one lower, one higher
};

enum class ChosenNumbers {
  kAssumed,         // those of declarations and readings that say `assumed because`
  kAssumedOrBound,  // and every bound of a threshold or range
};

/// In the order of the text. A step is the one in which the fact is recorded that the number bounds
/// (`in whole years`, `in steps of 0.5`), else one of the last digit as written.
std::vector<NumberPlace> FindNumbers(const CompiledGuideline& compiled, ChosenNumbers which);

/// The text of the guideline with the number one step lower (0) or higher (1).
std::string WithStep(const SourceFile& source, const NumberPlace& place, std::size_t step);

}  // namespace mgl

// Small changes of what a guideline decides, such as a slip of the pen would make.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

struct Mutant {
  enum class Kind : std::uint8_t {
    kBound,     // a number, its last digit one up or down
    kClosed,    // whether the bound itself belongs to it
    kDropped,   // a part of `and` or `or` is gone
    kNegated,   // a part is turned round
    kOperator,  // `and` for `or`
    kCount,     // `at least 2 of`, one more or less
    kUnit,      // another unit of the same kind
    kUnless,    // an `unless` is gone
    kLine,      // a line or row is gone
  };
  Kind kind{};
  std::size_t declaration = 0;  // its place in the file
  Span span;                    // of the text that is replaced
  std::string text;             // by this
};
/// "bound", "dropped unless".
const char* MutantKindName(Mutant::Kind kind);

/// In the order of the text. Of scopes, thresholds, ranges, defines, results, tables, scores,
/// readings, contraindications, rules and rechecks. Not all of them compile.
std::vector<Mutant> MutantsOf(const CompiledGuideline& compiled);

/// The text of the guideline, changed so.
std::string WithMutant(const SourceFile& source, const Mutant& mutant);

}  // namespace mgl

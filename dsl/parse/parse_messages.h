// The message for each thing that the grammar can miss. No grammar here: what was expected, where,
// and what stands there instead.
#pragma once

#include <cstdint>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

enum class Expected : std::uint8_t {
#define MGL_EXPECTED(name, phrase) name,
#include "dsl/parse/expected.def"
#undef MGL_EXPECTED
};

/// Thrown by the grammar, caught by the grammar's rule for files; leaves the parser never.
struct SyntaxFailure {};

/// Where the grammar stopped, and what it had read of the declaration until then. Spans that do not
/// exist are empty.
struct StopPlace {
  Expected expected = Expected::kDeclaration;
  std::uint32_t offset = 0;  // of the first character that does not fit
  Span declaration;          // its keyword
  Span name;                 // its name
  Span clause;               // the keyword of the line
  Span previous;             // the last word, number or sign before the offset
  Span open;                 // the innermost `(` that is not closed
};

Diagnostic MakeSyntaxDiagnostic(const SourceFile& source, const StopPlace& stop);

}  // namespace mgl

// Text to syntax tree. The only phase that knows PEGTL (grammar.h, parse.cc).
#pragma once

#include <memory>

#include "dsl/ast/ast_fwd.h"
#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

struct ParseResult {
  std::shared_ptr<ast::File> file;  // never null
  Diagnostics diagnostics;  // syntax errors, one a mistake; the file holds what could be read
};

/// Never throws, never hangs: size, depth and number of declarations are limited. After an error it
/// goes on at the next declaration keyword that is first on its line.
ParseResult Parse(const SourceFile& source);

}  // namespace mgl

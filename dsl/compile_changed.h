// The way from text to guideline, with a change of the syntax tree on it.
#pragma once

#include <functional>

#include "dsl/ast/ast_fwd.h"
#include "dsl/compile.h"

namespace mgl {

/// As Compile; `change` may change what was parsed before anything is done with it.
CompileResult CompileChanged(
    SourceFile source,
    const std::function<void(ast::File& file, const SourceFile& source)>& change);

}  // namespace mgl

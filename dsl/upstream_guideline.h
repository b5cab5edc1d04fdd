// The guideline that a local version adapts, and what of it the local version touches.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dsl/assemble/assemble.h"
#include "dsl/ast/ast_fwd.h"
#include "dsl/compiled_guideline.h"

namespace mgl {

/// With the changes of its own where it adapts another. Null where the text adapts nothing.
std::shared_ptr<const CompiledGuideline> UpstreamOf(const CompiledText& local);

/// The changes of this file that touch a declaration of upstream, or what that hangs on: those of
/// itself first.
std::vector<const LocalChange*> ChangesBelow(const CompiledText& local,
                                             const CompiledGuideline& upstream,
                                             const ast::Declaration& declaration);

}  // namespace mgl

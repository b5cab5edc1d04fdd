// Why an example came out otherwise than it expects, in a few lines for its author.
#pragma once

#include <string>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/compile.h"
#include "engine/model/decision.h"
#include "tools/case/examples/example_case.h"

namespace mgl {

/// A fact as the example gives it: `serum_magnesium 1.0 mg/dL on 2026-03-01`.
std::string GivenText(const SourceFile& source, const ast::Given& given);

/// The conditions that what is expected hangs on, each as written, with its answer and the values
/// of its facts; indented by what they belong to; last the facts that are missing. At most some
/// 30 lines.
std::vector<std::string> WhyOtherwise(const SourceFile& source, const CompiledText& text,
                                      const Guideline& guideline, const ExampleCase& example,
                                      const Decision& decision,
                                      const ast::Expectation& expectation);

}  // namespace mgl

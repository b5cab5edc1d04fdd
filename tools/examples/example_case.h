// The `example`s of a guideline as cases that the engine can decide.
#pragma once

#include <deque>
#include <vector>

#include "dsl/compile.h"
#include "engine/case.h"
#include "engine/evaluation_options.h"

namespace mgl {

/// One example: what is given, as of which day, by which readings. `like` is followed: the other
/// example's lines hold where this one says nothing of its own.
struct ExampleCase {
  const ast::Example* example = nullptr;
  Case given;
  EvaluationOptions options;
};

/// The examples of a text without errors, in its order. `units` holds the units that the cases
/// point to and must live as long. `today` is the as-of date of examples that name none.
std::vector<ExampleCase> MakeExampleCases(const CompiledText& text, const Guideline& guideline,
                                          Day today, std::deque<Unit>& units);

}  // namespace mgl

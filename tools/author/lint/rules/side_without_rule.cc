// Below or above a range whose other side has a rule, no rule but a note can be yes.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/range_sides.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintSideWithoutRule(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  for (const SideWithoutRule& open : SidesWithoutRule(guideline, input.proofs)) {
    const Range& range = guideline.ranges[open.range];
    found.push_back({DiagnosticKind::kSideWithoutRule,
                     input.names().ranges[open.range]->name.span,
                     fmt::format("no rule but a note can be yes where `{}` is {} `{}`",
                                 guideline.facts[Index(*range.fact)].name,
                                 open.side == RangeSide::kAbove ? "above" : "below", range.name),
                     "write a rule for these patients, or `silent on \"…\"` and accept the "
                     "finding where the source says nothing of them",
                     {}});
  }
}

}  // namespace mgl

// What a guideline, a source and a reference say of themselves, as papers and web pages say it.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `url …`, `accessed …`, `journal "…"`, `expires …`: a line that has another name here.
std::optional<Diagnostic> HeaderLineByHabit(const Place& place);
/// `retrieved on 12 March 2026`, `author Dr Jane Smith`, `review in 2 years`, `version v1`.
/// `status in review`, `status under review`, `status final draft`.
std::optional<Diagnostic> StatusByHabit(const Place& place);
std::optional<Diagnostic> HeaderValueByHabit(const Place& place);
/// `source nice "NICE NG28"`, `example old_woman "An old woman"`.
std::optional<Diagnostic> NamedSource(const Place& place);
/// `reference [1] "…"`, `reference "…"`, `reference 1 Smith et al. 2014`.
std::optional<Diagnostic> ReferenceByHabit(const Place& place);

}  // namespace mgl

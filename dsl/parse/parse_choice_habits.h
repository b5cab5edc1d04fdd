// Names of several words, and lists of choices as people write them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `is one of (never smoked, Ex-smoker, 3)`, `one of (0 = "None", …)`, a list with `-` before each.
std::optional<Diagnostic> ChoiceListByHabit(const Place& place);

/// The choices of several words that stand in a first line: what their uses look like.
std::vector<std::string> WideChoicesIn(std::string_view header);

/// Where else the words stand, outside of texts: `, and `chest_pain` in line 12`; their edits. In
/// the lines that name `owner`, where there is one.
std::string UsesElsewhere(std::string_view text, std::string_view words, std::string_view written,
                          Span but, std::vector<Edit>& edits, std::string_view owner = {});

}  // namespace mgl

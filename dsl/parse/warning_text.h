// For whom something must not be given, or only with care, as people write it: the declaration that
// says it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mgl {

/// A reason as a condition, and what has to be declared for it.
struct Reason {
  std::string when;      // `pregnant`, `age >= … years`
  std::string declared;  // `fact renal_failure "Renal failure" is yes/no`, or empty
  std::string open;      // what the author must say: `with the age that is meant`, or empty
};
/// What `words` mean: a name of the text, a comparison as it is, a group by its age, else a fact of
/// its own. No condition: it has no letters.
Reason ReasonOf(std::string_view text, std::string_view words);

/// Without what leads to a condition: `if`, `in patients with`, `:`.
std::string_view WithoutLead(std::string_view text);

/// The declaration for `"Title" when X`, `in X`, `X, Y`.
struct WarningWritten {
  std::string help;      // `write `caution a "X" when x``, and what else; empty: nothing is said
  std::string written;   // the same, where it is one line
  bool is_sure = false;  // nothing else has to be said or declared
};
/// `below`: the condition of a line below, or empty.
WarningWritten WriteWarning(std::string_view text, std::string_view keyword, std::string_view names,
                            std::string_view said, std::string_view below);

/// What to do about a warning with this title that has no `when`.
std::string HelpForNoCondition(std::string_view text, std::string_view keyword,
                               std::string_view title);

/// `a` and `b` of `a with b`, one of them declared, that one first. Empty: it says no two.
std::pair<std::string_view, std::string_view> TwoOf(std::string_view text, std::string_view line);

/// Two that interact: never given together, or with care, each as what to write. `title`: without
/// quotes, or empty.
std::string InteractionInWords(std::string_view text, std::string_view first,
                               std::string_view second, std::string_view title);

}  // namespace mgl

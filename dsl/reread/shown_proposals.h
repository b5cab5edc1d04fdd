// What a message's help proposes to write, as edits of the text: read out of its words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// One way to mend a place: the author takes one of them.
struct ShownProposal {
  std::vector<Edit> edits;                // in the order of the text, none over another
  std::vector<std::string> declarations;  // to be written at the end
  /// Where the help shows it: from before its first backtick to behind its last.
  std::size_t help_begin = 0;
  std::size_t help_end = 0;
};

/// Empty where the help shows a form, an example or no more than words: `…`, NAME and the like
/// stand for what the author must say.
std::vector<ShownProposal> ShownProposals(const SourceFile& source, const Diagnostic& diagnostic);

/// `shown` has a part that stands for what the author must say.
bool HasPlaceholder(std::string_view shown, std::string_view text);

}  // namespace mgl

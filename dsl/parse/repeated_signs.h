// A sign from elsewhere seldom comes alone: who writes one brace writes all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// A blank that is no ordinary one, or a sign that nobody sees.
bool IsInvisibleSign(std::string_view sign);

/// The edits that make straight quotes of the one at `begin` and of the one that ends its text.
std::vector<Edit> StraightQuotes(std::string_view text, std::size_t begin);

/// What to write where those leave straight quotes inside of a text, which are single ones then.
std::string HelpForInnerQuotes(std::string_view text, const std::vector<Edit>& edits);

/// The help and edit for a `;`: at the end of a line it says nothing, before words it begins a
/// comment elsewhere.
void MendSemicolon(std::string_view text, Diagnostic& diagnostic);

/// Leaves of the diagnostics about one such sign the first, which says where else it stands and
/// mends all of them.
void JoinRepeatedSigns(const SourceFile& source, Diagnostics& diagnostics);

/// The same mistake in one line after the other (`130 g/L for men`, `120 g/L for women`) is one:
/// the first, with what to write in each. `diagnostics` are in the order of the text.
void JoinRepeatedLines(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl

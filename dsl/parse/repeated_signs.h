// A sign from elsewhere seldom comes alone: who writes one brace writes all of them.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// A blank that is no ordinary one, or a sign that nobody sees.
bool IsInvisibleSign(std::string_view sign);

/// The edits that make straight quotes of the one at `begin` and of the one that ends its text.
std::vector<Edit> StraightQuotes(std::string_view text, std::size_t begin);

/// Leaves of the diagnostics about one such sign the first, which says where else it stands and
/// mends all of them.
void JoinRepeatedSigns(const SourceFile& source, Diagnostics& diagnostics);

/// The same mistake in one line after the other (`130 g/L for men`, `120 g/L for women`) is one:
/// the first, with what to write in each. `diagnostics` are in the order of the text.
void JoinRepeatedLines(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl

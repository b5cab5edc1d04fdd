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

}  // namespace mgl

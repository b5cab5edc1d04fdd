// What two texts differ in, said as a help says it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/reread/shown_proposals.h"

namespace mgl {

/// The help of `first`, which shows `shown` for `before`, with the lines of `after` in its place;
/// behind `added` stand declarations. Nothing where that is too much for a help.
std::optional<std::string> HelpOfChange(std::string_view before, std::string_view after,
                                        std::size_t added, const Diagnostic& first,
                                        const ShownProposal& shown);

}  // namespace mgl

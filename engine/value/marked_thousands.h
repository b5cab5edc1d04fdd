// Points that mark thousands in texts of some countries.
#pragma once

#include <string_view>

namespace mgl {

/// `5.000`, `1.500`: there a thousand times what is read. Not `0.125`, and not `3.125`, which is a
/// half of a half of 12.5.
bool MayMarkThousands(std::string_view digits);

}  // namespace mgl

// How messages show what a text says.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace mgl {

/// `name` in backticks.
inline std::string Quoted(std::string_view name) { return fmt::format("`{}`", name); }

}  // namespace mgl

// Names as keys of a YAML mapping.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// `name` in quotes where YAML, of any version, would read something else than the name (`null`,
/// `true`, `n`).
std::string YamlKey(std::string_view name);

}  // namespace mgl

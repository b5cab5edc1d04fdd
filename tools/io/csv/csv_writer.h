// One cell of CSV output.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// Adds `field` to `out`, in quotes (inner quotes doubled) only where it holds a comma, a quote or
/// a line end, or begins or ends with a blank. The caller writes commas and line ends. A record of
/// one empty field would be an empty line, which readers skip: write `""` for it.
void AppendCsvField(std::string& out, std::string_view field);

}  // namespace mgl

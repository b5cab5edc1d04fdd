// Many short texts, one behind the other.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// Copies ids[0], texts[0], ids[1] and so on; returns the end of the copy. `ids` null: texts only.
/// Behind every text kCopyStep bytes can be read, and behind the copy written.
char* CopyRecords(const std::string_view* ids, const std::string_view* texts, std::size_t count,
                  char* to);

}  // namespace mgl

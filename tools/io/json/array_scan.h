// Where the objects of a text of JSON open and close, found with the widest instructions that the
// machine has.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mgl {

/// Of 64 bytes, a bit each.
struct JsonMasks {
  std::uint64_t opens = 0;   // `{` outside of strings
  std::uint64_t closes = 0;  // `}` likewise
  std::uint64_t blanks = 0;  // tabs, line feeds and carriage returns likewise
  /// What plain JSON lacks: other control characters, control characters and `{` in strings, and
  /// backslashes elsewhere (what stands behind one has masks that mean nothing).
  std::uint64_t spoils = 0;
};

struct JsonScan {
  std::vector<JsonMasks> masks;
  bool is_ascii = true;
};

/// Of a text that begins outside of strings; 64 bytes behind it can be read.
void ScanJson(std::string_view text, JsonScan& scan);

}  // namespace mgl

// Cuts a YAML text where its cases are cut, so that a mistake in one spoils no other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"

namespace mgl {

/// All of `source`, without a byte order mark. An error for what is larger than 16 MiB and for
/// UTF-16.
Result<std::string> ReadYamlText(ByteSource& source);

/// A part that is YAML by itself: a document, or one item of a document's list.
struct YamlChunk {
  std::string_view text;
  std::uint64_t first_line = 1;  // in the file
  bool is_item = false;          // `- …` with nothing indented before it
};

/// A line that begins with `---`, `...` or, in a document whose first line does so, with `- `
/// starts or ends a part wherever it stands: YAML lets no text in quotes or block go on that far
/// left.
class YamlChunks {
 public:
  /// `text` must outlive it.
  explicit YamlChunks(std::string_view text) : rest_(text) {}

  /// False at the end.
  bool Next(YamlChunk& chunk);

 private:
  enum class Kind { kUndecided, kList, kOther };  // of the document at hand
  std::string_view rest_;
  std::uint64_t line_ = 1;
  Kind kind_ = Kind::kUndecided;
};

}  // namespace mgl

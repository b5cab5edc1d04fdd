// Looks at the first characters of each line only.
#include "tools/io/yaml/yaml_chunks.h"

#include <fmt/format.h>

namespace mgl {
namespace {

constexpr std::size_t kLargestMebibytes = 16;

/// Whether `line` is `marker`, or begins with it and a blank.
bool StartsWithMarker(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  constexpr std::string_view kBlanks = " \t\r";
  return line.size() == marker.size() || kBlanks.find(line[marker.size()]) != kBlanks.npos;
}

/// Blank, a comment or a directive: it does not say what kind of document it stands in.
bool SaysNothing(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos || line[first] == '#' || line[0] == '%';
}

}  // namespace

Result<std::string> ReadYamlText(ByteSource& source) {
  std::string text;
  std::string piece(ByteSource::kChunkBytes, '\0');
  while (true) {
    const Result<std::size_t> count = source.Read(piece.data(), piece.size());
    if (!count) return count.error();
    if (*count == 0) break;
    text.append(piece, 0, *count);
    if (text.size() > kLargestMebibytes * 1024 * 1024) {
      return Error{fmt::format("cannot read `{}`: YAML is read as a whole, and this is larger than "
                               "{} MiB",
                               source.name(), kLargestMebibytes),
                   "write the cases as CSV or NDJSON, which may have any size"};
    }
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return Error{fmt::format("cannot read `{}`: it is in UTF-16", source.name()),
                 "save it in UTF-8"};
  }
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  if (text.starts_with(kUtf8Mark)) text.erase(0, kUtf8Mark.size());
  return text;
}

bool YamlChunks::Next(YamlChunk& chunk) {
  if (rest_.empty()) return false;
  chunk = {rest_, line_, false};
  std::size_t position = 0;
  bool has_item = false;
  bool has_document = false;  // more than comments and directives
  while (position < rest_.size()) {
    const std::size_t newline = rest_.find('\n', position);
    const std::size_t next = newline == std::string_view::npos ? rest_.size() : newline + 1;
    const std::string_view line = rest_.substr(position, newline - position);
    const bool starts_document = StartsWithMarker(line, "---");
    const bool starts_item = kind_ != Kind::kOther && StartsWithMarker(line, "-");
    if (position > 0 && ((starts_document && has_document) || (starts_item && has_item))) {
      break;
    }
    if (starts_document) {
      const std::string_view content = line.substr(3);
      kind_ = SaysNothing(content) ? Kind::kUndecided : Kind::kOther;
    } else if (starts_item) {
      kind_ = Kind::kList;
      has_item = true;
    } else if (kind_ == Kind::kUndecided && !SaysNothing(line)) {
      kind_ = Kind::kOther;
    }
    has_document = has_document || starts_document || kind_ != Kind::kUndecided;
    position = next;
    ++line_;
    if (StartsWithMarker(line, "...")) {
      kind_ = Kind::kUndecided;
      break;
    }
  }
  chunk.text = rest_.substr(0, position);
  chunk.is_item = has_item;
  rest_.remove_prefix(position);
  return true;
}

}  // namespace mgl

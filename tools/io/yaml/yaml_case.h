// Cases of YAML as they are written, before their values are read.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/cases/value_object.h"
#include "tools/io/yaml/yaml_chunks.h"

namespace mgl {

struct YamlPlace {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  bool operator==(const YamlPlace&) const = default;
};

/// A value as it was written, or why it is none.
struct YamlText {
  std::string text;
  std::string_view problem;
  bool operator==(const YamlText&) const = default;
};

struct YamlEntry {
  std::string key;
  YamlText value;
  bool is_object = false;
  bool has_value = true;
  ValueObject<std::string> object;
  bool operator==(const YamlEntry&) const = default;
};

struct YamlCase {
  YamlPlace place;  // its column is 0, unless it is a reject that has one
  std::vector<YamlEntry> entries;
  std::string reject;  // not empty: why it is no case
  bool operator==(const YamlCase&) const = default;
};

/// The cases and rejects of a chunk in their order. It is UTF-8 without NUL, from which the parser
/// would guess another encoding.
std::deque<YamlCase> ParseYamlCases(const YamlChunk& chunk);

/// The same for an item that is nothing but lines of a key and a value whose meaning is beyond
/// doubt: plain words and numbers, and texts in quotes without quotes or escapes in them.
/// Empty for any other chunk.
std::optional<YamlCase> ReadPlainItem(const YamlChunk& chunk);

}  // namespace mgl

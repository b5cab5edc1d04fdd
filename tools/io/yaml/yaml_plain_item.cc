// What is not surely understood is left to the parser.
#include <algorithm>
#include <array>

#include "engine/text/utf8.h"
#include "tools/io/yaml/yaml_case.h"

namespace mgl {
namespace {

constexpr std::size_t kMostEntries = 100;
constexpr std::size_t kLongestText = 500;  // the parser takes keys of up to 1024 bytes

enum Role : unsigned char {
  kInKey = 1,        // a letter, a digit, `_` or `.`
  kFirstOfWord = 2,  // may begin a plain value
  kInWord = 4,       // may stand in one; a blank too
  kInQuotes = 8,     // means itself in a text in quotes
};

constexpr std::array<unsigned char, 256> MakeRoles() {
  std::array<unsigned char, 256> roles{};
  const auto add = [&](std::string_view characters, unsigned char role) {
    for (const char c : characters) {
      unsigned char& roles_of = roles[static_cast<unsigned char>(c)];
      roles_of = static_cast<unsigned char>(roles_of | role);
    }
  };
  const std::string_view names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
  add(names, kInKey | kFirstOfWord | kInWord | kInQuotes);
  add("<", kFirstOfWord);
  add(" -+/<>=()^*%;,:", kInWord | kInQuotes);
  add("!#$&?@[]`{|}~", kInQuotes);
  for (std::size_t c = 0x80; c < roles.size(); ++c) roles[c] = kFirstOfWord | kInWord | kInQuotes;
  return roles;
}

constexpr std::array<unsigned char, 256> kRoles = MakeRoles();

std::size_t SizeOf(std::string_view text, Role role) {
  const auto* const end = std::ranges::find_if_not(
      text, [role](char c) { return (kRoles[static_cast<unsigned char>(c)] & role) != 0; });
  return static_cast<std::size_t>(end - text.begin());
}

std::string_view WithoutBlanksAtEnd(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

bool IsNull(std::string_view word) {
  return word.empty() || word == "~" || word == "null" || word == "Null" || word == "NULL";
}

/// What `text`, without blanks around it, means; null is empty. False where that is not sure.
bool ReadValue(std::string_view text, std::string_view& value) {
  value = {};
  if (text.size() > kLongestText) return false;
  if (IsNull(text)) return true;
  value = text;
  if (text[0] == '"' || text[0] == '\'') {
    value = text.substr(1);
    const std::size_t size = SizeOf(value, kInQuotes);
    if (size + 1 != value.size() || value.back() != text[0]) return false;
    value.remove_suffix(1);
    return true;
  }
  const bool has_sign = text[0] == '-' || text[0] == '+';
  if (has_sign) text.remove_prefix(1);
  if (SizeOf(text.substr(0, 1), has_sign ? kInKey : kFirstOfWord) != 1) return false;
  if (SizeOf(text, kInWord) != text.size()) return false;
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (SizeOf(text.substr(at + 1, 1), kInKey) != 1) return false;  // it may end a key
  }
  return true;
}

/// `KEY: VALUE`, blanks cut off at its end.
bool ReadEntry(std::string_view line, YamlEntry& entry) {
  const std::string_view key = line.substr(0, SizeOf(line, kInKey));
  if (IsNull(key) || key.size() > kLongestText || !line.substr(key.size()).starts_with(':')) {
    return false;
  }
  std::string_view rest = line.substr(key.size() + 1);
  if (!rest.empty() && rest[0] != ' ') return false;
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  std::string_view value;
  if (!ReadValue(rest, value)) return false;
  entry.key = key;
  entry.value.text = value;
  return true;
}

}  // namespace

std::optional<YamlCase> ReadPlainItem(const YamlChunk& chunk) {
  std::string_view rest = chunk.text;
  if (!chunk.is_item || !rest.starts_with("- ")) return std::nullopt;
  const std::size_t indentation = rest.find_first_not_of(' ', 1);
  if (indentation == std::string_view::npos) return std::nullopt;
  if (FindInvalidUtf8(chunk.text) != std::string_view::npos) return std::nullopt;
  YamlCase read{{chunk.first_line, 0}, {}, ""};
  while (!rest.empty()) {
    const std::size_t feed = std::min(rest.find('\n'), rest.size());
    const bool has_end = feed < rest.size();
    std::string_view line = rest.substr(0, feed);
    rest.remove_prefix(feed + (has_end ? 1 : 0));
    if (has_end && line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::size_t blanks = read.entries.empty() ? 1 : 0;  // behind the `-`
    if (line.find_first_not_of(' ', blanks) != indentation) return std::nullopt;
    if (read.entries.size() == kMostEntries) return std::nullopt;
    YamlEntry entry;
    if (!ReadEntry(WithoutBlanksAtEnd(line.substr(indentation)), entry)) return std::nullopt;
    const auto is_same = [&](const YamlEntry& other) { return other.key == entry.key; };
    if (std::ranges::any_of(read.entries, is_same)) return std::nullopt;
    read.entries.push_back(std::move(entry));
  }
  return read;
}

}  // namespace mgl

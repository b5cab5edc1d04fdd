// Case is that of Latin, Greek and Cyrillic letters: simple pairs, whatever the locale is.
#include "tools/author/trace/source_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxTitleBytes = 4096;  // a longer line is no title

/// Takes the first character of valid UTF-8 text.
char32_t TakeCharacter(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t character = size == 1 ? first : first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  text.remove_prefix(size);
  return character;
}

bool IsBlankCharacter(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

char32_t Lowercase(char32_t c) {
  const auto is_between = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  if (is_between('A', 'Z') || (is_between(0xC0, 0xDE) && c != 0xD7)) return c + 32;
  if (is_between(0x391, 0x3A9) || is_between(0x410, 0x42F)) return c + 32;
  if (is_between(0x400, 0x40F)) return c + 80;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  if (is_between(0x139, 0x148) || is_between(0x179, 0x17E)) return c + (c & 1U);
  if (is_between(0x100, 0x177) || is_between(0x1E00, 0x1EFF)) return c | 1U;
  return c;
}

bool IsBlank(std::string_view text) {
  while (!text.empty()) {
    if (!IsBlankCharacter(TakeCharacter(text))) return false;
  }
  return true;
}

Error CannotRead(const std::string& name, const std::string& why, std::string help) {
  return {fmt::format("cannot read `{}`: {}", name, why), std::move(help)};
}

constexpr const char* kWhatIsNeeded = "--source needs the plain text of the document, as UTF-8";

}  // namespace

std::string TitleKey(std::string_view title) {
  std::u32string key;
  while (!title.empty()) {
    const char32_t character = TakeCharacter(title);
    if (!IsBlankCharacter(character)) key += Lowercase(character);
  }
  while (!key.empty() && key.back() == ':') key.pop_back();
  std::string bytes;
  for (const char32_t character : key) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      bytes += static_cast<char>((character >> static_cast<unsigned>(shift)) & 0xFFU);
    }
  }
  return bytes;
}

SourceDocument::SourceDocument(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  std::size_t begin = text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (begin < text_.size()) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    const bool has_return = end > begin && text_[end - 1] == '\r';
    lines_.push_back({begin, end - begin - (has_return ? 1 : 0)});
    begin = end + 1;
  }
  text_lines_up_to_.push_back(0);
  for (int line = 1; line <= line_count(); ++line) {
    text_lines_up_to_.push_back(text_lines_up_to_.back() + (IsBlank(Line(line)) ? 0 : 1));
    if (Line(line).size() > kMaxTitleBytes) continue;
    const std::string key = TitleKey(Line(line));
    if (key.empty()) continue;
    std::vector<int>& found = titles_[key];
    if (found.size() < 2) found.push_back(line);
  }
}

Result<SourceDocument> SourceDocument::Read(ByteSource& bytes) {
  const std::string& name = bytes.name();
  std::string text;
  std::string block(ByteSource::kChunkBytes, '\0');
  while (true) {
    const Result<std::size_t> size = bytes.Read(block.data(), block.size());
    if (!size) return size.error();
    if (*size == 0) break;
    text.append(block, 0, *size);
    if (text.size() > kMaxBytes) {
      return CannotRead(name, "it is larger than 16 MiB, the most that a source can have",
                        "give the part of the document that the guideline encodes");
    }
  }
  if (const std::size_t bad = FindInvalidUtf8(text); bad != std::string::npos) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    return CannotRead(name, fmt::format("line {} is not UTF-8", line), kWhatIsNeeded);
  }
  if (std::ranges::count(text, '\n') >= static_cast<std::ptrdiff_t>(kMaxLines)) {
    return CannotRead(name, "it has more than 1,000,000 lines, the most that a source can have",
                      "give the part of the document that the guideline encodes");
  }
  if (text.find('\0') != std::string::npos) {
    return CannotRead(name, "it is no text", kWhatIsNeeded);
  }
  return SourceDocument(name, std::move(text));
}

std::string_view SourceDocument::Line(int line) const {
  const LineSpan& span = lines_[static_cast<std::size_t>(line - 1)];
  return std::string_view(text_).substr(span.begin, span.size);
}

bool SourceDocument::HasText(int first, int last) const {
  return text_lines_up_to_[static_cast<std::size_t>(last)] >
         text_lines_up_to_[static_cast<std::size_t>(first - 1)];
}

std::vector<int> SourceDocument::FindTitle(std::string_view title) const {
  const auto found = titles_.find(TitleKey(title));
  return found == titles_.end() ? std::vector<int>{} : found->second;
}

}  // namespace mgl

// Words are never broken: one that is longer than a line stands on a line of its own.
#include "tools/words/text_page.h"

#include <algorithm>

#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::size_t kLeastTextWidth = 24;  // however deep the indentation is

std::string_view Code(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kBold:
      return "\x1b[1m";
    case Ink::kGood:
      return "\x1b[32m";
    case Ink::kBad:
      return "\x1b[31m";
    case Ink::kOpen:
      return "\x1b[33m";
    case Ink::kFaint:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::string Inked(std::string_view text, Ink ink) {
  if (text.empty() || Code(ink).empty()) return std::string(text);
  return std::string(Code(ink)) + std::string(text) + "\x1b[0m";
}

void TextPage::Add(std::size_t indent, std::string_view lead, Ink ink, std::string_view text,
                   Ink text_ink) {
  const std::size_t hanging = indent + CharacterCount(lead);
  const std::size_t room = std::max(width_ > hanging ? width_ - hanging : 0, kLeastTextWidth);
  page_ += std::string(indent, ' ') + InkedHere(lead, ink);
  std::string line;
  std::size_t used = 0;
  bool first = true;
  const auto end_line = [&] {
    if (!first) page_ += std::string(hanging, ' ');
    page_ += InkedHere(line, text_ink) + '\n';
    first = false;
    line.clear();
    used = 0;
  };
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    const std::size_t length = CharacterCount(word);
    if (used > 0 && used + 1 + length > room) end_line();
    if (used > 0) line += ' ';
    line += word;
    used += length + (used > 0 ? 1 : 0);
  }
  end_line();
}

void TextPage::AddLine(std::size_t indent, std::string_view line, Ink ink) {
  const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  Add(indent + blanks, line.substr(blanks), ink);
}

void TextPage::Blank() {
  if (!page_.empty()) page_ += '\n';
}

}  // namespace mgl

#include "engine/text/plain_text.h"

#include <array>

#include "engine/text/utf8.h"

namespace mgl {

std::size_t AnyBlankLength(std::string_view text) {
  if (text.empty()) return 0;
  constexpr std::string_view kOfAscii = " \t\r\n\v\f";
  if (kOfAscii.find(text[0]) != std::string_view::npos) return 1;
  constexpr std::array<std::string_view, 19> kWide = {
      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
      "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
      "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"};
  const auto begins = [text](std::string_view blank) { return text.starts_with(blank); };
  const auto found = std::ranges::find_if(kWide, begins);
  return found == kWide.end() ? 0 : found->size();
}

std::string WithPlainBlanks(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::size_t blank = AnyBlankLength(text);
    plain += blank > 0 ? ' ' : text[0];
    text.remove_prefix(std::max(blank, std::size_t{1}));
  }
  return plain;
}

}  // namespace mgl

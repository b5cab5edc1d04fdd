// UTF-8 is not decoded: the characters are few and known by their bytes.
#include "tools/words/one_line.h"

namespace mgl {

std::string OnOneLine(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    std::size_t length = static_cast<unsigned char>(text[i]) < 0x20U || text[i] == 0x7F ? 1 : 0;
    const bool is_c1 =
        rest.size() > 1 && text[i] == '\xC2' && static_cast<unsigned char>(rest[1]) < 0xA0U;
    if (is_c1) length = 2;
    for (const std::string_view mark : {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
      if (rest.starts_with(mark)) length = mark.size();
    }
    result += length > 0 ? ' ' : text[i];
    if (length > 1) i += length - 1;
  }
  return result;
}

}  // namespace mgl

#include "tools/author/lint/title_words.h"

#include "engine/text/plain_text.h"

namespace mgl {

std::vector<std::string> TitleWords(std::string_view text) {
  std::vector<std::string> words;
  bool goes_on = false;
  for (const char c : text) {
    const char lower = LowerCase(c);
    const bool is_part =
        (lower >= 'a' && lower <= 'z') || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (is_part && !goes_on) words.emplace_back();
    if (is_part) words.back() += lower;
    goes_on = is_part;
  }
  return words;
}

}  // namespace mgl

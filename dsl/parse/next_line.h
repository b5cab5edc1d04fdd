// Where reading goes on after a mistake. As plain text: line ends mean nothing to the grammar, but
// authors begin lines where the language does.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// Where the grammar stopped inside a declaration.
struct BrokenPlace {
  std::size_t begin = 0;       // of the line or the declaration that cannot be read
  std::size_t stop = 0;        // the first character that does not fit
  std::size_t open = 0;        // an open parenthesis before it, or 0
  bool in_text = false;        // it is in a text without its end
  bool is_header = false;      // it is in the first line of the declaration
  std::string_view keyword;    // of the declaration
  std::string_view more_word;  // one more word that begins a line here: `points`, or empty
};

/// The next place behind it where a line of its declaration begins or the next declaration, or the
/// end. What is indented more than the broken line belongs to it.
std::size_t NextLine(std::string_view text, const BrokenPlace& place);

}  // namespace mgl

// Lists of choices as people write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

struct WrittenChoice {
  std::string said;
  std::string name;
  std::string written;   // `ex_smoker "Ex-smoker"`
  bool is_open = false;  // `other (specify)`: what is specified is a text
};

/// The choices of a list that is parted by `,`, `;`, `|`, or else by `/` or `or`, outside of texts
/// and parentheses. `owner` is the name of what has them.
std::vector<WrittenChoice> WrittenChoices(std::string_view list, std::string_view owner);

/// Where the bracket that opens at `open` closes, before `end`; npos: nowhere.
std::size_t ClosingBracket(std::string_view text, std::size_t open, std::size_t end);

/// The list of choices that `: low | high`, `as one of low/high`, `in {low, high}` say behind a
/// title, without what stands around it; empty: it says none.
std::string_view ListOfChoices(std::string_view kind);

}  // namespace mgl

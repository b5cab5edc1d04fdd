// What a line says, whatever its spelling: for comparing it with what is written in its place. The
// tables are not those of the parser, whose proposals are judged by them: a fault of one would hide
// itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

struct Said {
  std::vector<std::string> texts;  // in quotes of any kind
  std::vector<std::string> words;  // outside of them: in small letters, numbers with a point, signs
};

/// `3 mg Twice daily, =< “x”`: the text `x`, and `3`, `mg`, `2`, `*`, `/`, `day`, `<=`.
Said SaidIn(std::string_view text);

}  // namespace mgl

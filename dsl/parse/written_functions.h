// Functions of databases, spreadsheets and other rule languages, and what the language has for
// them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// `COUNT(a, b) >= 2`: its name in small letters without `_` and `.`, its parts, and what stands
/// behind it up to the end of the line.
struct WrittenCall {
  std::string_view said;  // the name as it stands
  std::string name;
  std::vector<std::string> parts;
  std::string_view behind;
};

struct FunctionMeant {
  std::string written;   // in its place; empty: only `help` says what to do
  std::size_t used = 0;  // of what stands behind: `>= 2` of a count
  std::string help;      // behind `write `…``, or all of it
};

/// A function that is known here, with or without something to write for it.
bool IsKnownFunction(std::string_view name);
/// What to write for it in this text. Both empty: nothing is known of it.
FunctionMeant MeantByFunction(std::string_view text, const WrittenCall& call);
/// `a, b` of `(a, b)`, whose `(` is the first character: the parts, and where the `)` is; npos:
/// it is not closed.
std::size_t PartsOfCall(std::string_view from_open, std::vector<std::string>& parts);

}  // namespace mgl

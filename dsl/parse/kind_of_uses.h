// What a text says of a name: of which kind the fact is that it stands for.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

struct KindOfUse {
  std::string kind;      // `is number`, `in mmol/L`, `is one of (a, b)`; empty: nothing says it
  std::size_t line = 0;  // the first that says it
  std::string_view why;  // "compared with a date"
  bool is_open = false;  // it may have a unit, or more choices
};

/// The kind that all uses of the name in this text have together; none where they differ.
KindOfUse KindFromUses(std::string_view text, std::string_view name);

/// The kind that the title of a measurement says: `is number` of an INR; empty: none.
std::string KindFromTitle(std::string_view name, std::string_view title);

}  // namespace mgl

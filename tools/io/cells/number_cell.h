// The spellings of a number in a cell: exact, or what is known of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/case.h"

namespace mgl {

/// What is wrong with `7,5` where no run says that commas are decimal ones, and such values.
inline constexpr std::string_view kHasDecimalComma =
    "has a decimal comma (--decimal-comma reads it)";
inline constexpr std::string_view kWithDecimalComma =
    "with a comma that may be a decimal one (--decimal-comma)";

struct NumberCell {
  Interval number;
  std::string unit;      // what stands behind it; empty: nothing
  bool is_days = false;  // weeks and days were written: the number is of days
  std::string problem;   // why it is no number, for behind the quoted cell; empty: it is one
  std::string_view kind = "no number";  // of problem, without the value
};

/// How numbers of one fact are written.
struct NumberStyle {
  bool decimal_comma = false;
  bool weeks_and_days = false;  // `36+6`, `36w6d`, `36 6/7` are read
};

/// Reads `6.1`, `1e3`, `<0.3`, `=6.1`, `less than 3`, `0-2`, `60 to 65`, `4..6`, `90+`, `36+6`,
/// `1,234,567`, each with anything behind it that may be a unit. `text` has no blanks at its ends.
NumberCell ReadNumberCell(std::string_view text, const NumberStyle& style);

/// What stands behind a number, perhaps with a mark of laboratories before or behind it that says
/// where a value lies: `mmol/L (H)`, `LL`.
struct FlaggedUnit {
  std::string_view unit;     // without the mark
  std::string_view flag;     // empty: there is none
  bool in_brackets = false;  // then the flag is nothing else
};
FlaggedUnit WithoutFlag(std::string_view unit);

}  // namespace mgl

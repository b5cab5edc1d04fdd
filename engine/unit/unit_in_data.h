// Units as laboratories, pharmacies and exports spell them: nobody can mend a spelling in data, and
// what is measured is known there.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/unit.h"

namespace mgl {

/// The codes that `code` may stand for in data, each with another meaning, of those that
/// `is_possible` takes; likeliest first, at most a few. Case does not count (`MG/DL`), blanks
/// neither (`mm Hg`); multipliers of counts (`K/uL`, `x10E3/uL`, `Thou/cumm`), dose forms (`TAB`)
/// and words for temperatures are known. Empty where it can be none.
std::vector<Unit> UnitsInData(std::string_view code,
                              const std::function<bool(const Unit&)>& is_possible);

/// `109/L`, `10 9/L`, `x1012/L`: the code with the raised digit that it may have lost, `10*9/L`;
/// empty: it begins with no such number.
std::string WithRaisedPower(std::string_view code);

/// Whether two spellings are one, but for which sign of micro they have: `uU/mL`, `µU/mL`.
bool AreOneSpelling(std::string_view a, std::string_view b);

/// Whether a blank stands between two digits: they are two numbers, or one.
bool HasPartedDigits(std::string_view text);

}  // namespace mgl

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

}  // namespace mgl

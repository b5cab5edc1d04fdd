// A small guideline that works, to change line by line.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// Laid out; `name` is the guideline's.
std::string StarterGuideline(std::string_view name);

/// A row of a CSV whose columns are those of `mgl facts --format csv-header` for it.
extern const char* const kStarterCase;

/// The name that is nearest to what was written: "Low K+.mgl" -> "low_k"; may be empty.
std::string NameFrom(std::string_view written);

}  // namespace mgl

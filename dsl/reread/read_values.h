// Values by condition as spreadsheets and programs write them, read into lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/reread/vocabulary.h"

namespace mgl {

/// `IF(age > 75 years, 1.25 mg, 2.5 mg)`, `if a then b else c`, `a ? b : c`: the lines `value …
/// when …`, the last one `otherwise`. Empty where it is none of these.
std::vector<std::string> ReadValues(std::string_view prose, const std::vector<Called>& vocabulary);

}  // namespace mgl
